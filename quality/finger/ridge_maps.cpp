// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "enrolkit/finger_maps.hpp"
#include "quality/finger/extraction_parameters.hpp"
#include "quality/finger/print_analysis.hpp"

namespace enrolkit {
namespace {

RidgeMaps maps_of(const ridges::PrintAnalysis& analysis) {
  constexpr auto kHalfTurn = std::numbers::pi_v<float>;
  RidgeMaps maps;
  maps.width = analysis.ridge.width;
  maps.height = analysis.ridge.height;
  maps.block = ridges::kBlock / analysis.scale;
  for (int y = 0; y < maps.height; ++y) {
    for (int x = 0; x < maps.width; ++x) {
      const bool seen = analysis.ridge.at(x, y) != 0;
      const auto& field = analysis.orientation;
      const float down = 0.5F * std::atan2(field.sine.at(x, y), field.cosine.at(x, y));  // towards the bottom
      const float angle = down > 0 ? kHalfTurn - down : -down;
      const float clarity = field.coherence.at(x, y) * analysis.frequency.periodicity.at(x, y);
      maps.foreground.push_back(seen ? 1 : 0);
      maps.orientation.push_back(seen && angle < kHalfTurn ? angle : 0.0F);
      maps.period.push_back(analysis.frequency.period.at(x, y) / static_cast<float>(analysis.scale));
      maps.quality.push_back(seen ? static_cast<std::uint8_t>(std::lround(100 * std::clamp(clarity, 0.0F, 1.0F)))
                                  : std::uint8_t{0});
    }
  }
  return maps;
}

}  // namespace

Result<PrintFeatures> extract_features(ImageView print, double ppi) {
  auto analysis = ridges::analyse_print(print, ppi);
  if (!analysis) return analysis.error();
  RidgeMaps maps = maps_of(*analysis);
  return PrintFeatures{{print.width, print.height, ppi, std::move(analysis->minutiae)}, std::move(maps)};
}

}  // namespace enrolkit
