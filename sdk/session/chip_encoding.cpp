// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/chip_encoding.hpp"

#include <string>
#include <utility>
#include <vector>

#include "enrolkit/biometric_groups.hpp"
#include "enrolkit/data_groups.hpp"
#include "enrolkit/image_codec.hpp"
#include "sdk/dossier/whole_folder.hpp"
#include "sdk/session/chip_samples.hpp"
#include "sdk/session/document_data.hpp"

namespace enrolkit {
namespace {

// The sample's own file, named in what is wrong with it.
template <class Encode>
auto from_file(const SampleFile& file, Encode encode) -> decltype(encode(DecodedImage{})) {
  const auto decoded = decode_image(file.bytes, file.name);
  if (!decoded) return decoded.error();
  auto encoded = encode(*decoded);
  if (!encoded) return Error{encoded.error().code, file.name + ": " + encoded.error().message};
  return encoded;
}

// What is there must be allowed; what is not there is the caller's choice.
Status check_allowed(const EnrolmentSamples& samples, const RulesAnswer& rules) {
  for (const SampleDecision& decision : rules.samples) {
    const bool offered = decision.sample == Sample::photo       ? samples.photo.has_value()
                         : decision.sample == Sample::signature ? samples.signature.has_value()
                                                                : !samples.fingers.empty();
    if (!offered || decision.decision == Decision::required || decision.decision == Decision::reuse) continue;
    return Error{ErrorCode::refused_by_rules, "a sample is offered that must not be taken (" +
                                                  std::string(sample_name(decision.sample)) + "): " + decision.reason};
  }
  if (samples.photo) return {};
  return Error{ErrorCode::refused_by_rules,
               "the photo is missing: every chip has an EF.DG2 (Doc 9303-10 section 3.11)"};
}

Status add_photo(const SampleFile& file, Sex sex, const ChipSetup& setup, ChipFiles& chip) {
  const auto record = from_file(file, [&](const DecodedImage& decoded) {
    return chip_portrait(decoded.image, std::nullopt, sex, setup.policy.portrait);
  });
  if (!record) return record.error();
  auto dg2 = encode_dg2({*record}, setup.generation);
  if (!dg2) return dg2.error();
  chip[ChipFile::dg2] = *std::move(dg2);
  return {};
}

Status add_fingers(const std::map<FingerPosition, SampleFile>& files, const ChipSetup& setup, ChipFiles& chip) {
  if (const Status distinct = check_distinct(files); !distinct) return distinct;
  std::vector<FingerImageRecord> records;
  for (const auto& entry : files) {
    auto record = from_file(entry.second, [&](const DecodedImage& decoded) {
      const double ppi = finger_resolution(decoded.ppi, setup.default_ppi);
      return chip_finger(to_grey(decoded.image), {entry.first, ppi, 0}, setup.policy.finger_format,
                         setup.policy.finger);
    });
    if (!record) return record.error();
    records.push_back(*std::move(record));
  }
  auto dg3 = encode_dg3(records, {}, setup.generation);
  if (!dg3) return dg3.error();
  chip[ChipFile::dg3] = *std::move(dg3);
  return {};
}

Status add_signature(const SampleFile& file, const Policy& policy, ChipFiles& chip) {
  const auto image =
      from_file(file, [&](const DecodedImage& decoded) { return chip_signature(decoded.image, policy.signature); });
  if (!image) return image.error();
  auto dg7 = encode_dg7({*image});
  if (!dg7) return dg7.error();
  chip[ChipFile::dg7] = *std::move(dg7);
  return {};
}

}  // namespace

Result<ChipFiles> encode_chip(const Applicant& applicant, const EnrolmentSamples& samples, const ChipSetup& setup) {
  const auto rules = apply_rules(setup.policy, question_of(applicant, setup.policy));
  if (!rules) return rules.error();
  if (const Status allowed = check_allowed(samples, *rules); !allowed) return allowed.error();
  const auto complete = complete_applicant(applicant, *rules, setup.policy);
  if (!complete) return complete.error();
  const auto mrz = document_mrz(*complete);
  if (!mrz) return mrz.error();

  ChipFiles chip;
  Status added = add_photo(*samples.photo, applicant.sex, setup, chip);
  if (added && !samples.fingers.empty()) added = add_fingers(samples.fingers, setup, chip);
  if (added && samples.signature) added = add_signature(*samples.signature, setup.policy, chip);
  if (added) added = add_document_files(chip, *mrz, setup.signer.get(), setup.sod_version);
  if (!added) return added.error();
  return chip;
}

Status write_chip(const ChipFiles& files, const std::filesystem::path& folder) {
  std::vector<FileEntry> entries;
  for (const auto& [file, bytes] : files) entries.push_back({chip_file_name(file), bytes});
  return write_whole_folder(entries, folder);
}

}  // namespace enrolkit
