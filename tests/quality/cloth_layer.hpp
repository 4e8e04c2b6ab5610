// SPDX-License-Identifier: Apache-2.0
// A surface drawn into a portrait: outlines in face coordinates, filled with something that has folds, weave and shade.
#pragma once

#include <vector>

#include "tests/quality/scene_defects.hpp"

namespace enrolkit::testing {

struct Surface {
  cv::Vec3f colour;      // RGB, 0..255
  double weave = 0.05;   // fine texture, share of the colour
  double folds = 0.15;   // soft light and shade
  double check = 0;      // strength of a chequered pattern
  double roundness = 0;  // how much darker the sides are, at 1.2 inter-eye distances from the middle
};

class Layer {
 public:
  explicit Layer(const PersonCutout& on);

  void add_ellipse(Point centre, double half_width, double half_height, double degrees = 0);
  void add_polygon(const std::vector<Point>& corners);
  void add_line(Point from, Point to, double width);
  void remove_ellipse(Point centre, double half_width, double half_height);

  // Over everything, or behind the person.
  void paint(cv::Mat& image, const Surface& surface, int variant, bool behind = false, double opacity = 1) const;

 private:
  [[nodiscard]] cv::Point pixel(Point face) const;

  const PersonCutout& on_;
  cv::Mat cover_;  // CV_8UC1
};

// Ten colours of cloth, from black over loud to white.
[[nodiscard]] cv::Vec3f cloth_colour(int variant);
// The median colour of the cheeks.
[[nodiscard]] cv::Vec3f skin_colour(const PersonCutout& cutout);

}  // namespace enrolkit::testing
