// SPDX-License-Identifier: Apache-2.0
// Trained by tests/quality/pose_training.cpp: ridge regression on the series of Pointing'04 (Gourier et al. 2004; pan
// and tilt up to 30 degrees), on people who look straight ahead (London set) and on drawn heads of known pose; checked
// person-out.
#pragma once

#include <array>

namespace enrolkit::photo {

// Degrees for each of the terms of FaceShape::between, in inter-eye distances: what turn_weights.hpp starts from.
inline constexpr std::array<double, 68> kYawWeights = {
    12.751,  -1.332,  23.993,   11.968,   15.931,  -11.616, 0.270,    -61.464,  6.279,    -33.941, 30.676,   173.221,
    -46.690, -50.549, 19.042,   -65.812,  -0.030,  -18.879, 34.465,   -24.805,  -184.446, 99.209,  92.505,   -81.213,
    -21.843, 13.660,  1.873,    -19.894,  34.236,  8.724,   0.688,    26.824,   -193.872, 7.706,   300.236,  -27.015,
    111.621, 138.829, -350.669, -153.465, 250.840, 238.157, -111.621, -138.829, -57.859,  -73.218, 52.317,   14.331,
    -41.748, 0.107,   -21.671,  -10.327,  6.422,   232.246, 11.662,   -29.058,  218.456,  -19.228, -107.711, 13.563,
    15.571,  99.506,  -23.928,  -123.563, 2.653,   14.778,  -26.743,  41.762,
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
