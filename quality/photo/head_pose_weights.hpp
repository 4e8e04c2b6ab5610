// SPDX-License-Identifier: Apache-2.0
// Trained by tests/quality/pose_training.cpp: ridge regression on the series of Pointing'04 (Gourier et al. 2004; pan
// and tilt up to 30 degrees), on people who look straight ahead (London set) and on drawn heads of known pose; checked
// person-out.
#pragma once

#include <array>

namespace enrolkit::photo {

// Degrees for each of the terms of FaceShape::between, in inter-eye distances.
inline constexpr std::array<double, 68> kYawWeights = {
    -5.687,  -2.611,  3.765,   -16.810, 31.663,  9.783,  31.017,  -18.606, 17.049,  -0.061, 33.753,  36.290,
    -38.785, -4.761,  -1.748,  -20.330, -0.406,  18.840, -6.349,  -4.904,  -47.699, 28.933, 1.399,   -4.412,
    -10.340, 12.088,  18.374,  0.302,   22.106,  8.202,  -28.125, 30.094,  45.947,  9.258,  28.192,  -1.808,
    27.326,  4.381,   -38.015, -7.028,  -70.520, 36.020, -27.326, -4.381,  -10.710, 0.972,  -48.537, -2.948,
    -38.108, -14.548, -26.072, 18.026,  26.676,  8.492,  5.227,   -5.331,  67.864,  2.639,  10.158,  -1.027,
    -26.150, -43.005, -25.825, -4.205,  -27.218, 53.496, 13.872,  29.452,
};

// And of the first of FaceShape::shared.
inline constexpr std::array<double, 48> kPitchWeights = {
    36.939,  3.250,   -24.674, 12.959,   3.907,   -7.755,   -25.711, 28.862, -0.468, -21.448,  -48.660, -14.521,
    9.046,   -38.834, 28.614,  42.933,   14.970,  2.182,    9.645,   46.315, 17.944, 34.485,   33.909,  -19.213,
    -58.830, 4.569,   -32.696, 29.969,   12.420,  14.183,   -12.372, 87.433, 42.674, 15.478,   -67.135, -23.165,
    -1.213,  5.015,   -45.868, -128.583, -16.740, -114.951, 1.213,   -5.015, -3.979, -161.756, -73.497, -104.008,
};
inline constexpr double kPitchOffset = -42.074;

}  // namespace enrolkit::photo
