// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/bystander_places.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace enrolkit::photo {
namespace {

// The least that somebody shows, as a share of the square of the inter-eye distance, and the margin around it in
// inter-eye distances: part of a face may pass for hair.
constexpr double kLeastOfSomebody = 0.03;
constexpr double kMargin = 0.6;

// In inter-eye distances from the face's middle: where the search beside it begins, which somebody behind the cheek
// needs as well; and what ears do not reach, but for so much (in squares of that distance).
constexpr double kFromTheFace = 0.7;
constexpr double kBesideTheEars = 1.05;
constexpr double kMostOfEars = 0.06;

}  // namespace

void places_for_somebody(const HeadMask& mask, const BackgroundThings& things, bool unsteady,
                         std::vector<PlaceForSomebody>& places) {
  using Sign = PlaceForSomebody::Sign;
  places.clear();
  const cv::Rect all(0, 0, mask.person.cols, mask.person.rows);
  const double unit = mask.axes.unit;
  const double middle = mask.axes.origin.x;
  const double least = kLeastOfSomebody * unit * unit;
  const int margin = static_cast<int>(kMargin * unit);
  const auto is_left = [middle](const cv::Rect& box) { return box.x + box.width / 2.0 < middle; };
  const auto large = [least](const BackgroundThing& thing) { return thing.pixels >= least; };

  for (const bool left : {true, false}) {
    const int edge = static_cast<int>(middle + (left ? -kFromTheFace : kFromTheFace) * unit);
    const cv::Rect side = all & (left ? cv::Rect(0, 0, std::max(edge, 0), all.height)
                                      : cv::Rect(edge, 0, std::max(all.width - edge, 0), all.height));
    if (side.empty()) continue;
    const bool seen = std::any_of(things.things.begin(), things.things.end(), [&](const BackgroundThing& thing) {
      return is_left(thing.box) == left && large(thing);
    });
    if (unsteady && (things.pattern || seen)) {
      places.push_back({side, things.pattern ? Sign::pattern : Sign::thing});
      continue;
    }
    int head = 0;
    int top = all.height;
    int bottom = 0;
    for (int y = 0; y < std::min(mask.chin_row, all.height); ++y) {
      for (int x = side.x; x < side.br().x; ++x) {
        if (std::abs(x - middle) <= kBesideTheEars * unit) continue;
        if (mask.person.at<std::uint8_t>(y, x) == 0) continue;
        ++head;
        top = std::min(top, y - margin);
        bottom = std::max(bottom, y + margin);
      }
    }
    if (head < kMostOfEars * unit * unit) continue;
    places.push_back({side & cv::Rect(0, top, all.width, bottom - top), Sign::head});
  }

  const std::size_t sides = places.size();
  for (const BackgroundThing& thing : things.things) {
    if (!unsteady || things.pattern || !large(thing)) continue;
    const cv::Rect place = all & cv::Rect(thing.box.x - margin, thing.box.y - margin, thing.box.width + 2 * margin,
                                          thing.box.height + 2 * margin);
    // Several on one side are searched at once.
    const auto other = std::find_if(places.begin() + static_cast<std::ptrdiff_t>(sides), places.end(),
                                    [&](const PlaceForSomebody& p) { return is_left(p.box) == is_left(thing.box); });
    if (other == places.end()) {
      places.push_back({place, Sign::thing});
    } else {
      other->box |= place;
    }
  }
}

}  // namespace enrolkit::photo
