// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/report.hpp"
#include "sdk/report/json_parts.hpp"

namespace enrolkit {
namespace {

template <class Report>
std::string check_json(std::string_view check, const Report& report, std::string_view file, double milliseconds,
                       void (*add)(Json&, const Report&)) {
  Json document = document_of(std::string(check) + "_check");
  document["file"] = file;
  add(document, report);
  document["milliseconds"] = milliseconds;
  return line_of(document);
}

// What the dossier does without: the native measures, by the reference's names.
void add_measured_finger(Json& document, const FingerReport& report) {
  add_finger(document, report);
  if (report.nfiq2) {
    document["nfiq2"] = {
        {"name", report.nfiq2->name}, {"version", report.nfiq2->version}, {"score", report.nfiq2->score}};
  }
  document["measures"] = nullptr;
  if (!report.measures) return;
  Json measures = Json::object();
  Json approximate = Json::array();
  const auto infos = finger_measure_infos();
  for (std::size_t i = 0; i < infos.size(); ++i) {
    measures[std::string(infos[i].name)] = report.measures->values[i];
    if (infos[i].approximate) approximate.push_back(infos[i].name);
  }
  document["measures"] = {{"crop", region_json(report.measures->crop)},
                          {"resampled", report.measures->resampled},
                          {"approximate", std::move(approximate)},
                          {"values", std::move(measures)}};
}

}  // namespace

std::string photo_json(const PhotoReport& report, std::string_view file, double milliseconds) {
  return check_json("photo", report, file, milliseconds, add_photo);
}

std::string finger_json(const FingerReport& report, std::string_view file, double milliseconds) {
  return check_json("finger", report, file, milliseconds, add_measured_finger);
}

std::string signature_json(const SignatureReport& report, std::string_view file, double milliseconds) {
  return check_json("signature", report, file, milliseconds, add_signature);
}

std::string check_error_json(std::string_view check, const Error& error, std::string_view file) {
  Json document = document_of(std::string(check) + "_check");
  document["file"] = file;
  document["verdict"] = "error";
  document["error"] = {{"code", error_code_name(error.code)}, {"message", error.message}};
  return line_of(document);
}

std::string comparison_json(const Comparison& comparison, std::string_view a, std::string_view b, double threshold,
                            double milliseconds) {
  Json document = document_of("finger_comparison");
  document["a"] = a;
  document["b"] = b;
  document["verdict"] = comparison.score >= threshold ? "match" : "no_match";
  document["score"] = comparison.score;
  document["threshold"] = threshold;
  document["paired_minutiae"] = comparison.paired;
  document["rotation"] = comparison.rotation;
  document["overlap"] = comparison.texture ? Json(comparison.overlap) : Json(nullptr);
  document["texture"] = comparison.texture;
  document["algorithms"] = {{std::string(kMatcherName), std::string(kMatcherVersion)}};
  document["milliseconds"] = milliseconds;
  return line_of(document);
}

namespace {
Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
}  // namespace

std::string chip_json(const ChipVerification& verification) {
  Json document = document_of("chip_verification");
  document["verdict"] = verification.valid ? "valid" : "invalid";
  Json files = Json::array();
  for (const ChipFileVerification& file : verification.files) {
    Json deviations = Json::array();
    for (const ChipDeviation& deviation : file.deviations) {
      deviations.push_back({{"offset", deviation.offset},
                            {"rule", deviation.rule},
                            {"message", deviation.message},
                            {"tolerated", deviation.tolerated}});
    }
    files.push_back({{"name", file.name},
                     {"parsed", file.parsed},
                     {"hash", hash_state_name(file.hash)},
                     {"deviations", std::move(deviations)}});
  }
  document["files"] = std::move(files);
  const SecurityObjectVerification& sod = verification.sod;
  document["sod"] = {{"version", sod.version ? Json(*sod.version) : Json(nullptr)},
                     {"digest", sod.digest},
                     {"signature", sod.signature},
                     {"signer", sod.signer},
                     {"chain", sod.chain},
                     {"anchor", text_or_null(sod.anchor)},
                     {"revocation", sod.revocation},
                     {"signing_time", text_or_null(sod.signing_time)},
                     {"signer_from", text_or_null(sod.signer_from)},
                     {"signer_until", text_or_null(sod.signer_until)},
                     {"signer_expired", sod.signer_expired}};
  return line_of(document);
}

}  // namespace enrolkit
