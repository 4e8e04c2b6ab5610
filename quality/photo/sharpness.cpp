// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/sharpness.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>

#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {
namespace {

constexpr int kRadius = 4;  // of the 9-px box

// A passport cannot use more detail than this; a larger photo is judged as it will be stored.
constexpr double kLargestUnit = 220;

// The strip over both eyes in face coordinates: outer corners with a margin, brows to below the lower lids.
constexpr Point kStripFrom = {-0.85, -0.40};
constexpr Point kStripTo = {0.85, 0.22};

// Of the energy of the neighbour differences, what is left without noise must be at least this share: the estimate of
// the noise is good to some per cent.
constexpr double kLeastSignal = 0.3;

// Flat paper and noise-free drawings: mean squared difference below which there is no detail to judge.
constexpr double kLeastEnergy = 0.02;

// Below this many px between the eyes the box is a larger part of the face and takes more of its detail: what is added
// for it (measured from 90 px on).
constexpr double kSmallUnit = 150;
constexpr double kSmallFace = 0.15;

// Between neighbours of the eyes' strip the rows differ a little less than the columns: lids and brows lie along them.
constexpr double kUsualDifference = -0.03;

// What is sharp did not move, however its lines run: between these the difference comes to count.
constexpr double kSharp = 0.54;
constexpr double kSoft = 0.66;

// A box of this radius along a diagonal is about as long as one of kRadius along the rows.
constexpr int kDiagonalRadius = 3;

// The ratio along the line (1, dy), dy = -1, 0 or 1.
std::optional<double> ratio_along(const cv::Mat& strip, int dy, double noise) {
  const int radius = dy == 0 ? kRadius : kDiagonalRadius;
  const int width = 2 * radius + 1;
  const int margin = dy == 0 ? 0 : radius + 1;
  std::int64_t sharp = 0;
  std::int64_t soft = 0;  // width squared times too large
  std::int64_t count = 0;
  for (int y = margin; y + margin < strip.rows; ++y) {
    const auto* row = strip.ptr<std::uint8_t>(y);
    const auto* before = strip.ptr<std::uint8_t>(y - dy);
    const auto* ahead = strip.ptr<std::uint8_t>(y + dy * radius);
    const auto* behind = strip.ptr<std::uint8_t>(y - dy * (radius + 1));
    std::int32_t row_sharp = 0;
    std::int32_t row_soft = 0;  // at most 512 px wide times 255 squared
    for (int x = radius + 1; x + radius < strip.cols; ++x) {
      const int step = row[x] - before[x - 1];
      const int blurred = ahead[x + radius] - behind[x - 1 - radius];  // difference of two neighbouring boxes
      row_sharp += step * step;
      row_soft += blurred * blurred;
    }
    sharp += row_sharp;
    soft += row_soft;
    count += std::max(0, strip.cols - 2 * radius - 1);
  }
  // White noise of variance v adds 2 v to each squared difference.
  const double all = static_cast<double>(sharp);
  const double noise_energy = 2 * noise * noise * static_cast<double>(count);
  const double before = all - noise_energy;
  if (count == 0 || before < kLeastSignal * all) return std::nullopt;
  if (before < kLeastEnergy * static_cast<double>(count)) return 1.0;
  const double after = std::max(static_cast<double>(soft) - noise_energy, 0.0) / (width * width);
  return std::min(std::sqrt(after / before), 1.0);
}

}  // namespace

std::optional<ReblurRatio> reblur_ratio(const cv::Mat& grey, const FaceGeometry& face, double noise) {
  const FaceAxes axes = face_axes(face);
  const Region region = region_in_image(axes, kStripFrom, kStripTo, grey.cols, grey.rows);
  if (region.width < 4 * kRadius || region.height < 4 * kRadius) return std::nullopt;
  cv::Mat strip = grey(cv::Rect(region.x, region.y, region.width, region.height));
  if (axes.unit > kLargestUnit) {
    const double shrink = kLargestUnit / axes.unit;
    cv::Mat shrunk;
    cv::resize(strip, shrunk, cv::Size(), shrink, shrink, cv::INTER_AREA);
    strip = shrunk;
    noise *= shrink;  // as the mean of 1 / shrink squared pixels
  }
  const cv::Mat turned = strip.t();
  const auto x = ratio_along(strip, 0, noise);
  const auto y = ratio_along(turned, 0, noise);
  const auto rising = ratio_along(strip, -1, noise);
  const auto falling = ratio_along(strip, 1, noise);
  if (!x || !y || !rising || !falling) return std::nullopt;
  const double small = kSmallFace * std::max(0.0, 1 - axes.unit / kSmallUnit);
  return ReblurRatio{*x + small, *y + small, *rising + small, *falling + small};
}

double softness(const ReblurRatio& kept) { return std::max(kept.x, kept.y); }

double smear(const ReblurRatio& kept) {
  const double difference = std::hypot(kept.x - kept.y - kUsualDifference, kept.rising - kept.falling);
  return difference * std::clamp((softness(kept) - kSharp) / (kSoft - kSharp), 0.0, 1.0);
}

}  // namespace enrolkit::photo
