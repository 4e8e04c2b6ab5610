// SPDX-License-Identifier: Apache-2.0
#include "sdk/report/json_parts.hpp"

#include <cmath>

#include "enrolkit/version.hpp"

namespace enrolkit {
namespace {

// Six significant digits: no measurement here is finer, and files stay readable.
Json number_json(double value) {
  if (!std::isfinite(value)) return nullptr;
  if (value == 0) return 0.0;
  const double scale = std::pow(10, 5 - std::floor(std::log10(std::abs(value))));
  return std::round(value * scale) / scale;
}

template <class T>
Json optional_json(const std::optional<T>& value) {
  if (!value) return nullptr;
  if constexpr (std::is_same_v<T, double>) {
    return number_json(*value);
  } else {
    return *value;
  }
}

template <class Report>
void add_judgement(Json& document, const Report& report) {
  document["profile"] = {{"name", report.profile}, {"version", report.profile_version}};
  document["verdict"] = overall_name(report.verdict);
  document["findings"] = findings_json(report.findings);
  document["algorithms"] = report.algorithms;
}

}  // namespace

namespace {

Json point_json(Point point) { return {{"x", number_json(point.x)}, {"y", number_json(point.y)}}; }

Json face_json(const FaceGeometry& face) {
  return {{"eye_left", point_json(face.eye_left)},
          {"eye_right", point_json(face.eye_right)},
          {"chin", point_json(face.chin)},
          {"crown", point_json(face.crown)},
          {"inter_eye_distance", number_json(face.inter_eye_distance)},
          {"roll", number_json(face.roll)},
          {"yaw", number_json(face.yaw)},
          {"pitch", number_json(face.pitch)}};
}

}  // namespace

Json document_of(std::string_view name) {
  return {{"schema", "enrolkit." + std::string(name) + "/1"}, {"version", version()}};
}

Json region_json(const Region& region) {
  return {{"x", region.x}, {"y", region.y}, {"width", region.width}, {"height", region.height}};
}

Json findings_json(std::span<const Finding> findings) {
  Json list = Json::array();
  for (const Finding& finding : findings) {
    Json item = {{"requirement", finding.requirement},       {"clause", finding.clause},
                 {"value", optional_json(finding.value)},    {"unit", finding.unit},
                 {"min", optional_json(finding.min)},        {"max", optional_json(finding.max)},
                 {"unsure", number_json(finding.unsure)},    {"score", optional_json(finding.score)},
                 {"verdict", verdict_name(finding.verdict)}, {"severity", severity_name(finding.severity)}};
    if (finding.region) {
      item["region"] = region_json(*finding.region);
    } else {
      item["region"] = nullptr;
    }
    item["message"] = finding.message;
    list.push_back(std::move(item));
  }
  return list;
}

void add_photo(Json& document, const PhotoReport& report) {
  add_judgement(document, report);
  document["faces"] = report.faces;
  document["face"] = report.face ? face_json(*report.face) : Json(nullptr);
}

void add_finger(Json& document, const FingerReport& report) {
  add_judgement(document, report);
  document["quality"] = {
      {"name", report.quality.name}, {"version", report.quality.version}, {"score", report.quality.score}};
  document["minutiae"] = report.minutiae.minutiae.size();
  document["feedback"] = report.feedback;
}

void add_signature(Json& document, const SignatureReport& report) { add_judgement(document, report); }

std::string line_of(const Json& document) { return document.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace enrolkit
