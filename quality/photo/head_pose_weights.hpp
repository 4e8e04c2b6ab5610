// SPDX-License-Identifier: Apache-2.0
// Trained by tests/quality/pose_training.cpp: ridge regression on the series of Pointing'04 (Gourier et al. 2004; pan
// and tilt up to 30 degrees), on people who look straight ahead (London set) and on drawn heads of known pose; checked
// person-out.
#pragma once

#include <array>

namespace enrolkit::photo {

// Degrees for each of the terms of FaceShape::between, in inter-eye distances.
inline constexpr std::array<double, 68> kYawWeights = {
    12.291,  14.016,  27.854,  -6.326,  14.424,  -7.707,  -0.060,  -40.592, -3.011,  -12.111, 25.398,  89.116,
    -14.429, -21.416, 26.700,  -27.739, -22.827, -11.806, -20.201, 14.253,  -51.912, 15.956,  5.123,   -17.218,
    -8.757,  -6.315,  1.658,   -17.110, 25.758,  13.987,  3.660,   13.119,  -8.678,  7.588,   14.214,  -21.768,
    46.826,  22.263,  -39.227, -14.841, -38.357, 36.013,  -46.826, -22.263, -14.385, -8.204,  -12.229, 20.529,
    -27.788, 11.665,  -9.572,  1.018,   16.936,  16.087,  3.127,   -16.747, 83.390,  4.472,   -5.285,  4.687,
    -10.329, 8.358,   -16.362, -2.528,  -15.903, 19.214,  -6.585,  21.513,
};

// And of the first of FaceShape::shared.
inline constexpr std::array<double, 48> kPitchWeights = {
    34.336,  19.273,  2.442,   0.364,    3.944,   -16.692,  -48.599, 4.934,   4.565,  -11.696,  -32.108, 12.953,
    -6.127,  -28.558, 29.090,  32.407,   5.516,   -8.746,   -4.014,  37.930,  17.904, 26.905,   29.137,  -3.468,
    -65.395, -8.835,  -27.786, 48.906,   11.496,  18.480,   -12.558, 84.720,  29.739, 20.035,   -45.362, -32.172,
    12.722,  26.184,  -41.773, -128.533, -14.959, -124.500, -12.722, -26.184, 6.017,  -179.271, -37.509, -126.239,
};
inline constexpr double kPitchOffset = -17.515;

}  // namespace enrolkit::photo
