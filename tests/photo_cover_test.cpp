// SPDX-License-Identifier: Apache-2.0
// Masks, hands and veils before the face, hats, hoods and scarves on the head.
#include "tests/quality/drawn_defects.hpp"
#include "tests/quality/plain_defects.hpp"
#include "tests/quality/portrait_checks.hpp"
#include "tests/quality/scene_defects.hpp"

namespace enrolkit::testing {
namespace {

TEST(PhotoCover, DrawnPeopleAreFree) {
  EXPECT_GE(drawn_with({}, "mouth_visible", Verdict::pass), 2);
  EXPECT_GE(drawn_with({}, "face_visible", Verdict::pass), 2);
  EXPECT_GE(drawn_with({{"beard", "1"}, {"sex", "M"}}, "mouth_visible", Verdict::pass), 2);
}

TEST(PhotoCover, DrawnHeadsAreBareOrCovered) {
  for (const char* hair : {"bald", "buzz", "long", "afro", "bob"}) {
    EXPECT_EQ(drawn_with({{"hair", hair}}, "head_uncovered", Verdict::pass, 60, 1), 1) << hair;
  }
  EXPECT_EQ(drawn_with({{"skin", "dark"}}, "head_uncovered", Verdict::pass, 62), 2);
  for (const char* worn : {"hat", "scarf"}) {
    EXPECT_EQ(drawn_with({{"headwear", worn}}, "head_uncovered", Verdict::fail), 2) << worn;
  }
}

using PhotoCoverReal = RealPortraits;

TEST_F(PhotoCoverReal, FreeFacesPass) { expect_all_pass({"mouth_visible", "face_visible", "head_uncovered"}); }

TEST_F(PhotoCoverReal, HeadgearIsNamed) {
  for (const Headgear gear : {Headgear::cap, Headgear::hat, Headgear::beanie, Headgear::scarf, Headgear::hood}) {
    EXPECT_GE(refused("head_uncovered",
                      [&](const Portrait& p) { return with_headgear(cut_out_person(p.image, p.points), gear, 3); }),
              all_but_one())
        << static_cast<int>(gear);
  }
}

TEST_F(PhotoCoverReal, ShadowsFringesAndWallsAreNoHeadgear) {
  const auto expect_none = [&](const std::function<cv::Mat(const Portrait&)>& draw) {
    EXPECT_EQ(refused("head_uncovered", draw), 0);
  };
  expect_none([](const Portrait& p) { return with_hair_over_eyes(p.image, p.points, WhichEye::both, 0.5); });
  expect_none([](const Portrait& p) { return with_wall(cut_out_person(p.image, p.points), Wall::stripes, 1); });
  expect_none([](const Portrait& p) { return with_wall(cut_out_person(p.image, p.points), Wall::dark, 0.8, 3); });
}

TEST_F(PhotoCoverReal, MasksHandsAndVeilsAreNamed) {
  for (const double strength : {0.5, 1.0}) {
    EXPECT_GE(
        refused("mouth_visible", [&](const Portrait& p) { return with_surgical_mask(p.image, p.points, strength); }),
        all_but_one())
        << strength;
  }
  for (const bool mirrored : {false, true}) {
    EXPECT_GE(
        refused("mouth_visible", [&](const Portrait& p) { return with_hand_over_mouth(p.image, p.points, mirrored); }),
        all_but_one());
  }
  EXPECT_GE(refused("face_visible", [](const Portrait& p) { return with_veil(p.image, p.points, 0.7); }),
            all_but_one());
}

TEST_F(PhotoCoverReal, HairOverACheekIsNamed) {
  for (const WhichEye side : {WhichEye::left, WhichEye::right}) {
    EXPECT_GE(
        refused("face_visible", [&](const Portrait& p) { return with_hair_over_cheek(p.image, p.points, side, 1); }),
        all_but_one());
  }
}

TEST_F(PhotoCoverReal, AFaceBehindAVeilIsFound) {
  EXPECT_GE(refused("face_visible", [](const Portrait& p) { return with_veil(p.image, p.points, 0.25); }),
            all_but_one());
}

TEST_F(PhotoCoverReal, AnOpenMouthIsNotJudgedBehindAMask) {
  const Portrait& p = people.front();
  const PhotoReport report = report_of(with_surgical_mask(p.image, p.points, 0.6));
  EXPECT_EQ(verdict_of(report, "mouth_closed"), Verdict::not_assessed);
}

// As `photo crop` frames the largest of them: the head fills the picture, and what covers it cut off by the picture's
// edge.
class PhotoCoverLargeHeads : public RealPortraits {
 protected:
  [[nodiscard]] PassportFrame frame() const override { return {.eye_distance = 0.3, .width = 560}; }
};

TEST_F(PhotoCoverLargeHeads, WhatDrawsTheLandmarksToItsEdgeIsNamed) {
  expect_all_pass({"mouth_visible", "face_visible", "eye_zone_clear", "glasses_glare"});
  EXPECT_GE(refused("face_visible", [](const Portrait& p) { return with_veil(p.image, p.points, 0.9); }),
            all_but_one());
  EXPECT_GE(refused("eye_zone_clear",
                    [](const Portrait& p) { return with_box_over_eye(p.image, p.points, WhichEye::left, 128); }),
            all_but_one());
  EXPECT_GE(refused("glasses_glare", [](const Portrait& p) { return with_white_ellipses(p.image, p.points, 0.3); }),
            all_but_one());
}

}  // namespace
}  // namespace enrolkit::testing
