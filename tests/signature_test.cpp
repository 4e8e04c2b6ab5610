// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/signature.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>

namespace enrolkit {
namespace {

constexpr int kWidth = 900;
constexpr int kHeight = 300;

// Paper of a level, unevenly lit, with a wavy pen line between two x, `thickness` px thick.
Image paper_with_line(int paper, int ink, int from, int to, int thickness = 5) {
  Image image(kWidth, kHeight, PixelFormat::grey8);
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const int light = paper - 40 * x / kWidth;  // a shadow to the right
      const bool pen = x >= from && x < to && std::abs(y - (150 + 60 * std::sin(x / 40.0))) < thickness;
      image.row(y)[x] = static_cast<std::uint8_t>(pen ? ink * light / 255 : light);
    }
  }
  return image;
}

Finding finding_of(const SignatureReport& report, const std::string& requirement) {
  for (const Finding& finding : report.findings) {
    if (finding.requirement == requirement) return finding;
  }
  ADD_FAILURE() << "no finding " << requirement;
  return {};
}

SignatureReport report_of(const Image& image) { return check_signature(image.view()).value(); }

TEST(Signature, ADarkLineOnUnevenPaperPasses) {
  const SignatureReport report = report_of(paper_with_line(230, 40, 200, 700));
  EXPECT_EQ(report.verdict, Overall::compliant);
  // The line was drawn from x 200 to 700 and y 90 to 210, 5 px thick.
  EXPECT_NEAR(report.ink.x, 200, 3);
  EXPECT_NEAR(report.ink.x + report.ink.width, 700, 4);
  EXPECT_NEAR(report.ink.y, 86, 4);
  EXPECT_NEAR(report.ink.y + report.ink.height, 214, 4);
  // 500 columns of about 9 px times the slope's lengthening, in 270,000 px: between 1.7 % and 4 %.
  EXPECT_GT(finding_of(report, "signature_present").value.value(), 1.6);
  EXPECT_LT(finding_of(report, "signature_present").value.value(), 4.0);
}

TEST(Signature, BlankBlackAndCrowdedPagesFail) {
  for (const Image& image :
       {paper_with_line(230, 40, 0, 0), paper_with_line(40, 40, 0, 0), paper_with_line(230, 40, 100, 800, 80)}) {
    const SignatureReport report = report_of(image);
    EXPECT_EQ(report.verdict, Overall::not_compliant);
    EXPECT_EQ(finding_of(report, "signature_present").verdict, Verdict::fail);
    EXPECT_EQ(finding_of(report, "signature_contrast").verdict, Verdict::not_assessed);
  }
}

TEST(Signature, PaleInkFailsItsContrast) {
  const SignatureReport report = report_of(paper_with_line(230, 200, 200, 700));  // 22 % darker than the paper
  EXPECT_EQ(finding_of(report, "signature_contrast").verdict, Verdict::fail);
  EXPECT_NEAR(finding_of(report, "signature_contrast").value.value(), 22, 4);
}

TEST(Signature, ALineThatLeavesThePictureIsToldCut) {
  EXPECT_EQ(finding_of(report_of(paper_with_line(230, 40, 0, 700, 10)), "signature_uncut").verdict, Verdict::fail);
  EXPECT_EQ(finding_of(report_of(paper_with_line(230, 40, 200, 700, 10)), "signature_uncut").verdict, Verdict::pass);
}

TEST(Signature, ImpossibleSizesAreErrors) {
  EXPECT_EQ(check_signature({}).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(check_signature(Image(15, 100, PixelFormat::grey8).view()).error().code, ErrorCode::invalid_argument);
  EXPECT_TRUE(check_signature(Image(16, 16, PixelFormat::rgb8).view()));
}

}  // namespace
}  // namespace enrolkit
