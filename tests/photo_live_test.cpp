// SPDX-License-Identifier: Apache-2.0
// Preview frames: the findings that guide the person, and only those.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "enrolkit/photo.hpp"
#include "people/people.hpp"
#include "tests/photo_findings.hpp"

namespace enrolkit {
namespace {

using testing::finding_of;
using testing::still_checker;

using Settings = std::map<std::string, std::string>;

constexpr int kFrameWidth = 640;
constexpr int kFrameHeight = 480;

// A camera's frame: the portrait in the middle of 640 x 480, the wall continued to both sides.
Image frame_of(Settings set, std::uint64_t seed = 53) {
  people::Settings settings;
  settings.seed = seed;
  settings.set = std::move(set);
  settings.set["width"] = "374";  // 481 rows
  settings.set["fingers"] = "none";
  const Image portrait = people::make_person(settings).value().portrait;
  Image frame(kFrameWidth, kFrameHeight, PixelFormat::rgb8);
  const int left = (kFrameWidth - portrait.width) / 2;
  for (int y = 0; y < kFrameHeight; ++y) {
    for (int x = 0; x < kFrameWidth; ++x) {
      const int from = std::clamp(x - left, 0, portrait.width - 1);
      const int row = std::min(y, portrait.height - 1);
      const bool grey = portrait.format == PixelFormat::grey8;
      for (int c = 0; c < 3; ++c) {
        frame.row(y)[3 * x + c] = grey ? portrait.row(row)[from] : portrait.row(row)[3 * from + c];
      }
    }
  }
  return frame;
}

PhotoReport live(const Settings& set) {
  auto report = still_checker().check_frame(frame_of(set).view());
  EXPECT_TRUE(report) << report.error().message;
  return std::move(*report);
}

const std::set<std::string> kStillOnly = {"size",
                                          "aspect",
                                          "head_width",
                                          "inter_eye_distance",
                                          "pixelation",
                                          "compression",
                                          "noise",
                                          "sharpness",
                                          "motion",
                                          "background_uniform",
                                          "background_light",
                                          "background_colour",
                                          "background_shadow",
                                          "edges_clear"};

TEST(PhotoLive, AGoodFrame) {
  const PhotoReport report = live({});
  EXPECT_EQ(report.faces, 1);
  ASSERT_TRUE(report.face);
  for (const Finding& finding : report.findings) {
    if (finding.severity == Severity::advice) continue;
    if (kStillOnly.contains(finding.requirement)) {
      EXPECT_EQ(finding.verdict, Verdict::not_assessed) << finding.requirement;
      EXPECT_NE(finding.message.find("still"), std::string::npos) << finding.message;
    } else {
      EXPECT_NE(finding.verdict, Verdict::fail) << finding.requirement << " " << finding.value.value_or(NAN);
      EXPECT_TRUE(finding.value) << finding.requirement;
    }
  }
}

TEST(PhotoLive, MeasuresAsTheStillDoes) {
  const Image frame = frame_of({});
  const PhotoReport live = still_checker().check_frame(frame.view()).value();
  const PhotoReport still = still_checker().check(frame.view()).value();
  ASSERT_TRUE(live.face && still.face);
  const double ied = still.face->inter_eye_distance;
  EXPECT_NEAR(live.face->inter_eye_distance, ied, 0.06 * ied);
  EXPECT_NEAR(live.face->eye_left.x, still.face->eye_left.x, 0.05 * ied);
  EXPECT_NEAR(live.face->eye_left.y, still.face->eye_left.y, 0.05 * ied);
  EXPECT_NEAR(live.face->roll, still.face->roll, 2);
  EXPECT_NEAR(live.face->yaw, still.face->yaw, 4);
  EXPECT_NEAR(*finding_of(live, "exposure").value, *finding_of(still, "exposure").value, 0.15);
  EXPECT_NEAR(*finding_of(live, "head_height").value, *finding_of(still, "head_height").value, 3);
}

TEST(PhotoLive, WhatThePersonMustChange) {
  const struct {
    Settings set;
    const char* requirement;
  } faults[] = {
      {{{"head", "45"}}, "head_height"},   {{{"shift", "up"}}, "position_vertical"},
      {{{"roll", "14"}}, "roll"},          {{{"yaw", "18"}}, "yaw"},
      {{{"yaw", "-18"}}, "yaw"},           {{{"light", "dark"}}, "exposure"},
      {{{"light", "bright"}}, "exposure"}, {{{"mouth", "open"}}, "mouth_closed"},
      {{{"eyes", "closed"}}, "eyes_open"},
  };
  for (const auto& fault : faults) {
    const PhotoReport report = live(fault.set);
    const Finding& finding = finding_of(report, fault.requirement);
    EXPECT_EQ(finding.verdict, Verdict::fail) << fault.requirement << " " << finding.value.value_or(NAN);
    EXPECT_EQ(report.verdict, Overall::not_compliant) << fault.requirement;
  }
}

TEST(PhotoLive, NobodyThere) {
  Image empty(kFrameWidth, kFrameHeight, PixelFormat::rgb8);
  std::fill(empty.pixels.begin(), empty.pixels.end(), std::uint8_t{180});
  const PhotoReport report = still_checker().check_frame(empty.view()).value();
  EXPECT_EQ(report.faces, 0);
  EXPECT_EQ(report.verdict, Overall::not_compliant);
  EXPECT_EQ(finding_of(report, "single_face").verdict, Verdict::fail);
}

// Frames come and go: sizes and formats change, numbers do not.
TEST(PhotoLive, NoMemoryOfOtherFrames) {
  const Image good = frame_of({});
  const PhotoReport first = still_checker().check_frame(good.view()).value();
  (void)still_checker().check_frame(Image(320, 240, PixelFormat::grey8).view());
  (void)still_checker().check_frame(frame_of({{"roll", "14"}}).view());
  (void)still_checker().check(good.view());
  const PhotoReport again = still_checker().check_frame(good.view()).value();
  for (std::size_t i = 0; i < first.findings.size(); ++i) {
    EXPECT_EQ(first.findings[i].value, again.findings[i].value) << first.findings[i].requirement;
  }
}

}  // namespace
}  // namespace enrolkit
