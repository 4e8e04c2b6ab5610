// SPDX-License-Identifier: Apache-2.0
// What storing a dossier has to do with others of the store.
#pragma once

#include <optional>

#include "sdk/dossier/store_parts.hpp"

namespace enrolkit::store {

// Within a transaction. The id of a dossier that is there already with the same dossier.json, which lists the digests
// of all files; empty: none. Errors: already_exists: a dossier of the same application is there with other content.
Result<std::string> expect_sole(Parts& parts, const DossierFacts& facts, const std::vector<FileEntry>& files);

// Within the transaction that stores the dossier which uses the samples of another one: notes the use, and begins the
// destruction that follows from it; answers whose. Errors: refused_by_rules (used before), invalid_argument.
Result<std::optional<std::int64_t>> note_use(Parts& parts, const std::optional<RetainedUse>& use);
// After the commit: completes that destruction; the next opening of the store does where this cannot.
void end_use(Parts& parts, std::optional<std::int64_t> used, const std::optional<RetainedUse>& use);

}  // namespace enrolkit::store
