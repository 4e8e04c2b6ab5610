// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tests/quality/drawn_canvas.hpp"
#include "tests/quality/drawn_defects.hpp"

namespace enrolkit::testing {
namespace {

constexpr double kLensCentre = 0.53;  // from the middle: lenses stand a little wider than the eyes

Outline lens(const DrawnGlasses& g, double side, double grow) {
  const double power = g.shape == 1 ? 2.0 : g.shape == 2 ? 5.0 : 3.0;
  const double half_width = g.shape == 1 ? std::min(g.half_width, g.half_height * 1.1) : g.half_width;
  Outline outline = superellipse({side * kLensCentre, g.lowered}, half_width + grow, g.half_height + grow, power);
  for (Point& p : outline) {  // narrower below, and the outer upper corner lifted a little
    const double down = (p.y - g.lowered) / g.half_height;
    p.x = side * kLensCentre + (p.x - side * kLensCentre) * (1 - 0.08 * std::max(0.0, down));
    p.y -= 0.02 * std::max(0.0, side * (p.x - side * kLensCentre) / half_width);
  }
  return outline;
}

Outline band(Point from, Point over, Point to, double thick_from, double thick_to) {
  Outline upper;
  Outline lower;
  constexpr int kSteps = 16;
  for (int i = 0; i <= kSteps; ++i) {
    const double t = static_cast<double>(i) / kSteps;
    const Point p = {(1 - t) * (1 - t) * from.x + 2 * t * (1 - t) * over.x + t * t * to.x,
                     (1 - t) * (1 - t) * from.y + 2 * t * (1 - t) * over.y + t * t * to.y};
    const double half = ((1 - t) * thick_from + t * thick_to) / 2;
    upper.push_back({p.x, p.y - half});
    lower.push_back({p.x, p.y + half});
  }
  upper.insert(upper.end(), lower.rbegin(), lower.rend());
  return upper;
}

// The reflection of a window or of a lamp's box: a bent four-sided spot with soft edges, brighter in its middle.
void reflect(Canvas& canvas, const DrawnGlasses& g, double side, const cv::Mat& glass) {
  const double size = g.glare_size;
  const double x = side * kLensCentre + canvas.random().uniform(-0.05, 0.05);
  const double y = canvas.random().uniform(-0.04, 0.04);
  const double slant = canvas.random().uniform(-0.25, 0.25);
  const Outline spot = superellipse({x, y}, size, size * 0.7, 4);
  Outline bent;
  for (const Point& p : spot) bent.push_back({p.x + slant * (p.y - y), p.y + 0.6 * (p.x - x) * (p.x - x)});
  cv::Mat alpha = canvas.inside(bent, 0.012).mul(glass);
  alpha = alpha.mul(0.93 + 0.07 * canvas.grain(0.15, 0.15)) * g.glare;
  cv::Mat halo = canvas.inside(bent, 0.07).mul(glass) * (0.35 * g.glare);
  canvas.lay({235, 240, 250}, {}, halo);
  canvas.lay({252, 253, 255}, {}, cv::min(alpha, 1.0));
}

}  // namespace

cv::Mat with_glasses(const cv::Mat& photo, const FaceLandmarks& points, const DrawnGlasses& g) {
  Canvas canvas(photo, points, g.seed);
  const cv::Vec3f colour(g.colour[0], g.colour[1], g.colour[2]);
  const double middle_x = kLensCentre - (g.shape == 1 ? std::min(g.half_width, g.half_height * 1.1) : g.half_width);
  const double bridge_y = g.lowered - 0.35 * g.half_height;

  cv::Mat frame = cv::Mat::zeros(canvas.size(), CV_32FC1);
  cv::Mat glass = cv::Mat::zeros(canvas.size(), CV_32FC1);
  constexpr double kEdge = 0.004;
  for (const double side : {-1.0, 1.0}) {
    const cv::Mat within = canvas.inside(lens(g, side, -g.rim / 2), kEdge);
    frame = cv::max(frame, canvas.inside(lens(g, side, g.rim / 2), kEdge) - within);
    glass = cv::max(glass, within);
    const double outer = side * (2 * kLensCentre - middle_x);
    const double hinge = g.lowered - 0.45 * g.half_height;
    frame = cv::max(frame, canvas.inside(band({outer, hinge}, {side * 1.1, hinge}, {side * 1.22, hinge + 0.01},
                                              std::max(g.rim, 0.03), std::max(0.7 * g.rim, 0.025)),
                                         kEdge));
  }
  frame = cv::max(frame, canvas.inside(band({-middle_x, bridge_y}, {0, bridge_y - 0.06}, {middle_x, bridge_y},
                                            std::max(g.rim, 0.022), std::max(g.rim, 0.022)),
                                       kEdge));

  if (g.frameless) frame.setTo(0);

  // The frame's shadow on the skin below it.
  cv::Mat shadow;
  const auto drop = static_cast<float>(0.025 * canvas.unit());
  cv::warpAffine(frame, shadow, cv::Matx23f(1, 0, 0.3F * drop, 0, 1, drop), canvas.size());
  cv::GaussianBlur(shadow, shadow, cv::Size(), 0.02 * canvas.unit());
  canvas.darken(shadow, 0.25);

  if (g.tint > 0) {
    const cv::Vec3f tint(g.tint_colour[0], g.tint_colour[1], g.tint_colour[2]);
    cv::Mat shade = 1 + 0.06 * canvas.grain(0.3, 0.12);
    canvas.lay(tint, shade, glass * g.tint);
  } else {
    canvas.lay({225, 235, 230}, {}, glass * 0.025);
  }
  if (g.glare > 0) {
    if (g.glare_on != WhichEye::right) reflect(canvas, g, -1, glass);
    if (g.glare_on != WhichEye::left) reflect(canvas, g, 1, glass);
  }

  // Rounded material: lit from above along its upper edges, with the grain of the plastic.
  cv::Mat lit;
  cv::Mat relief;
  cv::GaussianBlur(frame, relief, cv::Size(), std::max(0.6, 0.25 * g.rim * canvas.unit()));
  cv::Sobel(relief, lit, CV_32F, 0, 1, 3);
  cv::Mat shade = 1 + 0.9 * lit + 0.08 * canvas.grain(0.06, 0.02);
  shade = shade.mul(canvas.light() * 0.5 + 0.5);
  canvas.lay(colour, shade, cv::min(frame, 1.0));
  cv::Mat gloss = cv::max(lit - 0.25, 0.0) * 0.6;
  canvas.lay({235, 235, 240}, {}, cv::min(gloss.mul(frame), 0.6));
  return canvas.result();
}

}  // namespace enrolkit::testing
