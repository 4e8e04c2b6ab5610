// SPDX-License-Identifier: Apache-2.0
// Trained by tests/quality/pose_training.cpp: ridge regression on the series of Pointing'04 (Gourier et al. 2004; pan
// and tilt up to 30 degrees), on people who look straight ahead (London set) and on drawn heads of known pose; checked
// person-out.
#pragma once

#include <array>

namespace enrolkit::photo {

// Degrees for each of the terms of FaceShape::between, in inter-eye distances.
inline constexpr std::array<double, 68> kYawWeights = {
    0.756,   1.650,   22.495,  -18.300, 16.926,  -4.509, 10.285,  -30.098, 8.447,   -10.763, 29.306,  56.278,
    -14.871, -10.648, 16.926,  -15.441, -10.969, 5.920,  -9.685,  4.435,   -60.868, 10.931,  -9.084,  3.604,
    -16.607, 3.807,   10.548,  -35.059, 9.032,   7.365,  13.528,  22.135,  -18.326, 7.389,   7.145,   -11.318,
    40.519,  9.324,   -56.380, -15.713, -70.768, 30.550, -40.519, -9.324,  -51.409, -13.498, -39.337, 11.632,
    -53.223, -5.732,  2.131,   -2.109,  23.693,  14.506, 19.410,  -12.477, 64.558,  -14.676, 10.566,  -5.889,
    -30.296, -8.714,  -8.801,  -3.557,  3.772,   12.830, -1.113,  22.119,
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
