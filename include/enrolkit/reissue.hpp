// SPDX-License-Identifier: Apache-2.0
// A finished dossier read back, and its chip files once more after an error in production.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
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
// `without_chip`: files of chip/ may be missing, and are left out then: reissue_chip makes them again.
[[nodiscard]] Result<std::vector<FileEntry>> load_dossier(const std::filesystem::path& folder,
                                                          bool without_chip = false);

struct ReissueRecords {
  std::optional<RecordGeneration> generation;  // of the records in EF.DG2 and EF.DG3; empty: as they were
  std::shared_ptr<const PhotoModels> models;   // for data groups that are not kept any more
};

struct Reissue {
  ChipFiles chip;
  bool made_again = false;  // from the samples, for the data groups are not kept
  Date until{};             // the last day on which it could be asked for
  Explanation allowed;      // the rule that allows it
};

// The chip files of the same document again: every data group byte for byte as in the dossier, under a new signature
// where `signer` is given. In the other generation of records the images, and all that both can carry, stay the same.
// Data groups that are not kept are made again from the samples, and must come out as dossier.json lists them; `policy`
// must have the limits of then. `purpose` is "production" (the document is made, or made again after an error), or the
// kind of another application ("ordinary", "duplicate") for which somebody wants them: that is refused with the rule,
// for no other application is made by copying this one. Errors: refused_by_rules (the retention for production has
// ended or begins later than `on`, another purpose, a dossier that was not released, one that makes no document);
// malformed (dossier.json); invalid_argument (another policy; data groups are missing and no models are given); crypto
// (a file was changed; what was made again is not what was listed, as another version of enrolkit may do; those of the
// signer).
[[nodiscard]] Result<Reissue> reissue_chip(const std::vector<FileEntry>& dossier, const Policy& policy,
                                           const Signer* signer, Date on, std::string_view purpose = "production",
                                           const ReissueRecords& records = {});

// The policy under which a dossier was made. Errors: malformed.
[[nodiscard]] Result<std::string> policy_of_dossier(const std::vector<FileEntry>& dossier);

}  // namespace enrolkit
#pragma GCC visibility pop
