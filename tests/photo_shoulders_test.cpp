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
  for (const auto& row : rows) {
    const Image whole = load_image(row.path).value().image;
    const Image crop = testing::image_of(testing::passport_crop(testing::mat_of(whole), row.pupil(0), row.pupil(1)));
    for (const Image* portrait : {&whole, &crop}) {  // hair before the neckline shows in the whole pictures
      const Finding finding = finding_of(still_checker().check(portrait->view()).value(), "shoulders");
      EXPECT_NE(finding.verdict, Verdict::fail) << row.path << " " << finding.value.value_or(99);
      told += finding.value ? 1 : 0;
    }
  }
  EXPECT_GT(told, 30);
}

}  // namespace
}  // namespace enrolkit
