// SPDX-License-Identifier: Apache-2.0
// Light on the face: exposure, clipping, contrast, even light and gloss, on drawn people with exact truth and on real
// portraits with graded faults.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "enrolkit/photo.hpp"
#include "people/people.hpp"
#include "quality/photo/exposure.hpp"
#include "quality/photo/side_light.hpp"
#include "tests/photo_findings.hpp"
#include "tests/quality/degradations.hpp"
#include "tests/quality/portrait_data.hpp"

namespace enrolkit {
namespace {

using testing::finding_of;
using testing::still_checker;

namespace data = enrolkit::testing;
using Settings = std::map<std::string, std::string>;

const std::filesystem::path kNeutral = std::filesystem::path(ENROLKIT_SHARED_DATA) / "portraits/london_neutral";
const std::array<const char*, 5> kLight = {"exposure", "clipping", "contrast", "light_even", "skin_reflection"};

Image drawn(std::uint64_t seed, Settings set) {
  people::Settings settings;
  settings.seed = seed;
  settings.set = std::move(set);
  settings.set.try_emplace("width", "480");
  settings.set["fingers"] = "none";
  return people::make_person(settings).value().portrait;
}

PhotoReport checked(const Image& image) { return still_checker().check(image.view()).value(); }
PhotoReport checked(const cv::Mat& image) { return checked(data::image_of(image)); }

double value_of(const PhotoReport& report, const std::string& requirement) {
  return finding_of(report, requirement).value.value_or(NAN);
}

// A face of one grey level, without eyes: its hull and skin fill the patch.
photo::FacePatch even_patch(int level) {
  photo::FacePatch patch;
  patch.unit = 50;
  const cv::Size size(140, 170);
  patch.rgb = cv::Mat(size, CV_8UC3, cv::Scalar::all(level));
  patch.hull = cv::Mat(size, CV_8UC1, cv::Scalar(255));
  patch.skin = patch.hull.clone();
  return patch;
}

void fill(photo::FacePatch& patch, Point from, Point to, const cv::Scalar& rgb) {
  const Point a = patch.at(from);
  const Point b = patch.at(to);
  const cv::Rect part(cv::Point(static_cast<int>(a.x), static_cast<int>(a.y)),
                      cv::Point(static_cast<int>(b.x), static_cast<int>(b.y)));
  patch.rgb(part).setTo(rgb);
}

// By hand, sRGB: level 188 has twice the light of 137 (0.5029 and 0.2502). Half the light on one side of the face reads
// ln 2 = 0.693, less 0.1 at most where it reaches the nose; the shadow of the nose and the folds of a smile beside the
// mouth read nothing.
TEST(PhotoLight, HalfTheLightOnOneSide) {
  photo::FacePatch patch = even_patch(188);
  fill(patch, {0.5, -1.1}, {1.4, 2.3}, cv::Scalar::all(137));
  const photo::UnevenLight half = photo::uneven_light(patch);
  EXPECT_NEAR(half.log_ratio, std::log(2.0), 0.01);
  EXPECT_GT(half.shade_from.x, 0);
  fill(patch, {0, -1.1}, {1.4, 2.3}, cv::Scalar::all(137));
  EXPECT_GT(photo::uneven_light(patch).log_ratio, std::log(2.0) - 0.101);

  photo::FacePatch folds = even_patch(188);
  fill(folds, {0.1, 0.2}, {0.4, 1.4}, cv::Scalar::all(90));
  EXPECT_NEAR(photo::uneven_light(folds).log_ratio, 0, 0.01);
}

// By hand: corners of levels 200 and 150 have 0.578 and 0.305 of the light, a logarithm of 0.638 over 0.875 of the
// width; with the eyes a quarter of it apart, the sides of the face (1.2 of that) get 0.638 * 0.3 / 0.875 = 0.219.
TEST(PhotoLight, AWallThatIsLitFromOneSide) {
  cv::Mat image(450, 360, CV_8UC3, cv::Scalar::all(150));
  image.colRange(0, 180).setTo(cv::Scalar::all(200));
  EXPECT_NEAR(photo::wall_side_light(image, 90), 0.219, 0.002);
  cv::flip(image, image, 1);
  EXPECT_NEAR(photo::wall_side_light(image, 90), -0.219, 0.002);
  image.colRange(0, 180).setTo(cv::Scalar(150, 150, 90));
  EXPECT_EQ(photo::wall_side_light(image, 90), 0) << "two colours are two things";

  // A face that says the same counts up to twice, one that says the opposite counts alone.
  photo::FacePatch patch = even_patch(188);
  fill(patch, {0, -1.1}, {1.4, 2.3}, cv::Scalar::all(176));
  const double face = photo::uneven_light(patch).log_ratio;
  EXPECT_GT(face, 0.08);
  EXPECT_NEAR(photo::uneven_light(patch, 0.5).log_ratio, 2 * face, 1e-9);
  EXPECT_NEAR(photo::uneven_light(patch, 1.5 * face).log_ratio, 1.5 * face, 1e-9);
  EXPECT_EQ(photo::uneven_light(patch, 0.5 * face).log_ratio, face);
  EXPECT_EQ(photo::uneven_light(patch, -0.5).log_ratio, face);
}

// A tenth of the face whose red is cut off is lost, one whose red is merely light is not.
TEST(PhotoLight, RedThatIsCutOff) {
  for (const auto& [red, lost] : {std::pair(255, 10.0), std::pair(250, 0.0)}) {
    photo::FacePatch patch = even_patch(150);
    patch.rgb(cv::Rect(0, 0, 140, 17)).setTo(cv::Scalar(red, 190, 160));
    EXPECT_NEAR(photo::clipped_share(patch), lost, 0.01) << red;
  }
}

// By hand: levels 50 and 200 have 0.0319 and 0.5776 of the light, 1 - (0.0319 / 0.5776) ^ (1 / 2.2) = 0.732; half an
// EV of lack of light adds 0.03, and more of it no more. CIELAB L of both is 20.8 and 80.6, stored as 53 and 206.
TEST(PhotoLight, ContrastOfTwoLevels) {
  photo::FacePatch patch = even_patch(200);
  patch.lab = cv::Mat(patch.rgb.size(), CV_8UC3, cv::Scalar(206, 128, 128));
  const cv::Rect eye(40, 50, 20, 8);
  patch.lab(eye).setTo(cv::Scalar(53, 128, 128));
  const std::array<Point, 6> lids = {{{40, 54}, {46, 50}, {53, 50}, {59, 54}, {53, 57}, {46, 57}}};
  std::copy(lids.begin(), lids.end(), patch.points.begin() + 36);
  EXPECT_NEAR(photo::face_contrast(patch, 0), 0.732, 0.006);
  EXPECT_NEAR(photo::face_contrast(patch, -0.5) - photo::face_contrast(patch, 0), 0.03, 1e-9);
  EXPECT_EQ(photo::face_contrast(patch, -2), photo::face_contrast(patch, -0.5));
}

// By hand: a level of 200 has 0.5776 of the light, 0.131 above the usual red of skin in natural logarithms (-0.68); a
// wall of level 205 (0.6105) has 0.006 more than a usual one and takes off half of what it is darker. A lighter wall
// adds nothing, grey or white: it may be any wall.
TEST(PhotoLight, ALightWallIsNoLightOnTheFace) {
  photo::FacePatch patch = even_patch(200);
  patch.lab = cv::Mat(patch.rgb.size(), CV_8UC3, cv::Scalar(206, 128, 128));
  EXPECT_NEAR(photo::exposure_ev(patch, {205, 205, 205}, false), (0.131 - 0.125 / 2) / std::log(2.0), 0.01);
  for (const double wall : {225.0, 251.0, 255.0}) {
    EXPECT_NEAR(photo::exposure_ev(patch, {wall, wall, wall}, false), 0.131 / std::log(2.0), 0.01) << wall;
  }
}

// By hand: 150 has 0.305 of the light, 0.507 below; a light wall takes back 0.25 / 2 of it.
TEST(PhotoLight, ALightWallTakesBackALackOfLight) {
  photo::FacePatch patch = even_patch(150);
  patch.lab = cv::Mat(patch.rgb.size(), CV_8UC3, cv::Scalar(157, 128, 128));
  EXPECT_NEAR(photo::exposure_ev(patch, {225, 225, 225}, false), (-0.507 + 0.125) / std::log(2.0), 0.01);
}

// The same luminance, redder: by hand, levels of 230 in red and L stored as 180 (0.416 of the light, 0.033 above the
// usual) make 0.033 + 0.15 at most, not the 0.46 of the red alone.
TEST(PhotoLight, RedSkinIsNotLight) {
  photo::FacePatch patch = even_patch(230);
  patch.lab = cv::Mat(patch.rgb.size(), CV_8UC3, cv::Scalar(180, 170, 150));
  EXPECT_NEAR(photo::exposure_ev(patch, {255, 255, 255}, false), 0.183 / std::log(2.0), 0.01);
}

// One EV is a factor of two in the light: the camera's truth in each step, for the lightest and the darkest skin.
TEST(PhotoLight, ExposureIsCountedInFactorsOfTwo) {
  std::vector<double> even;
  for (const char* skin : {"light", "dark"}) {
    std::vector<double> ev;
    for (const char* exposure : {"-2", "-1", "0"}) {
      ev.push_back(value_of(checked(drawn(701, {{"skin", skin}, {"exposure", exposure}})), "exposure"));
    }
    EXPECT_NEAR(ev[1] - ev[0], 1, 0.15) << skin;
    EXPECT_NEAR(ev[2] - ev[1], 1, 0.15) << skin;
    even.push_back(ev[2]);
  }
  EXPECT_NEAR(even[0], even[1], 0.25) << "the skin counts";
}

TEST(PhotoLight, DrawnFaults) {
  const struct {
    Settings set;
    const char* requirement;
  } faults[] = {{{{"exposure", "-2"}}, "exposure"},   {{{"exposure", "1.9"}}, "exposure"},
                {{{"contrast", "0.55"}}, "contrast"}, {{{"contrast", "0.45"}, {"exposure", "0.3"}}, "contrast"},
                {{{"light", "side"}}, "light_even"},  {{{"light", "side_left"}}, "light_even"}};
  for (const char* skin : {"medium", "dark"}) {
    const PhotoReport good = checked(drawn(702, {{"skin", skin}}));
    for (const char* requirement : kLight) {
      EXPECT_EQ(finding_of(good, requirement).verdict, Verdict::pass)
          << skin << " " << requirement << " " << value_of(good, requirement);
    }
    for (const auto& fault : faults) {
      Settings set = fault.set;
      set["skin"] = skin;
      const PhotoReport report = checked(drawn(702, set));
      EXPECT_EQ(finding_of(report, fault.requirement).verdict, Verdict::fail)
          << skin << " " << fault.set.begin()->first << " " << value_of(report, fault.requirement);
    }
  }
}

TEST(PhotoLight, TheShadeIsShown) {
  for (const auto& [light, side] : {std::pair("side", -1), std::pair("side_left", 1)}) {
    const PhotoReport report = checked(drawn(703, {{"light", light}}));
    const Finding& finding = finding_of(report, "light_even");
    ASSERT_TRUE(finding.region && report.face);
    const double middle = finding.region->x + finding.region->width / 2.0;
    EXPECT_GT(side * (middle - (report.face->eye_left.x + report.face->eye_right.x) / 2), 0) << light;
  }
}

TEST(PhotoLight, GlossGrowsWithTheFlash) {
  double before = -1;
  const Image image = drawn(702, {{"skin", "brown"}});
  const FaceGeometry face = *checked(image).face;
  for (const double flash : {0.0, 0.2, 0.5, 0.8}) {
    const PhotoReport report = checked(data::with_flash_spots(data::mat_of(image), face, flash));
    EXPECT_GT(value_of(report, "skin_reflection"), before);
    before = value_of(report, "skin_reflection");
    if (flash > 0.7) {
      EXPECT_EQ(finding_of(report, "skin_reflection").verdict, Verdict::fail) << flash << " " << before;
    }
  }
}

TEST(PhotoLight, ToldOnPreviewFrames) {
  const auto live = [](Settings set) {
    set.try_emplace("head", "60");
    return still_checker().check_frame(drawn(702, std::move(set)).view()).value();
  };
  const PhotoReport good = live({});
  for (const char* requirement : kLight) {
    EXPECT_EQ(finding_of(good, requirement).verdict, Verdict::pass) << requirement;
  }
  EXPECT_EQ(finding_of(live({{"exposure", "-2"}}), "exposure").verdict, Verdict::fail);
  EXPECT_EQ(finding_of(live({{"light", "side"}}), "light_even").verdict, Verdict::fail);
}

class PhotoLightPortraits : public ::testing::Test {
 protected:
  void SetUp() override {
    people = data::labelled_images(kNeutral);
    if (people.empty()) GTEST_SKIP() << "no portraits in " << kNeutral;
  }
  static cv::Mat cropped(const data::LabelledImage& row) {
    const Image image = load_image(row.path).value().image;
    return data::passport_crop(data::mat_of(image), row.pupil(0), row.pupil(1));
  }
  std::vector<data::LabelledImage> people;
};

// Evenly lit adults of all groups: none is refused for its light, whatever the skin.
TEST_F(PhotoLightPortraits, NeutralOnesPassInEveryGroup) {
  std::map<std::string, int> not_passed;
  for (const auto& row : people) {
    const PhotoReport report = checked(cropped(row));
    for (const char* requirement : kLight) {
      const Verdict verdict = finding_of(report, requirement).verdict;
      if (verdict == Verdict::fail || verdict == Verdict::unsure) ++not_passed[requirement];
    }
  }
  for (const auto& [requirement, count] : not_passed) EXPECT_LE(count, 1) << requirement;
}

TEST_F(PhotoLightPortraits, FaultsAreRefusedWhateverTheSkin) {
  using Fault = std::function<cv::Mat(const cv::Mat&, const FaceGeometry&)>;
  const std::vector<std::tuple<const char*, const char*, Fault>> faults = {
      {"half the light", "exposure", [](const cv::Mat& m, const auto&) { return data::with_light(m, 0.5); }},
      {"a quarter", "exposure", [](const cv::Mat& m, const auto&) { return data::with_light(m, 0.25); }},
      {"1.7 times", "exposure", [](const cv::Mat& m, const auto&) { return data::with_light(m, 1.7); }},
      {"2.5 times", "exposure", [](const cv::Mat& m, const auto&) { return data::with_light(m, 2.5); }},
      {"gamma 0.45", "exposure", [](const cv::Mat& m, const auto&) { return data::with_gamma(m, 0.45); }},
      {"gamma 2.2", "exposure", [](const cv::Mat& m, const auto&) { return data::with_gamma(m, 2.2); }},
      {"washed out", "contrast", [](const cv::Mat& m, const auto&) { return data::washed_out(m, 0.55); }},
      {"lamp left", "light_even",
       [](const cv::Mat& m, const auto& f) { return data::side_lit(m, f, data::LampSide::left, 0.5); }},
      {"lamp right", "light_even",
       [](const cv::Mat& m, const auto& f) { return data::side_lit(m, f, data::LampSide::right, 0.5); }},
      {"brim", "light_even",
       [](const cv::Mat& m, const auto& f) { return data::with_shadow(m, f, data::ShadowKind::brim, 0.5); }},
      {"shadow", "light_even",
       [](const cv::Mat& m, const auto& f) { return data::with_shadow(m, f, data::ShadowKind::left, 0.5); }},
      {"flash", "skin_reflection", [](const cv::Mat& m, const auto& f) { return data::with_flash_spots(m, f, 0.6); }},
  };
  std::map<std::string, int> refused;
  std::map<std::string, int> dark_missed;
  int tried = 0;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const bool dark = people[i].labels.at("ethnicity") == "black";
    if (!dark && i % 6 != 0) continue;
    ++tried;
    const cv::Mat image = cropped(people[i]);
    const FaceGeometry face = *checked(image).face;
    for (const auto& [name, requirement, fault] : faults) {
      const bool fails = finding_of(checked(fault(image, face)), requirement).verdict == Verdict::fail;
      refused[name] += fails ? 1 : 0;
      if (dark && !fails) ++dark_missed[name];
    }
  }
  for (const auto& [name, requirement, fault] : faults) {
    EXPECT_GE(refused[name], tried - 1) << name;
    EXPECT_LE(dark_missed[name], 1) << name;
  }
}

}  // namespace
}  // namespace enrolkit
