// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/skin_reflection.hpp"

#include <algorithm>
#include <cmath>

#include "quality/photo/linear_light.hpp"
#include "quality/photo/patch_statistics.hpp"

namespace enrolkit::photo {
namespace {

constexpr double kQuantile = 0.98;
constexpr double kWhite = 101;  // above its end, so that pale skin does not divide by nothing

constexpr double kLOf255 = 100.0 / 255;  // OpenCV stores L as L * 255 / 100

// Exposures beyond these are refused as such.
constexpr double kDarkest = -0.7;
constexpr double kBrightest = 1;

}  // namespace

double skin_gloss(const FacePatch& patch, double ev) {
  const Histogram levels = histogram_under(patch.lab, 0, patch.skin);
  if (levels.count() == 0) return 0;
  const double gain = std::exp2(-std::clamp(ev, kDarkest, kBrightest));
  const auto exposed = [&](double share) {
    return lightness_of(std::min(gain * luminance_at(levels.quantile(share) * kLOf255), 1.0));
  };
  const double usual = exposed(0.5);
  return (exposed(kQuantile) - usual) / (kWhite - usual);
}

}  // namespace enrolkit::photo
