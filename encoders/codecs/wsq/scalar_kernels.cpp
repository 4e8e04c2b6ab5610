// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/wsq/scalar_kernels.hpp"

namespace enrolkit::codecs::wsq {

const LineKernels& scalar_kernels() {
  static constexpr LineKernels kernels{
      [](const WeightedLine* lines, std::size_t lines_count, float* out, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) out[i] = weighted_sample(lines, lines_count, i);
      },
      [](const float* in, std::size_t pairs, float* even, float* odd) {
        for (std::size_t i = 0; i < pairs; ++i) {
          even[i] = in[2 * i];
          odd[i] = in[2 * i + 1];
        }
      },
      [](const float* even, const float* odd, std::size_t pairs, float* out) {
        for (std::size_t i = 0; i < pairs; ++i) {
          out[2 * i] = even[i];
          out[2 * i + 1] = odd[i];
        }
      },
      [](const std::uint8_t* in, std::size_t count, float shift, float scale, float* out) {
        for (std::size_t i = 0; i < count; ++i) out[i] = normalised_sample(in[i], shift, scale);
      },
      [](const float* in, std::size_t count, float shift, float scale, std::uint8_t* out) {
        for (std::size_t i = 0; i < count; ++i) out[i] = pixel_of(in[i], shift, scale);
      },
      [](const float* in, std::size_t count, const Bins& bins, std::int16_t* out) {
        for (std::size_t i = 0; i < count; ++i) out[i] = bin_index(in[i], bins);
      }};
  return kernels;
}

}  // namespace enrolkit::codecs::wsq
