// SPDX-License-Identifier: Apache-2.0
// The graded faults of drawn portraits: the truth says the grade, a larger grade changes more, and only where it
// should.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "people/people.hpp"

namespace enrolkit::people {
namespace {

using Set = std::map<std::string, std::string>;

Person draw(Set set, std::uint64_t seed = 4) {
  Settings settings;
  settings.seed = seed;
  settings.set = std::move(set);
  settings.set.emplace("width", "240");
  settings.set.emplace("fingers", "none");
  return make_person(settings).value();
}

nlohmann::json truth(const Person& person) { return nlohmann::json::parse(truth_json(person)).at("portrait"); }

double difference(const Image& a, const Image& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) sum += std::abs(a.pixels[i] - b.pixels[i]);
  return sum / static_cast<double>(a.pixels.size());
}

// Mean over a small square.
double level(const Image& image, Point at, int channel) {
  double sum = 0;
  constexpr int kHalf = 2;
  for (int y = -kHalf; y <= kHalf; ++y) {
    for (int x = -kHalf; x <= kHalf; ++x) {
      const int column = std::clamp(static_cast<int>(std::lround(at.x)) + x, 0, image.width - 1);
      const int row = std::clamp(static_cast<int>(std::lround(at.y)) + y, 0, image.height - 1);
      sum += image.row(row)[3 * column + channel];
    }
  }
  return sum / 25;
}

Point above(Point at, double px) { return {at.x, at.y - px}; }

struct Graded {
  std::string key;
  std::string small, large;
  std::string truth;  // its name there; empty: told below
};

class EachGrade : public ::testing::TestWithParam<Graded> {};

TEST_P(EachGrade, ChangesMoreWithTheGrade) {
  const Graded& g = GetParam();
  const Person none = draw({{"glasses", g.key.rfind("glasses", 0) == 0 ? "clear" : "none"}});
  const Person little = draw({{g.key, g.small}});
  const Person much = draw({{g.key, g.large}});
  const double a = difference(none.portrait, little.portrait);
  const double b = difference(none.portrait, much.portrait);
  EXPECT_GT(a, 0);
  EXPECT_GT(b, a);
  if (g.truth.empty()) return;
  EXPECT_NEAR(truth(little).at(g.truth).get<double>(), std::stod(g.small), 1e-3);
  EXPECT_NEAR(truth(much).at(g.truth).get<double>(), std::stod(g.large), 1e-3);
}

INSTANTIATE_TEST_SUITE_P(
    Keys, EachGrade,
    ::testing::Values(Graded{"gaze_x", "8", "20", "gaze_x"}, Graded{"gaze_y", "-8", "-20", "gaze_y"},
                      Graded{"brow_raise", "2", "7", "brow_raise"}, Graded{"smile", "-0.3", "-0.9", "smile"},
                      Graded{"shoulders", "10", "35", "shoulders"}, Graded{"shoulder_tilt", "6", "18", "shoulder_tilt"},
                      Graded{"glasses_tint", "0.2", "0.7", "lens_tint"},
                      Graded{"glasses_glare", "0.3", "1", "lens_glare"}, Graded{"glasses_rim", "3", "6", "lens_rim"},
                      Graded{"glasses_height", "-6", "-16", "lens_height"}, Graded{"glasses_size", "25.5", "29", ""},
                      Graded{"hair_over_eye", "0.3", "0.9", "hair_over_eye"}, Graded{"mask", "0.4", "0.9", ""},
                      Graded{"hand", "0.4", "0.9", ""}, Graded{"side_light", "0.3", "0.9", ""},
                      Graded{"wall_shadow", "0.2", "0.9", ""}, Graded{"wall_gradient", "0.3", "1", ""},
                      Graded{"edge_object", "0.05", "0.2", "background_object"}, Graded{"pixelate", "2", "6", "block"}),
    [](const auto& test) { return test.param.key; });

TEST(PeopleGrades, MaskReachesAsHighAsItIsTold) {
  const Person low = draw({{"mask", "0.25"}});
  const Person high = draw({{"mask", "0.8"}});
  const Point mouth = low.portrait_truth.mouth_middle;
  EXPECT_GT(low.portrait_truth.cover_top, mouth.y);
  EXPECT_LT(high.portrait_truth.cover_top, mouth.y);
  EXPECT_EQ(truth(high).at("mouth_cover"), "mask");
  EXPECT_EQ(truth(draw({})).at("mouth_cover"), "none");
  // Skin and lips are redder than they are blue, the mask is not.
  EXPECT_GT(level(low.portrait, mouth, 0), level(low.portrait, mouth, 2) + 20);
  EXPECT_LT(level(high.portrait, mouth, 0), level(high.portrait, mouth, 2));
}

TEST(PeopleGrades, HairHidesTheEyeOfItsSide) {
  const Person none = draw({{"hair", "short"}});
  for (const char* side : {"-0.9", "0.9"}) {
    const Person hidden = draw({{"hair", "short"}, {"hair_over_eye", side}});
    const bool left = side[0] == '-';
    const PortraitTruth& t = none.portrait_truth;
    const double gone = std::abs(level(hidden.portrait, left ? t.eye_left_outer : t.eye_right_outer, 0) -
                                 level(none.portrait, left ? t.eye_left_outer : t.eye_right_outer, 0));
    const double kept = std::abs(level(hidden.portrait, left ? t.eye_right_outer : t.eye_left_outer, 0) -
                                 level(none.portrait, left ? t.eye_right_outer : t.eye_left_outer, 0));
    EXPECT_GT(gone, 15) << side;
    EXPECT_LT(kept, 3) << side;
  }
}

TEST(PeopleGrades, WallIsAsLightAsItIsTold) {
  double before = 0;
  for (const char* wall : {"40", "120", "200", "240"}) {
    const Person person = draw({{"wall_level", wall}});
    const double corner = level(person.portrait, {6, 6}, 1);
    EXPECT_GT(corner, before) << wall;
    before = corner;
    const auto background = truth(person).at("background");
    ASSERT_EQ(background.size(), 3U);
    for (const auto& channel : background) EXPECT_NEAR(channel.get<double>(), std::stod(wall), 0.5);
  }
}

TEST(PeopleGrades, SideLightDarkensTheOtherSide) {
  const auto ratio = [](const char* share) {
    const Person person = draw({{"side_light", share}});
    const PortraitTruth& t = person.portrait_truth;
    const double down = -0.5 * t.inter_eye_distance;
    return level(person.portrait, above(t.eye_right, down), 1) / level(person.portrait, above(t.eye_left, down), 1);
  };
  EXPECT_LT(ratio("-0.8"), 0.75);
  EXPECT_LT(ratio("-0.8"), ratio("-0.3"));
  EXPECT_LT(ratio("-0.3"), ratio("0.3"));
  EXPECT_GT(ratio("0.8"), 1.33);
}

TEST(PeopleGrades, SomebodyBehindLeavesThePicture) {
  const Person inside = draw({{"second_face_x", "230"}});
  const Person outside = draw({{"second_face_x", "420"}});
  ASSERT_TRUE(inside.portrait_truth.second_eyes && outside.portrait_truth.second_eyes);
  EXPECT_LT(inside.portrait_truth.second_eyes->x, inside.portrait.width);
  EXPECT_GT(outside.portrait_truth.second_eyes->x, inside.portrait.width);
  EXPECT_EQ(inside.portrait_truth.faces, 2);
  EXPECT_TRUE(truth(draw({})).at("second_eyes").is_null());
}

TEST(PeopleGrades, PixelatedSquaresHaveOneColour) {
  const Image image = draw({{"pixelate", "6"}}).portrait;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      for (int c = 0; c < 3; ++c) {
        ASSERT_EQ(image.row(y)[3 * x + c], image.row(y / 6 * 6)[x / 6 * 18 + c]) << x << ", " << y;
      }
    }
  }
}

TEST(PeopleGrades, CastIsScaled) {
  const auto balance = truth(draw({{"cast", "red"}, {"cast_strength", "0.5"}})).at("balance");
  EXPECT_NEAR(balance.at(0).get<double>(), 1.25, 1e-3);
  EXPECT_NEAR(balance.at(1).get<double>(), 0.925, 1e-3);
}

TEST(PeopleGrades, ShouldersTurnAndTheFaceStays) {
  const Person straight = draw({});
  const Person turned = draw({{"shoulders", "30"}});
  EXPECT_EQ(straight.portrait_truth.nose_tip.x, turned.portrait_truth.nose_tip.x);
  EXPECT_EQ(straight.portrait_truth.chin.y, turned.portrait_truth.chin.y);
  const int face = static_cast<int>(straight.portrait_truth.mouth_middle.y);
  double changed = 0;
  for (int y = 0; y < straight.portrait.height; ++y) {
    for (int x = 0; x < 3 * straight.portrait.width; ++x) {
      const int by = std::abs(straight.portrait.row(y)[x] - turned.portrait.row(y)[x]);
      if (y > face) changed += by;
    }
  }
  EXPECT_GT(changed, 0);
}

// People of one seed that differ in what a good photo allows, drawn the same each time.
TEST(PeopleGrades, VarietyStaysWithinAGoodPhoto) {
  int glasses = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    Settings settings;
    settings.seed = seed;
    settings.set = {{"variety", "1"}, {"width", "120"}, {"fingers", "none"}};
    const Person person = make_person(settings).value();
    const PortraitTruth& t = person.portrait_truth;
    EXPECT_LE(std::abs(t.yaw), 2.5);
    EXPECT_LE(std::abs(t.pitch), 2.5);
    EXPECT_LE(std::abs(t.roll), 2);
    const double share = t.head_height / person.portrait.height;
    EXPECT_GT(share, 0.69);
    EXPECT_LT(share, 0.79);
    EXPECT_GE(person.portrait_parameters.expression.eye_open_left, 0.85);
    glasses += person.portrait_parameters.look.glasses ? 1 : 0;
  }
  EXPECT_GT(glasses, 1);
  EXPECT_LT(glasses, 11);
  EXPECT_EQ(draw({{"variety", "1"}}).portrait.pixels, draw({{"variety", "1"}}).portrait.pixels);
  EXPECT_EQ(truth(draw({{"variety", "1"}, {"yaw", "9"}})).at("yaw"), 9);
}

}  // namespace
}  // namespace enrolkit::people
