// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/side_light.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>

#include "quality/photo/linear_light.hpp"
#include "quality/photo/patch_statistics.hpp"
#include "quality/photo/wall_corners.hpp"

namespace enrolkit::photo {
namespace {

// Zones in face coordinates: centre and half sides.
struct Zone {
  Point centre;
  Point half;
};
constexpr Zone kForehead[] = {{{-0.38, -0.5}, {0.15, 0.09}}, {{0, -0.5}, {0.12, 0.09}}, {{0.38, -0.5}, {0.15, 0.09}}};
constexpr Zone kCheeks[] = {{{-0.5, 0.42}, {0.15, 0.12}}, {{0.5, 0.42}, {0.15, 0.12}}};
// The sides of the face, where the light of one lamp falls off most. Nearer to the nose, its own shadow and the folds
// of a smile differ more than the light does: where they do on the same side, as a photographer's key light makes them
// with another lamp to lighten the shade, this share of their difference is taken off, up to a bound (measured: medians
// of 30 official portraits so lit 0.4 at the side, 0.8 near the nose; under one lamp 0.6 and 0.3).
constexpr Zone kSide[] = {{{0.6, 0.275}, {0.1, 0.125}}, {{0.6, 0.525}, {0.1, 0.125}}};
constexpr Zone kBesideMouth[] = {{{0.35, 0.75}, {0.15, 0.2}}, {{0.35, 1.1}, {0.15, 0.15}}};
constexpr double kModelling = 0.15;
constexpr double kMostModelling = 0.1;

// A forehead reflects light from above, by up to 0.2 more than the cheeks in even light. With it the limit is the ratio
// of 2 : 1 between zones.
constexpr double kForeheadGain = 0.35;
// One that is darker: hair lies over some, so that it counts less than one side against the other.
constexpr double kForeheadCounts = 0.9;

// Light that falls off across the whole picture takes as much from the wall as from the face, and a plain wall tells it
// better: between the sides of evenly lit faces it differs by 0.01 (51 people; 0.04 at most), the faces themselves by
// 0.07, one in 20 by more than 0.15. Up to this many times what the face says.
constexpr double kAgreed = 2;
// From left to right of a face, where its sides are measured, and between the middles of the corners, of the width.
constexpr double kFaceSides = 2 * 0.6;
constexpr double kBetweenCorners = 1 - 1.0 / kCornerShare;

// Shade leaves the colour of the skin as it is; hair, a rim of glasses or a beard have another one. Dark levels tell it
// less exactly.
constexpr double kOtherColour = 0.2;
constexpr double kPerLevel = 3;

struct Levels {
  std::array<double, 3> rgb{};
  bool known = false;
};

Levels medians(const FacePatch& patch, const Zone& zone) {
  const Point a = patch.at({zone.centre.x - zone.half.x, zone.centre.y - zone.half.y});
  const Point b = patch.at({zone.centre.x + zone.half.x, zone.centre.y + zone.half.y});
  const std::array<Point, 4> box = {{a, {b.x, a.y}, b, {a.x, b.y}}};
  std::array<Histogram, 3> histograms;
  for_each_inside(patch.rgb, box, [&](int x, int y) {
    const auto* rgb = patch.rgb.ptr<std::uint8_t>(y) + 3 * x;
    for (std::size_t c = 0; c < 3; ++c) histograms[c].add(rgb[c]);
  });
  if (histograms[0].count() == 0) return {};
  return {{histograms[0].quantile(0.5), histograms[1].quantile(0.5), histograms[2].quantile(0.5)}, true};
}

// Natural logarithm of the zone's light.
std::optional<double> log_light(const FacePatch& patch, const Zone& zone) {
  const Levels levels = medians(patch, zone);
  if (!levels.known) return std::nullopt;
  return std::log(std::max(luminance_of(levels.rgb), 1e-4));
}

// The same, empty where it is no skin.
std::optional<double> log_light_of_skin(const FacePatch& patch, const Zone& zone, LogChroma skin) {
  const Levels levels = medians(patch, zone);
  if (!levels.known) return std::nullopt;
  const LogChroma apart = log_chroma(levels.rgb) - skin;
  const double tolerance = kOtherColour + kPerLevel / std::max(levels.rgb[1], 1.0);
  if (std::hypot(apart.red, apart.blue) > tolerance) return std::nullopt;
  return log_light(patch, zone);
}

std::optional<double> mean(std::span<const std::optional<double>> values, std::size_t least) {
  double sum = 0;
  std::size_t known = 0;
  for (const auto& value : values) {
    if (!value) continue;
    sum += *value;
    ++known;
  }
  if (known < least) return std::nullopt;
  return sum / static_cast<double>(known);
}

std::optional<double> difference(std::optional<double> a, std::optional<double> b) {
  if (!a || !b) return std::nullopt;
  return *a - *b;
}

// Mean over the zones of the image's left less right; 0 where none is in the picture.
double left_less_right(const FacePatch& patch, std::span<const Zone> zones) {
  double sum = 0;
  for (const Zone& right : zones) {
    const Zone left = {{-right.centre.x, right.centre.y}, right.half};
    sum += difference(log_light(patch, left), log_light(patch, right)).value_or(0);
  }
  return sum / static_cast<double>(zones.size());
}

// The same for the whole face: positive where the left side has more light.
double side_light(const FacePatch& patch) {
  const double sides = left_less_right(patch, kSide);
  const double sense = sides < 0 ? -1 : 1;
  const double modelling = kModelling * sense * left_less_right(patch, kBesideMouth);
  return sense * std::max(std::abs(sides) - std::clamp(modelling, 0.0, kMostModelling), 0.0);
}

bool of_one_colour(const std::array<double, 3>& a, const std::array<double, 3>& b) {
  const LogChroma apart = log_chroma(a) - log_chroma(b);
  return std::hypot(apart.red, apart.blue) <= kOtherColour + kPerLevel / std::max(std::min(a[1], b[1]), 1.0);
}

// What the sides of the face say, and the wall where it agrees.
double with_wall(double face, double wall) {
  if (face * wall <= 0) return face;
  const double both = std::max(std::abs(face), std::min(std::abs(wall), kAgreed * std::abs(face)));
  return face < 0 ? -both : both;
}

}  // namespace

double wall_side_light(const cv::Mat& image, double unit) {
  const auto [left, right] = corner_levels(image);
  if (!of_one_colour(left, right)) return 0;
  const auto log_of = [](const std::array<double, 3>& rgb) { return std::log(std::max(luminance_of(rgb), 1e-4)); };
  return (log_of(left) - log_of(right)) * kFaceSides * unit / (kBetweenCorners * image.cols);
}

UnevenLight uneven_light(const FacePatch& patch, double wall) {
  std::array<double, 3> usual{};
  for (int c = 0; c < 3; ++c) {
    usual[static_cast<std::size_t>(c)] = histogram_under(patch.rgb, c, patch.skin).quantile(0.5);
  }
  if (std::isnan(usual[0])) return {};
  const LogChroma skin = log_chroma(usual);
  const std::array cheeks = {log_light_of_skin(patch, kCheeks[0], skin), log_light_of_skin(patch, kCheeks[1], skin)};
  std::array forehead = {log_light_of_skin(patch, kForehead[0], skin), log_light_of_skin(patch, kForehead[1], skin),
                         log_light_of_skin(patch, kForehead[2], skin)};
  UnevenLight worst;
  const auto consider = [&worst](double ratio, Point from, Point to) {
    if (ratio > worst.log_ratio) worst = {ratio, from, to};
  };
  const double from_left = with_wall(side_light(patch), wall);
  consider(-from_left, {-0.9, 0.1}, {-0.05, 1.2});
  consider(from_left, {0.05, 0.1}, {0.9, 1.2});

  std::sort(forehead.begin(), forehead.end());                        // unknown ones first
  const auto middle = forehead[0] ? forehead[1] : mean(forehead, 2);  // a glossy spot is one of three
  if (const auto above = difference(middle, mean(cheeks, 1))) {
    consider(-kForeheadCounts * *above, {-0.7, -0.8}, {0.7, 0.2});
    consider(*above - kForeheadGain, {-0.8, 0.2}, {0.8, 1.2});
  }
  return worst;
}

}  // namespace enrolkit::photo
