// SPDX-License-Identifier: Apache-2.0
// The document image cut out of a larger picture: placed by the drawn truth, measured on real portraits.
#include "enrolkit/photo_crop.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "people/people.hpp"
#include "tests/photo_findings.hpp"
#include "tests/quality/portrait_data.hpp"

namespace enrolkit {
namespace {

using testing::finding_of;

namespace data = enrolkit::testing;

const std::filesystem::path kNeutral = std::filesystem::path(ENROLKIT_SHARED_DATA) / "portraits/london_neutral";

std::shared_ptr<const PhotoModels> models() {
  static const auto loaded = PhotoModels::load().value();
  return loaded;
}

PhotoProfile profile(const char* name) { return builtin_photo_profile(name).value(); }

// Head and shoulders before much wall, as a camera takes them.
people::Person drawn(std::uint64_t seed, std::map<std::string, std::string> set = {}) {
  people::Settings settings;
  settings.seed = seed;
  settings.age = 40;
  settings.set = std::move(set);
  settings.set["fingers"] = "none";
  settings.set.emplace("head", "50");
  settings.set.emplace("width", "1000");
  return people::make_person(settings).value();
}

// The picture without some of its rows and columns.
ImageView window(const Image& image, int left, int top, int right, int bottom) {
  return {image.row(top) + left * channels_of(image.format), image.width - left - right, image.height - top - bottom,
          image.stride(), image.format};
}

void expect_pixels_of(const ImageView& picture, const PhotoCrop& cut) {
  const int channels = channels_of(picture.format);
  for (int y = 0; y < cut.image.height; y += 37) {
    const std::uint8_t* from =
        picture.row(y + static_cast<int>(cut.corner.y)) + static_cast<int>(cut.corner.x) * channels;
    ASSERT_TRUE(std::equal(from, from + cut.image.stride(), cut.image.row(y))) << "row " << y;
  }
}

TEST(PhotoCrop, PlacesTheDrawnHeadAsTheProfileSays) {
  for (const char* name : {"icao-2018", "be-passport-2026"}) {
    const PhotoProfile rules = profile(name);
    PhotoCropper cropper(models(), rules);
    for (const std::uint64_t seed : {3U, 11U, 29U}) {
      const people::Person person = drawn(seed);
      const people::PortraitTruth& truth = person.portrait_truth;
      const auto cut = cropper.crop(person.portrait.view());
      ASSERT_TRUE(cut) << cut.error().message;
      EXPECT_TRUE(cut->framed()) << name << " " << seed;
      EXPECT_EQ(cut->scale, 1);
      EXPECT_EQ(cut->rotation, 0);
      EXPECT_NEAR(35.0 * cut->image.height / cut->image.width, 45, 0.05);
      expect_pixels_of(person.portrait.view(), *cut);
      // By the truth, not by our own measure: within the limits.
      const auto within = [&](const char* requirement, double value) {
        const Limit& limit = *rules.find(requirement);
        EXPECT_GE(value, *limit.min) << name << " " << seed << " " << requirement;
        EXPECT_LE(value, *limit.max) << name << " " << seed << " " << requirement;
      };
      const double eye_line = (truth.eye_left.y + truth.eye_right.y) / 2 - cut->corner.y;
      const double middle = (truth.eye_left.x + truth.eye_right.x) / 2 - cut->corner.x;
      within("head_height", 100 * truth.head_height / cut->image.height);
      within("position_vertical", 100 * eye_line / cut->image.height);
      within("position", 100 * middle / cut->image.width);
      EXPECT_GT(truth.crown.y - cut->corner.y, 0.02 * cut->image.height) << "room for the hair";
    }
  }
}

TEST(PhotoCrop, EveryLondonPortrait) {
  const auto people = data::labelled_images(kNeutral);
  if (people.empty()) GTEST_SKIP() << "no portraits in " << kNeutral;
  for (const char* name : {"icao-2018", "be-passport-2026"}) {
    PhotoCropper cropper(models(), profile(name));
    for (const auto& row : people) {
      const Image picture = load_image(row.path).value().image;
      const auto cut = cropper.crop(picture.view());
      ASSERT_TRUE(cut) << row.path << ": " << cut.error().message;
      expect_pixels_of(picture.view(), *cut);
      for (const char* requirement :
           {"size", "aspect", "inter_eye_distance", "head_height", "position", "position_vertical"}) {
        const Finding& finding = finding_of(cut->report, requirement);
        EXPECT_EQ(finding.verdict, Verdict::pass)
            << name << " " << row.path.filename() << " " << requirement << " " << finding.value.value_or(NAN);
      }
      // The pupils are hand-placed.
      const double eyes = (row.pupil(0).y + row.pupil(1).y) / 2 - cut->corner.y;
      EXPECT_NEAR(100 * eyes / cut->image.height, 43, 4) << row.path;
    }
  }
}

TEST(PhotoCrop, MovesTheFrameWhereThePictureEnds) {
  const people::Person person = drawn(3);
  PhotoCropper cropper(models(), profile("icao-2018"));
  const auto free = cropper.crop(person.portrait.view());
  ASSERT_TRUE(free);
  // 3 % of the frame less on the left than the frame takes: the face is off the middle, and passes.
  const int less = static_cast<int>(free->corner.x) + free->image.width * 3 / 100;
  const auto moved = cropper.crop(window(person.portrait, less, 0, 0, 0));
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_TRUE(moved->framed());
  EXPECT_GE(moved->corner.x, 0);
}

int number_before(const std::string& text, const std::string& words) {
  const std::size_t at = text.find(" pixels" + words);
  if (at == std::string::npos) return -1;
  const std::size_t start = text.rfind(' ', at - 1);
  return std::stoi(text.substr(start + 1, at - start - 1));
}

TEST(PhotoCrop, SaysWhichSideLacksHowManyPixels) {
  const people::Person person = drawn(3);
  const people::PortraitTruth& truth = person.portrait_truth;
  PhotoCropper cropper(models(), profile("icao-2018"));
  const int crown = static_cast<int>(truth.crown.y);
  const auto lacking = [&](int left, int top, int right, int bottom, const std::string& side) {
    const auto cut = cropper.crop(window(person.portrait, left, top, right, bottom));
    EXPECT_FALSE(cut) << side;
    if (cut) return -1;
    EXPECT_EQ(cut.error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(cut.error().message.find(side) != std::string::npos, true) << cut.error().message;
    return number_before(cut.error().message, side);
  };
  const int little = lacking(0, crown + 40, 0, 0, " at the top");
  const int more = lacking(0, crown + 90, 0, 0, " at the top");
  EXPECT_GT(little, 0);
  EXPECT_NEAR(more - little, 50, 15);  // the head is measured on another picture
  const int ear = static_cast<int>(truth.ear_left.x);
  EXPECT_GT(lacking(ear - 5, 0, 0, 0, " at the left"), 0);
  EXPECT_GT(lacking(0, 0, person.portrait.width - static_cast<int>(truth.ear_right.x) - 5, 0, " at the right"), 0);
  const int chin = person.portrait.height - static_cast<int>(truth.chin.y);
  EXPECT_GT(lacking(0, 0, 0, chin - 10, " at the bottom"), 0);
}

TEST(PhotoCrop, NamesThePixelsThatAreMissing) {
  PhotoCropper cropper(models(), profile("icao-2018"));
  const people::Person person = drawn(3, {{"width", "420"}});
  const auto cut = cropper.crop(person.portrait.view());
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().code, ErrorCode::invalid_argument);
  // 90 px and the band of 2 around it, 1 % in reserve: 92.92.
  EXPECT_NE(cut.error().message.find("needs 93"), std::string::npos) << cut.error().message;
  const auto has = static_cast<int>(person.portrait_truth.inter_eye_distance);
  const std::size_t at = cut.error().message.find("and has ");
  ASSERT_NE(at, std::string::npos);
  EXPECT_NEAR(std::stoi(cut.error().message.substr(at + 8)), has, 0.06 * has);
}

TEST(PhotoCrop, FewerPixelsOnRequestButNeverTooFewNorMore) {
  PhotoCropper cropper(models(), profile("icao-2018"));
  const people::Person person = drawn(11);
  const auto whole = cropper.crop(person.portrait.view());
  const auto less = cropper.crop(person.portrait.view(), {600});
  const auto least = cropper.crop(person.portrait.view(), {1});
  const auto most = cropper.crop(person.portrait.view(), {20000});
  ASSERT_TRUE(whole && less && least && most);
  EXPECT_EQ(less->image.height, 600);
  EXPECT_NEAR(less->scale, 600.0 / whole->image.height, 0.02);
  EXPECT_GE(least->image.width, 413);
  EXPECT_LE(least->image.width, 440);
  EXPECT_TRUE(least->framed());
  EXPECT_EQ(most->image.height, whole->image.height);
  EXPECT_NEAR(least->ppi, least->image.width / 35.0 * 25.4, 0.01);
}

TEST(PhotoCrop, TurnsOnlyWhereTheProfileAllowsIt) {
  const people::Person person = drawn(11, {{"roll", "9"}});
  PhotoProfile rules = profile("icao-2018");
  const auto leaning = PhotoCropper(models(), rules).crop(person.portrait.view());
  ASSERT_TRUE(leaning) << leaning.error().message;
  EXPECT_EQ(leaning->rotation, 0);
  EXPECT_NEAR(leaning->report.face->roll, 9, 2);
  rules.crop.rotate = true;
  const auto upright = PhotoCropper(models(), rules).crop(person.portrait.view());
  ASSERT_TRUE(upright) << upright.error().message;
  EXPECT_NEAR(upright->rotation, -9, 2);
  EXPECT_NEAR(upright->report.face->roll, 0, 1.5);
  EXPECT_TRUE(upright->framed());
}

TEST(PhotoCrop, WithoutAFaceThereIsNoFrame) {
  Image wall(900, 1200, PixelFormat::rgb8);
  std::fill(wall.pixels.begin(), wall.pixels.end(), std::uint8_t{190});
  const auto cut = PhotoCropper(models(), profile("icao-2018")).crop(wall.view());
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().code, ErrorCode::invalid_argument);
  EXPECT_NE(cut.error().message.find("no face"), std::string::npos);
}

TEST(PhotoCrop, ProfilesSayWhatTheDocumentIs) {
  const auto with = [](const std::string& crop) {
    return parse_photo_profile(
        R"({"name": "own", "version": "1", "base": "icao-2018", "limits": {}, "crop": )" + crop + "}", "own.json");
  };
  const auto good = with(R"({"rotate": true, "width_mm": 50, "height_mm": 50})");
  ASSERT_TRUE(good) << good.error().message;
  EXPECT_TRUE(good->crop.rotate);
  EXPECT_EQ(good->crop.width_mm, 50);
  EXPECT_EQ(with("{}")->crop.height_mm, 45);
  EXPECT_FALSE(profile("be-passport-2026").crop.rotate);
  for (const auto& [crop, key] : std::map<std::string, std::string>{{"7", "'crop'"},
                                                                    {R"({"rotate": 1})", "crop.rotate"},
                                                                    {R"({"width_mm": 0})", "crop.width_mm"},
                                                                    {R"({"height_mm": "45"})", "crop.height_mm"},
                                                                    {R"({"turn": true})", "crop.turn"}}) {
    const auto bad = with(crop);
    ASSERT_FALSE(bad) << crop;
    EXPECT_EQ(bad.error().code, ErrorCode::malformed);
    EXPECT_NE(bad.error().message.find(key), std::string::npos) << bad.error().message;
  }
}

}  // namespace
}  // namespace enrolkit
