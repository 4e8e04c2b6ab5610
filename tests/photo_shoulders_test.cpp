// SPDX-License-Identifier: Apache-2.0
// Shoulders square to the camera: one raised is told; shoulders that turn hardly move in a passport photo's frame.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "enrolkit/photo.hpp"
#include "people/people.hpp"
#include "tests/photo_findings.hpp"
#include "tests/quality/portrait_data.hpp"

namespace enrolkit {
namespace {

using testing::finding_of;
using testing::still_checker;

Finding shoulders(std::uint64_t seed, const std::string& tilt) {
  people::Settings settings;
  settings.seed = seed;
  settings.set = {{"fingers", "none"}, {"width", "360"}, {"hair", "short"}, {"head", "62"}, {"shoulder_tilt", tilt}};
  return finding_of(still_checker().check(people::make_person(settings).value().portrait.view()).value(), "shoulders");
}

TEST(PhotoShoulders, OneRaisedIsToldWithItsSide) {
  for (const std::uint64_t seed : {21U, 22U, 24U, 25U}) {
    const Finding level = shoulders(seed, "0");
    EXPECT_EQ(level.verdict, Verdict::pass) << seed << " " << level.value.value_or(99);
    for (const double tilt : {-18.0, 18.0}) {
      const Finding raised = shoulders(seed, std::to_string(tilt));
      EXPECT_EQ(raised.verdict, Verdict::fail) << seed << " " << tilt << " " << raised.value.value_or(99);
      EXPECT_NEAR(raised.value.value_or(99), tilt, 8) << seed;
    }
  }
}

TEST(PhotoShoulders, RealPeoplePass) {
  const auto rows = testing::labelled_images(std::filesystem::path(ENROLKIT_SHARED_DATA) / "portraits/london_neutral");
  if (rows.empty()) GTEST_SKIP() << "no real portraits in " << ENROLKIT_SHARED_DATA;
  int told = 0;
  for (std::size_t i = 0; i < rows.size(); i += 3) {
    const cv::Mat whole = testing::mat_of(load_image(rows[i].path).value().image).clone();
    const cv::Mat portrait = testing::passport_crop(whole, rows[i].pupil(0), rows[i].pupil(1));
    const Finding finding = finding_of(still_checker().check(testing::image_of(portrait).view()).value(), "shoulders");
    EXPECT_NE(finding.verdict, Verdict::fail) << rows[i].path;
    told += finding.value ? 1 : 0;
  }
  EXPECT_GT(told, 3);
}

}  // namespace
}  // namespace enrolkit
