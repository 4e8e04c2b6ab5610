// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "enrolkit/finger_maps.hpp"
#include "quality/finger/extraction_parameters.hpp"
#include "quality/finger/print_analysis.hpp"

namespace enrolkit {
namespace {

using ridges::Plane;
using ridges::PrintAnalysis;

constexpr double kFlat = 0.35;       // of the print's own deviation: less is ground
constexpr std::size_t kFewest = 12;  // blocks that an average needs
constexpr int kDeep = 4;             // blocks from the rim
constexpr double kRimWeight = 1.4;   // of the fading rim against the ground; measured
constexpr double kSure = 0.8;        // all 320 dark prints of the public FVC sets lie above -0.69

bool all_around(const Plane<std::uint8_t>& mask, int x, int y, int radius, std::uint8_t wanted) {
  for (int v = std::max(0, y - radius); v <= std::min(mask.height - 1, y + radius); ++v) {
    for (int u = std::max(0, x - radius); u <= std::min(mask.width - 1, x + radius); ++u) {
      if (mask.at(u, v) != wanted) return false;
    }
  }
  return true;
}

std::optional<double> median(std::vector<float>& values) {
  if (values.size() < kFewest) return std::nullopt;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// Positive for dark ridges, in units of the step from ridge to valley.
double darkness(const PrintAnalysis& analysis) {
  std::vector<float> deviations;
  std::vector<float> inside;
  std::vector<float> ground;
  std::vector<float> rim;
  std::vector<float> deep;
  const auto& contact = analysis.contact;
  for (int y = 0; y < contact.height; ++y) {
    for (int x = 0; x < contact.width; ++x) {
      if (contact.at(x, y) == 0) continue;
      deviations.push_back(analysis.print.deviation.at(x, y));
      inside.push_back(analysis.print.mean.at(x, y));
    }
  }
  const auto deviation = median(deviations);
  const auto level = median(inside);
  if (!deviation || !level) return 0;
  for (int y = 0; y < contact.height; ++y) {
    for (int x = 0; x < contact.width; ++x) {
      const float mean = analysis.print.mean.at(x, y);
      if (contact.at(x, y) == 0) {
        if (analysis.print.deviation.at(x, y) < kFlat * *deviation) ground.push_back(mean);
      } else if (all_around(contact, x, y, kDeep, 1)) {
        deep.push_back(mean);
      }
      if (!all_around(contact, x, y, 1, contact.at(x, y))) rim.push_back(mean);
    }
  }
  const double step = 2 * *deviation;
  double sum = 0;
  if (const auto outside = median(ground)) sum += std::clamp((*outside - *level) / step, -1.0, 1.0);
  const auto edge = median(rim);
  const auto middle = median(deep);
  if (edge && middle) sum += kRimWeight * std::clamp((*edge - *middle) / step, -1.0, 1.0);
  return sum;
}

}  // namespace

std::string_view ridge_tone_name(RidgeTone tone) noexcept {
  constexpr std::array<std::string_view, 3> kNames = {"unknown", "dark", "light"};
  return kNames[static_cast<std::size_t>(tone)];
}

Result<RidgeTone> ridge_tone(ImageView print, double ppi) {
  const auto analysis = ridges::analyse_contact(print, ppi);
  if (!analysis) return analysis.error();
  const double dark = darkness(*analysis);
  if (dark > kSure) return RidgeTone::dark;
  return dark < -kSure ? RidgeTone::light : RidgeTone::unknown;
}

Image inverted(ImageView print) {
  Image negative(print.width, print.height, print.format);
  for (int y = 0; y < print.height; ++y) {
    std::transform(print.row(y), print.row(y) + negative.stride(), negative.row(y),
                   [](std::uint8_t value) { return static_cast<std::uint8_t>(255 - value); });
  }
  return negative;
}

}  // namespace enrolkit
