// SPDX-License-Identifier: Apache-2.0
// A finished dossier read back, and its chip files once more after an error in production.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "enrolkit/chip.hpp"
#include "enrolkit/date.hpp"
#include "enrolkit/enrolment.hpp"
#include "enrolkit/result.hpp"
#include "enrolkit/rules.hpp"
#include "enrolkit/security_object.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// The files of a folder that write_dossier made, in the order of its dossier.json, which comes last. Errors: those of
// read_file; malformed (dossier.json); crypto (a file is not the one that dossier.json lists: names it).
[[nodiscard]] Result<std::vector<FileEntry>> load_dossier(const std::filesystem::path& folder);

struct Reissue {
  ChipFiles chip;
  Date until{};         // the last day on which it could be asked for
  Explanation allowed;  // the rule that allows it
};

// The chip files of the same document again: every data group byte for byte as in the dossier, under a new signature
// where `signer` is given. `purpose` is "production" (the document is made, or made again after an error), or the kind
// of another application ("ordinary", "duplicate") for which somebody wants them: that is refused with the rule, for no
// other application is made by copying this one. Errors: refused_by_rules (the retention for production has ended or
// begins later than `on`, another purpose, a dossier that was not released, one that makes no document); malformed
// (dossier.json); invalid_argument (another policy); crypto (a file was changed; those of the signer).
[[nodiscard]] Result<Reissue> reissue_chip(const std::vector<FileEntry>& dossier, const Policy& policy,
                                           const Signer* signer, Date on, std::string_view purpose = "production");

// The policy under which a dossier was made. Errors: malformed.
[[nodiscard]] Result<std::string> policy_of_dossier(const std::vector<FileEntry>& dossier);

}  // namespace enrolkit
#pragma GCC visibility pop
