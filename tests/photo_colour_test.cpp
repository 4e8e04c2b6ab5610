// SPDX-License-Identifier: Apache-2.0
// Colour: black and white, casts of the light, skin of an impossible hue; on drawn people and on real portraits.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "enrolkit/photo.hpp"
#include "people/people.hpp"
#include "quality/photo/colour_cast.hpp"
#include "tests/photo_findings.hpp"
#include "tests/quality/degradations.hpp"
#include "tests/quality/portrait_data.hpp"

namespace enrolkit {
namespace {

using testing::still_checker;
using testing::verdict_of;

namespace data = enrolkit::testing;
using Settings = std::map<std::string, std::string>;

const std::filesystem::path kNeutral = std::filesystem::path(ENROLKIT_SHARED_DATA) / "portraits/london_neutral";
const std::array<const char*, 3> kColour = {"greyscale", "colour_cast", "natural_colour"};

Image drawn(std::uint64_t seed, Settings set) {
  people::Settings settings;
  settings.seed = seed;
  settings.set = std::move(set);
  settings.set.try_emplace("width", "480");
  settings.set["fingers"] = "none";
  return people::make_person(settings).value().portrait;
}

PhotoReport checked(const Image& image) { return still_checker().check(image.view()).value(); }

// The light's colour is that of the lamp, not of the wall and not of the skin.
TEST(PhotoColour, CastsAndWalls) {
  for (const char* skin : {"light", "dark"}) {
    for (const char* wall : {"plain", "white", "blue", "grey"}) {
      // Metered as at a counter: in more light a white wall makes the picture too light, which is told first.
      const PhotoReport report = checked(drawn(702, {{"skin", skin}, {"background", wall}, {"exposure", "-0.1"}}));
      for (const char* requirement : kColour) {
        EXPECT_EQ(verdict_of(report, requirement), Verdict::pass) << skin << " " << wall << " " << requirement;
      }
    }
    for (const char* cast : {"red", "green", "blue"}) {
      const PhotoReport report = checked(drawn(702, {{"skin", skin}, {"cast", cast}}));
      EXPECT_EQ(verdict_of(report, "colour_cast"), Verdict::fail) << skin << " " << cast;
      EXPECT_EQ(verdict_of(report, "natural_colour"), Verdict::not_assessed) << skin << " " << cast;
    }
  }
  EXPECT_EQ(verdict_of(checked(drawn(702, {{"grey", "1"}})), "greyscale"), Verdict::fail);
}

// Worked by hand: where both whites agree, the light is their colour; a white eye before a blue wall has no cast; the
// colour of a lamp that doubles red against green is ln 2. A white that is half skin before that wall tells of
// no lamp; under one, skin does not explain what the wall says as well.
TEST(PhotoColour, LightOfTheEyesAndTheWall) {
  using namespace photo;
  const LogChroma white_eye = {0.19, -0.01};  // usual, see colour_cast.cpp
  const LogChroma skin = {0.7, -0.4};
  EXPECT_LT(cast_chroma(light_colour(white_eye, {0, 0}, skin)), 0.5);
  EXPECT_LT(cast_chroma(light_colour(white_eye, {-0.5, 0.3}, skin)), 3);
  const LogChroma narrow_eye = 0.5 * white_eye + 0.5 * skin;
  EXPECT_LT(cast_chroma(light_colour(narrow_eye, {-0.5, 0.3}, skin)), 3);
  const LogChroma red_lamp = {std::log(2.0), 0};
  const LogChroma found = light_colour(white_eye + red_lamp, red_lamp, skin + red_lamp);
  EXPECT_NEAR(found.red, red_lamp.red, 0.12);
  EXPECT_NEAR(found.blue, 0, 0.05);
}

// CIELAB of the sRGB red primary: a 80.1, b 67.2 (by the formulae of CIE 15 and IEC 61966-2-1).
TEST(PhotoColour, CielabOfLogChroma) {
  const auto [a, b] = photo::cielab_ab(photo::log_chroma({255, 0, 0}), 0.2126);
  EXPECT_NEAR(a, 80.1, 0.7);
  EXPECT_NEAR(b, 67.2, 0.7);
  EXPECT_NEAR(photo::linear_light(188), 0.503, 0.001);
  EXPECT_NEAR(photo::luminance_at(50), 0.18419, 0.0001);
  EXPECT_NEAR(photo::lightness_of(0.18419), 50, 0.01);
}

TEST(PhotoColour, RealPortraits) {
  const auto people = data::labelled_images(kNeutral);
  if (people.empty()) GTEST_SKIP() << "no portraits in " << kNeutral;
  std::map<std::string, int> not_passed;
  std::map<std::string, int> missed;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const Image file = load_image(people[i].path).value().image;
    const cv::Mat image = data::passport_crop(data::mat_of(file), people[i].pupil(0), people[i].pupil(1));
    const PhotoReport good = checked(data::image_of(image));
    for (const char* requirement : kColour) not_passed[requirement] += verdict_of(good, requirement) != Verdict::pass;
    if (i % 6 != 0 && people[i].labels.at("ethnicity") != "black") continue;
    const auto judge = [&](const cv::Mat& faulty, const char* fault, const char* requirement) {
      missed[fault] += verdict_of(checked(data::image_of(faulty)), requirement) != Verdict::fail;
    };
    judge(data::with_cast(image, data::Cast::warm, 0.7), "warm", "colour_cast");
    judge(data::with_cast(image, data::Cast::cold, 0.7), "cold", "colour_cast");
    judge(data::with_cast(image, data::Cast::green, 0.7), "green", "colour_cast");
    judge(data::desaturated(image, 0.1), "grey", "greyscale");
    judge(data::with_skin_hue(image, *good.face, -22, 0), "green skin", "natural_colour");
    judge(data::with_skin_hue(image, *good.face, 0, -28), "blue skin", "natural_colour");
  }
  for (const auto& [requirement, count] : not_passed) EXPECT_LE(count, 1) << requirement;
  for (const auto& [fault, count] : missed) EXPECT_LE(count, 1) << fault;
}

}  // namespace
}  // namespace enrolkit
