// SPDX-License-Identifier: Apache-2.0
// The wall behind the person: even, light, of an allowed colour, without the shadow of the head.
#include <gtest/gtest.h>

#include <iostream>
#include <string>
#include <vector>

#include "enrolkit/photo.hpp"
#include "people/people.hpp"
#include "tests/photo_findings.hpp"
#include "tests/quality/portrait_data.hpp"
#include "tests/quality/scene_defects.hpp"
#include "tests/real_people.hpp"

namespace enrolkit {
namespace {

using testing::finding_of;
using testing::real_people;
using testing::refused_by;
using testing::still_checker;

people::Person person_of(std::uint64_t seed, std::map<std::string, std::string> set, std::optional<int> age = {}) {
  people::Settings settings;
  settings.seed = seed;
  settings.set = std::move(set);
  settings.set["fingers"] = "none";
  settings.age = age;
  return people::make_person(settings).value();
}

TEST(PhotoBackground, PlainWallsPassBehindAllHair) {
  const std::vector<std::map<std::string, std::string>> looks = {{{"hair", "bald"}},
                                                                 {{"hair", "short"}, {"hair_colour", "grey"}},
                                                                 {{"hair", "bob"}, {"hair_colour", "black"}},
                                                                 {{"hair", "long"}, {"hair_colour", "white"}}};
  for (std::size_t i = 0; i < looks.size(); ++i) {
    const auto report = still_checker().check(person_of(40 + i, looks[i]).portrait.view()).value();
    for (const char* name :
         {"background_uniform", "background_light", "background_colour", "background_shadow", "edges_clear"}) {
      const Finding& finding = finding_of(report, name);
      EXPECT_EQ(finding.verdict, Verdict::pass) << i << " " << name << " " << finding.value.value_or(-1);
    }
  }
}

TEST(PhotoBackground, EachFaultByItsName) {
  const std::vector<std::pair<const char*, const char*>> faults = {{"dark", "background_light"},
                                                                   {"blue", "background_colour"},
                                                                   {"split", "background_uniform"},
                                                                   {"busy", "background_uniform"},
                                                                   {"shadow", "background_shadow"}};
  for (const auto& [background, requirement] : faults) {
    for (const std::uint64_t seed : {51U, 52U}) {
      const auto report = still_checker().check(person_of(seed, {{"background", background}}).portrait.view()).value();
      const Finding& finding = finding_of(report, requirement);
      EXPECT_EQ(finding.verdict, Verdict::fail) << background << " seed " << seed << " " << finding.value.value_or(-1);
    }
  }
}

TEST(PhotoBackground, FaultsBehindRealPeople) {
  const auto people = real_people();
  if (people.empty()) GTEST_SKIP() << "no real portraits in " << ENROLKIT_SHARED_DATA;
  using testing::Wall;
  const int most = static_cast<int>(people.size()) - 1;
  const auto wall = [](Wall kind, double strength) {
    return [kind, strength](const testing::PersonCutout& p, int i) { return testing::with_wall(p, kind, strength, i); };
  };
  EXPECT_GE(refused_by(people, "background_uniform", wall(Wall::split, 0.6)), most);
  EXPECT_GE(refused_by(people, "background_uniform", wall(Wall::checker, 0.35)), most);
  EXPECT_GE(refused_by(people, "background_uniform", wall(Wall::bricks, 1)), most);
  EXPECT_GE(refused_by(people, "background_light", wall(Wall::dark, 0.5)), most);
  EXPECT_GE(refused_by(people, "background_colour", wall(Wall::coloured, 0.5)), most);
  EXPECT_GE(refused_by(people, "background_shadow",
                       [](const auto& p, int i) { return testing::with_shadow_behind(p, 0.35, i % 2 == 0 ? 1 : -1); }),
            most);
  EXPECT_LE(refused_by(people, "background_uniform", wall(Wall::gradient, 0.4)), 1);
  // Across the picture by 70 L: no lamp does that to one wall.
  EXPECT_GE(refused_by(people, "background_uniform",
                       [](const auto& p, int i) { return testing::with_wall(p, Wall::gradient, 1.75, i % 2); }),
            most);
  EXPECT_LE(refused_by(people, "background_shadow", wall(Wall::gradient, 0.4)), 0);
}

// Hair at the sides of a frame so tight that the head nearly fills it is no thing that comes in.
TEST(PhotoBackground, HairLeavesATightFrame) {
  const auto rows = testing::labelled_images(std::filesystem::path(ENROLKIT_SHARED_DATA) / "portraits/london_neutral");
  if (rows.empty()) GTEST_SKIP() << "no real portraits in " << ENROLKIT_SHARED_DATA;
  testing::PassportFrame frame;
  frame.eye_distance = 0.29;
  frame.width = 600;
  int refused = 0;
  for (const auto& row : rows) {
    const cv::Mat whole = testing::mat_of(load_image(row.path).value().image).clone();
    const cv::Mat portrait = testing::passport_crop(whole, row.pupil(0), row.pupil(1), frame);
    const auto report = still_checker().check(testing::image_of(portrait).view()).value();
    for (const char* name : {"background_uniform", "edges_clear"}) {
      const Finding& finding = finding_of(report, name);
      if (finding.verdict == Verdict::pass) continue;
      ++refused;
      std::cout << row.path.filename() << " " << name << " " << finding.value.value_or(-1) << "\n";
    }
  }
  EXPECT_LE(refused, 2);
}

}  // namespace
}  // namespace enrolkit
