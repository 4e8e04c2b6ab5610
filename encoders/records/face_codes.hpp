// SPDX-License-Identifier: Apache-2.0
// The codes of ISO/IEC 19794-5:2005 beside those of ISO/IEC 39794-5, for both directions.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "enrolkit/face_block.hpp"
#include "enrolkit/records.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::records {

inline constexpr std::uint8_t kOtherCode = 0xFF, kGreenHair = 8, kBlueHair = 9;
inline constexpr std::uint8_t kBasicImage = 0, kFullFrontal = 1, kUnknownSource = 7, kMpeg4Point = 1;
inline constexpr std::uint16_t kOpenSmile = 3;
inline constexpr int kMaxAngleCode = 181;  // of angles and of uncertainties; 0 = not told

// By the code of ISO/IEC 19794-5; the first is not told.
inline constexpr std::array<BlockEyeColour, 8> kEyeColours = {
    BlockEyeColour::unknown, BlockEyeColour::black, BlockEyeColour::blue,           BlockEyeColour::brown,
    BlockEyeColour::grey,    BlockEyeColour::green, BlockEyeColour::multi_coloured, BlockEyeColour::pink};
inline constexpr std::array<BlockHairColour, 8> kHairColours = {
    BlockHairColour::unknown, BlockHairColour::bald, BlockHairColour::black, BlockHairColour::blonde,
    BlockHairColour::brown,   BlockHairColour::grey, BlockHairColour::white, BlockHairColour::red};
inline constexpr std::array<BlockColourSpace, 5> kColourSpaces = {BlockColourSpace::unknown, BlockColourSpace::rgb24,
                                                                  BlockColourSpace::yuv422, BlockColourSpace::grey8,
                                                                  BlockColourSpace::other};

using ExpressionFlag = std::optional<bool> FaceExpression::*;
inline constexpr std::array<ExpressionFlag, 8> kExpressions = {
    nullptr,
    &FaceExpression::neutral,
    &FaceExpression::smile,
    &FaceExpression::smile,
    &FaceExpression::raised_eyebrows,
    &FaceExpression::looking_away,
    &FaceExpression::squinting,
    &FaceExpression::frowning,
};

struct PropertyBit {
  std::uint32_t bit;
  std::optional<bool> FaceProperties::*flag;
};
inline constexpr std::uint32_t kPropertiesSpecified = 0x001, kKnownProperties = 0x7FF;
inline constexpr std::array<PropertyBit, 10> kPropertyBits = {{
    {0x002, &FaceProperties::glasses},
    {0x004, &FaceProperties::moustache},
    {0x008, &FaceProperties::beard},
    {0x010, &FaceProperties::teeth_visible},
    {0x020, &FaceProperties::pupil_or_iris_not_visible},
    {0x040, &FaceProperties::mouth_open},
    {0x080, &FaceProperties::left_eye_patch},
    {0x100, &FaceProperties::right_eye_patch},
    {0x200, &FaceProperties::dark_glasses},
    {0x400, &FaceProperties::biometric_absent},
}};

// MPEG-4 feature points 2.1 to 12.4: how many there are of each group, which ISO/IEC 39794-5 numbers through.
inline constexpr std::uint8_t kFirstPointGroup = 2;
inline constexpr std::array<std::uint8_t, 11> kPointsOfGroup = {14, 14, 6, 4, 4, 1, 10, 15, 10, 6, 4};

// From major << 4 | minor to the number, and back.
[[nodiscard]] constexpr std::optional<std::uint8_t> landmark_code(std::uint8_t point) noexcept {
  const int major = point >> 4;
  const int minor = point & 15;
  int code = minor - 1;
  for (std::size_t i = 0; i < kPointsOfGroup.size(); ++i) {
    if (major == kFirstPointGroup + static_cast<int>(i)) {
      if (minor < 1 || minor > kPointsOfGroup[i]) return std::nullopt;
      return static_cast<std::uint8_t>(code);
    }
    code += kPointsOfGroup[i];
  }
  return std::nullopt;
}

[[nodiscard]] constexpr std::optional<std::uint8_t> feature_point_code(std::uint8_t landmark) noexcept {
  int left = landmark;
  for (std::size_t i = 0; i < kPointsOfGroup.size(); ++i) {
    if (left < kPointsOfGroup[i]) {
      return static_cast<std::uint8_t>((kFirstPointGroup + static_cast<int>(i)) << 4 | (left + 1));
    }
    left -= kPointsOfGroup[i];
  }
  return std::nullopt;
}

// What encode() asks of an image. Errors: invalid_argument.
[[nodiscard]] Status check_face_image(const FaceImage& face);

}  // namespace enrolkit::records
