// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <numbers>

#include "encoders/records/minutiae_fields.hpp"

namespace enrolkit {

std::string_view minutiae_format_name(MinutiaeFormat format) noexcept {
  constexpr std::array<std::string_view, 4> kNames = {"iso19794-2:2005", "iso19794-2:2011", "ansi378:2004",
                                                      "ansi378:2009"};
  const auto index = static_cast<std::size_t>(format);
  return index < kNames.size() ? kNames[index] : "unknown";
}

FingerTemplate template_of_view(const FingerMinutiaeRecord& record, std::size_t view) {
  FingerTemplate finger;
  finger.width = record.width;
  finger.height = record.height;
  finger.ppi = record.resolution_x * records::kCentimetresPerInch;
  if (view < record.views.size()) finger.minutiae = record.views[view].minutiae;
  return finger;
}

std::string minutiae_xyt(const FingerTemplate& finger) {
  std::string text;
  for (const Minutia& minutia : finger.minutiae) {
    long degrees = std::lround(minutia.direction * 180 / std::numbers::pi + 180) % 360;
    if (degrees < 0) degrees += 360;
    text += std::to_string(std::lround(minutia.x)) + " " + std::to_string(finger.height - 1 - std::lround(minutia.y)) +
            " " + std::to_string(degrees) + " " + std::to_string(minutia.quality) + "\n";
  }
  return text;
}

}  // namespace enrolkit
