// SPDX-License-Identifier: Apache-2.0
#include "tests/quality/cloth_layer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tests/quality/smooth_noise.hpp"

namespace enrolkit::testing {

Layer::Layer(const PersonCutout& on) : on_(on), cover_(on.image.size(), CV_8UC1, cv::Scalar(0)) {}

cv::Point Layer::pixel(Point face) const {
  const Point p = on_.axes.to_image(face);
  return {static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y))};
}

void Layer::add_ellipse(Point centre, double half_width, double half_height, double degrees) {
  const double unit = on_.axes.unit;
  const double roll = std::atan2(on_.axes.sine, on_.axes.cosine) * 180 / CV_PI;
  cv::ellipse(cover_, pixel(centre),
              cv::Size(static_cast<int>(half_width * unit), static_cast<int>(half_height * unit)), roll + degrees, 0,
              360, cv::Scalar(255), cv::FILLED);
}

void Layer::add_polygon(const std::vector<Point>& corners) {
  std::vector<cv::Point> outline;
  outline.reserve(corners.size());
  for (const Point& corner : corners) outline.push_back(pixel(corner));
  cv::fillPoly(cover_, std::vector<std::vector<cv::Point>>{outline}, cv::Scalar(255));
}

void Layer::add_line(Point from, Point to, double width) {
  cv::line(cover_, pixel(from), pixel(to), cv::Scalar(255), std::max(1, static_cast<int>(width * on_.axes.unit)));
}

void Layer::remove_ellipse(Point centre, double half_width, double half_height) {
  const double unit = on_.axes.unit;
  const double roll = std::atan2(on_.axes.sine, on_.axes.cosine) * 180 / CV_PI;
  cv::ellipse(cover_, pixel(centre),
              cv::Size(static_cast<int>(half_width * unit), static_cast<int>(half_height * unit)), roll, 0, 360,
              cv::Scalar(0), cv::FILLED);
}

void Layer::paint(cv::Mat& image, const Surface& surface, int variant, bool behind, double opacity) const {
  cv::Mat soft;
  cover_.convertTo(soft, CV_32FC1, opacity / 255);
  cv::GaussianBlur(soft, soft, cv::Size(), std::max(0.7, 0.006 * on_.axes.unit));
  const auto seed = static_cast<std::uint32_t>(variant) + 11;
  for (int y = 0; y < image.rows; ++y) {
    for (int x = 0; x < image.cols; ++x) {
      float a = soft.at<float>(y, x);
      if (behind) a *= 1 - on_.alpha.at<float>(y, x);
      if (a <= 0) continue;
      const Point p = on_.axes.to_face({static_cast<double>(x), static_cast<double>(y)});
      const double fine = smooth_noise(seed, 28 * p.x, 28 * p.y) - 0.5;
      const double fold = smooth_noise(seed + 3, 2.3 * p.x + p.y, 1.4 * p.y - 0.5 * p.x) - 0.5;
      const bool square = (static_cast<int>(std::floor(4 * p.x)) + static_cast<int>(std::floor(4 * p.y))) % 2 != 0;
      const double shade = (1 + surface.weave * 2 * fine + surface.folds * 2 * fold) *
                           (1 - surface.roundness * std::min(p.x * p.x / 1.44, 1.0)) * (square ? 1 - surface.check : 1);
      cv::Vec3b& pixel = image.at<cv::Vec3b>(y, x);
      for (int c = 0; c < 3; ++c) {
        const double drawn = 6 + surface.colour[c] * shade;
        pixel[c] = cv::saturate_cast<std::uint8_t>((1 - a) * pixel[c] + a * drawn);
      }
    }
  }
}

cv::Vec3f cloth_colour(int variant) {
  static const std::array<cv::Vec3f, 10> colours = {{{22, 22, 24},
                                                     {28, 38, 78},
                                                     {150, 28, 32},
                                                     {210, 205, 195},
                                                     {96, 98, 100},
                                                     {168, 140, 96},
                                                     {34, 84, 52},
                                                     {236, 190, 40},
                                                     {110, 70, 44},
                                                     {120, 60, 130}}};
  return colours[static_cast<std::size_t>(variant) % colours.size()];
}

cv::Vec3f skin_colour(const PersonCutout& cutout) {
  std::array<std::vector<std::uint8_t>, 3> values;
  for (const double side : {-0.5, 0.5}) {
    const Region cheek = photo::region_in_image(cutout.axes, {side - 0.14, 0.45}, {side + 0.14, 0.65},
                                                cutout.image.cols, cutout.image.rows);
    for (int y = cheek.y; y < cheek.y + cheek.height; ++y) {
      for (int x = cheek.x; x < cheek.x + cheek.width; ++x) {
        for (std::size_t c = 0; c < 3; ++c) values[c].push_back(cutout.image.at<cv::Vec3b>(y, x)[static_cast<int>(c)]);
      }
    }
  }
  cv::Vec3f median(150, 110, 90);
  for (std::size_t c = 0; c < 3 && !values[c].empty(); ++c) {
    const auto middle = values[c].begin() + static_cast<std::ptrdiff_t>(values[c].size() / 2);
    std::nth_element(values[c].begin(), middle, values[c].end());
    median[static_cast<int>(c)] = *middle;
  }
  return median;
}

}  // namespace enrolkit::testing
