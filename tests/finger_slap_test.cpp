// SPDX-License-Identifier: Apache-2.0
// Hands laid together from drawn fingers, whose places are known, and inked cards of NIST where they are at hand.
#include "enrolkit/finger_slap.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numbers>

#include "enrolkit/file.hpp"
#include "enrolkit/image_codec.hpp"
#include "people/fingerprint.hpp"
#include "people/random.hpp"

namespace enrolkit {
namespace {

using Position = FingerPosition;

struct Place {
  Position position;
  double x, y;     // of the finger's middle in the hand, px, the hand pointing up
  double contact;  // size
};

// A right hand; the left one is its mirror image.
const std::vector<Place> kRight = {{Position::right_index, -480, -60, 0.95},
                                   {Position::right_middle, -150, -190, 1},
                                   {Position::right_ring, 170, -120, 0.95},
                                   {Position::right_little, 470, 110, 0.75}};
const std::vector<Place> kLeft = {{Position::left_little, -470, 110, 0.75},
                                  {Position::left_ring, -170, -120, 0.95},
                                  {Position::left_middle, 150, -190, 1},
                                  {Position::left_index, 480, -60, 0.95}};
const std::vector<Place> kThumbs = {{Position::left_thumb, -260, 0, 1.1}, {Position::right_thumb, 260, 0, 1.1}};

struct DrawnSlap {
  Image image;
  std::vector<std::pair<Position, Point>> truth;  // middles of the finger tips
};

// Bilinear; light beyond the edge.
std::uint8_t grey_at(const Image& image, double x, double y) {
  const int left = static_cast<int>(std::floor(x));
  const int top = static_cast<int>(std::floor(y));
  if (left < 0 || top < 0 || left + 1 >= image.width || top + 1 >= image.height) return 243;
  const double fx = x - left;
  const double fy = y - top;
  const std::uint8_t* upper = image.row(top) + left;
  const std::uint8_t* lower = image.row(top + 1) + left;
  return static_cast<std::uint8_t>((1 - fy) * ((1 - fx) * upper[0] + fx * upper[1]) +
                                   fy * ((1 - fx) * lower[0] + fx * lower[1]));
}

DrawnSlap lay(const std::vector<Place>& hand, double lean, std::uint64_t seed,
              const std::vector<Position>& missing = {}, double closer = 1) {
  DrawnSlap slap{Image(1600, 1000, PixelFormat::grey8), {}};
  std::fill(slap.image.pixels.begin(), slap.image.pixels.end(), std::uint8_t{243});
  const double turn = lean * std::numbers::pi / 180;
  for (const Place& place : hand) {
    if (std::ranges::find(missing, place.position) != missing.end()) continue;
    people::Random random(seed * 10 + static_cast<std::uint64_t>(place.position));
    people::Touch touch = people::draw_touch(random);
    touch.contact = place.contact;
    touch.rotation = 0;
    touch.shift_x = touch.shift_y = 0;
    touch.width = 340;
    touch.height = 400;
    const people::Impression print = people::press(people::grow_master(random, {}), touch);
    const double x = 800 + closer * (place.x * std::cos(turn) - place.y * std::sin(turn));
    const double y = 480 + place.x * std::sin(turn) + place.y * std::cos(turn);
    slap.truth.emplace_back(place.position, Point{x, y});
    for (int py = static_cast<int>(y) - 280; py < static_cast<int>(y) + 280; ++py) {
      for (int px = static_cast<int>(x) - 280; px < static_cast<int>(x) + 280; ++px) {
        if (px < 0 || py < 0 || px >= slap.image.width || py >= slap.image.height) continue;
        const double dx = px - x;
        const double dy = py - y;
        const double u = 170 + dx * std::cos(turn) + dy * std::sin(turn);
        const double v = 200 - dx * std::sin(turn) + dy * std::cos(turn);
        slap.image.row(py)[px] = std::min(slap.image.row(py)[px], grey_at(print.image, u, v));
      }
    }
  }
  return slap;
}

void expect_found(const DrawnSlap& drawn, const Slap& slap) {
  ASSERT_TRUE(slap.complete()) << slap.fingers.size() << " of " << slap.expected;
  for (std::size_t i = 0; i < drawn.truth.size(); ++i) {
    const auto& [position, middle] = drawn.truth[i];
    const Region& box = slap.fingers[i].box;
    EXPECT_EQ(slap.fingers[i].position, position);
    EXPECT_NEAR(box.x + box.width / 2.0, middle.x, 45) << finger_name(position);
    EXPECT_NEAR(box.y + box.height / 2.0, middle.y, 60) << finger_name(position);
    EXPECT_GT(box.width, 120);
    EXPECT_LT(box.width, 380);
  }
}

TEST(FingerSlap, FourFingersAreFoundHoweverTheHandLies) {
  for (const double lean : {-30.0, -12.0, 0.0, 15.0, 30.0}) {
    SCOPED_TRACE(lean);
    const auto right = lay(kRight, lean, 3);
    const auto found = segment_slap(right.image.view(), 500, SlapKind::right_four).value();
    expect_found(right, found);
    EXPECT_EQ(found.hand, HandSide::right);
    const auto left = lay(kLeft, lean, 4);
    const auto other = segment_slap(left.image.view(), 500, SlapKind::left_four).value();
    expect_found(left, other);
    EXPECT_EQ(other.hand, HandSide::left);
  }
}

TEST(FingerSlap, FingersThatTouchAreTakenApart) {
  const auto drawn = lay(kRight, 0, 5, {}, 0.8);
  expect_found(drawn, segment_slap(drawn.image.view(), 500, SlapKind::right_four).value());
}

TEST(FingerSlap, TheWrongHandIsNoticed) {
  EXPECT_EQ(segment_slap(lay(kLeft, 5, 6).image.view(), 500, SlapKind::right_four).value().hand, HandSide::left);
}

TEST(FingerSlap, TwoThumbs) {
  const auto drawn = lay(kThumbs, 0, 7);
  const auto slap = segment_slap(drawn.image.view(), 500, SlapKind::two_thumbs).value();
  expect_found(drawn, slap);
  EXPECT_EQ(slap.hand, HandSide::unknown);
}

TEST(FingerSlap, AMissingFingerIsSaidBeforehandOrNoticed) {
  const auto drawn = lay(kLeft, 10, 8, {Position::left_ring});
  expect_found(drawn, segment_slap(drawn.image.view(), 500, SlapKind::left_four, {Position::left_ring}).value());
  const auto slap = segment_slap(drawn.image.view(), 500, SlapKind::left_four).value();
  EXPECT_FALSE(slap.complete());
  EXPECT_EQ(slap.fingers.size(), 3U);
  for (const SlapFinger& finger : slap.fingers) EXPECT_EQ(finger.position, Position::unknown);
  EXPECT_FALSE(segment_slap(drawn.image.view(), 500, SlapKind::left_four, {Position::right_ring}));
}

TEST(FingerSlap, AnEmptyPlatenHasNoFingers) {
  Image empty(1600, 1000, PixelFormat::grey8);
  std::fill(empty.pixels.begin(), empty.pixels.end(), std::uint8_t{240});
  const auto slap = segment_slap(empty.view(), 500, SlapKind::right_four).value();
  EXPECT_TRUE(slap.fingers.empty());
  EXPECT_FALSE(slap.complete());
}

// The finger numbers that NIST's records name for each picture.
TEST(FingerSlap, InkedCardsWithWritingOnThem) {
  const std::filesystem::path folder = std::filesystem::path(ENROLKIT_SHARED_DATA) / "fingers/wsq_from_an2";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no real slaps at " << folder;
  const auto slap_of = [&](const char* name, SlapKind kind, const std::vector<Position>& missing) {
    const auto bytes = read_file(folder / name, 1U << 24U);
    const auto picture = decode_image(bytes.value(), name).value();
    return segment_slap(to_grey(picture.image).view(), 500, kind, missing).value();
  };
  const Slap right = slap_of("type-14-amp-nqm-utf8_r03_fgp13.wsq", SlapKind::right_four, {});
  EXPECT_TRUE(right.complete());
  EXPECT_EQ(right.hand, HandSide::right);
  EXPECT_TRUE(slap_of("type-14-amp-nqm-utf8_r04_fgp14.wsq", SlapKind::left_four, {Position::left_ring}).complete());
  const Slap left = slap_of("type-14-tpcard-nqm_r12_fgp14.wsq", SlapKind::left_four, {});
  EXPECT_TRUE(left.complete());
  EXPECT_EQ(left.hand, HandSide::left);
  EXPECT_TRUE(slap_of("type-14-amp-nqm-utf8_r02_fgp15.wsq", SlapKind::two_thumbs, {}).complete());
}

TEST(PrintCore, LoopsAndWhorlsHaveOneWhereItWasDrawn) {
  for (const auto pattern : {people::Pattern::left_loop, people::Pattern::right_loop, people::Pattern::whorl}) {
    people::Random random(11);
    people::FingerParameters finger;
    finger.pattern = pattern;
    people::Touch touch;
    const auto print = people::press(people::grow_master(random, finger), touch);
    const auto straight = print_core(print.image.view(), 500);
    ASSERT_TRUE(straight);
    ASSERT_TRUE(straight->core) << people::pattern_name(pattern);
    touch.shift_x = 20;
    touch.shift_y = -15;
    people::Random again(11);
    const auto moved = print_core(people::press(people::grow_master(again, finger), touch).image.view(), 500);
    ASSERT_TRUE(moved && moved->core);
    EXPECT_NEAR(moved->core->x - straight->core->x, 20, 8);
    EXPECT_NEAR(moved->core->y - straight->core->y, -15, 8);
    EXPECT_GE(straight->core->x, straight->area.x);
    EXPECT_LT(straight->core->x, straight->area.x + straight->area.width);
  }
}

TEST(PrintCore, AnArchHasNoneAndABlankPictureNothing) {
  people::Random random(12);
  people::FingerParameters finger;
  finger.pattern = people::Pattern::arch;
  const auto print = people::press(people::grow_master(random, finger), {});
  const auto core = print_core(print.image.view(), 500);
  ASSERT_TRUE(core);
  EXPECT_FALSE(core->core);
  EXPECT_GT(core->area.width, 250);
  Image blank(300, 300, PixelFormat::grey8);
  EXPECT_EQ(print_core(blank.view(), 500).error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace enrolkit
