// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace enrolkit::match {

template <int kCount>
struct ScoreWeights {
  std::array<double, kCount> weights;
  double bias;
};

// Printed by tests/quality/finger_matching --train: logistic regression on the public half of FVC2002 and FVC2004 set
// B, 1120 genuine pairs, 5120 of different fingers of a set and 8948 of fingers of different sets, then stretched so
// that the scores tell the false match rate within a set.
inline constexpr ScoreWeights<1> kFirstStage = {{1080.1593}, -10.3296};
inline constexpr ScoreWeights<5> kMinutiaeAlone = {{113.2915, 15.7845, 10.7993, -1.6043, 95.2573}, -42.5123};
inline constexpr ScoreWeights<11> kWithTexture = {
    {49.2993, 8.5973, 12.4488, -0.3716, 75.7021, 13.4725, 46.1288, -5.6548, -1.0014, -25.9771, 0.3117}, -23.8072};

}  // namespace enrolkit::match
