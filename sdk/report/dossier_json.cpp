// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/report.hpp"
#include "sdk/dossier/sha256.hpp"
#include "sdk/report/json_parts.hpp"
#include "sdk/report/officer_json.hpp"

namespace enrolkit {

Json applicant_object(const Applicant& applicant) {
  const Application& application = applicant.application;
  Json object = {
      {"surname", applicant.surname},
      {"given_names", applicant.given_names},
      {"name_language", applicant.name_language},
      {"name_suggestions", applicant.name_suggestions},
      {"birth_date", format_date(applicant.birth_date)},
      {"sex", applicant.sex == Sex::unspecified ? std::string("X") : std::string(1, static_cast<char>(applicant.sex))},
      {"nationality", applicant.nationality},
      {"place_of_birth", applicant.place_of_birth},
      {"personal_number", applicant.personal_number},
      {"issuing_state", applicant.issuing_state},
      {"document_number", applicant.document_number},
      {"expiry_date", applicant.expiry_date ? Json(format_date(*applicant.expiry_date)) : Json(nullptr)},
      {"application",
       {{"kind", application.kind},
        {"date", format_date(application.date)},
        {"post", application.post},
        {"registered", application.registered},
        {"keep_seven_years", application.keep_seven_years}}}};
  object["inputs"] = Json::object();
  for (const auto& [input, value] : applicant.inputs) object["inputs"][input] = value;
  return object;
}

std::string dossier_json(const Enrolment& enrolment) {
  Json document = document_of("dossier");
  document["verdict"] = overall_name(enrolment.verdict);
  document["measured_verdict"] = overall_name(enrolment.measured_verdict);
  document["applicant"] = applicant_object(enrolment.applicant);
  document["rules"] = rules_object(enrolment.rules);
  document["retained"] = enrolment.retained.empty() ? Json(nullptr) : Json(enrolment.retained);
  document["photo"] = nullptr;
  if (enrolment.photo) {
    Json photo = {
        {"file", enrolment.photo->file}, {"width", enrolment.photo->width}, {"height", enrolment.photo->height}};
    add_photo(photo, enrolment.photo->report);
    document["photo"] = std::move(photo);
  }
  document["fingers"] = Json::array();
  for (const FingerResult& result : enrolment.fingers) {
    Json finger = {{"position", finger_name(result.position)},
                   {"file", result.file},
                   {"width", result.width},
                   {"height", result.height},
                   {"ppi", result.ppi}};
    add_finger(finger, result.report);
    document["fingers"].push_back(std::move(finger));
  }
  document["signature"] = nullptr;
  if (enrolment.signature) {
    Json signature = {{"file", enrolment.signature->file},
                      {"width", enrolment.signature->width},
                      {"height", enrolment.signature->height}};
    add_signature(signature, enrolment.signature->report);
    document["signature"] = std::move(signature);
  }
  document["exceptions"] = exceptions_json(enrolment.finger_exceptions, enrolment.signature_exception);
  document["conditions_confirmed"] = conditions_json(enrolment.conditions);
  document["overrides"] = overrides_json(enrolment.overrides);
  document["mrz"] = nullptr;
  if (!enrolment.mrz.lines.empty())
    document["mrz"] = {{"lines", enrolment.mrz.lines}, {"name_truncated", enrolment.mrz.name_truncated}};
  Json files = Json::array();
  for (const FileEntry& file : enrolment.files) {
    files.push_back({{"path", file.path}, {"bytes", file.bytes.size()}, {"sha256", sha256_hex(file.bytes)}});
  }
  document["files"] = std::move(files);
  return line_of(document);
}

}  // namespace enrolkit
