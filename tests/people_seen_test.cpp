// SPDX-License-Identifier: Apache-2.0
// Synthetic samples as others see them: dlib's face detector and landmarks, and the minutiae extractor, know nothing of
// how the samples were drawn, so their answers tell whether the truth is true.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "enrolkit/photo.hpp"
#include "people/people.hpp"

namespace enrolkit::people {
namespace {

Person draw(std::uint64_t seed, const std::map<std::string, std::string>& set) {
  Settings settings;
  settings.seed = seed;
  settings.set = set;
  settings.set.emplace("width", "480");
  settings.set.emplace("fingers", "none");
  return make_person(settings).value();
}

class PeopleSeen : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (auto loaded = PhotoModels::load(); loaded) models_ = *loaded;
  }
  static void TearDownTestSuite() { models_.reset(); }
  void SetUp() override {
    if (!models_) GTEST_SKIP() << "the landmark model of libdlib-data is not installed";
  }
  static PhotoReport check(const Person& person) {
    PhotoChecker checker(models_, builtin_photo_profile("icao-2018").value());
    return checker.check(person.portrait.view()).value();
  }
  static std::shared_ptr<const PhotoModels> models_;
};
std::shared_ptr<const PhotoModels> PeopleSeen::models_;

double apart(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

TEST_F(PeopleSeen, LandmarksLieWhereTheTruthSays) {
  std::vector<double> eyes;
  int chins = 0;
  constexpr int kPeople = 8;
  for (std::uint64_t seed = 1; seed <= kPeople; ++seed) {
    const Person person = draw(seed, {});
    const PortraitTruth& t = person.portrait_truth;
    const PhotoReport report = check(person);
    ASSERT_EQ(report.faces, 1) << "seed " << seed;
    ASSERT_TRUE(report.face);
    eyes.push_back(std::max(apart(report.face->eye_left, t.eye_left), apart(report.face->eye_right, t.eye_right)) /
                   t.inter_eye_distance);
    chins += apart(report.face->chin, t.chin) < 0.05 * t.head_height ? 1 : 0;
  }
  std::sort(eyes.begin(), eyes.end());
  EXPECT_LT(eyes[kPeople / 2], 0.025);
  EXPECT_LT(eyes[kPeople - 2], 0.06);
  EXPECT_GE(chins, kPeople - 1);
}

TEST_F(PeopleSeen, CompliantPeoplePass) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    for (const Finding& finding : check(draw(seed, {})).findings) {
      EXPECT_NE(finding.verdict, Verdict::fail) << "seed " << seed << ": " << finding.requirement;
    }
  }
}

TEST_F(PeopleSeen, EachFaultIsSeen) {
  struct Fault {
    std::string key, value, requirement;
  };
  for (const Fault& fault : std::vector<Fault>{{"eyes", "closed", "eyes_open"},
                                               {"mouth", "20", "mouth_closed"},
                                               {"yaw", "20", "yaw"},
                                               {"roll", "-14", "roll"},
                                               {"background", "busy", "background_uniform"},
                                               {"light", "dark", "exposure"},
                                               {"head", "small", "head_height"},
                                               {"shift", "left", "position"},
                                               {"grey", "1", "greyscale"},
                                               {"second_face", "1", "single_face"}}) {
    const PhotoReport report = check(draw(3, {{fault.key, fault.value}}));
    const auto found = std::find_if(report.findings.begin(), report.findings.end(),
                                    [&](const Finding& f) { return f.requirement == fault.requirement; });
    ASSERT_NE(found, report.findings.end()) << fault.requirement;
    EXPECT_EQ(found->verdict, Verdict::fail) << fault.key << "=" << fault.value;
  }
}

TEST(PeopleSeenFingers, ExtractorFindsTheTrueMinutiae) {
  std::size_t truths = 0;
  std::size_t extracted = 0;
  std::size_t found = 0;
  for (std::uint64_t seed = 21; seed <= 24; ++seed) {
    Settings settings;
    settings.seed = seed;
    settings.set = {{"width", "120"}};
    settings.fingers = {FingerPosition::right_index, FingerPosition::left_index};
    const Person person = make_person(settings).value();
    for (const Finger& finger : person.fingers) {
      const FingerImpression& take = finger.takes.at(0);
      FingerTemplate seen = extract_minutiae(take.image.view(), kFingerPpi).value();
      truths += take.minutiae.size();
      extracted += seen.minutiae.size();
      for (const Minutia& m : take.minutiae) {
        const auto near = std::find_if(seen.minutiae.begin(), seen.minutiae.end(), [&](const Minutia& n) {
          return std::hypot(m.x - n.x, m.y - n.y) < 9 &&
                 std::abs(std::remainder(m.direction - n.direction, 2 * std::numbers::pi)) < 0.6;
        });
        if (near == seen.minutiae.end()) continue;
        ++found;
        seen.minutiae.erase(near);
      }
    }
  }
  // Nine px and 35 degrees: about what matchers allow.
  EXPECT_GE(static_cast<double>(found), 0.88 * static_cast<double>(truths));
  EXPECT_GE(static_cast<double>(found), 0.82 * static_cast<double>(extracted));
}

}  // namespace
}  // namespace enrolkit::people
