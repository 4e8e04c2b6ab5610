// SPDX-License-Identifier: Apache-2.0
// The still check on drawn portraits, whose truth is known: each defect is refused by the requirement that names it.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "enrolkit/photo.hpp"
#include "people/people.hpp"
#include "tests/photo_findings.hpp"

namespace enrolkit {
namespace {

using testing::finding_of;

using Settings = std::map<std::string, std::string>;

std::shared_ptr<const PhotoModels> models() {
  static const auto loaded = PhotoModels::load();
  return loaded.value();
}

PhotoChecker make_checker() { return {models(), builtin_photo_profile("icao-2018").value()}; }

PhotoChecker& checker() {
  static PhotoChecker one = make_checker();
  return one;
}

people::Person drawn(std::uint64_t seed, Settings set = {}) {
  people::Settings settings;
  settings.seed = seed;
  settings.set = std::move(set);
  settings.set.try_emplace("width", "480");
  settings.set["fingers"] = "none";
  auto person = people::make_person(settings);
  EXPECT_TRUE(person) << person.error().message;
  return std::move(*person);
}

PhotoReport checked(const people::Person& person) {
  auto report = checker().check(person.portrait.view());
  EXPECT_TRUE(report) << report.error().message;
  return std::move(*report);
}

// Seeds are drawn without a defect again and again.
const PhotoReport& clean(std::uint64_t seed) {
  static std::map<std::uint64_t, PhotoReport> reports;
  const auto known = reports.find(seed);
  return known != reports.end() ? known->second : reports.emplace(seed, checked(drawn(seed))).first->second;
}

std::set<std::string> failing(const PhotoReport& report) {
  std::set<std::string> names;
  for (const Finding& finding : report.findings) {
    if (finding.verdict == Verdict::fail) names.insert(finding.requirement);
  }
  return names;
}

TEST(PhotoCheck, GoodPortraitsAndWhereTheyAre) {
  int compliant = 0;
  for (std::uint64_t seed = 50; seed < 56; ++seed) {
    const people::Person person = drawn(seed);
    const people::PortraitTruth& truth = person.portrait_truth;
    const PhotoReport report = checked(person);
    EXPECT_EQ(failing(report), std::set<std::string>()) << "seed " << seed;
    compliant += report.verdict == Overall::compliant ? 1 : 0;
    EXPECT_EQ(report.faces, 1);
    ASSERT_TRUE(report.face);
    const double ied = truth.inter_eye_distance;
    EXPECT_NEAR(report.face->inter_eye_distance, ied, 0.06 * ied) << "seed " << seed;
    EXPECT_NEAR(report.face->eye_left.x, truth.eye_left.x, 0.06 * ied);
    EXPECT_NEAR(report.face->eye_left.y, truth.eye_left.y, 0.06 * ied);
    EXPECT_NEAR(report.face->eye_right.x, truth.eye_right.x, 0.06 * ied);
    EXPECT_NEAR(report.face->chin.y, truth.chin.y, 0.15 * ied);
    EXPECT_NEAR(report.face->crown.y, truth.crown.y, 0.35 * ied);
    const double height = person.portrait.height;
    EXPECT_NEAR(*finding_of(report, "head_height").value, 100 * truth.head_height / height, 6);
    EXPECT_NEAR(*finding_of(report, "position").value, 50, 2);
    EXPECT_NEAR(*finding_of(report, "position_vertical").value,
                100 * (truth.eye_left.y + truth.eye_right.y) / 2 / height, 1.5);
  }
  EXPECT_GE(compliant, 4);
}

TEST(PhotoCheck, EachFindingIsWhole) {
  const PhotoProfile profile = builtin_photo_profile("be-passport-2026").value();
  PhotoChecker belgian(models(), profile);
  const people::Person person = drawn(50);
  const auto report = belgian.check(person.portrait.view());
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->profile, "be-passport-2026");
  EXPECT_EQ(report->profile_version, profile.version);
  EXPECT_FALSE(report->algorithms.empty());
  ASSERT_EQ(report->findings.size(), profile.limits.size());
  for (std::size_t i = 0; i < profile.limits.size(); ++i) {
    const Finding& finding = report->findings[i];
    const Limit& limit = profile.limits[i];
    EXPECT_EQ(finding.requirement, limit.requirement);
    EXPECT_EQ(finding.clause, limit.clause);
    EXPECT_EQ(finding.unit, limit.unit);
    EXPECT_EQ(finding.min, limit.min);
    EXPECT_EQ(finding.max, limit.max);
    if (finding.severity == Severity::advice && !finding.value) continue;
    EXPECT_TRUE(finding.value) << finding.requirement;
    ASSERT_TRUE(finding.score) << finding.requirement;
    EXPECT_FALSE(finding.message.empty()) << finding.requirement;
    if (!finding.region) continue;
    EXPECT_GE(finding.region->x, 0) << finding.requirement;
    EXPECT_GE(finding.region->y, 0) << finding.requirement;
    EXPECT_LE(finding.region->x + finding.region->width, person.portrait.width) << finding.requirement;
    EXPECT_LE(finding.region->y + finding.region->height, person.portrait.height) << finding.requirement;
    EXPECT_GT(finding.region->width * finding.region->height, 0) << finding.requirement;
  }
}

struct Defect {
  const char* name;
  Settings set;
  const char* requirement;
};

void PrintTo(const Defect& defect, std::ostream* out) { *out << defect.name; }

class PhotoDefect : public ::testing::TestWithParam<Defect> {};

TEST_P(PhotoDefect, IsRefusedByTheRequirementThatNamesIt) {
  const Defect& defect = GetParam();
  for (const std::uint64_t seed : {51U, 55U}) {
    const PhotoReport report = checked(drawn(seed, defect.set));
    EXPECT_EQ(report.verdict, Overall::not_compliant) << "seed " << seed;
    const Finding& finding = finding_of(report, defect.requirement);
    EXPECT_EQ(finding.verdict, Verdict::fail) << "seed " << seed << ", value " << finding.value.value_or(NAN);
    EXPECT_NE(finding_of(clean(seed), defect.requirement).message, finding.message);
  }
}

const Defect kDefects[] = {
    {"too_small", {{"width", "240"}}, "size"},
    {"few_pixels_between_the_eyes", {{"width", "300"}}, "inter_eye_distance"},
    {"head_small", {{"head", "45"}}, "head_height"},
    {"head_large", {{"head", "110"}}, "head_height"},
    {"left", {{"shift", "left"}}, "position"},
    {"right", {{"shift", "right"}}, "position"},
    {"high", {{"shift", "up"}}, "position_vertical"},
    {"low", {{"shift", "down"}}, "position_vertical"},
    {"leaning_right", {{"roll", "12"}}, "roll"},
    {"leaning_left", {{"roll", "-12"}}, "roll"},
    {"turned_left", {{"yaw", "15"}}, "yaw"},
    {"turned_right", {{"yaw", "-15"}}, "yaw"},
    {"looking_down", {{"pitch", "-25"}}, "pitch"},
    {"looking_up", {{"pitch", "25"}}, "pitch"},
    {"black_and_white", {{"grey", "1"}}, "greyscale"},
    {"dark", {{"light", "dark"}}, "exposure"},
    {"bright", {{"light", "bright"}}, "exposure"},
    {"very_bright", {{"exposure", "1.9"}}, "clipping"},
    {"washed_out", {{"contrast", "0.4"}}, "contrast"},
    {"out_of_focus", {{"blur", "2.5"}}, "sharpness"},
    {"moved", {{"motion", "12"}}, "motion"},
    {"eyes_closed", {{"eyes", "closed"}}, "eyes_open"},
    {"one_eye_closed", {{"eyes", "left_closed"}}, "eyes_open"},
    {"mouth_open", {{"mouth", "open"}}, "mouth_closed"},
    {"two_walls", {{"background", "split"}}, "background_uniform"},
    {"busy_wall", {{"background", "busy"}}, "background_uniform"},
    {"somebody_behind", {{"second_face", "1"}}, "single_face"},
};

INSTANTIATE_TEST_SUITE_P(All, PhotoDefect, ::testing::ValuesIn(kDefects),
                         [](const auto& test) { return std::string(test.param.name); });

// Half way to a defect the officer decides, and the sentence is another one.
TEST(PhotoCheck, DoubtIsSaid) {
  const PhotoReport report = checked(drawn(53, {{"roll", "8"}}));
  const Finding& roll = finding_of(report, "roll");
  EXPECT_EQ(roll.verdict, Verdict::unsure) << roll.value.value_or(NAN);
  EXPECT_EQ(report.verdict, Overall::review);
  EXPECT_NE(roll.message, finding_of(clean(53), "roll").message);
  EXPECT_NE(roll.message, finding_of(checked(drawn(53, {{"roll", "14"}})), "roll").message);
}

TEST(PhotoCheck, AnglesHaveTheirSenses) {
  const auto at = [](const char* axis, const char* degrees) {
    return checked(drawn(53, {{axis, degrees}})).face.value();
  };
  EXPECT_NEAR(at("roll", "10").roll, 10, 1.5);
  EXPECT_NEAR(at("roll", "-10").roll, -10, 1.5);
  EXPECT_GT(at("yaw", "12").yaw, 8);
  EXPECT_LT(at("yaw", "-12").yaw, -8);
  EXPECT_GT(at("pitch", "20").pitch - clean(53).face->pitch, 12);
  EXPECT_LT(at("pitch", "-20").pitch - clean(53).face->pitch, -12);
}

// What the fault of another requirement would falsify is withheld, and says why.
TEST(PhotoCheck, NoCheckAnswersForAnothersFault) {
  const PhotoReport dark = checked(drawn(51, {{"light", "dark"}}));
  for (const char* requirement : {"contrast", "sharpness", "mouth_closed", "background_uniform"}) {
    const Finding& finding = finding_of(dark, requirement);
    EXPECT_EQ(finding.verdict, Verdict::not_assessed) << requirement;
    EXPECT_FALSE(finding.value) << requirement;
    EXPECT_NE(finding.message.find("too dark"), std::string::npos) << finding.message;
  }
  const PhotoReport closed = checked(drawn(53, {{"eyes", "closed"}}));
  EXPECT_EQ(finding_of(closed, "exposure").verdict, Verdict::not_assessed);
}

Image upside_down(const Image& image) {
  Image turned(image.width, image.height, image.format);
  const int channels = channels_of(image.format);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const std::uint8_t* from = image.row(y) + static_cast<std::ptrdiff_t>(x) * channels;
      std::copy(from, from + channels, turned.row(image.height - 1 - y) + (image.width - 1 - x) * channels);
    }
  }
  return turned;
}

TEST(PhotoCheck, UpsideDownIsTold) {
  const auto report = checker().check(upside_down(drawn(53).portrait).view());
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->verdict, Overall::not_compliant);
  EXPECT_FALSE(report->face);
  const Finding& roll = finding_of(*report, "roll");
  EXPECT_EQ(roll.verdict, Verdict::fail);
  EXPECT_EQ(roll.value, 180);
  EXPECT_NE(roll.message.find("upside down"), std::string::npos) << roll.message;
  EXPECT_EQ(finding_of(*report, "eyes_open").verdict, Verdict::not_assessed);
}

void expect_same(const PhotoReport& a, const PhotoReport& b) {
  ASSERT_EQ(a.findings.size(), b.findings.size());
  for (std::size_t i = 0; i < a.findings.size(); ++i) {
    EXPECT_EQ(a.findings[i].value, b.findings[i].value) << a.findings[i].requirement;
    EXPECT_EQ(a.findings[i].score, b.findings[i].score) << a.findings[i].requirement;
    EXPECT_EQ(a.findings[i].verdict, b.findings[i].verdict) << a.findings[i].requirement;
  }
}

// Rows with padding, grey bytes, another order of photos, other threads: the same numbers.
TEST(PhotoCheck, TheSameNumbersHoweverTheyAreAsked) {
  const Image photo = drawn(53, {{"background", "busy"}}).portrait;
  const PhotoReport first = checker().check(photo.view()).value();

  std::vector<std::uint8_t> padded(
      static_cast<std::size_t>(photo.stride() + 37) * static_cast<std::size_t>(photo.height), 170);
  for (int y = 0; y < photo.height; ++y) {
    std::copy(photo.row(y), photo.row(y) + photo.stride(), padded.data() + y * (photo.stride() + 37));
  }
  const ImageView view = {padded.data(), photo.width, photo.height, photo.stride() + 37, photo.format};
  expect_same(first, checker().check(view).value());

  (void)checker().check_frame(photo.view());
  (void)checked(drawn(51));
  expect_same(first, checker().check(photo.view()).value());

  std::vector<PhotoReport> reports(2);
  {
    std::vector<std::jthread> threads;
    for (PhotoReport& report : reports) {
      threads.emplace_back([&report, &photo] {
        PhotoChecker own = make_checker();
        report = own.check(photo.view()).value();
      });
    }
  }
  for (const PhotoReport& report : reports) expect_same(first, report);
}

TEST(PhotoCheck, GreyPixels) {
  const Image photo = drawn(53).portrait;
  Image grey(photo.width, photo.height, PixelFormat::grey8);
  for (std::size_t i = 0; i < grey.pixels.size(); ++i) {
    const std::uint8_t* rgb = photo.pixels.data() + 3 * i;
    grey.pixels[i] = static_cast<std::uint8_t>((299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2]) / 1000);
  }
  const PhotoReport report = checker().check(grey.view()).value();
  EXPECT_EQ(failing(report), std::set<std::string>{"greyscale"});
  EXPECT_EQ(finding_of(report, "greyscale").value, 0.0);
}

}  // namespace
}  // namespace enrolkit
