// SPDX-License-Identifier: Apache-2.0
#include "tests/quality/scene_defects.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "tests/quality/cloth_layer.hpp"
#include "tests/quality/smooth_noise.hpp"

namespace enrolkit::testing {
namespace {

// In inter-eye distances.
constexpr double kBrick = 0.5;
constexpr double kCourse = 0.25;
constexpr double kJoint = 0.04;
constexpr double kBrickRed = 0.7;  // hue, radians

using Lab = cv::Vec3f;

constexpr double kTurn = 2 * CV_PI;

// The hue that belongs to a variant: golden-angle steps never repeat.
double hue_of(int variant) { return kTurn * (0.08 + 0.381966 * variant); }

Lab with_chroma(const Lab& from, double chroma, double hue) {
  return {from[0], from[1] + static_cast<float>(chroma * std::cos(hue)),
          from[2] + static_cast<float>(chroma * std::sin(hue))};
}

Lab lighter(const Lab& from, double by) {
  return {std::clamp(from[0] + static_cast<float>(by), 3.F, 99.F), from[1], from[2]};
}

Lab mixed(const Lab& a, const Lab& b, double t) {
  const auto k = static_cast<float>(std::clamp(t, 0.0, 1.0));
  return a * (1 - k) + b * k;
}

double smooth_step(double from, double to, double v) {
  const double t = std::clamp((v - from) / (to - from), 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

// What a wall shows at a place; x and y as shares of width and height, u and v in inter-eye distances.
struct Spot {
  double x, y, u, v;
};

Lab painted(Wall wall, const Lab& plain, double strength, int variant, const Spot& at) {
  const double side = variant % 2 == 0 ? 1 : -1;
  const double toward = side > 0 ? at.x : 1 - at.x;  // grows towards one side
  const double down = plain[0] > 55 ? -1 : 1;        // a light wall can only become darker
  switch (wall) {
    case Wall::same:
      return plain;
    case Wall::gradient: {
      const double along = variant % 4 < 2 ? toward : 1 - at.y;
      return lighter(plain, 40 * strength * down * (1 - along));
    }
    case Wall::light:
      return mixed(plain, Lab(97, 0, 1), strength);
    case Wall::dark:
      return mixed(plain, Lab(plain[0] / 8, plain[1] / 4, plain[2] / 4), strength);
    case Wall::coloured:
      return with_chroma(plain, 60 * strength, hue_of(variant));
    case Wall::split: {
      const double edge = 0.35 + 0.3 * std::fmod(0.37 * variant, 1.0);
      const double k = smooth_step(edge - 0.002, edge + 0.002, toward);
      const Lab other = variant % 3 == 0
                            ? lighter(plain, 45 * strength * down)
                            : with_chroma(lighter(plain, 18 * strength * down), 40 * strength, hue_of(variant));
      return mixed(plain, other, k);
    }
    case Wall::checker: {
      const int u = static_cast<int>(std::floor(2 * at.u));
      const int v = static_cast<int>(std::floor(2 * at.v));
      return (u + v) % 2 == 0 ? plain : lighter(plain, 40 * strength * down);
    }
    case Wall::stripes:
      return static_cast<int>(std::floor(3 * at.u)) % 2 == 0
                 ? plain
                 : with_chroma(lighter(plain, 25 * strength * down), 20 * strength, hue_of(variant));
    case Wall::bricks: {
      const double course = std::floor(at.v / kCourse);
      const double along = at.u / kBrick + (static_cast<int>(course) % 2 == 0 ? 0 : 0.5);
      const bool joint = at.v - course * kCourse < kJoint || (along - std::floor(along)) * kBrick < kJoint;
      return joint ? plain : with_chroma(lighter(plain, -40 * strength), 40 * strength, kBrickRed);
    }
    case Wall::blobs: {
      const auto seed = static_cast<std::uint32_t>(variant);
      const double light = smooth_noise(seed, 1.3 * at.u, 1.3 * at.v);
      const double tint = smooth_noise(seed + 77, 0.9 * at.u, 0.9 * at.v);
      return with_chroma(lighter(plain, 45 * strength * down * light), 45 * strength * tint, hue_of(variant));
    }
    case Wall::poster: {
      const double u = side * at.u;
      if (u < 1.25 || u > 2.3 || at.v < -2.2 || at.v > -0.4 + 0.1 * (variant % 5)) return plain;
      const bool frame = u < 1.32 || u > 2.23 || at.v < -2.12;
      const double bands = smooth_noise(static_cast<std::uint32_t>(variant) + 5, 3 * at.u, 3 * at.v);
      const Lab picture =
          frame ? Lab(25, 2, 4) : with_chroma(Lab(static_cast<float>(30 + 55 * bands), 0, 0), 45, hue_of(variant));
      return mixed(plain, picture, strength);
    }
    case Wall::door: {
      const double post = 0.06 + 0.08 * std::fmod(0.41 * variant, 1.0);
      const double away = 1 - toward;
      const Lab wood = variant % 3 == 0 ? Lab(38, 14, 24) : lighter(plain, 14);
      if (away < post) return mixed(plain, mixed(wood, lighter(plain, -8), 0.3), strength);
      if (away < post + 0.045) return mixed(plain, wood, strength);
      if (away < post + 0.053) return mixed(plain, lighter(plain, -35), strength);
      return plain;
    }
  }
  return plain;
}

// Puts a background (CV_32FC3, 0..255) behind the person.
cv::Mat in_front_of(const PersonCutout& cutout, const cv::Mat& background) {
  cv::Mat out(cutout.image.size(), CV_8UC3);
  for (int y = 0; y < out.rows; ++y) {
    for (int x = 0; x < out.cols; ++x) {
      const float a = cutout.alpha.at<float>(y, x);
      const cv::Vec3f mix = a * cutout.person.at<cv::Vec3f>(y, x) + (1 - a) * background.at<cv::Vec3f>(y, x);
      out.at<cv::Vec3b>(y, x) =
          cv::Vec3b(cv::saturate_cast<std::uint8_t>(mix[0]), cv::saturate_cast<std::uint8_t>(mix[1]),
                    cv::saturate_cast<std::uint8_t>(mix[2]));
    }
  }
  return out;
}

// The wall as photographed: its model times the grain, stains and unevenness that it really has.
cv::Mat backdrop(const PersonCutout& cutout, const cv::Mat& lab) {
  cv::Mat fresh;
  cv::Mat was;
  cv::cvtColor(lab, fresh, cv::COLOR_Lab2RGB);
  cv::cvtColor(cutout.wall, was, cv::COLOR_Lab2RGB);
  for (int y = 0; y < fresh.rows; ++y) {
    for (int x = 0; x < fresh.cols; ++x) {
      const float clear = std::pow(1 - cutout.alpha.at<float>(y, x), 4.F);
      for (int c = 0; c < 3; ++c) {
        const float seen = static_cast<float>(cutout.image.at<cv::Vec3b>(y, x)[c]) / 255;
        const float grain = std::clamp(seen / std::max(was.at<cv::Vec3f>(y, x)[c], 0.02F), 0.9F, 1.1F);
        fresh.at<cv::Vec3f>(y, x)[c] *= 255 * (1 + clear * (grain - 1));
      }
    }
  }
  return fresh;
}

}  // namespace

cv::Mat with_wall(const PersonCutout& cutout, Wall wall, double strength, int variant) {
  cv::Mat lab(cutout.wall.size(), CV_32FC3);
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) {
      const Point p = cutout.axes.to_face({static_cast<double>(x), static_cast<double>(y)});
      const Spot spot = {(x + 0.5) / lab.cols, (y + 0.5) / lab.rows, p.x, p.y};
      lab.at<Lab>(y, x) = painted(wall, cutout.wall.at<Lab>(y, x), strength, variant, spot);
    }
  }
  return in_front_of(cutout, backdrop(cutout, lab));
}

cv::Mat with_shadow_behind(const PersonCutout& cutout, double strength, int side) {
  const double unit = cutout.axes.unit;
  const cv::Matx23d move(1, 0, side * 0.45 * unit, 0, 1, (side == 0 ? 0.35 : 0.15) * unit);
  cv::Mat shade;
  cv::warpAffine(cutout.alpha, shade, move, cutout.alpha.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  if (side == 0) {
    const int reach = static_cast<int>(0.3 * unit);
    cv::dilate(shade, shade, cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(2 * reach + 1, 2 * reach + 1)));
  }
  cv::GaussianBlur(shade, shade, cv::Size(), 0.10 * unit);
  cv::Mat wall = backdrop(cutout, cutout.wall);
  for (int y = 0; y < wall.rows; ++y) {
    for (int x = 0; x < wall.cols; ++x) {
      wall.at<cv::Vec3f>(y, x) *= 1 - static_cast<float>(strength) * shade.at<float>(y, x);
    }
  }
  return in_front_of(cutout, wall);
}

cv::Mat with_other_person(const PersonCutout& cutout, const PersonCutout& other, const OtherPerson& place) {
  const double scale = place.scale * cutout.axes.unit / other.axes.unit;
  cv::Mat person;
  cv::Mat alpha;
  const int interpolation = scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR;
  cv::resize(other.person, person, cv::Size(), scale, scale, interpolation);
  cv::resize(other.alpha, alpha, cv::Size(), scale, scale, interpolation);

  // Clothes below the neck, wider than the other picture and down to the end of this one.
  const cv::Vec3f colour = cloth_colour(other.image.rows);
  const cv::Scalar cloth(colour[0], colour[1], colour[2]);
  const double unit = scale * other.axes.unit;
  const int side = static_cast<int>(3 * unit);
  cv::copyMakeBorder(person, person, 0, cutout.image.rows, side, side, cv::BORDER_CONSTANT, cloth);
  cv::copyMakeBorder(alpha, alpha, 0, cutout.image.rows, side, side, cv::BORDER_CONSTANT, cv::Scalar(0));
  const Point eyes = {scale * other.axes.origin.x + side, scale * other.axes.origin.y};
  const auto corner = [&](double x, double y) {
    return cv::Point(static_cast<int>(eyes.x + x * unit), static_cast<int>(eyes.y + y * unit));
  };
  cv::Mat clothes(alpha.size(), CV_8UC1, cv::Scalar(0));
  const std::vector<cv::Point> outline = {corner(-0.7, 2.2), corner(0.7, 2.2), corner(2.1, 2.9),
                                          corner(2.3, 60),   corner(-2.3, 60), corner(-2.1, 2.9)};
  cv::fillPoly(clothes, std::vector<std::vector<cv::Point>>{outline}, cv::Scalar(255));
  if (place.body) {
    person.setTo(cloth, clothes);
    alpha.setTo(1, clothes);
  }

  const double turn = place.roll * CV_PI / 180;
  const double c = std::cos(turn);
  const double s = std::sin(turn);
  const double to_x = place.centre * cutout.image.cols;
  const double to_y = place.eye_line * cutout.image.rows;
  const cv::Matx23d map(c, -s, to_x - c * eyes.x + s * eyes.y, s, c, to_y - s * eyes.x - c * eyes.y);
  cv::warpAffine(person, person, map, cutout.image.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT);
  cv::warpAffine(alpha, alpha, map, cutout.image.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT);
  cv::Mat wall = backdrop(cutout, cutout.wall);
  for (int y = 0; y < wall.rows; ++y) {
    for (int x = 0; x < wall.cols; ++x) {
      const float a = alpha.at<float>(y, x);
      wall.at<cv::Vec3f>(y, x) = a * person.at<cv::Vec3f>(y, x) + (1 - a) * wall.at<cv::Vec3f>(y, x);
    }
  }
  return in_front_of(cutout, wall);
}

}  // namespace enrolkit::testing
