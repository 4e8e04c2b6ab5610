// SPDX-License-Identifier: Apache-2.0
// The picture itself: focus, motion, noise, JPEG blocks, pixelation; each named by its own requirement.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "enrolkit/photo.hpp"
#include "people/people.hpp"
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
const std::array<const char*, 5> kPicture = {"pixelation", "compression", "noise", "sharpness", "motion"};

Image drawn(std::uint64_t seed, Settings set = {}) {
  people::Settings settings;
  settings.seed = seed;
  settings.set = std::move(set);
  settings.set.try_emplace("width", "600");
  settings.set["fingers"] = "none";
  return people::make_person(settings).value().portrait;
}

PhotoReport checked(const cv::Mat& image, const PhotoFacts& facts = {}) {
  return still_checker().check(data::image_of(image).view(), facts).value();
}

void expect_only(const PhotoReport& report, const std::string& requirement, const std::string& what) {
  for (const char* each : kPicture) {
    const Finding& finding = finding_of(report, each);
    if (each == requirement) {
      EXPECT_EQ(finding.verdict, Verdict::fail) << what << " " << finding.value.value_or(NAN);
    } else {
      EXPECT_NE(finding.verdict, Verdict::fail) << what << " fails " << each << " " << finding.value.value_or(NAN);
    }
  }
}

TEST(PhotoPicture, EachFaultIsNamedByItsOwnRequirement) {
  const Image image = drawn(702);
  const cv::Mat good = data::mat_of(image);
  const PhotoReport report = checked(good);
  for (const char* requirement : kPicture) {
    const Finding& finding = finding_of(report, requirement);
    EXPECT_EQ(finding.verdict, Verdict::pass) << requirement << " " << finding.value.value_or(NAN);
  }
  expect_only(checked(data::blurred(good, 3)), "sharpness", "blur");
  for (const double angle : {0.0, 45.0, 90.0, 160.0}) {
    expect_only(checked(data::smeared(good, 11, angle)), "motion", "motion " + std::to_string(angle));
  }
  expect_only(checked(data::noisy(good, 8)), "noise", "noise");
  for (const int quality : {20, 8}) {
    expect_only(checked(data::compressed(good, quality)), "compression", "JPEG " + std::to_string(quality));
  }
  for (const int cell : {2, 3, 4, 5, 8, 12}) {
    const cv::Mat cells = data::pixelated(good, cell);
    expect_only(checked(cells), "pixelation", "cells of " + std::to_string(cell));
    if (cell > 2) expect_only(checked(data::compressed(cells, 90)), "pixelation", "JPEG of " + std::to_string(cell));
  }
}

// Noise of sigma s in each channel by itself is sqrt(0.299^2 + 0.587^2 + 0.114^2) s = 0.669 s in the luma; what the
// drawing has of its own adds in squares.
TEST(PhotoPicture, NoiseIsCountedInGreyLevels) {
  const Image image = drawn(702);
  const cv::Mat good = data::mat_of(image);
  const double own = *finding_of(checked(good), "noise").value;
  for (const double sigma : {3.0, 6.0, 12.0}) {
    const double wanted = std::hypot(0.669 * sigma, own);
    EXPECT_NEAR(*finding_of(checked(data::noisy(good, sigma)), "noise").value, wanted, 0.07 * wanted) << sigma;
  }
}

// The file's own quantisation counts where the pixels hide it.
TEST(PhotoPicture, TheFileTellsItsCompression) {
  const Image image = drawn(702);
  const cv::Mat good = data::mat_of(image);
  PhotoFacts facts;
  for (const auto& [quality, verdict] :
       {std::pair(95, Verdict::pass), std::pair(75, Verdict::pass), std::pair(20, Verdict::fail)}) {
    facts.jpeg_quality = quality;
    EXPECT_EQ(finding_of(checked(good, facts), "compression").verdict, verdict) << quality;
  }
}

TEST(PhotoPicture, RealPortraits) {
  const auto people = data::labelled_images(kNeutral);
  if (people.empty()) GTEST_SKIP() << "no portraits in " << kNeutral;
  std::map<std::string, int> not_passed;
  std::map<std::string, int> missed;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const Image file = load_image(people[i].path).value().image;
    const cv::Mat image = data::passport_crop(data::mat_of(file), people[i].pupil(0), people[i].pupil(1));
    const PhotoReport good = checked(image);
    for (const char* requirement : kPicture) {
      not_passed[requirement] += finding_of(good, requirement).verdict != Verdict::pass;
    }
    if (i % 8 != 0 && people[i].labels.at("ethnicity") != "black") continue;
    const auto judge = [&](const cv::Mat& faulty, const char* fault, const char* requirement) {
      missed[fault] += finding_of(checked(faulty), requirement).verdict != Verdict::fail;
    };
    judge(data::blurred(image, 1.5), "blur 1.5", "sharpness");
    judge(data::blurred(image, 4), "blur 4", "sharpness");
    judge(data::smeared(image, 10, 0), "motion", "motion");
    judge(data::smeared(image, 10, 90), "motion upright", "motion");
    judge(data::smeared(image, 10, 45), "motion aslant", "motion");
    judge(data::noisy(image, 6), "noise", "noise");
    judge(data::compressed(image, 25), "JPEG 25", "compression");
    judge(data::compressed(image, 6), "JPEG 6", "compression");
    judge(data::pixelated(image, 4), "cells", "pixelation");
  }
  for (const auto& [requirement, count] : not_passed) EXPECT_LE(count, 1) << requirement;
  for (const auto& [fault, count] : missed) EXPECT_LE(count, 1) << fault;
}

}  // namespace
}  // namespace enrolkit
