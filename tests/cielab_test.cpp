// SPDX-License-Identifier: Apache-2.0
// L*a*b* of sRGB colours: the published values of the primaries and greys, and OpenCV's conversion over the whole cube.
#include "quality/photo/cielab.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <opencv2/imgproc.hpp>

namespace enrolkit::photo {
namespace {

struct Known {
  cv::Vec3b rgb;
  double l, a, b;
};

// D65, two-degree observer, as colour calculators give them to two decimals.
constexpr double kTolerance = 0.06;

TEST(Cielab, KnownColours) {
  const Known colours[] = {{{0, 0, 0}, 0, 0, 0},
                           {{255, 255, 255}, 100, 0, 0},
                           {{119, 119, 119}, 50.03, 0, 0},
                           {{255, 0, 0}, 53.24, 80.09, 67.20},
                           {{0, 255, 0}, 87.73, -86.18, 83.18},
                           {{0, 0, 255}, 32.30, 79.19, -107.86},
                           {{255, 255, 0}, 97.14, -21.55, 94.48}};
  for (const Known& colour : colours) {
    const cv::Mat rgb(1, 1, CV_8UC3, cv::Scalar(colour.rgb[0], colour.rgb[1], colour.rgb[2]));
    cv::Mat lab;
    exact_lab_of(rgb, lab);
    const auto exact = lab.at<cv::Vec3f>(0, 0);
    EXPECT_NEAR(exact[0], colour.l, kTolerance) << cv::Mat(colour.rgb);
    EXPECT_NEAR(exact[1], colour.a, kTolerance) << cv::Mat(colour.rgb);
    EXPECT_NEAR(exact[2], colour.b, kTolerance) << cv::Mat(colour.rgb);
    lab_of(rgb, lab);
    const auto bytes = lab.at<cv::Vec3b>(0, 0);
    EXPECT_NEAR(bytes[0], colour.l * 2.55, 1) << cv::Mat(colour.rgb);
    EXPECT_NEAR(bytes[1], colour.a + 128, 1) << cv::Mat(colour.rgb);
    EXPECT_NEAR(bytes[2], colour.b + 128, 1) << cv::Mat(colour.rgb);
  }
}

TEST(Cielab, AsOpenCv) {
  long differences = 0;
  long values = 0;
  for (int red = 0; red < 256; red += 5) {
    cv::Mat plane(256, 256, CV_8UC3);
    for (int y = 0; y < 256; ++y) {
      for (int x = 0; x < 256; ++x) {
        plane.at<cv::Vec3b>(y, x) = {static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(y),
                                     static_cast<std::uint8_t>(x)};
      }
    }
    cv::Mat theirs;
    cv::Mat ours;
    cv::cvtColor(plane, theirs, cv::COLOR_RGB2Lab);
    lab_of(plane, ours);
    EXPECT_LE(cv::norm(theirs, ours, cv::NORM_INF), 3) << "red " << red;  // its own tables are that coarse near black
    differences += static_cast<long>(cv::norm(theirs, ours, cv::NORM_L1));
    values += 3L * 256 * 256;
  }
  EXPECT_LT(static_cast<double>(differences) / static_cast<double>(values), 0.12);
}

}  // namespace
}  // namespace enrolkit::photo
