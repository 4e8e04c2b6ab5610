// SPDX-License-Identifier: Apache-2.0
// Eyes closed, averted, red or covered: drawn people whose truth is known, and real portraits with drawn defects.
#include "quality/photo/sclera_show.hpp"
#include "tests/quality/drawn_defects.hpp"
#include "tests/quality/portrait_checks.hpp"

namespace enrolkit::testing {
namespace {

TEST(PhotoEyes, DrawnPeople) {
  EXPECT_GE(drawn_with({}, "eyes_open", Verdict::pass), 2);
  EXPECT_GE(drawn_with({}, "eye_zone_clear", Verdict::pass), 2);
  EXPECT_GE(drawn_with({}, "red_eye", Verdict::pass), 2);
  EXPECT_GE(drawn_with({{"eyes", "closed"}}, "eyes_open", Verdict::fail), 2);
  EXPECT_GE(drawn_with({{"eyes", "left_closed"}}, "eyes_open", Verdict::fail), 2);
  EXPECT_GE(drawn_with({{"gaze", "left"}}, "gaze", Verdict::fail), 2);
  EXPECT_GE(drawn_with({{"gaze", "right"}}, "gaze", Verdict::fail), 2);
  EXPECT_GE(drawn_with({{"gaze_y", "20"}}, "gaze", Verdict::fail), 2);
  EXPECT_GE(drawn_with({{"gaze_y", "-20"}}, "gaze", Verdict::fail), 2);
  EXPECT_GE(drawn_with({{"red_eye", "1"}}, "red_eye", Verdict::fail), 2);
}

TEST(PhotoEyes, DarkLensesWithholdWhatLiesBehindThem) {
  const PhotoReport report = report_of(drawn_portrait(60, {{"glasses", "sun"}}));
  EXPECT_EQ(verdict_of(report, "glasses_tinted"), Verdict::fail);
  for (const char* behind : {"eyes_open", "gaze", "red_eye"}) {
    EXPECT_EQ(verdict_of(report, behind), Verdict::not_assessed) << behind;
  }
}

TEST(PhotoEyes, GreyPicturesHaveNoRedPupils) {
  cv::Mat grey;
  cv::cvtColor(drawn_portrait(61), grey, cv::COLOR_RGB2GRAY);
  EXPECT_EQ(verdict_of(report_of(grey), "red_eye"), Verdict::not_assessed);
}

TEST(PhotoEyes, ToldOnAPreviewFrame) {
  const auto told = [](const std::map<std::string, std::string>& set, const char* requirement) {
    const Image frame = image_of(drawn_portrait(60, set));
    return verdict_of(still_checker().check_frame(frame.view()).value(), requirement);
  };
  EXPECT_EQ(told({}, "eyes_open"), Verdict::pass);
  EXPECT_EQ(told({{"eyes", "closed"}}, "eyes_open"), Verdict::fail);
  EXPECT_EQ(told({{"gaze", "left"}}, "gaze"), Verdict::fail);
}

// By hand: white (200) from row 101 to the lower lid at 106 under an iris of 40; the border lies where 65 % of the way
// from 40 to 200 is reached between the rows 100 and 101: 106 - 100 - 0.65.
TEST(PhotoEyes, WhiteUnderTheIris) {
  photo::FacePatch patch;
  patch.unit = 100;
  patch.points[36] = {50, 100};
  patch.points[37] = {60, 92};
  patch.points[38] = {70, 92};
  patch.points[39] = {80, 100};
  patch.points[40] = {70, 106};
  patch.points[41] = {60, 106};
  patch.lab = cv::Mat(200, 200, CV_8UC3, cv::Scalar(200, 128, 128));
  patch.lab(cv::Rect(55, 85, 20, 16)).setTo(cv::Scalar(40, 128, 128));
  EXPECT_NEAR(photo::sclera_show(patch, 36), 5.35, 0.01);
  patch.lab(cv::Rect(55, 85, 20, 25)).setTo(cv::Scalar(40, 128, 128));
  EXPECT_EQ(photo::sclera_show(patch, 36), 0);
}

using PhotoEyesReal = RealPortraits;

TEST_F(PhotoEyesReal, FreeOpenEyesPass) { expect_all_pass({"eyes_open", "gaze", "red_eye", "eye_zone_clear"}); }

TEST_F(PhotoEyesReal, ClosedLidsAreNamed) {
  for (const WhichEye which : {WhichEye::both, WhichEye::left, WhichEye::right}) {
    EXPECT_GE(refused("eyes_open", [&](const Portrait& p) { return with_closed_lids(p.image, p.points, which); }),
              all_but_one());
  }
}

TEST_F(PhotoEyesReal, AvertedEyesAreNamed) {
  for (const double x : {-0.06, 0.06}) {
    EXPECT_GE(refused("gaze", [&](const Portrait& p) { return with_shifted_irises(p.image, p.points, x, 0); }),
              all_but_one());
  }
  for (const double y : {-0.09, -0.06, 0.06}) {
    EXPECT_GE(refused("gaze", [&](const Portrait& p) { return with_shifted_irises(p.image, p.points, 0, y); }),
              all_but_one());
  }
}

TEST_F(PhotoEyesReal, RedPupilsAreNamed) {
  EXPECT_GE(refused("red_eye", [](const Portrait& p) { return with_red_pupils(p.image, p.points, 0.6); }),
            all_but_one());
}

TEST_F(PhotoEyesReal, HairAndPatchesOverAnEyeAreNamed) {
  EXPECT_GE(refused("eye_zone_clear",
                    [](const Portrait& p) { return with_hair_over_eyes(p.image, p.points, WhichEye::right, 0.7); }),
            all_but_one());
  EXPECT_GE(
      refused("eye_zone_clear", [](const Portrait& p) { return with_eye_patch(p.image, p.points, WhichEye::left); }),
      all_but_one());
}

}  // namespace
}  // namespace enrolkit::testing
