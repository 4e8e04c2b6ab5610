// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <opencv2/core.hpp>
#include <string>

#include "enrolkit/signature.hpp"
#include "quality/limit_set.hpp"
#include "quality/signature/ink.hpp"

namespace enrolkit {

std::span<const std::pair<std::string_view, std::string_view>> signature_profile_files();

namespace {

constexpr int kMinSide = 16;
constexpr int kMaxSide = 20000;
constexpr const char* kAlgorithmVersion = "1";
constexpr const char* kProfile = "be-passport-2026";
constexpr std::array<std::string_view, 3> kRequirements = {"signature_present", "signature_contrast",
                                                           "signature_uncut"};

Region region_of(const signature::Ink& ink, ImageView image) {
  const auto place = [&](int at) { return static_cast<int>(std::floor(at * ink.scale)); };
  Region region{place(ink.box.x), place(ink.box.y), place(ink.box.width), place(ink.box.height)};
  region.width = std::min(region.width, image.width - region.x);
  region.height = std::min(region.height, image.height - region.y);
  return region;
}

double border_share(const cv::Mat& mask) {
  const int ink = cv::countNonZero(mask.row(0)) + cv::countNonZero(mask.row(mask.rows - 1)) +
                  cv::countNonZero(mask.col(0)) + cv::countNonZero(mask.col(mask.cols - 1));
  return 100.0 * ink / (2.0 * (mask.rows + mask.cols));
}

Finding worded(Finding finding, const std::string& good, const std::string& bad) {
  finding.message = finding.verdict == Verdict::pass     ? good
                    : finding.verdict == Verdict::unsure ? "Near the limit: look whether this holds. " + bad
                                                         : bad;
  return finding;
}

Finding present(const Limit& limit, const signature::Ink& ink) {
  const double share = 100.0 * cv::countNonZero(ink.mask) / static_cast<double>(ink.mask.total());
  const bool too_much = limit.max && share > *limit.max;
  return worded(judge(limit, share), "There is a signature on light ground.",
                too_much ? "Too much of the picture is dark for a signature on paper: scan the signature field alone."
                         : "There is no signature, or hardly any ink.");
}

SignatureReport report_on(ImageView image, const LimitSet& set) {
  const signature::Ink ink = signature::find_ink(image);
  SignatureReport report;
  report.profile = set.name;
  report.profile_version = set.version;
  report.algorithms = {{"signature", kAlgorithmVersion}};
  if (!ink.box.empty()) report.ink = region_of(ink, image);

  const Finding found = present(*find_limit(set.limits, kRequirements[0]), ink);
  const Limit& contrast = *find_limit(set.limits, kRequirements[1]);
  const Limit& uncut = *find_limit(set.limits, kRequirements[2]);
  report.findings = {found};
  if (found.verdict == Verdict::fail) {
    const std::string why = "Only told of a signature that is there.";
    report.findings.push_back(not_assessed(contrast, why));
    report.findings.push_back(not_assessed(uncut, why));
  } else {
    report.findings.push_back(worded(judge(contrast, 100 * ink.darkness), "The ink stands out from the paper.",
                                     "The ink is too pale: sign with a darker pen, or scan with more contrast."));
    report.findings.push_back(worded(judge(uncut, border_share(ink.mask)), "The whole signature is in the picture.",
                                     "Ink touches the edge of the picture: part of the signature may be cut off."));
  }
  for (Finding& finding : report.findings) {
    if (finding.value && !ink.box.empty()) finding.region = report.ink;
  }
  report.verdict = overall_of(report.findings);
  return report;
}

}  // namespace

Result<SignatureReport> check_signature(ImageView image) {
  const auto [low, high] = std::minmax(image.width, image.height);
  if (image.empty() || low < kMinSide || high > kMaxSide) {
    return Error{ErrorCode::invalid_argument,
                 "the signature has " + std::to_string(image.width) + " x " + std::to_string(image.height) +
                     " pixels, expected " + std::to_string(kMinSide) + " to " + std::to_string(kMaxSide) + " a side"};
  }
  const auto text = embedded_profile(signature_profile_files(), "signature", kProfile);
  if (!text) return text.error();
  const auto set = parse_limits(*text, kRequirements, kProfile);
  if (!set) return set.error();
  try {
    return report_on(image, *set);
  } catch (const std::exception& e) {
    return Error{ErrorCode::internal, std::string("the signature check failed: ") + e.what()};
  }
}

}  // namespace enrolkit
