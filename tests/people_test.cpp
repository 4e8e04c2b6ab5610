// SPDX-License-Identifier: Apache-2.0
#include "people/people.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "enrolkit/image_codec.hpp"
#include "people/applicant.hpp"

namespace enrolkit::people {
namespace {

Settings small(std::uint64_t seed) {
  Settings settings;
  settings.seed = seed;
  settings.set["width"] = "240";
  settings.fingers = {FingerPosition::right_index};
  return settings;
}

Person make(const Settings& settings) { return make_person(settings).value(); }

TEST(People, SameSeedGivesTheSameBytes) {
  const Person one = make(small(7));
  const Person two = make(small(7));
  EXPECT_EQ(one.applicant_json, two.applicant_json);
  EXPECT_EQ(one.portrait.pixels, two.portrait.pixels);
  EXPECT_EQ(one.fingers.at(0).takes.at(0).image.pixels, two.fingers.at(0).takes.at(0).image.pixels);
  EXPECT_EQ(one.signature.pixels, two.signature.pixels);
  EXPECT_EQ(truth_json(one), truth_json(two));
}

TEST(People, OtherSeedsGiveOtherPeople) {
  const Person one = make(small(7));
  const Person two = make(small(8));
  EXPECT_NE(one.applicant_json, two.applicant_json);
  EXPECT_NE(one.portrait.pixels, two.portrait.pixels);
  EXPECT_NE(one.fingers.at(0).takes.at(0).image.pixels, two.fingers.at(0).takes.at(0).image.pixels);
  EXPECT_NE(one.signature.pixels, two.signature.pixels);
}

TEST(People, OneFaultLeavesAllElseAsItWas) {
  Settings faulty = small(7);
  faulty.set["eyes"] = "closed";
  const Person good = make(small(7));
  const Person bad = make(faulty);
  EXPECT_EQ(good.applicant_json, bad.applicant_json);
  EXPECT_EQ(good.signature.pixels, bad.signature.pixels);
  EXPECT_EQ(good.fingers.at(0).takes.at(0).image.pixels, bad.fingers.at(0).takes.at(0).image.pixels);
  EXPECT_EQ(bad.portrait_truth.chin.y, good.portrait_truth.chin.y);
  EXPECT_GT(good.portrait_truth.eye_gap_left, 0.1 * good.portrait_truth.inter_eye_distance);
  EXPECT_LT(bad.portrait_truth.eye_gap_left, 0.01 * bad.portrait_truth.inter_eye_distance);
}

TEST(People, ApplicantHasTheKeysOfTheApplicantsFile) {
  const auto json = nlohmann::json::parse(make(small(7)).applicant_json);
  std::set<std::string> keys;
  for (const auto& item : json.items()) keys.insert(item.key());
  EXPECT_EQ(keys, (std::set<std::string>{"surname", "given_names", "birth_date", "sex", "nationality", "place_of_birth",
                                         "personal_number", "issuing_state", "document_number", "application"}));
  keys.clear();
  for (const auto& item : json["application"].items()) keys.insert(item.key());
  EXPECT_EQ(keys, (std::set<std::string>{"kind", "date", "post", "registered", "keep_seven_years"}));
}

TEST(People, AgeIsCompletedOnTheDayOfTheApplication) {
  for (const char* day : {"2026-11-22", "2024-02-29", "2025-03-01", "2025-02-28"}) {
    const Date on = parse_date(day).value();
    for (const int age : {0, 5, 6, 11, 12, 17, 18, 85, 125}) {
      for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        Random random(seed);
        ASSERT_EQ(age_on(draw_identity(random, age, true, on).birth_date, on), age) << day << " seed " << seed;
      }
    }
  }
  Settings settings = small(3);
  settings.age = 12;
  EXPECT_EQ(age_on(make(settings).birth_date, settings.on), 12);
}

TEST(People, ErrorsListWhatIsKnown) {
  Settings unknown = small(1);
  unknown.set["eye"] = "closed";
  const auto no_key = make_person(unknown);
  ASSERT_FALSE(no_key);
  EXPECT_EQ(no_key.error().code, ErrorCode::invalid_argument);
  EXPECT_NE(no_key.error().message.find("eyes"), std::string::npos);

  for (const auto& [key, value] : std::map<std::string, std::string>{{"eyes", "shut"},
                                                                     {"yaw", "90"},
                                                                     {"yaw", "ten"},
                                                                     {"blur", "-1"},
                                                                     {"blur", "nan"},
                                                                     {"sex", "X"},
                                                                     {"skin", "2"}}) {
    Settings wrong = small(1);
    wrong.set[key] = value;
    const auto no_value = make_person(wrong);
    ASSERT_FALSE(no_value) << key << "=" << value;
    EXPECT_EQ(no_value.error().code, ErrorCode::invalid_argument);
    EXPECT_NE(no_value.error().message.find(key), std::string::npos);
  }
  Settings old = small(1);
  old.age = 126;
  EXPECT_FALSE(make_person(old));
  Settings many = small(1);
  many.impressions = 0;
  EXPECT_FALSE(make_person(many));
}

TEST(People, PortraitMeetsTheGeometryOfAGoodOne) {
  Settings settings = small(3);
  settings.set["width"] = "420";
  settings.age = 35;
  const Person person = make(settings);
  const PortraitTruth& t = person.portrait_truth;
  const double height = person.portrait.height;
  const double width = person.portrait.width;
  EXPECT_NEAR(width / height, 35.0 / 45, 0.002);
  EXPECT_NEAR(t.head_height / height, 0.74, 0.01);
  EXPECT_NEAR((t.eye_left.y + t.eye_right.y) / 2 / height, 0.45, 0.01);
  EXPECT_NEAR((t.eye_left.x + t.eye_right.x) / 2 / width, 0.5, 0.01);
  EXPECT_GT(t.inter_eye_distance / width, 0.24);
  EXPECT_LT(t.inter_eye_distance / width, 0.31);
}

TEST(People, RollIsTheSlopeOfTheEyeLine) {
  Settings settings = small(3);
  settings.set["roll"] = "10";
  const PortraitTruth t = make(settings).portrait_truth;
  const double slope = std::atan2(t.eye_right.y - t.eye_left.y, t.eye_right.x - t.eye_left.x);
  EXPECT_NEAR(slope * 180 / std::numbers::pi, 10, 0.5);
}

TEST(People, YawMovesTheNoseToThePicturesLeft) {
  Settings settings = small(3);
  settings.set["yaw"] = "15";
  const PortraitTruth t = make(settings).portrait_truth;
  EXPECT_LT(t.nose_tip.x, (t.eye_left.x + t.eye_right.x) / 2 - 0.05 * t.inter_eye_distance);
}

TEST(People, PitchMovesTheNoseUp) {
  const PortraitTruth level = make(small(3)).portrait_truth;
  Settings settings = small(3);
  settings.set["pitch"] = "15";
  const PortraitTruth up = make(settings).portrait_truth;
  const auto nose_share = [](const PortraitTruth& t) {
    const double eyes = (t.eye_left.y + t.eye_right.y) / 2;
    return (t.nose_tip.y - eyes) / (t.mouth_middle.y - eyes);
  };
  EXPECT_LT(nose_share(up), nose_share(level) - 0.05);
}

// Mean of 3 x 3 pixels, `ahead` px from the minutia in the direction `way`.
double grey_around(const Image& image, const Minutia& m, double ahead, double way) {
  const int x = static_cast<int>(std::lround(m.x + ahead * std::cos(way)));
  const int y = static_cast<int>(std::lround(m.y - ahead * std::sin(way)));
  double sum = 0;
  for (int dy = -1; dy <= 1; ++dy) {
    for (int dx = -1; dx <= 1; ++dx) sum += image.row(y + dy)[x + dx];
  }
  return sum / 9;
}

// Of a clean touch: ridge ends are ridge ends in the picture itself.
TEST(People, MinutiaeLieOnRidgesInsideTheContact) {
  Settings settings = small(11);
  settings.impressions = 3;
  settings.set["sensor_noise"] = "0";
  const Person person = make(settings);
  for (const auto& take : person.fingers.at(0).takes) {
    ASSERT_GE(take.minutiae.size(), 12U);
    ASSERT_LE(take.minutiae.size(), 90U);
    int dark = 0;
    for (const Minutia& m : take.minutiae) {
      ASSERT_GE(m.x, 0);
      ASSERT_GE(m.y, 0);
      ASSERT_LT(m.x, take.image.width);
      ASSERT_LT(m.y, take.image.height);
      ASSERT_GE(m.direction, 0);
      ASSERT_LT(m.direction, 2 * std::numbers::pi);
      // Ridge lies ahead of an ending and behind a bifurcation, valley on the other side.
      const double way = m.type == MinutiaType::ending ? m.direction : m.direction + std::numbers::pi;
      dark += grey_around(take.image, m, 5, way) < grey_around(take.image, m, -5, way) - 20 ? 1 : 0;
    }
    EXPECT_GE(dark, static_cast<int>(0.9 * static_cast<double>(take.minutiae.size())));
  }
}

TEST(People, ImpressionsOfOneFingerShareTheirMinutiae) {
  Settings settings = small(12);
  settings.impressions = 2;
  settings.set["distortion"] = "0";
  const Finger finger = make(settings).fingers.at(0);
  const FingerImpression& a = finger.takes.at(0);
  const FingerImpression& b = finger.takes.at(1);
  const auto upright = [](const FingerImpression& take, const Minutia& m) {
    const double x = m.x - take.image.width / 2.0 - take.shift_x;
    const double y = m.y - take.image.height / 2.0 - take.shift_y;
    const double turn = take.rotation * std::numbers::pi / 180;
    return Point{x * std::cos(turn) - y * std::sin(turn), x * std::sin(turn) + y * std::cos(turn)};
  };
  std::size_t common = 0;
  for (const Minutia& m : a.minutiae) {
    const Point p = upright(a, m);
    for (const Minutia& n : b.minutiae) {
      const Point q = upright(b, n);
      common += std::hypot(p.x - q.x, p.y - q.y) < 0.1 && m.type == n.type ? 1U : 0U;
    }
  }
  EXPECT_GE(common, std::min(a.minutiae.size(), b.minutiae.size()) * 7 / 10);
}

TEST(People, WritesFilesThatReadBack) {
  const auto folder = std::filesystem::temp_directory_path() / "enrolkit-people-test";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directory(folder);
  const Person person = make(small(5));
  ASSERT_TRUE(write_person(person, folder)) << write_person(person, folder).error().message;
  const auto photo = load_image(folder / "photo.jpg");
  ASSERT_TRUE(photo) << photo.error().message;
  EXPECT_EQ(photo->image.width, person.portrait.width);
  const auto finger = load_image(folder / "finger-right-index.png");
  ASSERT_TRUE(finger) << finger.error().message;
  EXPECT_EQ(finger->image.pixels, person.fingers.at(0).takes.at(0).image.pixels);
  EXPECT_NEAR(finger->ppi, 500, 0.1);
  EXPECT_TRUE(load_image(folder / "signature.png"));
  EXPECT_TRUE(std::filesystem::exists(folder / "applicant.json"));
  EXPECT_TRUE(std::filesystem::exists(folder / "truth.json"));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace enrolkit::people
