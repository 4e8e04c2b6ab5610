// SPDX-License-Identifier: Apache-2.0
// What stands beyond the ends of a line of samples: a mirror image, which the filters' symmetry asks for.
#pragma once

namespace enrolkit::codecs::wsq {

struct ExtendedPlace {
  int index = 0;
  int sign = 1;  // 0: nothing stands there
};

// Whole-sample mirror of a line of `count` samples (at least 1): ... 2 1 0 1 2 ... n-2 n-1 n-2 ...
[[nodiscard]] constexpr int mirrored(int place, int count) {
  if (count == 1) return 0;
  const int period = 2 * (count - 1);
  int inside = place % period;
  if (inside < 0) inside += period;
  return inside < count ? inside : period - inside;
}

// The sample that stands at place `k` of a phase (0 even samples or low band, 1 odd samples or high band) of a line of
// `count` samples filtered by an odd pair. `count` is at least 2.
[[nodiscard]] constexpr ExtendedPlace odd_extension(int phase, int k, int count) {
  return {mirrored(2 * k + phase, count) / 2, 1};
}

// The same for an even pair: half-sample mirrors, antisymmetric for the high band; a line of odd length has a zero
// after its last high sample.
[[nodiscard]] constexpr ExtendedPlace even_extension(int phase, int k, int count) {
  const int own = phase == 0 ? (count + 1) / 2 : count / 2;
  const bool odd = count % 2 == 1;
  int sign = 1;
  while (k < 0 || k >= own) {
    if (odd && phase == 1 && k == own) return {0, 0};
    if (k < 0) {
      k = -1 - k;
    } else if (odd) {
      k = phase == 0 ? 2 * (own - 1) - k : 2 * own - k;
    } else {
      k = 2 * own - 1 - k;
    }
    if (phase == 1) sign = -sign;
  }
  return {k, sign};
}

}  // namespace enrolkit::codecs::wsq
