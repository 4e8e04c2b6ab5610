// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/lenses.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "quality/photo/patch_statistics.hpp"

namespace enrolkit::photo {
namespace {

// Face coordinates, in inter-eye distances.
struct Box {
  Point centre;
  double half_width;
  double half_height;
};
constexpr Box kBridge = {{0, 0.05}, 0.09, 0.17};
constexpr double kLensX = 0.26;
constexpr double kLensY = 0.14;
constexpr double kGlareX = 0.22;
constexpr double kGlareY = 0.12;
constexpr double kCheekBelow = 0.55;
constexpr double kBrightPart = 0.9;  // quantile

// A reflection is brighter than the cheek by this much, and at least this bright (CIELAB L): the white of an eye beside
// a dark cheek is not.
constexpr double kAboveCheek = 8;
constexpr double kLeastGlare = 84;

constexpr double kPerL = 255.0 / 100;  // the patch's L per CIELAB L

cv::Rect pixels_of(const FacePatch& patch, const Box& box) {
  const Point c = patch.at(box.centre);
  const int x0 = static_cast<int>(std::lround(c.x - box.half_width * patch.unit));
  const int y0 = static_cast<int>(std::lround(c.y - box.half_height * patch.unit));
  const int x1 = static_cast<int>(std::lround(c.x + box.half_width * patch.unit));
  const int y1 = static_cast<int>(std::lround(c.y + box.half_height * patch.unit));
  return cv::Rect(x0, y0, x1 - x0 + 1, y1 - y0 + 1) & cv::Rect({0, 0}, patch.lab.size());
}

Histogram lightness_in(const FacePatch& patch, const Box& box) {
  Histogram levels;
  const cv::Rect part = pixels_of(patch, box);
  for (int y = part.y; y < part.br().y; ++y) {
    const auto* row = patch.lab.ptr<std::uint8_t>(y);
    for (int x = part.x; x < part.br().x; ++x) levels.add(row[3 * x]);
  }
  return levels;
}

double side_of(std::size_t eye) { return eye == 0 ? -0.5 : 0.5; }

double cheek_below(const FacePatch& patch, std::size_t eye) {
  return lightness_in(patch, {{side_of(eye), kCheekBelow}, 0.14, 0.08}).quantile(0.5);
}

}  // namespace

double bridge_contrast(const FacePatch& patch) {
  const cv::Rect part = pixels_of(patch, kBridge);
  const int margin = 4;
  const cv::Rect around =
      cv::Rect(part.x - margin, part.y - margin, part.width + 2 * margin, part.height + 2 * margin) &
      cv::Rect({0, 0}, patch.rgb.size());
  cv::Mat grey;
  cv::cvtColor(patch.rgb(around), grey, cv::COLOR_RGB2GRAY);
  grey.convertTo(grey, CV_32FC1);
  const double per_pixel = patch.unit / 100;  // gradients of a patch half as fine are twice as steep
  cv::GaussianBlur(grey, grey, cv::Size(), std::max(0.5, per_pixel));
  double strongest = 0;
  for (int y = part.y - around.y; y < part.br().y - around.y; ++y) {
    if (y < 1 || y + 1 >= grey.rows) continue;
    double sum = 0;
    for (int x = part.x - around.x; x < part.br().x - around.x; ++x) {
      sum += std::abs(grey.at<float>(y + 1, x) - grey.at<float>(y - 1, x)) / 2;
    }
    strongest = std::max(strongest, sum / part.width);
  }
  const double face = lightness_in(patch, {{0, 0.5}, 0.5, 0.3}).quantile(0.5);
  return per_pixel * strongest / (0.5 * face + 30);
}

double lens_brightness(const FacePatch& patch) {
  // The darker cheek: a flash on one must not make lenses dark.
  const double cheek = std::max(1.0, std::min(cheek_below(patch, 0), cheek_below(patch, 1)));
  double darker = 255;
  for (const std::size_t eye : {0U, 1U}) {
    darker = std::min(darker, lightness_in(patch, {{side_of(eye), 0}, kLensX, kLensY}).quantile(kBrightPart));
  }
  return darker / cheek;
}

double glare_share(const FacePatch& patch) {
  double worst = 0;
  for (const std::size_t eye : {0U, 1U}) {
    const double limit = std::max(kLeastGlare * kPerL, cheek_below(patch, eye) + kAboveCheek * kPerL);
    const Histogram levels = lightness_in(patch, {{side_of(eye), 0}, kGlareX, kGlareY});
    std::int64_t above = 0;
    for (int level = std::min(255, static_cast<int>(limit) + 1); level < 256; ++level) {
      above += levels.at(static_cast<std::uint8_t>(level));
    }
    worst = std::max(
        worst, 100.0 * static_cast<double>(above) / static_cast<double>(std::max<std::int64_t>(1, levels.count())));
  }
  return worst;
}

double lens_glare(const FacePatch& patch) { return bridge_contrast(patch) < kBareNose ? 0 : glare_share(patch); }

}  // namespace enrolkit::photo
