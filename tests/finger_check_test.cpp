// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <string>

#include "enrolkit/finger.hpp"
#include "enrolkit/image_codec.hpp"
#include "samples/people/people.hpp"

namespace enrolkit {
namespace {

FingerProfile profile() { return builtin_finger_profile("be-passport-2026").value(); }

const people::FingerImpression& impression() {
  static const people::Person person = [] {
    people::Settings settings;
    settings.seed = 77;
    settings.age = 30;
    settings.fingers = {FingerPosition::right_index};
    return people::make_person(settings).value();
  }();
  return person.fingers.front().takes.front();
}

Image changed(const std::function<double(double grey, int x, int y)>& change) {
  Image image = impression().image;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      image.row(y)[x] = static_cast<std::uint8_t>(std::clamp(change(image.row(y)[x], x, y), 0.0, 255.0));
    }
  }
  return image;
}

FingerReport report_of(const Image& image) { return check_finger(image.view(), 500, profile()).value(); }

Finding finding_of(const FingerReport& report, const std::string& requirement) {
  for (const Finding& finding : report.findings) {
    if (finding.requirement == requirement) return finding;
  }
  ADD_FAILURE() << "no finding " << requirement;
  return {};
}

double noise(int x, int y) { return static_cast<double>((x * 7919 + y * 104729 + x * y * 31) % 256) - 128; }

TEST(FingerCheck, AFlatPrintIsCompliant) {
  const FingerReport report = report_of(impression().image);
  EXPECT_EQ(report.verdict, Overall::compliant);
  EXPECT_EQ(report.quality.name, "enrolkit-ridge");
  EXPECT_TRUE(report.feedback.empty());
}

// The truth is exact by construction; what the extractor finds is held against it.
TEST(FingerCheck, MostTrueMinutiaeAreFoundAndFewInvented) {
  int found = 0;
  const auto& truth = impression().minutiae;
  const auto minutiae = extract_minutiae(impression().image.view(), 500).value().minutiae;
  const auto near = [](const Minutia& a, const Minutia& b) {
    const double turn = std::remainder(a.direction - b.direction, 2 * M_PI);
    return std::hypot(a.x - b.x, a.y - b.y) < 12 && std::abs(turn) < M_PI / 6;
  };
  for (const Minutia& minutia : truth) {
    found += std::any_of(minutiae.begin(), minutiae.end(), [&](const Minutia& other) { return near(minutia, other); });
  }
  const auto invented = std::count_if(minutiae.begin(), minutiae.end(), [&](const Minutia& minutia) {
    return std::none_of(truth.begin(), truth.end(), [&](const Minutia& other) { return near(minutia, other); });
  });
  ASSERT_GE(truth.size(), 15U);
  EXPECT_GE(found, static_cast<int>(0.8 * static_cast<double>(truth.size())));
  EXPECT_LE(invented, static_cast<int>(0.2 * static_cast<double>(minutiae.size())));
}

TEST(FingerCheck, QualityFallsWithEachDegradation) {
  const int clean = report_of(impression().image).quality.score;
  const int width = impression().image.width;
  const Image half = changed([&](double grey, int x, int) { return x < width / 2 ? grey : 230.0; });
  // Faint alone costs nothing, as long as it stands out from the sensor's grain: here of 5 grey levels.
  const Image faint = changed([](double grey, int x, int y) { return 215 + (grey - 215) * 0.08 + 0.04 * noise(x, y); });
  const Image noisy = changed([](double grey, int x, int y) { return grey + 0.7 * noise(x, y); });
  const Image noisier = changed([](double grey, int x, int y) { return grey + 1.4 * noise(x, y); });
  EXPECT_LT(report_of(half).quality.score, clean);
  EXPECT_LT(report_of(faint).quality.score, clean);
  EXPECT_LT(report_of(noisy).quality.score, clean);
  EXPECT_LT(report_of(noisier).quality.score, report_of(noisy).quality.score);
}

TEST(FingerCheck, WithoutAFingerNothingElseIsJudged) {
  for (const Image& image : {changed([](double, int, int) { return 255; }), changed([](double, int, int) { return 0; }),
                             changed([](double, int x, int y) { return 128 + noise(x, y); })}) {
    const FingerReport report = report_of(image);
    EXPECT_EQ(report.verdict, Overall::not_compliant);
    EXPECT_EQ(finding_of(report, "finger_present").verdict, Verdict::fail);
    EXPECT_EQ(finding_of(report, "finger_quality").verdict, Verdict::not_assessed);
    EXPECT_EQ(report.feedback.front(), "no finger");
    EXPECT_FALSE(report.measures);
  }
}

TEST(FingerCheck, AFaceIsNoFinger) {
  const std::filesystem::path portrait = ENROLKIT_SHARED_DATA "/portraits/astronaut_nasa_pd/astronaut.png";
  if (!std::filesystem::exists(portrait)) GTEST_SKIP() << "no portrait " << portrait;
  const FingerReport report = report_of(to_grey(load_image(portrait).value().image));
  EXPECT_EQ(report.verdict, Overall::not_compliant);
  EXPECT_EQ(report.feedback, std::vector<std::string>{"no finger"});
  EXPECT_EQ(finding_of(report, "finger_quality").verdict, Verdict::not_assessed);
}

TEST(FingerCheck, WhatTheReferenceTellsTheOperator) {
  const FingerReport good = report_of(impression().image);
  ASSERT_TRUE(good.measures);
  EXPECT_EQ(good.measures->at("FingerJetFX_MinutiaeCount").value(), static_cast<double>(good.minutiae.minutiae.size()));
  EXPECT_GT(good.feedback_values.foreground, 50000);
  const FingerReport white = report_of(changed([](double, int, int) { return 255; }));
  EXPECT_EQ(white.feedback_values.uniform_image, 0);
  EXPECT_EQ(white.feedback_values.empty_image, 255);
  EXPECT_EQ(white.feedback, (std::vector<std::string>{"no finger", "uniform image", "empty image"}));
  const FingerReport black = report_of(changed([](double, int, int) { return 0; }));
  EXPECT_EQ(black.feedback, (std::vector<std::string>{"no finger", "uniform image"}));
}

TEST(FingerCheck, MeasuresFollowTheResolution) {
  // Every pixel twice in each direction, told as 1000 ppi: resampled to what it was, but for the edges.
  const Image& small = impression().image;
  Image large(small.width * 2, small.height * 2, PixelFormat::grey8);
  for (int y = 0; y < large.height; ++y) {
    for (int x = 0; x < large.width; ++x) large.row(y)[x] = small.row(y / 2)[x / 2];
  }
  const auto at_500 = measure_finger(small.view(), 500).value();
  const auto at_1000 = measure_finger(large.view(), 1000).value();
  EXPECT_FALSE(at_500.resampled);
  EXPECT_TRUE(at_1000.resampled);
  EXPECT_NEAR(at_1000.at("Mu").value(), at_500.at("Mu").value(), 1);
  EXPECT_NEAR(at_1000.feedback.foreground, at_500.feedback.foreground, 0.02 * at_500.feedback.foreground);
}

TEST(FingerCheck, LightAndSmallPrintsAreToldSo) {
  const FingerReport light = report_of(changed([](double grey, int, int) { return 225 + grey * 0.12; }));
  EXPECT_EQ(light.feedback, std::vector<std::string>{"too light"});
  const Image& full = impression().image;
  const Image corner = changed([&](double grey, int x, int y) {
    return std::hypot(x - full.width / 2.0, y - full.height / 2.0) < 75 ? grey : 235.0;
  });
  const FingerReport small = report_of(corner);
  // A disc of 75 px radius at 500 ppi has 45.6 mm2.
  EXPECT_LT(finding_of(small, "finger_area").value.value(), 50);
  EXPECT_NE(std::find(small.feedback.begin(), small.feedback.end(), "contact too small"), small.feedback.end());
}

TEST(FingerCheck, ResolutionScalesPositions) {
  // Every pixel twice in each direction: the same finger at 1000 ppi.
  const Image& small = impression().image;
  Image large(small.width * 2, small.height * 2, PixelFormat::grey8);
  for (int y = 0; y < large.height; ++y) {
    for (int x = 0; x < large.width; ++x) large.row(y)[x] = small.row(y / 2)[x / 2];
  }
  const auto at_500 = extract_minutiae(small.view(), 500).value().minutiae;
  const auto at_1000 = extract_minutiae(large.view(), 1000).value().minutiae;
  int same = 0;
  for (const Minutia& minutia : at_500) {
    same += std::any_of(at_1000.begin(), at_1000.end(), [&](const Minutia& other) {
      return std::hypot(other.x - 2 * minutia.x, other.y - 2 * minutia.y) < 8;
    });
  }
  EXPECT_GE(same, static_cast<int>(0.9 * static_cast<double>(at_500.size())));
}

TEST(FingerCheck, ImpossibleImagesAreErrors) {
  const auto code_of = [](const Image& image, double ppi) {
    const auto found = extract_minutiae(image.view(), ppi);
    return found ? std::string("accepted") : std::string(error_code_name(found.error().code));
  };
  EXPECT_EQ(code_of(Image(10, 10, PixelFormat::grey8), 500), "invalid_argument");
  EXPECT_EQ(code_of(Image(32, 400, PixelFormat::grey8), 500), "invalid_argument");
  EXPECT_EQ(code_of(Image(4001, 100, PixelFormat::grey8), 500), "invalid_argument");
  EXPECT_EQ(code_of(Image(300, 300, PixelFormat::rgb8), 500), "invalid_argument");
  EXPECT_EQ(code_of(Image(300, 300, PixelFormat::grey8), 299), "invalid_argument");
  EXPECT_EQ(code_of(Image(300, 300, PixelFormat::grey8), NAN), "invalid_argument");
  EXPECT_EQ(code_of(Image(33, 33, PixelFormat::grey8), 500), "accepted");
}

TEST(FingerProfile, MistakesNameTheKey) {
  const auto message = [](std::string_view json) {
    const auto parsed = parse_finger_profile(json, "p");
    return parsed ? std::string("accepted") : parsed.error().message;
  };
  EXPECT_NE(message(R"({"name": "x", "version": "1", "limits": {"shine": {}}})").find("shine"), std::string::npos);
  EXPECT_NE(message(R"({"name": "x"})").find("version"), std::string::npos);
  EXPECT_EQ(builtin_finger_profile("none").error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace enrolkit
