// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <exception>
#include <string>

#include "enrolkit/finger.hpp"
#include "quality/finger/finger_profile.hpp"
#include "quality/finger/nfiq2/feedback.hpp"
#include "quality/finger/print_analysis.hpp"
#include "quality/finger/ridge_quality.hpp"

namespace enrolkit {
namespace {

constexpr const char* kExtractorVersion = "1";

// What is told of a finding that passes, and of one that lies below or above its limits.
struct Words {
  const char* pass;
  const char* below;
  const char* above;
};

constexpr std::array<Words, kFingerRequirements.size()> kWords = {{
    {"A finger is on the sensor.", "No finger is seen.", ""},
    {"The ridges are regular.", "This does not look like a fingerprint.", ""},
    {"The image shows something.", "The image is uniform: nothing was captured, or the sensor is covered.", ""},
    {"The image is not empty.", "", "The image is nearly white: put the finger on the sensor."},
    {"The resolution serves a passport.", "The resolution is too low for a passport.", "The resolution is too high."},
    {"Enough of the finger is seen.", "Too little of the finger is seen: lay it flat on the middle of the sensor.", ""},
    {"The contact is large.", "The contact is small: lay the finger flat, not just its tip.", ""},
    {"The print is neither too dark nor too light.", "The print is too dark: press less, or dry the finger.",
     "The print is too light: press more, or moisten the finger."},
    {"The ridges stand out.", "The ridges hardly stand out: clean the sensor, press a little more.", ""},
    {"There are enough minutiae.", "There are too few minutiae: take the middle of the finger tip.", ""},
    {"The quality is sufficient.", "The quality is too low: try again, or take the next finger.", ""},
}};

std::string words_for(const Words& words, const Finding& finding) {
  if (finding.verdict == Verdict::pass) return words.pass;
  const double below = finding.min ? *finding.value - *finding.min : 1e300;
  const double above = finding.max ? *finding.max - *finding.value : 1e300;
  const std::string fault = below <= above ? words.below : words.above;
  return finding.verdict == Verdict::unsure ? "Near the limit. " + fault : fault;
}

// Short names that a front end translates.
std::vector<std::string> feedback_of(const std::vector<Finding>& findings) {
  const auto failed = [&](std::string_view requirement) {
    return std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
      return finding.requirement == requirement && finding.verdict == Verdict::fail;
    });
  };
  const auto end = findings.end();
  std::vector<std::string> feedback;
  if (failed("finger_present") != end || failed("ridge_regularity") != end) feedback.emplace_back("no finger");
  if (failed("finger_area") != end || failed("foreground") != end) feedback.emplace_back("contact too small");
  if (const auto brightness = failed("brightness"); brightness != end) {
    feedback.emplace_back(brightness->max && *brightness->value > *brightness->max ? "too light" : "too dark");
  }
  if (failed("minutiae_count") != end) feedback.emplace_back("too few minutiae");
  if (failed("uniform_image") != end) feedback.emplace_back("uniform image");
  if (failed("empty_image") != end) feedback.emplace_back("empty image");
  return feedback;
}

// The native measures, with the minutiae that are known already.
void add_measures(ImageView print, double ppi, FingerReport& report) {
  std::vector<Point> minutiae;
  for (const Minutia& minutia : report.minutiae.minutiae) minutiae.push_back({minutia.x, minutia.y});
  auto measures = measure_finger(print, ppi, minutiae);
  report.feedback_values = measures ? measures->feedback : nfiq2::feedback_of(print, ppi, minutiae.size());
  if (measures) report.measures = *std::move(measures);
}

FingerReport report_on(const ridges::PrintAnalysis& analysis, ImageView print, double ppi,
                       const FingerProfile& profile) {
  const ridges::PrintMeasures measures = ridges::measure_print(analysis);
  FingerReport report;
  report.profile = profile.name;
  report.profile_version = profile.version;
  report.quality = {ridges::kQualityName, ridges::kQualityVersion, ridges::ridge_quality(measures)};
  report.minutiae = {print.width, print.height, ppi, analysis.minutiae};
  report.algorithms = {{"minutiae", kExtractorVersion},
                       {ridges::kQualityName, ridges::kQualityVersion},
                       {"native measures", "NFIQ 2.3"}};

  add_measures(print, ppi, report);

  const std::array<double, kFingerRequirements.size()> values = {measures.area,
                                                                 measures.regularity,
                                                                 report.feedback_values.uniform_image,
                                                                 report.feedback_values.empty_image,
                                                                 ppi,
                                                                 measures.area,
                                                                 report.feedback_values.foreground,
                                                                 measures.brightness,
                                                                 measures.contrast,
                                                                 static_cast<double>(measures.minutiae),
                                                                 static_cast<double>(report.quality.score)};
  bool present = true;
  for (std::size_t i = 0; i < kFingerRequirements.size(); ++i) {
    const Limit* limit = profile.find(kFingerRequirements[i]);
    if (limit == nullptr) continue;
    const bool judged = present || (i >= kPremises && i < kOfTheImage);
    Finding finding = judged ? judge(*limit, values[i]) : not_assessed(*limit, "Not judged: no finger is seen.");
    if (judged) finding.message = words_for(kWords[i], finding);
    if (i < kPremises) present = present && finding.verdict != Verdict::fail;
    report.findings.push_back(std::move(finding));
  }
  if (!present) report.quality.score = 0;
  report.feedback = feedback_of(report.findings);
  report.verdict = overall_of(report.findings);
  return report;
}

}  // namespace

Result<FingerReport> check_finger(ImageView print, double ppi, const FingerProfile& profile) {
  const auto analysis = ridges::analyse_print(print, ppi);
  if (!analysis) return analysis.error();
  return report_on(*analysis, print, ppi, profile);
}

}  // namespace enrolkit
