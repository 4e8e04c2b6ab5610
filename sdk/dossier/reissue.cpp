// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/reissue.hpp"

#include <algorithm>

#include "enrolkit/file.hpp"
#include "sdk/dossier/dossier_record.hpp"
#include "sdk/dossier/remade_chip.hpp"
#include "sdk/dossier/sha256.hpp"
#include "sdk/dossier/tar.hpp"

namespace enrolkit {
namespace {

constexpr std::string_view kChipFolder = "chip/";

Error refused(const std::string& what, const Explanation& rule) {
  return Error{ErrorCode::refused_by_rules, what + ": " + rule.reason + " (" + rule.source + ")"};
}

// Another application is never made by copying the chip files of this one.
Error refused_purpose(const DossierRecord& record, const Policy& policy, Date on, std::string_view purpose) {
  RetainedRecord kept;
  kept.kind = record.application;
  kept.applied_on = record.date;
  kept.keep_on_request = record.keep_seven_years;
  RulesQuestion question;
  question.application = purpose;
  question.birth = record.birth;
  question.on = on;
  const auto answer = may_reuse(policy, kept, question);
  if (!answer) return answer.error();
  const std::string name(purpose);
  if (!answer->allowed) return refused("the data may not be used for an application of kind '" + name + "'", *answer);
  return refused("an application of kind '" + name + "' is made with the retained samples under a document number of " +
                     "its own, not by producing this document again",
                 *answer);
}

bool of_chip(const std::string& path) { return path.rfind(kChipFolder, 0) == 0; }

const FileEntry* find(const std::vector<FileEntry>& files, const std::string& path) {
  const auto file = std::find_if(files.begin(), files.end(), [&](const FileEntry& one) { return one.path == path; });
  return file == files.end() ? nullptr : &*file;
}

// The first data group of the list that is not as these files have it; empty: all are.
std::string other_than_listed(const DossierRecord& record, const ChipFiles& chip) {
  for (const ListedFile& listed : record.files) {
    if (!of_chip(listed.path)) continue;
    const auto name = parse_chip_file_name(listed.path.substr(kChipFolder.size()));
    if (!name || *name == ChipFile::sod) continue;  // a signature is another each time
    const auto file = chip.find(*name);
    if (file == chip.end() || sha256_hex(file->second) != listed.sha256) return listed.path;
  }
  return {};
}

// As first written; the generation of then is the one that gives the listed files.
Result<ChipFiles> made_again(const std::vector<FileEntry>& dossier, const DossierRecord& record, const Policy& policy,
                             const ReissueRecords& records) {
  if (!records.models) {
    return Error{ErrorCode::invalid_argument,
                 "files of chip/ are missing in the dossier, and no models are given to make them again"};
  }
  std::string other;
  for (const RecordGeneration generation : {RecordGeneration::iso19794, RecordGeneration::iso39794}) {
    auto chip = remake_chip(dossier, policy, records.models, generation);
    if (!chip) return chip;
    std::string differs = other_than_listed(record, *chip);
    if (differs.empty()) return chip;
    if (other.empty()) other = std::move(differs);
  }
  return Error{ErrorCode::crypto, other + ": made again from the samples it is not the file that dossier.json lists; " +
                                      "another version of enrolkit or of the policy may have made it"};
}

}  // namespace

Result<std::vector<FileEntry>> load_dossier(const std::filesystem::path& folder, bool without_chip) {
  const auto record_path = folder / kDossierRecord;
  auto json = read_file(record_path, kMaxDossierRecordBytes);
  if (!json) return json.error();
  const auto record = read_dossier_record(*json, record_path.string());
  if (!record) return record.error();
  std::vector<FileEntry> files;
  for (const ListedFile& listed : record->files) {
    if (!is_plain_path(listed.path)) {
      return Error{ErrorCode::malformed, record_path.string() + ": '" + listed.path + "' is no file of a dossier"};
    }
    auto bytes = read_file(folder / listed.path, kMaxDossierFileBytes);
    if (!bytes && bytes.error().code == ErrorCode::not_found && without_chip && of_chip(listed.path)) continue;
    if (!bytes && bytes.error().code != ErrorCode::empty_input) return bytes.error();
    files.push_back({listed.path, bytes ? *std::move(bytes) : Bytes()});
  }
  auto there = *record;
  std::erase_if(there.files,
                [&](const ListedFile& one) { return of_chip(one.path) && find(files, one.path) == nullptr; });
  if (const Status right = check_listed(files, there); !right) {
    return Error{right.error().code, (folder / right.error().message).string()};
  }
  files.push_back({std::string(kDossierRecord), *std::move(json)});
  return files;
}

Result<std::string> policy_of_dossier(const std::vector<FileEntry>& dossier) {
  const auto record = record_among(dossier);
  if (!record) return record.error();
  return record->policy;
}

Result<Reissue> reissue_chip(const std::vector<FileEntry>& dossier, const Policy& policy, const Signer* signer, Date on,
                             std::string_view purpose, const ReissueRecords& records) {
  const auto record = record_among(dossier);
  if (!record) return record.error();
  if (policy.name != record->policy) {
    return Error{ErrorCode::invalid_argument,
                 "the dossier was made under policy " + record->policy + "; " + policy.name + " is given"};
  }
  if (purpose != "production") return refused_purpose(*record, policy, on, purpose);
  // What was asked to be kept longer is kept for a duplicate only: production has the first span alone.
  const auto retention = retention_of(policy, record->application, record->date, false);
  if (!retention) return retention.error();
  if (on < record->date) return refused(format_date(on) + " is before the application", *retention);
  if (on > retention->until) {
    return refused("the document could be produced from this dossier until " + format_date(retention->until) +
                       ", not on " + format_date(on),
                   *retention);
  }
  if (!record->has_document) {
    return refused("an application of kind '" + record->application + "' makes no document", *retention);
  }
  if (record->verdict != overall_name(Overall::compliant)) {
    return Error{ErrorCode::refused_by_rules,
                 "the dossier's verdict is " + record->verdict + ": no document is produced from it"};
  }
  auto kept = *record;
  std::erase_if(kept.files,
                [&](const ListedFile& one) { return of_chip(one.path) && find(dossier, one.path) == nullptr; });
  if (const Status right = check_listed(dossier, kept); !right) return right.error();

  Reissue reissue;
  reissue.until = retention->until;
  reissue.allowed = *retention;
  for (const FileEntry& file : dossier) {
    if (!of_chip(file.path)) continue;
    const auto name = parse_chip_file_name(file.path.substr(kChipFolder.size()));
    if (!name) return name.error();
    if (*name != ChipFile::sod) reissue.chip[*name] = file.bytes;
  }
  reissue.made_again = kept.files.size() != record->files.size() && !other_than_listed(*record, reissue.chip).empty();
  if (reissue.made_again) {
    auto chip = made_again(dossier, *record, policy, records);
    if (!chip) return chip.error();
    reissue.chip = *std::move(chip);
  }
  if (records.generation) {
    if (const Status changed = change_generation(reissue.chip, *records.generation); !changed) return changed.error();
  }
  if (signer == nullptr) return reissue;
  auto sod = encode_security_object(reissue.chip, *signer);
  if (!sod) return sod.error();
  reissue.chip[ChipFile::sod] = *std::move(sod);
  return reissue;
}

}  // namespace enrolkit
