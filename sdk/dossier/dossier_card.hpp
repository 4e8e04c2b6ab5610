// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "enrolkit/dossier_store.hpp"

namespace enrolkit::store {

// A file of a dossier and where its bytes are.
struct StoredFile {
  DossierFile file;
  std::int64_t part = 0;
  std::int64_t version = 0;  // in which it was written
};

// The encrypted table of contents of a dossier.
struct StoredCard {
  DossierSubject subject;
  std::vector<StoredFile> files;
};

Bytes encode_card(const StoredCard& card);
// Errors: malformed.
Result<StoredCard> decode_card(BytesView bytes, const std::string& dossier);

// Errors: invalid_argument, too_large; names the field or file.
Status check_facts(const DossierFacts& facts);
Status check_files(const std::vector<FileEntry>& files);
Status check_note(const AuditNote& note);
Status check_notes(const std::vector<AuditNote>& notes);
Status check_session(BytesView state);

}  // namespace enrolkit::store
