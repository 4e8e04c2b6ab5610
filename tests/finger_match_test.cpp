// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/finger_match.hpp"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <thread>

#include "people/fingerprint.hpp"
#include "quality/finger/match/bit_similarity.hpp"
#include "quality/finger/match/patch_cut.hpp"
#include "quality/finger/match/patch_products.hpp"

namespace enrolkit {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

struct Drawn {
  people::Impression first;
  people::Impression second;
};

// Two touches of each of four drawn fingers, one of each pattern: drawn fingers of one pattern share more of the course
// of their ridges than real ones.
const std::vector<Drawn>& drawn_fingers() {
  static const std::vector<Drawn> fingers = [] {
    std::vector<Drawn> drawn;
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
      people::Random random(seed);
      people::FingerParameters parameters;
      parameters.pattern = static_cast<people::Pattern>(seed - 1);
      const auto master = people::grow_master(random, parameters);
      drawn.push_back(
          {people::press(master, people::draw_touch(random)), people::press(master, people::draw_touch(random))});
    }
    return drawn;
  }();
  return fingers;
}

PreparedPrint prepared(const people::Impression& impression) {
  return prepare_print(impression.image.view(), 500).value();
}

FingerTemplate template_of(const people::Impression& impression) {
  return extract_minutiae(impression.image.view(), 500).value();
}

// Turned counter-clockwise as seen, about the middle of the picture.
FingerTemplate turned(FingerTemplate finger, double degrees) {
  const double c = std::cos(degrees * kDegree);
  const double s = std::sin(degrees * kDegree);
  for (Minutia& minutia : finger.minutiae) {
    const double dx = minutia.x - 200;
    const double dy = minutia.y - 200;
    minutia.x = 200 + c * dx + s * dy;
    minutia.y = 200 - s * dx + c * dy;
    minutia.direction = std::fmod(minutia.direction + degrees * kDegree + 4 * std::numbers::pi, 2 * std::numbers::pi);
  }
  return finger;
}

TEST(FingerMatch, TellsSameFingersFromOthers) {
  const auto& fingers = drawn_fingers();
  for (std::size_t i = 0; i < fingers.size(); ++i) {
    for (std::size_t k = 0; k < fingers.size(); ++k) {
      const Comparison comparison = compare(prepared(fingers[i].first), prepared(fingers[k].second));
      const double search = first_stage(prepared(fingers[i].first), prepared(fingers[k].second));
      EXPECT_TRUE(comparison.texture);
      if (i == k) {
        EXPECT_GT(comparison.score, kScoreAtFmr10000) << i;
        EXPECT_GT(search, kScoreAtFmr1000) << i;
        EXPECT_GT(comparison.overlap, 30) << i;
      } else {
        EXPECT_LT(comparison.score, kScoreAtFmr1000) << i << " " << k;
        EXPECT_LT(search, kScoreAtFmr1000) << i << " " << k;
      }
    }
  }
}

TEST(FingerMatch, DoesNotDependOnTheOrder) {
  const auto& fingers = drawn_fingers();
  for (std::size_t i = 0; i < fingers.size(); ++i) {
    for (std::size_t k = 0; k < fingers.size(); ++k) {
      const PreparedPrint a = prepared(fingers[i].first);
      const PreparedPrint b = prepared(fingers[k].second);
      const Comparison there = compare(a, b);
      const Comparison back = compare(b, a);
      EXPECT_EQ(there.score, back.score);
      EXPECT_EQ(there.paired, back.paired);
      EXPECT_EQ(there.overlap, back.overlap);
      EXPECT_EQ(there.rotation, -back.rotation);
      EXPECT_EQ(first_stage(a, b), first_stage(b, a));
    }
  }
}

TEST(FingerMatch, AQuarterTurnIsAllowedAndMoreWhenAsked) {
  const FingerTemplate finger = template_of(drawn_fingers()[0].first);
  const PreparedPrint upright = prepare_print(finger).value();
  for (const double degrees : {-80.0, -30.0, 0.0, 45.0, 85.0}) {
    const Comparison comparison = compare(upright, prepare_print(turned(finger, degrees)).value());
    EXPECT_GT(comparison.score, kScoreAtFmr10000) << degrees;
    EXPECT_NEAR(comparison.rotation, degrees, 1) << degrees;
    EXPECT_FALSE(comparison.texture);
  }
  for (const double degrees : {-170.0, 110.0, 180.0}) {
    const PreparedPrint other = prepare_print(turned(finger, degrees)).value();
    EXPECT_LT(compare(upright, other).score, kScoreAtFmr1000) << degrees;
    EXPECT_GT(compare(upright, other, {180}).score, kScoreAtFmr10000) << degrees;
    EXPECT_GT(first_stage(upright, other, {180}), kScoreAtFmr10000) << degrees;
  }
}

TEST(FingerMatch, AnotherResolutionIsTheSameFinger) {
  FingerTemplate finger = template_of(drawn_fingers()[1].first);
  const PreparedPrint other = prepared(drawn_fingers()[1].second);
  const double score = compare(prepare_print(finger).value(), other).score;
  finger.ppi = 1000;
  for (Minutia& minutia : finger.minutiae) {
    minutia.x = 2 * minutia.x + 0.5;
    minutia.y = 2 * minutia.y + 0.5;
  }
  EXPECT_NEAR(compare(prepare_print(finger).value(), other).score, score, 1e-6);
  EXPECT_GT(score, kScoreAtFmr1000);
}

TEST(FingerMatch, ThreadsGetTheSameAnswer) {
  const PreparedPrint a = prepared(drawn_fingers()[2].first);
  const PreparedPrint b = prepared(drawn_fingers()[2].second);
  const double expected = compare(a, b).score;
  std::array<double, 4> scores{};
  {
    std::vector<std::jthread> threads;
    for (double& score : scores) threads.emplace_back([&] { score = compare(a, b).score; });
  }
  for (const double score : scores) EXPECT_EQ(score, expected);
}

TEST(FingerMatch, NothingMatchesNothing) {
  const Image blank(300, 300, PixelFormat::grey8);
  const PreparedPrint none = prepare_print(blank.view(), 500).value();
  const PreparedPrint some = prepared(drawn_fingers()[0].first);
  EXPECT_EQ(none.minutiae(), 0);
  EXPECT_EQ(compare(none, none).score, 0);
  EXPECT_EQ(compare(none, some).score, 0);
  EXPECT_EQ(compare(PreparedPrint(), some).score, 0);
  EXPECT_EQ(first_stage(PreparedPrint(), some), 0);
  // One or two minutiae say nothing, and none of many that lie on one spot does.
  FingerTemplate few{300, 300, 500, {{100, 100, 1, MinutiaType::ending, 50}, {120, 140, 2, MinutiaType::ending, 50}}};
  EXPECT_LT(compare(prepare_print(few).value(), prepare_print(few).value()).score, kScoreAtFmr1000);
  FingerTemplate heap{300, 300, 500, std::vector<Minutia>(200, {100, 100, 1, MinutiaType::ending, 50})};
  EXPECT_TRUE(std::isfinite(compare(prepare_print(heap).value(), prepare_print(heap).value()).score));
}

TEST(FingerMatch, RefusesTemplatesThatCannotBe) {
  FingerTemplate finger{300, 300, 500, {{100, 100, 1, MinutiaType::ending, 50}}};
  finger.ppi = 20;
  EXPECT_EQ(prepare_print(finger).error().code, ErrorCode::invalid_argument);
  finger.ppi = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(prepare_print(finger));
  finger.ppi = 500;
  finger.minutiae[0].x = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(prepare_print(finger));
  finger.minutiae[0] = {1e30, 0, 0, MinutiaType::ending, 50};
  EXPECT_FALSE(prepare_print(finger));
  finger.minutiae[0] = {0, 0, std::numeric_limits<double>::infinity(), MinutiaType::ending, 50};
  EXPECT_FALSE(prepare_print(finger));
  finger.minutiae.assign(kMaxTemplateMinutiae + 1, {});
  EXPECT_FALSE(prepare_print(finger));
}

TEST(FingerMatch, VectorsAgreeWithTheScalarTwin) {
  people::Random random(7);
  match::CylinderSet a;
  match::CylinderSet b;
  const auto word = [&] {
    std::uint64_t bits = 0;
    for (int k = 0; k < 52; ++k) bits = bits << 1U | (random.uniform() < 0.4 ? 1U : 0U);
    return bits;
  };
  for (match::CylinderSet* set : {&a, &b}) {
    set->count = set == &a ? 60 : 37;
    for (std::size_t i = 0; i < static_cast<std::size_t>(set->count); ++i) {
      set->seen[i] = i % 9 == 0 ? 0 : word() | word() | (i % 3 == 0 ? ~std::uint64_t{0} >> 12U : 0U);
      for (auto& section : set->bits) section[i] = i % 7 == 0 ? 0 : word() & set->seen[i];
      set->turn[i] = static_cast<std::int32_t>(word());
    }
  }
  b.turn[5] = std::numeric_limits<std::int32_t>::min();
  a.turn[8] = 0;
  for (const std::uint32_t limit : {0U, 1U << 30U, 1U << 31U}) {
    match::SimilarityTable expected{};
    match::compare_cylinders_scalar(a, b, limit, expected);
    int different_from_none = 0;
    for (std::int64_t target = 1; target != 0 && target <= hwy::SupportedTargets(); target <<= 1) {
      if ((hwy::SupportedTargets() & target) == 0) continue;
      hwy::SetSupportedTargetsForTest(target);
      match::SimilarityTable table{};
      match::compare_cylinders(a, b, limit, table);
      hwy::SetSupportedTargetsForTest(0);
      for (std::size_t i = 0; i < 60; ++i) {
        for (std::size_t k = 0; k < 37; ++k) {
          ASSERT_EQ(table.rows[i][k], expected.rows[i][k]) << hwy::TargetName(target) << " " << i << " " << k;
          different_from_none += expected.rows[i][k] != 0 ? 1 : 0;
        }
      }
    }
    EXPECT_TRUE(limit == 0 || different_from_none > 500) << limit;
  }
}

TEST(FingerMatch, PatchProductsAgreeWithTheScalarTwin) {
  people::Random random(8);
  std::vector<std::int16_t> field(match::kFieldSize);
  for (auto& value : field) value = static_cast<std::int16_t>(random.uniform(-126, 126.9));
  std::vector<std::int16_t> patch(match::kPatchSide * match::kPatchRow);
  for (std::size_t i = 0; i < patch.size(); ++i) {
    if (i % match::kPatchRow < match::kPatchSide) patch[i] = static_cast<std::int16_t>(random.uniform(-126, 126.9));
  }
  std::vector<std::int32_t> expected(match::kPlaces * match::kPlaces);
  match::patch_products_scalar(field.data(), patch.data(), expected.data());
  for (std::int64_t target = 1; target != 0 && target <= hwy::SupportedTargets(); target <<= 1) {
    if ((hwy::SupportedTargets() & target) == 0) continue;
    hwy::SetSupportedTargetsForTest(target);
    std::vector<std::int32_t> products(expected.size());
    match::patch_products(field.data(), patch.data(), products.data());
    hwy::SetSupportedTargetsForTest(0);
    EXPECT_EQ(products, expected) << hwy::TargetName(target);
  }
}

TEST(FingerMatch, PatchesCutByVectorsAgreeWithTheScalarTwin) {
  people::Random random(9);
  match::TextureMap map;
  map.left = 12;
  map.top = -8;
  map.width = 61;
  map.height = 47;
  map.ridges.resize(static_cast<std::size_t>(map.stride() * (map.height + 2 * match::TextureMap::kMargin)) +
                    match::TextureMap::kSpare);
  for (auto& value : map.ridges) value = static_cast<std::int8_t>(random.uniform(-126, 126.9));
  for (int round = 0; round < 200; ++round) {  // middles up to a patch beyond the map, any turn
    const auto x = static_cast<float>(random.uniform(-10, 95));
    const auto y = static_cast<float>(random.uniform(-30, 60));
    const double turn = random.uniform(-3.14, 3.14);
    const auto cosine = static_cast<float>(std::cos(turn));
    const auto sine = static_cast<float>(std::sin(turn));
    match::RidgePatch expected;
    match::cut_patch_scalar(map, x, y, cosine, sine, expected);
    ASSERT_GT(expected.energy, 0);
    for (std::int64_t target = 1; target != 0 && target <= hwy::SupportedTargets(); target <<= 1) {
      if ((hwy::SupportedTargets() & target) == 0) continue;
      hwy::SetSupportedTargetsForTest(target);
      match::RidgePatch patch;
      match::cut_patch(map, x, y, cosine, sine, patch);
      hwy::SetSupportedTargetsForTest(0);
      ASSERT_EQ(patch.values, expected.values) << hwy::TargetName(target) << " " << round;
      ASSERT_EQ(patch.energy, expected.energy) << hwy::TargetName(target) << " " << round;
    }
  }
}

TEST(FingerMatch, TheSameFingerOfferedTwiceIsFound) {
  const auto& fingers = drawn_fingers();
  const std::vector<OfferedPrint> prints = {{FingerPosition::right_index, prepared(fingers[0].first)},
                                            {FingerPosition::right_index, prepared(fingers[0].second)},
                                            {FingerPosition::left_index, prepared(fingers[0].second)},
                                            {FingerPosition::left_middle, prepared(fingers[1].first)},
                                            {FingerPosition::unknown, prepared(fingers[1].second)}};
  const auto found = offered_twice(prints);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].first, 0U);
  EXPECT_EQ(found[0].second, 2U);
  EXPECT_EQ(found[1].first, 1U);
  EXPECT_EQ(found[1].second, 2U);
}

TEST(FingerMatch, SwappedHandsAreFound) {
  const auto& fingers = drawn_fingers();
  const std::vector<OfferedPrint> before = {{FingerPosition::right_index, prepared(fingers[0].first)},
                                            {FingerPosition::left_index, prepared(fingers[1].first)}};
  const PreparedPrint right = prepared(fingers[0].second);
  const PreparedPrint left = prepared(fingers[1].second);
  const std::vector<OfferedPrint> swapped = {{FingerPosition::left_index, right}, {FingerPosition::right_index, left}};
  const auto found = hands_swapped(swapped, before);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].first, 0U);
  EXPECT_EQ(found[0].second, 0U);
  EXPECT_EQ(found[1].second, 1U);
  const std::vector<OfferedPrint> as_said = {{FingerPosition::right_index, right}, {FingerPosition::left_index, left}};
  EXPECT_TRUE(hands_swapped(as_said, before).empty());
  const std::vector<OfferedPrint> others = {{FingerPosition::right_index, prepared(fingers[3].first)},
                                            {FingerPosition::left_index, prepared(fingers[2].first)}};
  EXPECT_TRUE(hands_swapped(others, before).empty());
}

TEST(FingerMatch, TheBestAttemptIsKept) {
  EXPECT_FALSE(best_attempt({}));
  std::vector<FingerReport> attempts(4);
  attempts[0].quality.score = 90;  // not compliant
  attempts[1].verdict = Overall::review;
  attempts[1].quality.score = 70;
  attempts[2].verdict = Overall::compliant;
  attempts[2].quality.score = 50;
  attempts[3] = attempts[2];
  EXPECT_EQ(best_attempt(attempts), 2U);
  attempts[3].minutiae.minutiae.resize(1);
  EXPECT_EQ(best_attempt(attempts), 3U);
  attempts[2].quality.score = 51;
  EXPECT_EQ(best_attempt(attempts), 2U);
}

}  // namespace
}  // namespace enrolkit
