// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/photo_profile.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "enrolkit/photo.hpp"

namespace enrolkit {
namespace {

nlohmann::json icao() {
  for (const auto& [name, text] : photo_profile_files()) {
    if (name == "icao-2018") return nlohmann::json::parse(text);
  }
  return {};
}

// The message of the error that a changed profile gives.
std::string refusal_of(const nlohmann::json& profile) {
  const auto parsed = parse_photo_profile(profile.dump(), "mine.json");
  if (parsed) return "accepted";
  EXPECT_EQ(parsed.error().code, ErrorCode::malformed);
  return parsed.error().message;
}

bool names(const std::string& message, const std::string& key) { return message.find(key) != std::string::npos; }

TEST(PhotoProfile, BuiltInOnesParse) {
  EXPECT_EQ(builtin_photo_profile_names(),
            (std::vector<std::string>{"icao-2018", "be-passport-2026", "icao-child-under-6", "icao-child-under-11"}));
  for (const std::string& name : builtin_photo_profile_names()) {
    const auto profile = builtin_photo_profile(name);
    ASSERT_TRUE(profile) << profile.error().message;
    EXPECT_EQ(profile->name, name);
    EXPECT_EQ(profile->limits.front().requirement, "single_face");
    for (const Limit& limit : profile->limits) EXPECT_FALSE(limit.source.empty()) << limit.requirement;
  }
}

TEST(PhotoProfile, NumbersOfTheStandards) {
  const auto profile = builtin_photo_profile("icao-2018");
  ASSERT_TRUE(profile);
  EXPECT_EQ(profile->find("inter_eye_distance")->min, 90);  // ISO/IEC 39794-5
  EXPECT_EQ(profile->find("roll")->max, 8);                 // ISO/IEC 19794-5:2011 7.2.2
  // The same clause says 5 degrees; what one picture can decide stands wider, is no verified number and says why.
  EXPECT_EQ(profile->find("yaw")->max, 7.5);
  EXPECT_FALSE(profile->find("yaw")->verified);
  EXPECT_NE(profile->find("yaw")->source.find("7.2.2 says 5 degrees"), std::string::npos);
  EXPECT_EQ(profile->find("head_height")->min, 60);
  EXPECT_EQ(profile->find("head_height")->max, 90);
  EXPECT_EQ(profile->find("no_such_thing"), nullptr);
  const auto belgian = builtin_photo_profile("be-passport-2026");
  ASSERT_TRUE(belgian);
  EXPECT_NEAR(*belgian->find("head_height")->min, 100.0 * 31 / 45, 0.05);  // 31 to 36 mm of 45 mm
  EXPECT_NEAR(*belgian->find("head_height")->max, 100.0 * 36 / 45, 0.05);
}

TEST(PhotoProfile, ABaseGivesWhatAFileLeavesOut) {
  const auto whole = builtin_photo_profile("icao-2018").value();
  const auto mine = parse_photo_profile(
      R"({"name": "mine", "version": "7", "base": "icao-2018", "limits": {"size": {"clause": "house rule", "unit": "px",
          "min": 600, "severity": "rule", "source": "the camera", "verified": true}}})",
      "mine.json");
  ASSERT_TRUE(mine) << mine.error().message;
  EXPECT_EQ(mine->version, "7");
  EXPECT_EQ(mine->limits.size(), whole.limits.size());
  EXPECT_EQ(mine->find("size")->min, 600);
  EXPECT_EQ(mine->find("roll")->max, whole.find("roll")->max);
  const auto lost =
      parse_photo_profile(R"({"name": "a", "version": "1", "base": "icao-1066", "limits": {}})", "a.json");
  ASSERT_FALSE(lost);
  EXPECT_TRUE(names(lost.error().message, "'base'")) << lost.error().message;
}

// Full years decide; the name tells which limits held.
TEST(PhotoProfile, ChildrenHaveTheirOwnLimits) {
  const auto icao_profile = builtin_photo_profile("icao-2018").value();
  const auto belgian = builtin_photo_profile("be-passport-2026").value();
  EXPECT_EQ(photo_profile_at_age(icao_profile, 5).value().name, "icao-child-under-6");
  EXPECT_EQ(photo_profile_at_age(icao_profile, 6).value().name, "icao-child-under-11");
  EXPECT_EQ(photo_profile_at_age(icao_profile, 10).value().name, "icao-child-under-11");
  EXPECT_EQ(photo_profile_at_age(icao_profile, 11).value().name, "icao-2018");
  EXPECT_EQ(photo_profile_at_age(belgian, 5).value().name, "be-passport-2026+icao-child-under-6");
  EXPECT_EQ(photo_profile_at_age(belgian, 6).value().name, "be-passport-2026");
  const auto infant = photo_profile_at_age(belgian, 0).value();
  EXPECT_EQ(infant.find("head_height")->min, 50);
  EXPECT_EQ(infant.find("position_vertical")->max, 60);
  EXPECT_EQ(infant.find("mouth_closed")->severity, Severity::advice);
  EXPECT_EQ(infant.find("greyscale")->min, belgian.find("greyscale")->min);
}

TEST(PhotoProfile, BadChildrenAreNamed) {
  auto profile = icao();
  profile["children"] = nlohmann::json::array({{{"under", 6}, {"profile", "nobody"}}});
  EXPECT_TRUE(names(refusal_of(profile), "children.profile"));
  profile["children"] = nlohmann::json::array(
      {{{"under", 11}, {"profile", "icao-child-under-11"}}, {{"under", 6}, {"profile", "icao-child-under-6"}}});
  EXPECT_TRUE(names(refusal_of(profile), "children.under"));
  profile["children"] = nlohmann::json::array({{{"under", 6}}});
  EXPECT_TRUE(names(refusal_of(profile), "children.profile"));
}

TEST(PhotoProfile, UnknownNameListsTheKnownOnes) {
  const auto profile = builtin_photo_profile("icao-1066");
  ASSERT_FALSE(profile);
  EXPECT_EQ(profile.error().code, ErrorCode::not_found);
  EXPECT_TRUE(names(profile.error().message, "be-passport-2026")) << profile.error().message;
}

TEST(PhotoProfile, ErrorsNameTheKey) {
  EXPECT_TRUE(parse_photo_profile(icao().dump(), "mine.json"));

  auto unknown_requirement = icao();
  unknown_requirement["limits"]["beard"] = unknown_requirement["limits"]["roll"];
  EXPECT_TRUE(names(refusal_of(unknown_requirement), "limits.beard"));

  auto missing_requirement = icao();
  missing_requirement["limits"].erase("yaw");
  EXPECT_TRUE(names(refusal_of(missing_requirement), "limits.yaw"));

  auto unknown_key = icao();
  unknown_key["limits"]["roll"]["maximum"] = 3;
  EXPECT_TRUE(names(refusal_of(unknown_key), "limits.roll.maximum"));

  auto no_source = icao();
  no_source["limits"]["roll"].erase("source");
  EXPECT_TRUE(names(refusal_of(no_source), "limits.roll.source"));

  auto crossed = icao();
  crossed["limits"]["roll"]["min"] = 9;
  EXPECT_TRUE(names(refusal_of(crossed), "limits.roll"));

  auto all_unsure = icao();
  all_unsure["limits"]["roll"]["unsure"] = 9;
  EXPECT_TRUE(names(refusal_of(all_unsure), "limits.roll.unsure"));

  auto other_unit = icao();
  other_unit["limits"]["roll"]["unit"] = "rad";
  EXPECT_TRUE(names(refusal_of(other_unit), "limits.roll.unit"));

  auto crowd = icao();
  crowd["limits"]["single_face"]["min"] = 2;
  crowd["limits"]["single_face"]["max"] = 3;
  EXPECT_TRUE(names(refusal_of(crowd), "limits.single_face"));
}

// A head of 90 % with its eyes at 20 % from the top has its crown outside the picture: 0.494 * 90 = 44 > 20.
TEST(PhotoProfile, LimitsThatNoPictureCanMeetTogether) {
  auto profile = icao();
  profile["limits"]["head_height"]["min"] = 85;
  profile["limits"]["head_height"]["max"] = 95;
  profile["limits"]["position_vertical"]["min"] = 10;
  profile["limits"]["position_vertical"]["max"] = 20;
  const std::string message = refusal_of(profile);
  EXPECT_TRUE(names(message, "limits.head_height")) << message;
  EXPECT_TRUE(names(message, "limits.position_vertical")) << message;
}

TEST(PhotoProfile, NotEvenJson) {
  for (const char* text : {"", "{", "[]", "null", "\xff\xfe", "{\"name\": 1}"}) {
    const auto profile = parse_photo_profile(text, "mine.json");
    ASSERT_FALSE(profile) << text;
    EXPECT_EQ(profile.error().code, ErrorCode::malformed);
    EXPECT_TRUE(names(profile.error().message, "mine.json"));
  }
}

}  // namespace
}  // namespace enrolkit
