// SPDX-License-Identifier: Apache-2.0
// Where the 64 subbands of a WSQ image lie, and the 20 splits that make them.
#pragma once

#include <array>

namespace enrolkit::codecs::wsq {

// Part of the plane of coefficients. The halves of a line that it is filtered into stand low first, or high first when
// the region is inverted along that axis.
struct Subband {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  bool x_inverted = false;
  bool y_inverted = false;

  [[nodiscard]] int low_width() const { return (width + 1) / 2; }
  [[nodiscard]] int low_height() const { return (height + 1) / 2; }
};

inline constexpr int kSubbands = 64;
inline constexpr int kCodedSubbands = 60;  // the other four, the highest frequencies, are never coded
inline constexpr int kSplits = 20;
// A stream has three blocks or more: these are where an encoder begins a new one.
inline constexpr int kFirstOfSecondBlock = 19, kFirstOfThirdBlock = 52;

struct SubbandTree {
  std::array<Subband, kSubbands> bands;
  std::array<Subband, kSplits> splits;  // in the order of analysis; synthesis runs backwards
};

[[nodiscard]] SubbandTree subband_tree(int width, int height);

}  // namespace enrolkit::codecs::wsq
