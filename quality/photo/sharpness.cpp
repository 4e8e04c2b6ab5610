// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/sharpness.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>

#include "quality/photo/face_geometry.hpp"
#include "quality/photo/image_noise.hpp"

namespace enrolkit::photo {
namespace {

constexpr int kRadius = 4;  // of the 9-px box

// A passport cannot use more detail than this; a larger photo is judged as it will be stored.
constexpr double kLargestUnit = 220;

// The strip over both eyes in face coordinates: outer corners with a margin, brows to below the lower lids.
constexpr Point kStripFrom = {-0.85, -0.40};
constexpr Point kStripTo = {0.85, 0.22};

// Where the noise is measured: the face.
constexpr Point kFaceFrom = {-1.0, -0.8};
constexpr Point kFaceTo = {1.0, 1.6};

// Of the energy of the neighbour differences, what is left without noise must be at least this share: the estimate of
// the noise is good to some per cent.
constexpr double kLeastSignal = 0.2;

// Flat paper and noise-free drawings: mean squared difference below which there is no detail to judge.
constexpr double kLeastEnergy = 0.02;

std::optional<double> ratio_along_rows(const cv::Mat& strip, double noise) {
  constexpr double kWidth = 2 * kRadius + 1;
  std::int64_t sharp = 0;
  std::int64_t soft = 0;  // kWidth squared times too large
  std::int64_t count = 0;
  for (int y = 0; y < strip.rows; ++y) {
    const auto* row = strip.ptr<std::uint8_t>(y);
    for (int x = kRadius + 1; x + kRadius < strip.cols; ++x) {
      const int step = row[x] - row[x - 1];
      const int blurred = row[x + kRadius] - row[x - 1 - kRadius];  // difference of two neighbouring boxes
      sharp += step * step;
      soft += blurred * blurred;
      ++count;
    }
  }
  // White noise of variance v adds 2 v to each squared difference.
  const double all = static_cast<double>(sharp);
  const double noise_energy = 2 * noise * noise * static_cast<double>(count);
  const double before = all - noise_energy;
  if (before < kLeastSignal * all) return std::nullopt;
  if (before < kLeastEnergy * static_cast<double>(count)) return 1.0;
  const double after = std::max(static_cast<double>(soft) - noise_energy, 0.0) / (kWidth * kWidth);
  return std::min(std::sqrt(after / before), 1.0);
}

}  // namespace

std::optional<ReblurRatio> reblur_ratio(const cv::Mat& grey, const FaceGeometry& face) {
  const FaceAxes axes = face_axes(face);
  const Region region = region_in_image(axes, kStripFrom, kStripTo, grey.cols, grey.rows);
  if (region.width < 4 * kRadius || region.height < 4 * kRadius) return std::nullopt;
  cv::Mat strip = grey(cv::Rect(region.x, region.y, region.width, region.height));
  const Region skin = region_in_image(axes, kFaceFrom, kFaceTo, grey.cols, grey.rows);
  double noise = noise_level(grey(cv::Rect(skin.x, skin.y, skin.width, skin.height)));
  if (axes.unit > kLargestUnit) {
    const double shrink = kLargestUnit / axes.unit;
    cv::Mat shrunk;
    cv::resize(strip, shrunk, cv::Size(), shrink, shrink, cv::INTER_AREA);
    strip = shrunk;
    noise *= shrink;  // as the mean of 1 / shrink squared pixels
  }
  const auto x = ratio_along_rows(strip, noise);
  const cv::Mat turned = strip.t();
  const auto y = ratio_along_rows(turned, noise);
  if (!x || !y) return std::nullopt;
  return ReblurRatio{*x, *y};
}

}  // namespace enrolkit::photo
