// SPDX-License-Identifier: Apache-2.0
// Light and colour of the face by ISO/IEC 29794-5, 7.3.3 to 7.3.7 and 7.3.10.
#pragma once

#include <array>
#include <optional>

#include "quality/photo/iso29794/aligned_face.hpp"

namespace enrolkit::photo::iso29794 {

using Histogram = std::array<double, 256>;  // shares, together 1

// Of `levels` (CV_8UC1) where `mask` is not 0. Empty without a pixel.
[[nodiscard]] std::optional<Histogram> histogram_of(const cv::Mat& levels, const cv::Mat& mask);

[[nodiscard]] double mean_of(const Histogram& histogram);      // 0..1
[[nodiscard]] double variance_of(const Histogram& histogram);  // of levels on the scale 0..1
[[nodiscard]] double entropy_of(const Histogram& histogram);   // bits
[[nodiscard]] double share_between(const Histogram& histogram, int first, int last);

// The two squares on the cheeks, side 0.3 of the inter-eye distance, half way between eyes and mouth. Their outer sides
// lie under the eye centres.
struct CheekSquares {
  cv::Rect left;  // of the image
  cv::Rect right;
};
[[nodiscard]] CheekSquares cheek_squares(const FacePoints& aligned);

// What the luminance histograms of both squares share, 0..1. Empty when a square leaves the picture.
[[nodiscard]] std::optional<double> illumination_uniformity(const AlignedFace& face);

// Distance of the cheeks' mean colour from natural skin in CIELAB a, b; 100 for a green or blue one; 0 for a grey
// picture. Empty when a square leaves the picture.
[[nodiscard]] std::optional<double> colour_deviation(const AlignedFace& face);

}  // namespace enrolkit::photo::iso29794
