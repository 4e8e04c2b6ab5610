// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "tests/quality/drawn_canvas.hpp"
#include "tests/quality/drawn_defects.hpp"

namespace enrolkit::testing {
namespace {

// Brows are the hair that every face shows in the same place.
cv::Vec3f hair_colour(const Canvas& canvas, const std::optional<cv::Vec3b>& asked) {
  if (asked) return {static_cast<float>((*asked)[0]), static_cast<float>((*asked)[1]), static_cast<float>((*asked)[2])};
  const cv::Vec3f left = canvas.colour_at(canvas.face(19), 0.02);
  const cv::Vec3f right = canvas.colour_at(canvas.face(24), 0.02);
  return (left[1] < right[1] ? left : right) * 0.75F;
}

struct Lock {
  Point root;
  Point over;
  Point tip;
  double root_spread = 0.15;
  double tip_spread = 0.3;
};

void hang(Canvas& canvas, const Lock& lock, int strands, const cv::Vec3f& colour) {
  cv::Mat layer(canvas.size(), CV_8UC3, cv::Scalar(colour[0], colour[1], colour[2]));
  cv::Mat alpha = cv::Mat::zeros(canvas.size(), CV_8UC1);
  cv::RNG& random = canvas.random();
  const int thickest = std::max(1, static_cast<int>(0.008 * canvas.unit()));
  for (int i = 0; i < strands; ++i) {
    const double place = random.uniform(-1.0, 1.0);
    const double stray = random.gaussian(0.04);
    const Point root = {lock.root.x + place * lock.root_spread, lock.root.y + random.gaussian(0.1)};
    const Point over = {lock.over.x + place * (lock.root_spread + lock.tip_spread) / 2 + stray,
                        lock.over.y + random.gaussian(0.03)};
    const Point tip = {lock.tip.x + place * lock.tip_spread + 1.5 * stray, lock.tip.y + random.gaussian(0.09)};
    const auto light = static_cast<float>(std::clamp(1 + random.gaussian(0.22), 0.45, 1.7));
    draw_strand(canvas, root, over, tip, colour * light, random.uniform(1, thickest + 1), layer, alpha);
  }
  cv::GaussianBlur(alpha, alpha, cv::Size(), 0.7);
  cv::GaussianBlur(layer, layer, cv::Size(), 0.6);
  cv::Mat shadow;
  alpha.convertTo(shadow, CV_32FC1, 1 / 255.0);
  cv::Mat soft;
  cv::GaussianBlur(shadow, soft, cv::Size(), 0.03 * canvas.unit());
  canvas.darken(soft, 0.2);
  const cv::Mat light = canvas.light();
  for (int y = 0; y < canvas.size().height; ++y) {
    for (int x = 0; x < canvas.size().width; ++x) {
      const float a = shadow.at<float>(y, x);
      if (a <= 0) continue;
      const cv::Vec3b c = layer.at<cv::Vec3b>(y, x);
      auto& pixel = canvas.image().at<cv::Vec3f>(y, x);
      const float lit = 0.4F + 0.6F * light.at<float>(y, x);
      pixel = pixel * (1 - a) + cv::Vec3f(c[0], c[1], c[2]) * (a * lit);
    }
  }
}

}  // namespace

cv::Mat with_hair_over_eyes(const cv::Mat& photo, const FaceLandmarks& points, WhichEye which, double strength,
                            const std::optional<cv::Vec3b>& colour, std::uint64_t seed) {
  Canvas canvas(photo, points, seed);
  const cv::Vec3f hair = hair_colour(canvas, colour);
  const double low = 0.12 + 0.45 * strength;
  for (const double side : {-1.0, 1.0}) {
    if ((side < 0 && which == WhichEye::right) || (side > 0 && which == WhichEye::left)) continue;
    if (which == WhichEye::both) {
      hang(canvas, {{side * 0.45, -1.05}, {side * 0.5, -0.5}, {side * 0.52, low - 0.1}, 0.5, 0.5},
           static_cast<int>(130 + 420 * strength), hair);
    } else {
      hang(canvas, {{side * 0.1, -1.1}, {side * 0.42, -0.6}, {side * 0.62, low + 0.2}, 0.28, 0.26 + 0.12 * strength},
           static_cast<int>(90 + 360 * strength), hair);
    }
  }
  return canvas.result();
}

cv::Mat with_hair_over_cheek(const cv::Mat& photo, const FaceLandmarks& points, WhichEye side, double strength,
                             const std::optional<cv::Vec3b>& colour, std::uint64_t seed) {
  Canvas canvas(photo, points, seed);
  const cv::Vec3f hair = hair_colour(canvas, colour);
  for (const double s : {-1.0, 1.0}) {
    if ((s < 0 && side == WhichEye::right) || (s > 0 && side == WhichEye::left)) continue;
    hang(canvas, {{s * 0.75, -1.0}, {s * 1.05, 0.1}, {s * (0.95 - 0.3 * strength), 1.7}, 0.25, 0.12 + 0.22 * strength},
         static_cast<int>(150 + 450 * strength), hair);
  }
  return canvas.result();
}

}  // namespace enrolkit::testing
