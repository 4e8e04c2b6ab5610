// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/crop_frame.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>
#include <string>

namespace enrolkit::photo {
namespace {

// What a profile that is open on one side is taken for, in percent: the widest frame of ISO/IEC 39794-5 D.1.
constexpr double kLeastHead = 60, kMostHead = 90;
constexpr double kLeastPlace = 45, kMostPlace = 55;
constexpr double kLeastEyes = 30, kMostEyes = 50;

// Of the passing range at each end, left free: the crown is known within 2 % of the picture's height, and a second look
// at the cut picture finds the landmarks a little elsewhere.
constexpr double kShyness = 0.15;

// Above the crown there is at least this much of the picture's height.
constexpr double kLeastAbove = 2;

// Of the space above and below the head, the share above: hair rises above the crown, shoulders need more.
constexpr double kSpaceAbove = 1.0 / 3;
// Eyes to crown over head height: 1 - 1 / 1.976, measured; see face_geometry.cpp.
constexpr double kEyesBelowCrown = 0.494;

// Frames that are tried: steps to each side of the middle. Of each 13 x 17 x 17 at most.
constexpr int kHeadSteps = 6;
constexpr int kPlaceSteps = 8;

// Beyond the least inter-eye distance, as the cut picture is measured anew.
constexpr double kEyeReserve = 1.01;

struct Range {
  double low, middle, high;
  [[nodiscard]] double at(int step, int steps) const {
    const double share = static_cast<double>(step) / steps;
    return share < 0 ? middle + share * (middle - low) : middle + share * (high - middle);
  }
};

Range passing(const PhotoProfile& profile, std::string_view requirement, double least, double most) {
  const Limit* limit = profile.find(requirement);
  double low = limit == nullptr ? least : limit->min.value_or(least) + limit->unsure;
  double high = limit == nullptr ? most : limit->max.value_or(most) - limit->unsure;
  const double shy = kShyness * (high - low);
  low += shy;
  high -= shy;
  return {low, (low + high) / 2, high};
}

// The eye line of a head of so many percent: with room above the crown, and near the middle of what passes.
Range eyes_of(Range eyes, double head) {
  const double wanted = kSpaceAbove * (100 - head) + kEyesBelowCrown * head;
  const double middle = std::clamp(wanted, (eyes.low + eyes.middle) / 2, (eyes.high + eyes.middle) / 2);
  eyes.low = std::clamp(kLeastAbove + kEyesBelowCrown * head, eyes.low, eyes.high);
  eyes.middle = std::max(middle, eyes.low);
  return eyes;
}

double least_of(const PhotoProfile& profile, std::string_view requirement) {
  const Limit* limit = profile.find(requirement);
  return limit == nullptr || !limit->min ? 0 : *limit->min + limit->unsure;
}

struct Beyond {  // px of the frame outside the picture, at each side
  double left = 0, right = 0, top = 0, bottom = 0;
  [[nodiscard]] double sum() const { return left + right + top + bottom; }
};

Beyond beyond(const CropFrame& frame, const FramedHead& head, int width, int height) {
  Beyond out;
  const double w = frame.width - 1, h = frame.height - 1;
  for (const Point corner : {Point{0, 0}, Point{w, 0}, Point{0, h}, Point{w, h}}) {
    const Point p = to_picture(frame, head, corner);
    out.left = std::max(out.left, -p.x);
    out.right = std::max(out.right, p.x - (width - 1));
    out.top = std::max(out.top, -p.y);
    out.bottom = std::max(out.bottom, p.y - (height - 1));
  }
  return out;
}

std::string sides(const Beyond& out) {
  const std::array<std::pair<double, const char*>, 4> all = {
      {{out.top, "top"}, {out.bottom, "bottom"}, {out.left, "left"}, {out.right, "right"}}};
  std::string text;
  for (const auto& [pixels, side] : all) {
    if (pixels < 0.5) continue;
    const auto lacking = static_cast<long>(std::ceil(pixels - 1e-6));
    text += (text.empty() ? "" : " and ") + std::to_string(lacking) + (lacking == 1 ? " pixel" : " pixels") +
            " at the " + side;
  }
  return text;
}

Error too_small(const PhotoProfile& profile, const std::string& what, double needed, double present) {
  return {ErrorCode::invalid_argument, "the picture has too few pixels for profile '" + profile.name + "': " + what +
                                           " needs " + std::to_string(std::lround(std::ceil(needed))) + " and has " +
                                           std::to_string(std::lround(std::floor(present))) +
                                           "; nothing is enlarged, take it nearer or with more pixels"};
}

}  // namespace

Point to_picture(const CropFrame& frame, const FramedHead& head, Point document) {
  const double angle = head.roll * std::numbers::pi / 180;
  const double x = frame.corner.x + document.x - head.middle.x;
  const double y = frame.corner.y + document.y - head.middle.y;
  return {head.middle.x + std::cos(angle) * x - std::sin(angle) * y,
          head.middle.y + std::sin(angle) * x + std::cos(angle) * y};
}

int least_height(const CropFrame& frame, const FramedHead& head, const PhotoProfile& profile) {
  const double by_size = least_of(profile, "size") / frame.width;
  const double by_eyes = kEyeReserve * least_of(profile, "inter_eye_distance") / head.inter_eye_distance;
  return static_cast<int>(std::ceil(frame.height * std::max(by_size, by_eyes) - 1e-6));
}

Result<CropFrame> lay_frame(const FramedHead& head, int width, int height, const PhotoProfile& profile) {
  const Range heads = passing(profile, "head_height", kLeastHead, kMostHead);
  const Range places = passing(profile, "position", kLeastPlace, kMostPlace);
  const Range any_eyes = passing(profile, "position_vertical", kLeastEyes, kMostEyes);
  const double proportion = profile.crop.width_mm / profile.crop.height_mm;

  const double eyes_needed = kEyeReserve * least_of(profile, "inter_eye_distance");
  if (head.inter_eye_distance < eyes_needed) {
    return too_small(profile, "the distance between the eyes", eyes_needed, head.inter_eye_distance);
  }
  // What would do least harm: the frame that lacks least, the widest.
  std::optional<CropFrame> best;
  double least_cost = 0;
  Beyond least_beyond;
  double widest = 0;
  for (int h = -kHeadSteps; h <= kHeadSteps; ++h) {
    CropFrame frame;
    const double exact = 100 * head.height / heads.at(h, kHeadSteps);
    frame.height = static_cast<int>(std::lround(exact));
    frame.width = static_cast<int>(std::lround(exact * proportion));
    widest = std::max<double>(widest, frame.width);
    if (frame.width < least_of(profile, "size")) continue;
    const Range eyes = eyes_of(any_eyes, heads.at(h, kHeadSteps));
    for (int v = -kPlaceSteps; v <= kPlaceSteps; ++v) {
      for (int p = -kPlaceSteps; p <= kPlaceSteps; ++p) {
        frame.corner = {head.middle.x + 0.5 - places.at(p, kPlaceSteps) / 100 * frame.width,
                        head.middle.y + 0.5 - eyes.at(v, kPlaceSteps) / 100 * frame.height};
        if (head.roll == 0) frame.corner = {std::round(frame.corner.x), std::round(frame.corner.y)};
        const Beyond out = beyond(frame, head, width, height);
        const double cost =
            1.0 * h * h / (kHeadSteps * kHeadSteps) + 1.0 * (v * v + p * p) / (kPlaceSteps * kPlaceSteps);
        // Inside before outside; outside by what is lacking, inside by the distance from the middle.
        const bool better =
            !best || out.sum() < least_beyond.sum() || (out.sum() == least_beyond.sum() && cost < least_cost);
        if (!better) continue;
        best = frame;
        least_cost = cost;
        least_beyond = out;
      }
    }
  }
  if (!best) return too_small(profile, "the frame around the head, in its width,", least_of(profile, "size"), widest);
  if (const std::string lacking = sides(least_beyond); !lacking.empty()) {
    return Error{ErrorCode::invalid_argument, "the picture ends inside the frame of profile '" + profile.name +
                                                  "': it lacks " + lacking + "; no background is invented"};
  }
  return *best;
}

}  // namespace enrolkit::photo
