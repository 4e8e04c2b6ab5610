// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/sharpness.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
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

// Ratio along rows. All sums are of integers: blurred values are kept as 9-fold.
double ratio_along_rows(const cv::Mat& strip) {
  constexpr int kWidth = 2 * kRadius + 1;
  std::int64_t before = 0;
  std::int64_t lost = 0;
  for (int y = 0; y < strip.rows; ++y) {
    const auto* row = strip.ptr<std::uint8_t>(y);
    for (int x = kRadius + 1; x + kRadius < strip.cols; ++x) {
      const int sharp = kWidth * std::abs(row[x] - row[x - 1]);
      const int blurred = std::abs(row[x + kRadius] - row[x - 1 - kRadius]);  // difference of two neighbouring boxes
      before += sharp;
      lost += std::max(0, sharp - blurred);
    }
  }
  return before == 0 ? 1.0 : 1.0 - static_cast<double>(lost) / static_cast<double>(before);
}

}  // namespace

ReblurRatio reblur_ratio(const cv::Mat& grey, const FaceGeometry& face) {
  const FaceAxes axes = face_axes(face);
  const Region region = region_in_image(axes, kStripFrom, kStripTo, grey.cols, grey.rows);
  if (region.width < 4 * kRadius || region.height < 4 * kRadius) return {1, 1};
  cv::Mat strip = grey(cv::Rect(region.x, region.y, region.width, region.height));
  if (axes.unit > kLargestUnit) {
    const double shrink = kLargestUnit / axes.unit;
    cv::Mat shrunk;
    cv::resize(strip, shrunk, cv::Size(), shrink, shrink, cv::INTER_AREA);
    strip = shrunk;
  }
  const cv::Mat turned = strip.t();
  return {ratio_along_rows(strip), ratio_along_rows(turned)};
}

}  // namespace enrolkit::photo
