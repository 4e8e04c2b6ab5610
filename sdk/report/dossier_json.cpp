// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/report.hpp"
#include "sdk/dossier/sha256.hpp"
#include "sdk/report/json_parts.hpp"

namespace enrolkit {
namespace {

Json applicant_json(const Applicant& applicant) {
  const Application& application = applicant.application;
  return {
      {"surname", applicant.surname},
      {"given_names", applicant.given_names},
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
}

}  // namespace

std::string dossier_json(const Enrolment& enrolment) {
  Json document = document_of("dossier");
  document["verdict"] = overall_name(enrolment.verdict);
  document["applicant"] = applicant_json(enrolment.applicant);
  document["rules"] = rules_object(enrolment.rules);
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
  document["mrz"] = {{"lines", enrolment.mrz.lines}, {"name_truncated", enrolment.mrz.name_truncated}};
  Json files = Json::array();
  for (const FileEntry& file : enrolment.files) {
    files.push_back({{"path", file.path}, {"bytes", file.bytes.size()}, {"sha256", sha256_hex(file.bytes)}});
  }
  document["files"] = std::move(files);
  return line_of(document);
}

}  // namespace enrolkit
