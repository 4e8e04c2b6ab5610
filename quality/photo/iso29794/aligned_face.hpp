// SPDX-License-Identifier: Apache-2.0
// The face where ISO/IEC 29794-5 puts it: 616 x 616 px, eyes 113 px apart.
#pragma once

#include <opencv2/core/mat.hpp>

#include "quality/photo/iso29794/face_points.hpp"

namespace enrolkit::photo::iso29794 {

inline constexpr int kAlignedSide = 616;

struct AlignedFace {
  cv::Matx23d from_image;  // pixels of the photo to pixels of this
  cv::Mat rgb;             // CV_8UC3; black where the photo ends
  cv::Mat luminance;       // CV_8UC1, linear light
  cv::Mat region;          // CV_8UC1: 255 inside the landmarked region, the hull of all landmarks
  FacePoints points;       // the landmarks, in pixels of this
  bool coloured = false;   // some pixel is not grey
};

// Rotation, scale and shift that bring eye centres, nose tip and corners of the mouth to their places: least median of
// squares over the pairs of the five points, refined on those that agree.
[[nodiscard]] cv::Matx23d alignment_of(const FacePoints& points);

// The hull of `points` drawn on a raster of 224 px and scaled back, as the definition has it, in an image of `size`.
[[nodiscard]] cv::Mat landmarked_region(const FacePoints& points, cv::Size size);

// sRGB to linear light, 0..255, rounded. `rgb` is CV_8UC3.
[[nodiscard]] cv::Mat linear_luminance(const cv::Mat& rgb);

// `image` is CV_8UC1 or CV_8UC3 RGB, `points` the landmarks in it.
[[nodiscard]] AlignedFace aligned_face(const cv::Mat& image, const FacePoints& points);

}  // namespace enrolkit::photo::iso29794
