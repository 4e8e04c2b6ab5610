// SPDX-License-Identifier: Apache-2.0
// What the minutiae records of ISO/IEC 19794-2 and ANSI INCITS 378 have in common.
#pragma once

#include <cstddef>
#include <cstdint>
#include <numbers>
#include <string_view>

#include "encoders/records/representation.hpp"
#include "enrolkit/records.hpp"

namespace enrolkit::records {

using namespace std::string_view_literals;

inline constexpr std::string_view kMinutiaeName = "minutiae record";
inline constexpr std::string_view kMinutiaeMagic = "FMR\0"sv;
inline constexpr std::string_view kVersion20 = " 20\0"sv;  // ISO 2005 and ANSI 2004
inline constexpr std::string_view kVersion20WithZero = "020\0"sv;
inline constexpr std::string_view kVersion30 = "030\0"sv;  // ISO 2011 and ANSI 2009
inline constexpr std::string_view kVersion35 = "035\0"sv;  // ANSI 2009 with amendment 1

inline constexpr std::size_t kIso2005Header = 24, kIso2011Header = 15, kAnsi2004Header = 26, kAnsi2009Header = 21;
inline constexpr std::size_t kIso2005View = 6, kIso2011View = 34;  // without minutiae, quality blocks, extended data
inline constexpr std::size_t kMinutiaBytes = 6, kMinutiaBytesWithoutQuality = 5;
inline constexpr std::size_t kMaxMinutiae = 255, kMaxViews = 255;

inline constexpr int kMaxCoordinate = 16383;         // 14 bits
inline constexpr std::uint32_t kMinResolution = 99;  // pixels per cm, the lowest that ISO/IEC 19794-2 takes
inline constexpr std::uint8_t kMaxPosition = 10, kMaxQuality = 100, kMaxViewNumber2005 = 15;
inline constexpr std::uint8_t kQualityNotReported = 254;  // of a minutia, from 2011 on; 0 before
inline constexpr std::uint8_t kRidgeSkeletonEnding = 1;   // where an ending lies, from 2011 on

inline constexpr double kIsoAngleUnit = 2 * std::numbers::pi / 256;
inline constexpr double kAnsiAngleUnit = 2 * std::numbers::pi / 180;
inline constexpr double kCentimetresPerInch = 2.54;

[[nodiscard]] constexpr bool is_iso(MinutiaeFormat format) {
  return format == MinutiaeFormat::iso_2005 || format == MinutiaeFormat::iso_2011;
}

// Codes of how a finger was taken.
[[nodiscard]] constexpr bool is_impression(MinutiaeFormat format, std::uint8_t impression) {
  if (format == MinutiaeFormat::iso_2005) return impression <= 3 || impression == 8 || impression == 9;
  return impression <= 9 || impression == 24 || impression == 28 || impression == 29;
}

}  // namespace enrolkit::records
