// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "tests/quality/cloth_layer.hpp"

namespace enrolkit::testing {
namespace {

Surface cloth(int variant) { return {cloth_colour(variant), 0.07, 0.16, variant % 4 == 3 ? 0.35 : 0.0, 0.35}; }

// How far the hair reaches: what is worn goes over it.
struct HairReach {
  double half_width;
  double top;
};

HairReach hair_reach(const PersonCutout& cutout, double brow) {
  HairReach reach = {1.15, -1.75};
  const auto is_hair = [&](double x, double y) {
    const Point p = cutout.axes.to_image({x, y});
    const cv::Point at(static_cast<int>(p.x), static_cast<int>(p.y));
    return cv::Rect(0, 0, cutout.alpha.cols, cutout.alpha.rows).contains(at) && cutout.alpha.at<float>(at) > 0.5F;
  };
  for (double y = brow - 1.0; y < brow; y += 0.1) {
    for (double x = reach.half_width; x < 1.7; x += 0.03) {
      if (is_hair(x, y) || is_hair(-x, y)) reach.half_width = x;
    }
  }
  for (double y = reach.top; y > -2.4; y -= 0.03) {
    if (is_hair(0, y) || is_hair(-0.3, y) || is_hair(0.3, y)) reach.top = y;
  }
  return {reach.half_width + 0.05, reach.top - 0.06};
}

// The upper half of an ellipse.
std::vector<Point> dome(double base, double half_width, double height) {
  std::vector<Point> corners;
  for (int i = 0; i <= 40; ++i) {
    const double angle = CV_PI * i / 40;
    corners.push_back({half_width * std::cos(angle), base - height * std::sin(angle)});
  }
  return corners;
}

// The shade that a brim throws on the forehead.
void shade_below(cv::Mat& image, const PersonCutout& cutout, double from, double to) {
  Layer shade(cutout);
  shade.add_ellipse({0, from}, 1.0, to - from);
  shade.paint(image, {{20, 14, 12}, 0, 0, 0, 0}, 0, false, 0.35);
}

void draw_cap(cv::Mat& image, const PersonCutout& cutout, double brow, int variant) {
  const HairReach hair = hair_reach(cutout, brow);
  shade_below(image, cutout, brow - 0.1, brow + 0.3);
  Layer top(cutout);
  top.add_polygon(dome(brow - 0.05, hair.half_width + 0.05, 1.08 * (brow - hair.top)));
  top.paint(image, cloth(variant), variant);
  Layer visor(cutout);
  visor.add_ellipse({0, brow - 0.02}, 1.0, 0.24);
  Surface darker = cloth(variant);
  darker.colour *= 0.75F;
  darker.check = 0;
  visor.paint(image, darker, variant + 1);
}

void draw_hat(cv::Mat& image, const PersonCutout& cutout, double brow, int variant) {
  shade_below(image, cutout, brow - 0.3, brow + 0.25);
  const HairReach hair = hair_reach(cutout, brow);
  const double w = hair.half_width;
  const double top_line = std::min(hair.top - 0.05, brow - 1.5);
  Layer top(cutout);
  top.add_polygon({{-w, brow - 0.3},
                   {-0.9 * w, top_line + 0.3},
                   {-0.5 * w, top_line},
                   {0, top_line + 0.12},
                   {0.5 * w, top_line},
                   {0.9 * w, top_line + 0.3},
                   {w, brow - 0.3}});
  top.paint(image, cloth(variant), variant);
  Layer band(cutout);
  band.add_polygon({{-w, brow - 0.3}, {-0.97 * w, brow - 0.62}, {0.97 * w, brow - 0.62}, {w, brow - 0.3}});
  band.paint(image, cloth(variant + 3), variant + 3);
  Layer brim(cutout);
  brim.add_ellipse({0, brow - 0.3}, w + 0.65, 0.26);
  Surface darker = cloth(variant);
  darker.colour *= 0.85F;
  brim.paint(image, darker, variant + 1);
}

void draw_beanie(cv::Mat& image, const PersonCutout& cutout, double brow, int variant) {
  const HairReach hair = hair_reach(cutout, brow);
  const double w = hair.half_width + 0.03;
  Layer top(cutout);
  top.add_polygon(dome(brow - 0.35, w, 1.15 * (brow - 0.35 - hair.top)));
  top.paint(image, cloth(variant), variant);
  Layer hem(cutout);
  hem.add_polygon({{-w, brow - 0.2},
                   {-w + 0.02, brow - 0.65},
                   {0, brow - 0.75},
                   {w - 0.02, brow - 0.65},
                   {w, brow - 0.2},
                   {0, brow - 0.28}});
  Surface ribbed = cloth(variant);
  ribbed.colour *= 0.9F;
  ribbed.weave = 0.16;
  hem.paint(image, ribbed, variant + 1);
}

void draw_scarf(cv::Mat& image, const PersonCutout& cutout, double brow, double chin, int variant) {
  const HairReach hair = hair_reach(cutout, brow);
  const double w = hair.half_width + 0.12;
  Layer all(cutout);
  all.add_ellipse({0, -0.1}, w, -hair.top);
  all.add_polygon({{-w, 0}, {w, 0}, {w + 0.15, 1.6}, {2.2, 3.0}, {2.4, 5}, {-2.4, 5}, {-2.2, 3.0}, {-w - 0.15, 1.6}});
  const double top = brow - 0.38;
  all.remove_ellipse({0, (top + chin) / 2}, 1.0, (chin - top) / 2);
  Surface folded = cloth(variant);
  folded.folds = 0.3;
  all.paint(image, folded, variant);
}

void draw_hood(cv::Mat& image, const PersonCutout& cutout, double brow, double chin, int variant) {
  const HairReach hair = hair_reach(cutout, brow);
  const double w = hair.half_width + 0.2;
  const double top = brow - 0.75;
  Layer shade(cutout);
  shade.add_ellipse({0, 0.05}, w - 0.1, -hair.top + 0.1);
  shade.remove_ellipse({0, (top + chin) / 2}, 1.08, (chin - top) / 2 + 0.1);
  shade.paint(image, {{14, 12, 12}, 0.02, 0.1, 0, 0}, variant);
  Layer all(cutout);
  all.add_ellipse({0, -0.05}, w, -hair.top + 0.15);
  all.add_polygon({{-w, 0}, {w, 0}, {w + 0.15, 1.5}, {2.4, 2.7}, {-2.4, 2.7}, {-w - 0.15, 1.5}});
  all.remove_ellipse({0, 0.35}, 1.22, 1.85);
  all.paint(image, cloth(variant), variant);
}

}  // namespace

cv::Mat with_headgear(const PersonCutout& cutout, Headgear gear, int variant) {
  cv::Mat image = cutout.image.clone();
  const double brow = cutout.axes.to_face(photo::middle(cutout.landmarks[19], cutout.landmarks[24])).y;
  const double chin = cutout.axes.to_face(cutout.landmarks[8]).y;
  const double lower = 0.15 * std::fmod(0.618 * variant, 1.0);  // how deep it sits
  switch (gear) {
    case Headgear::cap:
      draw_cap(image, cutout, brow - 0.2 + lower, variant);
      break;
    case Headgear::hat:
      draw_hat(image, cutout, brow - 0.1 + lower, variant);
      break;
    case Headgear::beanie:
      draw_beanie(image, cutout, brow + lower, variant);
      break;
    case Headgear::scarf:
      draw_scarf(image, cutout, brow - lower, chin, variant);
      break;
    case Headgear::hood:
      draw_hood(image, cutout, brow - lower, chin, variant);
      break;
    case Headgear::band: {
      Layer strip(cutout);
      strip.add_polygon({{-1.22, brow - 0.35},
                         {-1.18, brow - 0.8},
                         {0, brow - 0.98},
                         {1.18, brow - 0.8},
                         {1.22, brow - 0.35},
                         {0, brow - 0.5}});
      strip.paint(image, cloth(variant), variant);
      break;
    }
  }
  return image;
}

}  // namespace enrolkit::testing
