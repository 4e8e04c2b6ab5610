// SPDX-License-Identifier: Apache-2.0
// Trained by tests/quality/pose_training.cpp: ridge regression on the series of Pointing'04 (Gourier et al. 2004; pan
// and tilt up to 30 degrees), on people who look straight ahead (London set) and on drawn heads of known pose; checked
// person-out.
#pragma once

#include <array>

namespace enrolkit::photo {

// Degrees for each of the terms of FaceShape::between, in inter-eye distances.
inline constexpr std::array<double, 68> kYawWeights = {
    4.092,   15.993,  24.962,  -12.645, 23.234,  -3.008, 10.014,  -46.090, -1.110,  -8.579,  22.728,  79.727,
    -27.423, -13.107, 27.640,  -28.043, -12.836, -8.550, -8.007,  7.550,   -65.911, 12.842,  1.755,   -3.562,
    2.685,   4.566,   14.067,  -12.453, 17.624,  1.849,  -11.633, 28.086,  -18.482, 16.532,  11.106,  -12.911,
    50.965,  18.437,  -55.080, -13.393, -69.468, 50.228, -50.965, -18.437, -32.699, -10.940, -28.619, 23.401,
    -48.535, 9.366,   -2.168,  0.214,   25.816,  20.319, 2.347,   -9.652,  86.959,  11.023,  3.167,   1.210,
    -32.545, -0.611,  -16.510, -3.843,  -15.848, 26.752, -2.957,  23.928,
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
