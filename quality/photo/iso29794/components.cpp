// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdio>

#include "enrolkit/face_quality.hpp"

namespace enrolkit {
namespace {

using enum ComponentKind;

// Names and order as the reference implementation writes them; clauses of ISO/IEC 29794-5.
constexpr std::array<ComponentInfo, kQualityComponents> kComponents = {{
    {"UnifiedQualityScore", "", not_computable},
    {"BackgroundUniformity", "7.3.2", approximate},
    {"IlluminationUniformity", "7.3.3", exact},
    {"LuminanceMean", "7.3.4.2", exact},
    {"LuminanceVariance", "7.3.4.3", exact},
    {"UnderExposurePrevention", "7.3.5", near},
    {"OverExposurePrevention", "7.3.6", near},
    {"DynamicRange", "7.3.7", exact},
    {"Sharpness", "7.3.8", approximate},
    {"CompressionArtifacts", "7.3.9", approximate},
    {"NaturalColour", "7.3.10", exact},
    {"SingleFacePresent", "7.4.2", near},
    {"EyesOpen", "7.4.3", near},
    {"MouthClosed", "7.4.4", exact},
    {"EyesVisible", "7.4.5", approximate},
    {"MouthOcclusionPrevention", "7.4.6", approximate},
    {"FaceOcclusionPrevention", "7.4.7", approximate},
    {"InterEyeDistance", "7.4.8", exact},
    {"HeadSize", "7.4.9", exact},
    {"LeftwardCropOfTheFaceImage", "7.4.10", exact},
    {"RightwardCropOfTheFaceImage", "7.4.10", exact},
    {"MarginAboveOfTheFaceImage", "7.4.10", exact},
    {"MarginBelowOfTheFaceImage", "7.4.10", exact},
    {"HeadPoseYaw", "7.4.11", approximate},
    {"HeadPosePitch", "7.4.11", approximate},
    {"HeadPoseRoll", "7.4.11", near},
    {"ExpressionNeutrality", "7.4.12", approximate},
    {"NoHeadCoverings", "7.4.13", approximate},
}};

std::string csv_number(double value) {
  char text[64];
  std::snprintf(text, sizeof text, std::round(value) == value ? "%.0f" : "%.6f", value);
  return text;
}

std::string csv_name(std::string_view name) {
  if (name.find_first_of(";\"\r\n") == std::string_view::npos) return std::string(name);
  std::string quoted = "\"";
  for (const char c : name) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

}  // namespace

std::string_view component_kind_name(ComponentKind kind) noexcept {
  constexpr std::array<std::string_view, 4> kNames = {"exact", "near", "approximate", "not_computable"};
  return kNames[static_cast<std::size_t>(kind)];
}

const ComponentInfo& component_info(QualityComponent component) noexcept {
  return kComponents[static_cast<std::size_t>(component)];
}

std::string ofiq_csv_header() {
  std::string header = "Filename;";
  for (const ComponentInfo& component : kComponents) (header += component.name) += ';';
  for (const ComponentInfo& component : kComponents) (header += component.name) += ".scalar;";
  return header + "assessment_time_in_ms;\n";
}

std::string ofiq_csv_row(std::string_view file, const FaceQuality* quality, double milliseconds) {
  static const FaceQuality unread;
  const FaceQuality& values = quality != nullptr ? *quality : unread;
  std::string row = csv_name(file);
  for (const ComponentValue& value : values.components) (row += ';') += csv_number(value.native);
  for (const ComponentValue& value : values.components) (row += ';') += csv_number(value.score);
  return row + ';' + csv_number(std::floor(milliseconds)) + '\n';
}

}  // namespace enrolkit
