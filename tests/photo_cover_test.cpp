// SPDX-License-Identifier: Apache-2.0
// Masks, hands and veils before the face.
#include "tests/quality/drawn_defects.hpp"
#include "tests/quality/portrait_checks.hpp"

namespace enrolkit::testing {
namespace {

TEST(PhotoCover, DrawnPeopleAreFree) {
  EXPECT_GE(drawn_with({}, "mouth_visible", Verdict::pass), 2);
  EXPECT_GE(drawn_with({}, "face_visible", Verdict::pass), 2);
  EXPECT_GE(drawn_with({{"beard", "1"}, {"sex", "M"}}, "mouth_visible", Verdict::pass), 2);
}

using PhotoCoverReal = RealPortraits;

TEST_F(PhotoCoverReal, FreeFacesPass) { expect_all_pass({"mouth_visible", "face_visible"}); }

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

TEST_F(PhotoCoverReal, AnOpenMouthIsNotJudgedBehindAMask) {
  const Portrait& p = people.front();
  const PhotoReport report = report_of(with_surgical_mask(p.image, p.points, 0.6));
  EXPECT_EQ(verdict_of(report, "mouth_closed"), Verdict::not_assessed);
}

}  // namespace
}  // namespace enrolkit::testing
