// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>
#include <string>

#include "enrolkit/finger_slap.hpp"
#include "quality/finger/extraction_parameters.hpp"
#include "quality/finger/print_analysis.hpp"
#include "quality/finger/slap/fingers.hpp"

namespace enrolkit {
namespace {

using Position = FingerPosition;
using slap::FingerAxes;
using slap::FingerBlot;

constexpr double kBlockArea =
    (ridges::kBlock / ridges::kWorkingPpi * 25.4) * (ridges::kBlock / ridges::kWorkingPpi * 25.4);
constexpr double kMargin = 1;       // block around the ridges
constexpr double kPlainHand = 0.3;  // finger widths by which the index reaches beyond the little finger, at least

std::vector<Position> positions_of(SlapKind kind) {
  switch (kind) {
    case SlapKind::right_four:
      return {Position::right_index, Position::right_middle, Position::right_ring, Position::right_little};
    case SlapKind::left_four:
      return {Position::left_little, Position::left_ring, Position::left_middle, Position::left_index};
    case SlapKind::two_thumbs:
      return {Position::left_thumb, Position::right_thumb};
  }
  return {};
}

Region box_of(const FingerBlot& finger, double block, ImageView picture) {
  double left = finger.tip.front().x;
  double right = left;
  double top = finger.tip.front().y;
  double bottom = top;
  for (const Point& p : finger.tip) {
    left = std::min(left, p.x);
    right = std::max(right, p.x);
    top = std::min(top, p.y);
    bottom = std::max(bottom, p.y);
  }
  const auto pixel = [&](double blocks, int most) {
    return std::clamp(static_cast<int>(std::lround(blocks * block)), 0, most);
  };
  Region box{pixel(left - kMargin, picture.width), pixel(top - kMargin, picture.height), 0, 0};
  box.width = pixel(right + 1 + kMargin, picture.width) - box.x;
  box.height = pixel(bottom + 1 + kMargin, picture.height) - box.y;
  return box;
}

// The index finger reaches further than the little finger, and is broader.
HandSide hand_of(const std::vector<FingerBlot>& fingers) {
  if (fingers.size() != 4) return HandSide::unknown;
  const FingerBlot& first = fingers.front();
  const FingerBlot& last = fingers.back();
  const double width = (first.width + last.width) / 2;
  const double reach = (first.top - last.top) / width + (first.width - last.width) / width;
  if (std::abs(reach) < kPlainHand) return HandSide::unknown;
  return reach > 0 ? HandSide::right : HandSide::left;
}

}  // namespace

std::string_view hand_side_name(HandSide hand) noexcept {
  constexpr std::array<std::string_view, 3> kNames = {"unknown", "right", "left"};
  return kNames[static_cast<std::size_t>(hand)];
}

Result<Slap> segment_slap(ImageView picture, double ppi, SlapKind kind, const std::vector<Position>& missing) {
  std::vector<Position> positions = positions_of(kind);
  for (const Position finger : missing) {
    if (std::erase(positions, finger) == 0) {
      return Error{ErrorCode::invalid_argument, "the finger '" + std::string(finger_name(finger)) +
                                                    "' cannot be missing twice, or from a slap of other fingers"};
    }
  }
  const auto analysis = ridges::analyse_print(picture, ppi);
  if (!analysis) return analysis.error();
  const auto blots = slap::find_blots(analysis->ridge);
  const FingerAxes axes = slap::finger_axes(blots);
  std::vector<FingerBlot> found = slap::fingers_of(blots, axes);
  while (found.size() > positions.size()) {
    found.erase(std::ranges::min_element(found, std::ranges::less(), [](const FingerBlot& f) { return f.tip.size(); }));
  }
  Slap slap;
  slap.expected = static_cast<int>(positions.size());
  if (kind != SlapKind::two_thumbs) slap.hand = hand_of(found);
  for (std::size_t i = 0; i < found.size(); ++i) {
    SlapFinger finger;
    if (found.size() == positions.size()) finger.position = positions[i];
    finger.box = box_of(found[i], ridges::kBlock / analysis->scale, picture);
    finger.lean = axes.lean * 180 / std::numbers::pi;
    finger.area = static_cast<double>(found[i].tip.size()) * kBlockArea;
    slap.fingers.push_back(finger);
  }
  return slap;
}

Image cut_out(ImageView picture, const Region& box) {
  const int left = std::clamp(box.x, 0, picture.width);
  const int top = std::clamp(box.y, 0, picture.height);
  const int right = std::clamp(box.x + box.width, left, picture.width);
  const int bottom = std::clamp(box.y + box.height, top, picture.height);
  if (right == left || bottom == top) return {};
  Image part(right - left, bottom - top, picture.format);
  const int channels = channels_of(picture.format);
  for (int y = top; y < bottom; ++y) {
    std::memcpy(part.row(y - top), picture.row(y) + static_cast<std::ptrdiff_t>(left) * channels,
                static_cast<std::size_t>(part.stride()));
  }
  return part;
}

}  // namespace enrolkit
