// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/enrolment.hpp"

#include <string>
#include <utility>

#include "enrolkit/data_groups.hpp"
#include "enrolkit/report.hpp"
#include "sdk/session/chip_samples.hpp"
#include "sdk/session/document_data.hpp"
#include "sdk/session/sample_stages.hpp"

namespace enrolkit {
namespace {

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

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
  if (const Status distinct = check_distinct(files); !distinct) return distinct;
  for (const auto& [position, file] : files) {
    auto finger = judge_finger(position, file, setup, clock);
    if (!finger) return finger.error();
    judged.push_back(*std::move(finger));
    fingers.emplace_back(&file, &judged.back());
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

}  // namespace

Result<Enrolment> enrol(const Applicant& applicant, const EnrolmentSamples& samples, const EnrolmentSetup& setup) {
  auto rules = admit(applicant, samples, setup.policy);
  if (!rules) return rules.error();

  Enrolment enrolment;
  StageClock clock(enrolment.times);
  auto complete = complete_applicant(applicant, *rules, setup.policy);
  if (!complete) return complete.error();
  enrolment.applicant = *std::move(complete);
  enrolment.rules = *std::move(rules);
  auto mrz = clock.measure("mrz", [&] { return document_mrz(enrolment.applicant); });
  if (!mrz) return mrz.error();
  enrolment.mrz = *std::move(mrz);

  // The fingers and the signature first: meanwhile the models of the photo check load.
  Status stage;
  if (!samples.fingers.empty()) stage = add_fingers(samples.fingers, setup, clock, enrolment);
  if (stage && samples.signature) stage = add_signature(*samples.signature, setup, clock, enrolment);
  if (stage && samples.photo) stage = add_photo(*samples.photo, setup, clock, enrolment);
  if (stage)
    stage =
        clock.measure("chip", [&] { return add_document_files(enrolment.chip, enrolment.mrz, setup.signer.get()); });
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
