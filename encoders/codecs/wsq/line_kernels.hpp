// SPDX-License-Identifier: Apache-2.0
// The arithmetic of the codec, a line of samples at a time: once in portable SIMD with the instructions chosen when the
// program runs, once in plain C++. Both give the same bits; all sums are float, in the order written here.
#pragma once

#include <cstddef>
#include <cstdint>

namespace enrolkit::codecs::wsq {

struct WeightedLine {
  const float* samples = nullptr;
  float weight = 0;
};

// A subband's quantiser. The sums of dequantisation are the file's: index -> width * (index - centre) + zero / 2.
struct Bins {
  float width = 0;
  float zero = 0;  // width of the bin around 0
  float centre = 0;
};

struct LineKernels {
  // out[i] = sum over lines of weight * samples[i], from the first line to the last. `lines` >= 1; `out` is none of
  // them.
  void (*weighted_sum)(const WeightedLine* lines, std::size_t lines_count, float* out, std::size_t count);
  // even[i] = in[2i], odd[i] = in[2i + 1]; and back.
  void (*split_phases)(const float* in, std::size_t pairs, float* even, float* odd);
  void (*join_phases)(const float* even, const float* odd, std::size_t pairs, float* out);
  // out[i] = (in[i] - shift) / scale
  void (*normalise)(const std::uint8_t* in, std::size_t count, float shift, float scale, float* out);
  // out[i] = in[i] * scale + shift + 0.5, cut to 0..255 and to a whole number
  void (*to_pixels)(const float* in, std::size_t count, float shift, float scale, std::uint8_t* out);
  // Indices of at most 32767 in magnitude.
  void (*quantise)(const float* in, std::size_t count, const Bins& bins, std::int16_t* out);
};

[[nodiscard]] const LineKernels& scalar_kernels();
[[nodiscard]] const LineKernels& vector_kernels();  // for this processor

}  // namespace enrolkit::codecs::wsq
