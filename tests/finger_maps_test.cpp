// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/finger_maps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numbers>

#include "enrolkit/file.hpp"
#include "enrolkit/image_codec.hpp"
#include "samples/people/people.hpp"

namespace enrolkit {
namespace {

constexpr double kPi = std::numbers::pi;

// Plain waves of `period` px whose crests run at `angle`, counter-clockwise from the x axis as seen.
Image waves(double angle, double period) {
  Image image(320, 320, PixelFormat::grey8);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const double across = x * std::sin(angle) + y * std::cos(angle);
      image.row(y)[x] = static_cast<std::uint8_t>(std::lround(128 + 90 * std::cos(2 * kPi * across / period)));
    }
  }
  return image;
}

TEST(FingerMaps, WavesGiveTheirDirectionAndPeriod) {
  for (const double degrees : {0.0, 30.0, 75.0, 90.0, 120.0, 160.0}) {
    for (const auto& [ppi, period] : {std::pair{500.0, 9.0}, {500.0, 7.0}, {1000.0, 18.0}}) {
      const auto features = extract_features(waves(degrees * kPi / 180, period).view(), ppi);
      ASSERT_TRUE(features) << features.error().message;
      const RidgeMaps& maps = features->maps;
      EXPECT_DOUBLE_EQ(maps.block, 8 * ppi / 500);
      const auto count = static_cast<std::size_t>(maps.width) * static_cast<std::size_t>(maps.height);
      ASSERT_EQ(maps.orientation.size(), count);
      const std::size_t middle = static_cast<std::size_t>(maps.height / 2 * maps.width + maps.width / 2);
      ASSERT_EQ(maps.foreground[middle], 1);
      EXPECT_NEAR(std::remainder(maps.orientation[middle] - degrees * kPi / 180, kPi), 0, 0.03) << degrees;
      EXPECT_GE(maps.orientation[middle], 0);
      EXPECT_LT(maps.orientation[middle], kPi);
      EXPECT_NEAR(maps.period[middle], period, 0.06 * period) << degrees;
      EXPECT_GE(maps.quality[middle], 80);
    }
  }
}

TEST(FingerMaps, AnEmptySensorHasNoForeground) {
  Image empty(300, 300, PixelFormat::grey8);
  std::fill(empty.pixels.begin(), empty.pixels.end(), std::uint8_t{230});
  const auto maps = extract_features(empty.view(), 500).value().maps;
  EXPECT_EQ(std::count(maps.foreground.begin(), maps.foreground.end(), 1), 0);
  EXPECT_EQ(ridge_tone(empty.view(), 500).value(), RidgeTone::unknown);
}

const people::FingerImpression& impression() {
  static const people::Person person = [] {
    people::Settings settings;
    settings.seed = 12;
    settings.age = 30;
    settings.fingers = {FingerPosition::right_index};
    return people::make_person(settings).value();
  }();
  return person.fingers.front().takes.front();
}

TEST(FingerMaps, EachStepHasItsPicture) {
  const auto steps = trace_extraction(impression().image.view(), 500).value();
  const std::vector<std::string> names = {"contrast", "orientation", "period",   "mask",
                                          "enhanced", "ridges",      "skeleton", "minutiae"};
  ASSERT_EQ(steps.size(), names.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    EXPECT_EQ(steps[i].step, names[i]);
    EXPECT_EQ(steps[i].image.width, impression().image.width);
    const auto& pixels = steps[i].image.pixels;
    EXPECT_NE(*std::min_element(pixels.begin(), pixels.end()), *std::max_element(pixels.begin(), pixels.end()));
  }
}

TEST(FingerMaps, LightRidgesAreToldFromDarkOnes) {
  const Image& dark = impression().image;
  EXPECT_EQ(ridge_tone(dark.view(), 500).value(), RidgeTone::dark);
  EXPECT_EQ(ridge_tone(inverted(dark.view()).view(), 500).value(), RidgeTone::light);
}

// A dark print taken for a light one would be turned over: worse than a light one that nobody noticed.
TEST(FingerMaps, NoRealDarkPrintIsTakenForALightOne) {
  const std::filesystem::path folder = std::filesystem::path(ENROLKIT_SHARED_DATA) / "fingers/fvc";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no real prints at " << folder;
  int prints = 0;
  int noticed = 0;
  for (const auto& set : std::filesystem::directory_iterator(folder)) {
    for (const auto& entry : std::filesystem::directory_iterator(set)) {
      if (!entry.path().stem().string().ends_with("_1")) continue;
      const auto bytes = read_file(entry.path(), 1U << 24U);
      const auto decoded = decode_image(bytes.value(), entry.path().string());
      ASSERT_TRUE(decoded) << decoded.error().message;
      const Image print = to_grey(decoded->image);
      ++prints;
      EXPECT_NE(ridge_tone(print.view(), 500).value(), RidgeTone::light) << entry.path();
      const RidgeTone negative = ridge_tone(inverted(print.view()).view(), 500).value();
      EXPECT_NE(negative, RidgeTone::dark) << entry.path();
      noticed += negative == RidgeTone::light;
    }
  }
  std::printf("%d of %d negatives noticed\n", noticed, prints);
  ASSERT_GT(prints, 0);
  EXPECT_GE(noticed, 0.6 * prints);
}

}  // namespace
}  // namespace enrolkit
