// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/enrolment.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "enrolkit/data_groups.hpp"
#include "enrolkit/report.hpp"
#include "sdk/session/sample_stages.hpp"

namespace enrolkit {
namespace {

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

// The applicant as the rules complete him.
Result<Applicant> completed(Applicant applicant, const RulesAnswer& rules, const Policy& policy) {
  if (applicant.issuing_state.empty()) applicant.issuing_state = policy.issuing_state;
  if (!rules.expiry) {
    return Error{ErrorCode::unsupported,
                 "an application of kind '" + rules.application + "' makes no document of its own"};
  }
  if (applicant.expiry_date && *applicant.expiry_date != *rules.expiry) {
    return Error{ErrorCode::refused_by_rules, "expiry_date is " + format_date(*applicant.expiry_date) +
                                                  ", but must be " + format_date(*rules.expiry) + ": " +
                                                  rules.validity->reason};
  }
  applicant.expiry_date = rules.expiry;
  return applicant;
}

Result<Mrz> mrz_of(const Applicant& applicant) {
  MrzFields fields;
  fields.document_code =
      "PP";  // ordinary passport, required from 2026-01-01 where a second letter is used (Doc 9303-4)
  fields.issuing_state = applicant.issuing_state;
  fields.surname = applicant.surname;
  fields.given_names = applicant.given_names;
  fields.document_number = applicant.document_number;
  fields.nationality = applicant.nationality;
  fields.birth_date = applicant.birth_date;
  fields.sex = applicant.sex;
  fields.expiry_date = *applicant.expiry_date;
  fields.transliteration.language = applicant.name_language;
  fields.transliteration.suggestions = applicant.name_suggestions;
  return compose_mrz(fields);
}

Overall worse(Overall a, Overall b) {
  if (a == Overall::not_compliant || b == Overall::not_compliant) return Overall::not_compliant;
  return a == Overall::review || b == Overall::review ? Overall::review : Overall::compliant;
}

Overall verdict_of(const Enrolment& enrolment) {
  Overall verdict = Overall::compliant;
  if (enrolment.photo) verdict = worse(verdict, enrolment.photo->report.verdict);
  if (enrolment.signature) verdict = worse(verdict, enrolment.signature->report.verdict);
  for (const FingerResult& finger : enrolment.fingers) verdict = worse(verdict, finger.report.verdict);
  return verdict;
}

Status add_fingers(const std::map<FingerPosition, SampleFile>& files, const EnrolmentSetup& setup, StageClock& clock,
                   Enrolment& enrolment) {
  std::vector<JudgedFinger> judged;
  std::vector<std::pair<const SampleFile*, const JudgedFinger*>> fingers;
  judged.reserve(files.size());
  for (auto entry = files.begin(); entry != files.end(); ++entry) {
    const auto same = std::find_if(files.begin(), entry,
                                   [&](const auto& other) { return other.second.bytes == entry->second.bytes; });
    if (same != entry) {
      return Error{ErrorCode::invalid_argument, entry->second.name + ": the same image is offered for " +
                                                    std::string(finger_name(same->first)) + " and " +
                                                    std::string(finger_name(entry->first))};
    }
    auto finger = judge_finger(entry->first, entry->second, setup, clock);
    if (!finger) return finger.error();
    judged.push_back(*std::move(finger));
    fingers.emplace_back(&entry->second, &judged.back());
  }
  return finger_stage(fingers, setup, clock, enrolment);
}

Status add_signature(const SampleFile& file, const EnrolmentSetup& setup, StageClock& clock, Enrolment& enrolment) {
  const auto judged = judge_signature(file, clock);
  return judged ? signature_stage(file, *judged, setup, clock, enrolment) : judged.error();
}

Status add_photo(const SampleFile& file, const EnrolmentSetup& setup, StageClock& clock, Enrolment& enrolment) {
  const auto judged = judge_photo(file, setup, enrolment.rules.age, clock);
  return judged ? photo_stage(file, *judged, setup, clock, enrolment) : judged.error();
}

// EF.DG1, EF.COM and, with a signer, EF.SOD beside the data groups that the samples gave.
Status finish_chip(const EnrolmentSetup& setup, ChipFiles& chip, const Mrz& mrz) {
  auto dg1 = encode_dg1(mrz.joined());
  if (!dg1) return dg1.error();
  chip[ChipFile::dg1] = *std::move(dg1);
  CommonData com;
  for (const auto& [file, bytes] : chip) com.data_groups.push_back(file);
  auto encoded = encode(com);
  if (!encoded) return encoded.error();
  chip[ChipFile::com] = *std::move(encoded);
  if (!setup.signer) return {};
  auto sod = encode_security_object(chip, *setup.signer);
  if (!sod) return sod.error();
  chip[ChipFile::sod] = *std::move(sod);
  return {};
}

}  // namespace

Result<Enrolment> enrol(const Applicant& applicant, const EnrolmentSamples& samples, const EnrolmentSetup& setup) {
  auto rules = admit(applicant, samples, setup.policy);
  if (!rules) return rules.error();

  Enrolment enrolment;
  StageClock clock(enrolment.times);
  auto complete = completed(applicant, *rules, setup.policy);
  if (!complete) return complete.error();
  enrolment.applicant = *std::move(complete);
  enrolment.rules = *std::move(rules);
  auto mrz = clock.measure("mrz", [&] { return mrz_of(enrolment.applicant); });
  if (!mrz) return mrz.error();
  enrolment.mrz = *std::move(mrz);

  // The fingers and the signature first: meanwhile the models of the photo check load.
  Status stage;
  if (!samples.fingers.empty()) stage = add_fingers(samples.fingers, setup, clock, enrolment);
  if (stage && samples.signature) stage = add_signature(*samples.signature, setup, clock, enrolment);
  if (stage && samples.photo) stage = add_photo(*samples.photo, setup, clock, enrolment);
  if (stage) stage = clock.measure("chip", [&] { return finish_chip(setup, enrolment.chip, enrolment.mrz); });
  if (!stage) return stage.error();

  for (const auto& [file, bytes] : enrolment.chip) enrolment.files.push_back({"chip/" + chip_file_name(file), bytes});
  enrolment.verdict = verdict_of(enrolment);
  auto html = clock.measure("report", [&] { return bytes_of(enrolment_html(enrolment)); });
  enrolment.files.push_back({"report.html", std::move(html)});
  auto record = clock.measure("dossier", [&] { return bytes_of(dossier_json(enrolment)); });
  enrolment.files.push_back({"dossier.json", std::move(record)});
  return enrolment;
}

}  // namespace enrolkit
