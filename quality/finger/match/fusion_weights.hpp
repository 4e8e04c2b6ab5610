// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace enrolkit::match {

template <int kCount>
struct ScoreWeights {
  std::array<double, kCount> weights;
  double bias;
};

// Printed by tests/quality/finger_matching --train: logistic regression on the 1120 genuine and 5120 impostor pairs of
// the public half of FVC2002 and FVC2004 set B, then stretched so that the scores tell the false match rate.
inline constexpr ScoreWeights<1> kFirstStage = {{1083.3533}, -10.4145};
inline constexpr ScoreWeights<5> kMinutiaeAlone = {{80.1572, 12.9105, 11.7556, -2.0912, 105.7925}, -42.0255};
inline constexpr ScoreWeights<11> kWithTexture = {
    {34.8294, 7.4476, 11.1672, -0.5759, 67.3910, 22.8751, 34.5259, -4.9519, 3.4229, -22.2800, 0.2189}, -24.3841};

}  // namespace enrolkit::match
