// SPDX-License-Identifier: Apache-2.0
// CIE L*a*b* (D65) of sRGB pixels. OpenCV's own conversion fills a table of 33 x 33 x 33 colours with emulated floating
// point on its first use: 75 ms, most of the time from process start to the first verdict.
#pragma once

#include <opencv2/core/mat.hpp>

namespace enrolkit::photo {

// CV_8UC3 to CV_8UC3 as OpenCV scales it: L * 255/100, a + 128, b + 128.
void lab_of(const cv::Mat& rgb, cv::Mat& lab);

// CV_8UC3 to CV_32FC3: L 0..100, a and b as they are.
void exact_lab_of(const cv::Mat& rgb, cv::Mat& lab);

}  // namespace enrolkit::photo
