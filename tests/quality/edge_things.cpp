// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "tests/quality/cloth_layer.hpp"
#include "tests/quality/smooth_noise.hpp"

namespace enrolkit::testing {
namespace {

// A place by its shares of width and height, seen from the side on which the thing stands.
class Edge {
 public:
  Edge(const PersonCutout& cutout, int variant) : cutout_(cutout), right_(variant % 2 != 0) {}
  [[nodiscard]] Point at(double x, double y) const {
    const double across = right_ ? 1 - x : x;
    return cutout_.axes.to_face({across * cutout_.image.cols, y * cutout_.image.rows});
  }
  // A share of the width in inter-eye distances.
  [[nodiscard]] double length(double share) const { return share * cutout_.image.cols / cutout_.axes.unit; }
  [[nodiscard]] int sign() const { return right_ ? -1 : 1; }

 private:
  const PersonCutout& cutout_;
  bool right_;
};

void draw_plant(cv::Mat& image, const PersonCutout& cutout, const Edge& edge, double reach, int variant) {
  for (int leaf = 0; leaf < 13; ++leaf) {
    const auto seed = static_cast<std::uint32_t>(31 * variant + leaf);
    const double y = 0.12 + 0.5 * lattice_value(seed, 1, 0);
    const double far = reach * (0.4 + 0.55 * lattice_value(seed, 2, 0));
    Layer layer(cutout);
    layer.add_ellipse(edge.at(0.5 * far, y), edge.length(0.55 * far), edge.length(0.11 * reach + 0.012),
                      edge.sign() * (-35 + 70 * lattice_value(seed, 3, 0)));
    const auto light = static_cast<float>(0.6 + 0.6 * lattice_value(seed, 4, 0));
    layer.paint(image, {cv::Vec3f(48, 96, 40) * light, 0.04, 0.3, 0, 0}, variant + leaf);
  }
}

void draw_hand(cv::Mat& image, const PersonCutout& cutout, const Edge& edge, double reach, int variant) {
  const cv::Vec3f skin = skin_colour(cutout);
  const double y = 0.28 + 0.2 * std::fmod(0.37 * variant, 1.0);
  Layer palm(cutout);
  palm.add_ellipse(edge.at(0, y), edge.length(0.62 * reach), edge.length(0.075));
  palm.paint(image, {skin, 0.03, 0.18, 0, 0}, variant);
  for (int finger = 0; finger < 4; ++finger) {
    const double length = reach * (finger == 0 || finger == 3 ? 0.85 : 1.0);
    const double row = y + 0.026 * (finger - 1.5);
    Layer layer(cutout);
    layer.add_line(edge.at(0.3 * reach, row), edge.at(length, row + 0.01 * (finger - 1)), edge.length(0.028));
    layer.paint(image, {skin * static_cast<float>(0.9 + 0.05 * finger), 0.03, 0.2, 0, 0}, variant + finger);
  }
}

void draw_shoulder(cv::Mat& image, const PersonCutout& cutout, const Edge& edge, double reach, int variant) {
  const double top = 0.42 + 0.1 * std::fmod(0.29 * variant, 1.0);
  Layer layer(cutout);
  layer.add_polygon({edge.at(-0.02, top), edge.at(0.45 * reach, top + 0.025), edge.at(0.8 * reach, top + 0.08),
                     edge.at(reach, top + 0.2), edge.at(1.05 * reach, 1.02), edge.at(-0.02, 1.02)});
  layer.paint(image, {cloth_colour(variant), 0.05, 0.25, variant % 3 == 1 ? 0.3 : 0, 0}, variant, true);
}

void draw_chair(cv::Mat& image, const PersonCutout& cutout, double reach, int variant) {
  const double top = 0.78 - 0.8 * reach;
  Layer layer(cutout);
  const Edge edge(cutout, 0);
  layer.add_polygon({edge.at(-0.02, top), edge.at(1.02, top), edge.at(1.02, 1.02), edge.at(-0.02, 1.02)});
  layer.paint(image, {cloth_colour(variant), 0.05, 0.12, 0, 0}, variant, true);
}

}  // namespace

cv::Mat with_thing_at_edge(const PersonCutout& cutout, EdgeThing thing, double strength, int variant) {
  cv::Mat image = cutout.image.clone();
  const Edge edge(cutout, variant);
  switch (thing) {
    case EdgeThing::plant:
      draw_plant(image, cutout, edge, strength, variant);
      break;
    case EdgeThing::hand:
      draw_hand(image, cutout, edge, strength, variant);
      break;
    case EdgeThing::shoulder:
      draw_shoulder(image, cutout, edge, strength, variant);
      break;
    case EdgeThing::chair:
      draw_chair(image, cutout, strength, variant);
      break;
  }
  return image;
}

}  // namespace enrolkit::testing
