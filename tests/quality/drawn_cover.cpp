// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tests/quality/drawn_canvas.hpp"
#include "tests/quality/drawn_defects.hpp"

namespace enrolkit::testing {
namespace {

cv::Vec3f wide(cv::Vec3b c) { return {static_cast<float>(c[0]), static_cast<float>(c[1]), static_cast<float>(c[2])}; }

Outline smooth_line(const Outline& corners) {  // Catmull-Rom through the corners, closed
  Outline line;
  const std::size_t n = corners.size();
  constexpr int kSteps = 8;
  for (std::size_t i = 0; i < n; ++i) {
    const Point& a = corners[(i + n - 1) % n];
    const Point& b = corners[i];
    const Point& c = corners[(i + 1) % n];
    const Point& d = corners[(i + 2) % n];
    for (int k = 0; k < kSteps; ++k) {
      const double t = static_cast<double>(k) / kSteps;
      const auto blend = [t](double p, double q, double r, double s) {
        return 0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t * t * t);
      };
      line.push_back({blend(a.x, b.x, c.x, d.x), blend(a.y, b.y, c.y, d.y)});
    }
  }
  return line;
}

// Brightness of cloth in folds: `phase` tells how far along its folds each pixel lies.
template <class Phase>
cv::Mat folds(Canvas& canvas, double depth, const Phase& phase) {
  cv::Mat shade = cv::Mat(canvas.light() * 0.6 + 0.4);
  const cv::Mat wobble = canvas.grain(0.5, 0.5);
  const cv::Mat weave = canvas.grain(0.012, 0.012);
  for (int y = 0; y < shade.rows; ++y) {
    for (int x = 0; x < shade.cols; ++x) {
      const double wave = std::sin(phase(canvas.in_face(x, y)) + 0.6 * wobble.at<float>(y, x));
      shade.at<float>(y, x) *= static_cast<float>(1 + depth * wave + 0.035 * weave.at<float>(y, x));
    }
  }
  return shade;
}

void shadow_of(Canvas& canvas, const cv::Mat& alpha) {
  cv::Mat soft;
  const auto drop = static_cast<float>(0.02 * canvas.unit());
  cv::warpAffine(alpha, soft, cv::Matx23f(1, 0, 0, 0, 1, drop), canvas.size());
  cv::GaussianBlur(soft, soft, cv::Size(), 0.035 * canvas.unit());
  canvas.darken(soft, 0.3);
}

}  // namespace

cv::Mat with_eye_patch(const cv::Mat& photo, const FaceLandmarks& points, WhichEye which, const cv::Vec3b& colour,
                       std::uint64_t seed) {
  Canvas canvas(photo, points, seed);
  for (const double side : {-1.0, 1.0}) {
    if ((side < 0 && which == WhichEye::right) || (side > 0 && which == WhichEye::left)) continue;
    cv::Mat alpha = canvas.inside(superellipse({side * 0.52, 0.02}, 0.36, 0.27, 2.4), 0.006);
    const Outline strap = {{side * 0.3, -0.2}, {side * -0.95, -0.62}, {side * -0.95, -0.57}, {side * 0.3, -0.14}};
    const Outline other = {{side * 0.75, -0.15}, {side * 1.15, -0.3}, {side * 1.15, -0.25}, {side * 0.75, -0.09}};
    alpha = cv::max(cv::max(alpha, canvas.inside(strap, 0.004)), canvas.inside(other, 0.004));
    shadow_of(canvas, alpha);
    canvas.lay(wide(colour), folds(canvas, 0.08, [](Point p) { return 9 * p.y + 4 * p.x; }), alpha);
  }
  return canvas.result();
}

cv::Mat with_surgical_mask(const cv::Mat& photo, const FaceLandmarks& points, double strength, const cv::Vec3b& colour,
                           std::uint64_t seed) {
  Canvas canvas(photo, points, seed);
  const double chin = canvas.face(8).y;
  // Upper edge: the mouth, the nostrils, the bridge of the nose.
  const double lips = canvas.face(51).y - 0.1;
  const double bridge = canvas.face(28).y;
  const double top = lips + (bridge - lips) * std::clamp((strength - 0.3) / 0.7, 0.0, 1.0);
  const double left = canvas.face(3).x;
  const double right = canvas.face(13).x;
  const Outline outline = smooth_line({{0, top},
                                       {0.35, top + 0.1},
                                       {0.92 * right, std::max(top + 0.12, canvas.face(13).y - 0.12)},
                                       {0.88 * right, canvas.face(12).y},
                                       {0.6 * right, chin - 0.05},
                                       {0, chin + 0.09},
                                       {0.6 * left, chin - 0.05},
                                       {0.88 * left, canvas.face(4).y},
                                       {0.92 * left, std::max(top + 0.12, canvas.face(3).y - 0.12)},
                                       {-0.35, top + 0.1}});
  const cv::Mat alpha = canvas.inside(outline, 0.007);
  shadow_of(canvas, alpha);
  cv::Mat loops = cv::Mat::zeros(canvas.size(), CV_32FC1);
  for (const double side : {-1.0, 1.0}) {
    const double x = side < 0 ? left : right;
    const double y = std::max(top + 0.14, canvas.face(3).y - 0.1);
    loops = cv::max(
        loops, canvas.inside({{0.9 * x, y}, {1.12 * x, y - 0.35}, {1.14 * x, y - 0.33}, {0.9 * x, y + 0.03}}, 0.003));
    loops = cv::max(loops, canvas.inside({{0.87 * x, canvas.face(4).y},
                                          {1.13 * x, y - 0.1},
                                          {1.14 * x, y - 0.07},
                                          {0.87 * x, canvas.face(4).y + 0.03}},
                                         0.003));
  }
  canvas.lay({235, 235, 235}, {}, loops);
  // Three pleats across, bent round the face.
  const cv::Mat shade = folds(canvas, 0.07, [top](Point p) { return 26 * (p.y - top - 0.12 * p.x * p.x); });
  canvas.lay(wide(colour), shade, alpha);
  return canvas.result();
}

cv::Mat with_hand_over_mouth(const cv::Mat& photo, const FaceLandmarks& points, bool mirrored, std::uint64_t seed) {
  Canvas canvas(photo, points, seed);
  const double side = mirrored ? -1 : 1;
  const double mouth = canvas.face(62).y;
  const double chin = canvas.face(8).y;
  cv::Vec3f skin = (canvas.colour_at({-0.45, 0.5}, 0.1) + canvas.colour_at({0.45, 0.5}, 0.1)) * 0.5F;
  skin = {skin[0] * 0.97F, skin[1] * 0.9F, skin[2] * 0.88F};  // hands are redder than faces
  const cv::Mat light = canvas.light();
  const cv::Mat pores = canvas.grain(0.012, 0.012);
  const cv::Mat mottle = canvas.grain(0.12, 0.12);
  cv::RNG& random = canvas.random();

  struct Finger {
    double y;      // of its tip
    double reach;  // of its tip beyond the middle
    double half;   // thickness
  };
  const std::array<Finger, 4> fingers = {{{mouth - 0.2, 0.42, 0.105},
                                          {mouth - 0.01, 0.6, 0.115},
                                          {mouth + 0.19, 0.5, 0.11},
                                          {std::min(mouth + 0.37, chin - 0.05), 0.3, 0.095}}};
  // The back of the hand behind the fingers, coming from below.
  const Outline palm = smooth_line({{-side * 0.55, mouth - 0.3},
                                    {-side * 0.3, mouth - 0.1},
                                    {-side * 0.28, mouth + 0.45},
                                    {-side * 0.55, mouth + 1.1},
                                    {-side * 1.2, mouth + 1.5},
                                    {-side * 1.35, mouth + 0.7},
                                    {-side * 0.95, mouth}});
  const auto lay_skin = [&](const cv::Mat& alpha, double bend) {
    cv::Mat inner;
    cv::GaussianBlur(alpha, inner, cv::Size(), 0.05 * canvas.unit());
    cv::Mat shade = (0.62 + 0.42 * inner + 0.03 * pores + 0.035 * mottle).mul(0.45 + 0.55 * light);
    canvas.lay(skin * static_cast<float>(bend), shade, alpha);
  };
  const cv::Mat back = canvas.inside(palm, 0.012);
  shadow_of(canvas, back);
  lay_skin(back, 1);
  for (const Finger& finger : fingers) {
    const double slope = 0.1 + 0.06 * random.uniform(-1.0, 1.0);
    Outline outline;
    const double from = -side * 0.62;
    const double to = side * finger.reach;
    constexpr int kSteps = 20;
    const auto centre = [&](double t) { return finger.y + slope * (1 - t) * 0.9 + 0.05 * std::sin(3 * t); };
    const auto half = [&](double t) {
      const double joint = 1 + 0.06 * std::cos(2 * CV_PI * 2.2 * t);
      const double tip = t > 0.9 ? std::sqrt(std::max(0.0, 1 - std::pow((t - 0.9) / 0.1, 2))) : 1;
      return finger.half * joint * tip * (1 - 0.15 * t);
    };
    for (int i = 0; i <= kSteps; ++i) {
      const double t = static_cast<double>(i) / kSteps;
      outline.push_back({from + t * (to - from), centre(t) - half(t)});
    }
    for (int i = kSteps; i >= 0; --i) {
      const double t = static_cast<double>(i) / kSteps;
      outline.push_back({from + t * (to - from), centre(t) + half(t)});
    }
    const cv::Mat alpha = canvas.inside(outline, 0.008);
    shadow_of(canvas, alpha);
    lay_skin(alpha, random.uniform(0.96, 1.04));
    for (const double t : {0.42, 0.45, 0.72, 0.75}) {  // creases of the joints
      const double x = from + t * (to - from);
      const Outline crease = {{x, centre(t) - 0.7 * half(t)},
                              {x + 0.015, centre(t)},
                              {x, centre(t) + 0.6 * half(t)},
                              {x - 0.006, centre(t)}};
      canvas.darken(canvas.inside(crease, 0.006), 0.3);
    }
    const double t = 0.93;
    const Outline nail = superellipse({from + t * (to - from), centre(t) - 0.02}, 0.05, 0.55 * half(0.88), 2.6);
    canvas.lay({std::min(255.F, skin[0] * 1.08F), skin[1] * 1.02F, skin[2] * 1.02F}, 0.45 + 0.55 * light,
               canvas.inside(nail, 0.006) * 0.7);
  }
  return canvas.result();
}

cv::Mat with_veil(const cv::Mat& photo, const FaceLandmarks& points, double top, double density,
                  const cv::Vec3b& colour, std::uint64_t seed) {
  Canvas canvas(photo, points, seed);
  const double reach = 3.2;
  Outline cloth = {{-1.3, top + 0.1}, {-0.6, top + 0.07}, {0, top}, {0.6, top + 0.07}, {1.3, top + 0.1}};
  // Over the ears and down, off the picture.
  cloth.insert(cloth.end(), {{1.35, 1.2}, {1.7, reach}, {0, reach + 0.3}, {-1.7, reach}, {-1.35, 1.2}});
  const cv::Mat alpha = canvas.inside(smooth_line(cloth), 0.008);
  shadow_of(canvas, alpha * density);
  const double tilt = canvas.random().uniform(-2.0, 2.0);
  const cv::Mat shade = folds(canvas, 0.28, [top, tilt](Point p) {
    return 7.5 * p.x + tilt * (p.y - top) + 5 * p.x * p.x * (p.y - top) + 3 * (p.y - top);
  });
  canvas.lay(wide(colour), shade, alpha * density);
  return canvas.result();
}

}  // namespace enrolkit::testing
