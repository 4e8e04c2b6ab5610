// SPDX-License-Identifier: Apache-2.0
// The two-band filter pair of a WSQ file and what follows from it: which samples make which.
#pragma once

#include <vector>

namespace enrolkit::codecs::wsq {

// The right half of each symmetric analysis filter, as the transform table holds it: of an odd filter from its centre
// outwards, of an even one from the first tap right of it. Both lengths are odd or both even.
struct WaveletFilters {
  int low_length = 0;  // taps of the whole filter
  int high_length = 0;
  std::vector<double> low;
  std::vector<double> high;

  [[nodiscard]] bool odd() const { return low_length % 2 == 1; }
};

inline constexpr int kMaxTaps = 32;  // IAFIS-IC-0110: filters of up to 32 taps

// The 9/7 pair of the specification, with which every known file is made.
[[nodiscard]] const WaveletFilters& standard_filters();

// One sample's part in another: `weight` times the sample `shift` places on in one of the two phases of a line (even
// and odd samples, or low and high ones).
struct Tap {
  int phase = 0;
  int shift = 0;
  float weight = 0;
};

// How output k (or the outputs 2k and 2k + 1) come from the samples around place k of both phases.
struct TwoBandFilter {
  std::vector<Tap> first;   // analysis: low[k]; synthesis: sample 2k
  std::vector<Tap> second;  // analysis: high[k]; synthesis: sample 2k + 1
};

[[nodiscard]] TwoBandFilter analysis_of(const WaveletFilters& filters);  // of an odd pair only
[[nodiscard]] TwoBandFilter synthesis_of(const WaveletFilters& filters);

}  // namespace enrolkit::codecs::wsq
