// SPDX-License-Identifier: Apache-2.0
// Yaw, pitch and roll: against the exact truth of drawn heads, on real people who look straight ahead, and on the
// series of Pointing'04 (Gourier et al. 2004), whose labels are good to some degrees only. The series and the real
// people are those of the training: pose_training tells what is reached on people who were left out (15 degrees of
// yaw: equal error rate 6 %, of tilt: 22 %, and all neutral faces within 6 degrees).
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <iostream>
#include <map>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "enrolkit/photo.hpp"
#include "tests/drawn_portrait.hpp"
#include "tests/photo_findings.hpp"
#include "tests/quality/portrait_data.hpp"
#include "tests/quality/ridge.hpp"

namespace enrolkit {
namespace {

using testing::checked;
using testing::drawn;
using testing::verdict_of;

namespace data = enrolkit::testing;

const std::filesystem::path kShared = ENROLKIT_SHARED_DATA;

// Twenty people, none of whom the regressions were trained on, up to 20 degrees in each direction at once.
TEST(PhotoPose, DrawnHeads) {
  std::array<double, 3> error{};
  constexpr int kPeople = 20;
  int found = 0;
  for (int i = 0; i < kPeople; ++i) {
    const double yaw = (i * 7) % 41 - 20;
    const double pitch = (i * 13) % 41 - 20;
    const double roll = (i * 17) % 41 - 20;
    const PhotoReport report =
        drawn(900 + static_cast<std::uint64_t>(i),
              {{"yaw", std::to_string(yaw)}, {"pitch", std::to_string(pitch)}, {"roll", std::to_string(roll)}});
    if (!report.face) continue;
    ++found;
    error[0] += std::abs(report.face->yaw - yaw);
    error[1] += std::abs(report.face->pitch - pitch);
    error[2] += std::abs(report.face->roll - roll);
  }
  ASSERT_GE(found, kPeople - 1);
  for (double& sum : error) sum /= found;
  std::cout << "mean absolute error: yaw " << error[0] << ", pitch " << error[1] << ", roll " << error[2] << "\n";
  EXPECT_LT(error[0], 1.5);
  EXPECT_LT(error[1], 1.6);
  EXPECT_LT(error[2], 1);
}

// A laugh, an open mouth, raised brows: the head has not moved.
TEST(PhotoPose, ExpressionsDoNotNod) {
  for (const auto& set : {std::pair{"smile", "1"}, std::pair{"mouth", "12"}, std::pair{"brow_raise", "6"},
                          std::pair{"brow_raise", "-5"}}) {
    for (const std::uint64_t seed : {910U, 911U, 912U}) {
      const double still = drawn(seed, {}).face->pitch;
      EXPECT_NEAR(drawn(seed, {{set.first, set.second}}).face->pitch, still, 4) << set.first << " " << seed;
    }
  }
}

TEST(PhotoPose, PeopleWhoLookStraightPassInEveryGroup) {
  const auto people = data::labelled_images(kShared / "portraits/london_neutral");
  if (people.empty()) GTEST_SKIP() << "no portraits in " << kShared;
  std::map<std::string, std::array<int, 2>> groups;
  int passed = 0;
  for (const auto& row : people) {
    const auto image = load_image(row.path).value().image;
    const cv::Mat crop = data::passport_crop(data::mat_of(image), row.pupil(0), row.pupil(1));
    const PhotoReport report = checked(data::image_of(crop).view());
    const bool pass = verdict_of(report, "yaw") == Verdict::pass && verdict_of(report, "pitch") == Verdict::pass &&
                      verdict_of(report, "roll") == Verdict::pass;
    passed += pass ? 1 : 0;
    ++groups[row.labels.at("ethnicity")][pass ? 0 : 1];
  }
  for (const auto& [group, count] : groups) {
    std::cout << group << ": " << count[0] << " pass, " << count[1] << " do not\n";
    EXPECT_LE(count[1], 1) << group;
  }
  EXPECT_GE(passed, 49) << "of " << people.size();
}

// Real portraits as they are, upside down and on both sides.
TEST(PhotoPose, TurnedPicturesAreTold) {
  int pictures = 0;
  for (const char* folder : {"portraits/london_neutral", "portraits/congress_pd"}) {
    const auto rows = data::labelled_images(kShared / folder);
    for (std::size_t i = 0; i < rows.size(); i += 6) {
      const auto image = load_image(rows[i].path).value().image;
      const cv::Mat upright = data::mat_of(image);
      EXPECT_TRUE(checked(image.view()).face) << rows[i].path;
      ++pictures;
      const std::pair<int, double> positions[] = {
          {cv::ROTATE_180, 180}, {cv::ROTATE_90_CLOCKWISE, 90}, {cv::ROTATE_90_COUNTERCLOCKWISE, -90}};
      for (const auto& [rotation, degrees] : positions) {
        cv::Mat turned;
        cv::rotate(upright, turned, rotation);
        const PhotoReport report = checked(data::image_of(turned).view());
        EXPECT_EQ(testing::finding_of(report, "roll").value, degrees) << rows[i].path;
        EXPECT_EQ(report.verdict, Overall::not_compliant) << rows[i].path;
      }
    }
  }
  if (pictures == 0) GTEST_SKIP() << "no portraits in " << kShared;
}

// Of a face under a mask the detector sees little, and as much of the mask's picture on its head.
TEST(PhotoPose, MasksDoNotTurnThePicture) {
  const auto rows = data::labelled_images(kShared / "portraits/london_neutral");
  if (rows.empty()) GTEST_SKIP() << "no portraits in " << kShared;
  for (std::size_t i = 0; i < rows.size(); i += 4) {
    const auto image = load_image(rows[i].path).value().image;
    const auto points = checked(image.view()).face.value().landmarks;
    std::vector<cv::Point> edge = {{static_cast<int>(points[28].x), static_cast<int>(points[28].y)}};
    for (std::size_t p = 2; p <= 14; ++p) {
      edge.emplace_back(static_cast<int>(points[p].x), static_cast<int>(points[p].y));
    }
    cv::Mat masked = data::mat_of(image).clone();
    cv::fillConvexPoly(masked, edge, cv::Scalar(235, 235, 238));
    const auto roll = testing::finding_of(checked(data::image_of(masked).view()), "roll").value;
    EXPECT_LT(std::abs(roll.value_or(0)), 45) << rows[i].path;
  }
}

TEST(PhotoPose, PointingSeries) {
  const auto all = data::labelled_images(kShared / "defects/pointing04_headpose");
  if (all.empty()) GTEST_SKIP() << "no head pose series in " << kShared;
  struct Angle {
    std::map<int, std::vector<double>> off;  // size of what was measured, by the angle that was asked for
    int far = 0;                             // of 30 degrees
    int refused = 0;
  };
  std::map<std::string, Angle> axes;
  for (const auto& row : all) {
    const int pan = static_cast<int>(row.number("pan_deg_nose_to_image_left_positive"));
    const int tilt = static_cast<int>(row.number("tilt_deg_up_positive"));
    if (std::abs(pan) > 30 || std::abs(tilt) > 30 || (pan != 0 && tilt != 0)) continue;
    const PhotoReport report = checked(load_image(row.path).value().image.view());
    ASSERT_TRUE(report.face) << row.path;
    const auto note = [&](const char* name, int angle, double value) {
      Angle& axis = axes[name];
      axis.off[std::abs(angle)].push_back(std::abs(value));
      EXPECT_FALSE(std::abs(angle) == 30 && value * angle < 0) << row.path << " " << name << " " << value;
      if (std::abs(angle) < 30) return;
      ++axis.far;
      axis.refused += verdict_of(report, name) == Verdict::fail ? 1 : 0;
    };
    if (tilt == 0) note("yaw", pan, report.face->yaw);
    if (pan == 0) note("pitch", tilt, report.face->pitch);
  }
  for (auto& [name, axis] : axes) {
    const double eer = data::equal_error_rate(axis.off[0], axis.off[15]);
    std::cout << name << ": equal error rate of frontal against 15 degrees " << 100 * eer
              << " %, refused at 30 degrees " << axis.refused << " of " << axis.far << "\n";
    EXPECT_LE(eer, name == "yaw" ? 0.12 : 0.25) << name;  // one picture of 16 is 6 %
    EXPECT_GE(axis.refused, (name == "yaw" ? 0.99 : 0.90) * axis.far) << name;
  }
}

}  // namespace
}  // namespace enrolkit
