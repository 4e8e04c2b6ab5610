// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/remade_chip.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "enrolkit/biometric_groups.hpp"
#include "sdk/dossier/dossier_record.hpp"
#include "sdk/session/chip_samples.hpp"
#include "sdk/session/document_data.hpp"
#include "sdk/session/sample_stages.hpp"

namespace enrolkit {
namespace {

Result<SampleFile> sample(const std::vector<FileEntry>& dossier, const std::string& path) {
  const auto file =
      std::find_if(dossier.begin(), dossier.end(), [&](const FileEntry& one) { return one.path == path; });
  if (file != dossier.end()) return SampleFile{file->path, file->bytes};
  return Error{ErrorCode::not_found, path + ": the dossier holds no such sample, and no data group made of it"};
}

template <class Group>
bool holds_blocks(const Group& templates) {
  return std::all_of(templates.begin(), templates.end(), [](const auto& one) { return one.record.index() == 1; });
}

}  // namespace

Result<ChipFiles> remake_chip(const std::vector<FileEntry>& dossier, const Policy& policy,
                              const std::shared_ptr<const PhotoModels>& models, RecordGeneration generation) {
  const auto record = record_among(dossier);
  if (!record) return record.error();
  const auto applicant = parse_applicant(record->applicant, std::string(kDossierRecord) + ": applicant");
  if (!applicant) return applicant.error();
  if (!applicant->expiry_date) {
    return Error{ErrorCode::malformed, std::string(kDossierRecord) + ": the document has no expiry date"};
  }
  std::vector<StageTime> times;
  StageClock clock(times);
  EnrolmentSetup setup;
  setup.policy = policy;
  setup.models = models;
  setup.generation = generation;
  Enrolment enrolment;
  enrolment.applicant = *applicant;

  std::vector<std::pair<SampleFile, JudgedFinger>> fingers;
  for (const auto& [position, path] : record->fingers) {
    auto file = sample(dossier, path);
    if (!file) return file.error();
    if (const auto ppi = record->finger_ppi.find(position); ppi != record->finger_ppi.end()) {
      setup.default_ppi = ppi->second;
    }
    auto judged = judge_finger(position, *file, setup, clock);
    if (!judged) return judged.error();
    fingers.emplace_back(*std::move(file), *std::move(judged));
  }
  Status made;
  if (!fingers.empty()) {
    std::vector<std::pair<const SampleFile*, const JudgedFinger*>> prints;
    for (const auto& [file, judged] : fingers) prints.emplace_back(&file, &judged);
    made = finger_stage(prints, setup, clock, enrolment);
  }
  if (made && !record->signature.empty()) {
    const auto file = sample(dossier, record->signature);
    if (!file) return file.error();
    const auto judged = judge_signature(*file, clock);
    if (!judged) return judged.error();
    made = signature_stage(*file, *judged, setup, clock, enrolment);
  }
  if (made && !record->photo.empty()) {
    const auto file = sample(dossier, record->photo);
    if (!file) return file.error();
    const int age = age_on(policy, record->birth, record->date);
    const auto judged = judge_photo(*file, setup, age, clock);
    if (!judged) return judged.error();
    made = photo_stage(*file, *judged, setup, clock, enrolment);
  }
  if (!made) return made.error();
  const auto mrz = document_mrz(*applicant);
  if (!mrz) return mrz.error();
  if (made = add_document_files(enrolment.chip, *mrz, nullptr); !made) return made.error();
  return std::move(enrolment.chip);
}

Status change_generation(ChipFiles& chip, RecordGeneration generation) {
  const bool blocks = generation == RecordGeneration::iso39794;
  if (const auto dg2 = chip.find(ChipFile::dg2); dg2 != chip.end()) {
    const auto group = decode_face_group(dg2->second);
    if (!group) return group.error();
    if (holds_blocks(group->faces) != blocks) {
      const auto faces = decode_dg2(dg2->second);
      if (!faces) return faces.error();
      auto changed = encode_dg2(*faces, generation);
      if (!changed) return changed.error();
      dg2->second = *std::move(changed);
    }
  }
  if (const auto dg3 = chip.find(ChipFile::dg3); dg3 != chip.end()) {
    const auto group = decode_finger_group(dg3->second);
    if (!group) return group.error();
    if (!group->fingers.empty() && holds_blocks(group->fingers) != blocks) {
      const auto fingers = decode_dg3(dg3->second);
      if (!fingers) return fingers.error();
      auto changed = encode_dg3(*fingers, {}, generation);
      if (!changed) return changed.error();
      dg3->second = *std::move(changed);
    }
  }
  return {};
}

}  // namespace enrolkit
