// SPDX-License-Identifier: Apache-2.0
// Drawn people and real portraits through the still check, for the tests of single requirements.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "enrolkit/photo.hpp"
#include "people/people.hpp"
#include "tests/photo_findings.hpp"
#include "tests/quality/portrait_data.hpp"

namespace enrolkit::testing {

inline PhotoReport report_of(const cv::Mat& image) {
  auto report = still_checker().check(image_of(image).view());
  EXPECT_TRUE(report) << report.error().message;
  return std::move(*report);
}

inline cv::Mat drawn_portrait(std::uint64_t seed, std::map<std::string, std::string> set = {}) {
  people::Settings settings;
  settings.seed = seed;
  settings.set = std::move(set);
  settings.set.try_emplace("width", "480");
  settings.set["fingers"] = "none";
  const auto person = people::make_person(settings);
  EXPECT_TRUE(person) << person.error().message;
  return mat_of(person->portrait).clone();
}

// How many of the drawn people with these settings get this verdict.
inline int drawn_with(const std::map<std::string, std::string>& set, const std::string& requirement, Verdict verdict,
                      std::uint64_t from = 60, int count = 2) {
  int found = 0;
  for (std::uint64_t seed = from; seed < from + static_cast<std::uint64_t>(count); ++seed) {
    found += verdict_of(report_of(drawn_portrait(seed, set)), requirement) == verdict ? 1 : 0;
  }
  return found;
}

// Every eighth of the real neutral portraits, cropped; skips the test where there are none.
class RealPortraits : public ::testing::Test {
 protected:
  struct Portrait {
    cv::Mat image;
    FaceLandmarks points;
    PhotoReport report;
  };

  void SetUp() override {
    const std::filesystem::path folder = std::filesystem::path(ENROLKIT_SHARED_DATA) / "portraits/london_neutral";
    const auto rows = labelled_images(folder);
    if (rows.empty()) GTEST_SKIP() << "no portraits in " << folder;
    const PassportFrame cut = frame();
    for (std::size_t i = 0; i < rows.size(); i += 8) {
      Portrait portrait;
      portrait.image =
          passport_crop(mat_of(load_image(rows[i].path).value().image), rows[i].pupil(0), rows[i].pupil(1), cut);
      portrait.report = report_of(portrait.image);
      ASSERT_TRUE(portrait.report.face) << rows[i].path;
      portrait.points = portrait.report.face->landmarks;
      people.push_back(std::move(portrait));
    }
  }

  [[nodiscard]] virtual PassportFrame frame() const { return {.width = 560}; }

  // How many fail the requirement once the defect is drawn.
  int refused(const std::string& requirement, const std::function<cv::Mat(const Portrait&)>& draw) const {
    return static_cast<int>(std::count_if(people.begin(), people.end(), [&](const Portrait& p) {
      return verdict_of(report_of(draw(p)), requirement) == Verdict::fail;
    }));
  }
  void expect_all_pass(const std::vector<std::string>& requirements) const {
    for (const Portrait& p : people) {
      for (const std::string& requirement : requirements) {
        EXPECT_EQ(verdict_of(p.report, requirement), Verdict::pass) << requirement;
      }
    }
  }
  [[nodiscard]] int all_but_one() const { return static_cast<int>(people.size()) - 1; }

  std::vector<Portrait> people;
};

}  // namespace enrolkit::testing
