// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <exception>
#include <string>

#include "enrolkit/finger.hpp"
#include "quality/finger/finger_profile.hpp"
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
    {"The resolution serves a passport.", "The resolution is too low for a passport.", "The resolution is too high."},
    {"Enough of the finger is seen.", "Too little of the finger is seen: lay it flat on the middle of the sensor.", ""},
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

// ISO/IEC 29794-4 style feedback, as short names that a front end translates.
std::vector<std::string> feedback_of(const std::vector<Finding>& findings) {
  std::vector<std::string> feedback;
  for (const Finding& finding : findings) {
    if (finding.verdict != Verdict::fail) continue;
    if (finding.requirement == "finger_present") feedback.emplace_back("no finger");
    if (finding.requirement == "finger_area") feedback.emplace_back("contact too small");
    if (finding.requirement == "brightness") {
      feedback.emplace_back(finding.max && *finding.value > *finding.max ? "too light" : "too dark");
    }
  }
  return feedback;
}

FingerReport report_on(const ridges::PrintAnalysis& analysis, ImageView print, double ppi,
                       const FingerProfile& profile) {
  const ridges::PrintMeasures measures = ridges::measure_print(analysis);
  FingerReport report;
  report.profile = profile.name;
  report.profile_version = profile.version;
  report.quality = {ridges::kQualityName, ridges::kQualityVersion, ridges::ridge_quality(measures)};
  report.minutiae = {print.width, print.height, ppi, analysis.minutiae};
  report.algorithms = {{"minutiae", kExtractorVersion}, {ridges::kQualityName, ridges::kQualityVersion}};

  const std::array<double, kFingerRequirements.size()> values = {measures.area,
                                                                 ppi,
                                                                 measures.area,
                                                                 measures.brightness,
                                                                 measures.contrast,
                                                                 static_cast<double>(measures.minutiae),
                                                                 static_cast<double>(report.quality.score)};
  bool present = true;
  for (std::size_t i = 0; i < kFingerRequirements.size(); ++i) {
    const Limit* limit = profile.find(kFingerRequirements[i]);
    if (limit == nullptr) continue;
    Finding finding = present ? judge(*limit, values[i]) : not_assessed(*limit, "Not judged: no finger is seen.");
    if (present) finding.message = words_for(kWords[i], finding);
    if (i == 0) present = finding.verdict != Verdict::fail;
    report.findings.push_back(std::move(finding));
  }
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
