// SPDX-License-Identifier: Apache-2.0
// Height and width of the head against the truth of drawn people.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "enrolkit/photo.hpp"
#include "people/people.hpp"
#include "tests/photo_findings.hpp"

namespace enrolkit {
namespace {

using testing::finding_of;
using testing::still_checker;

people::Person person_of(std::uint64_t seed, std::map<std::string, std::string> set, std::optional<int> age = {}) {
  people::Settings settings;
  settings.seed = seed;
  settings.set = std::move(set);
  settings.set["fingers"] = "none";
  settings.age = age;
  return people::make_person(settings).value();
}

// Children have more skull above a shorter face.
TEST(PhotoHead, HeightAtEveryAge) {
  for (const auto& [low, high] : {std::pair(3, 11), std::pair(18, 75)}) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < 6; ++i, ++count) {
      const auto person = person_of(static_cast<std::uint64_t>(70 + i), {}, low + (high - low) * i / 5);
      const auto report = still_checker().check(person.portrait.view()).value();
      const double truth = 100 * person.portrait_truth.head_height / person.portrait.height;
      const double off = finding_of(report, "head_height").value.value() - truth;
      EXPECT_LT(std::abs(off), 4) << "age " << person.age;
      sum += off;
    }
    EXPECT_LT(std::abs(sum / count), 2) << "from " << low << " years on";
  }
}

// The truth is the width with the ears, which stand out by a tenth to a sixth.
TEST(PhotoHead, WidthBetweenTheEars) {
  for (const char* hair : {"bald", "short", "long"}) {
    const auto person = person_of(81, {{"hair", hair}});
    const auto report = still_checker().check(person.portrait.view()).value();
    const double truth = 100 * person.portrait_truth.head_width / person.portrait.width;
    const double ratio = finding_of(report, "head_width").value.value() / truth;
    EXPECT_GT(ratio, 0.78) << hair;
    EXPECT_LT(ratio, 1.0) << hair;
  }
}

}  // namespace
}  // namespace enrolkit
