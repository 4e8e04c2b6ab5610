// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/jpeg_quality.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>

namespace enrolkit::codecs {
namespace {

// ITU-T T.81 table K.1, the luminance table that libjpeg scales.
constexpr std::array<int, 64> kLuminance = {16, 11, 10, 16, 24,  40,  51,  61,   //
                                            12, 12, 14, 19, 26,  58,  60,  55,   //
                                            14, 13, 16, 24, 40,  57,  69,  56,   //
                                            14, 17, 22, 29, 51,  87,  80,  62,   //
                                            18, 22, 37, 56, 68,  109, 103, 77,   //
                                            24, 35, 55, 64, 81,  104, 113, 92,   //
                                            49, 64, 78, 87, 103, 121, 120, 101,  //
                                            72, 92, 95, 98, 112, 100, 103, 99};

// libjpeg: 50 is the table itself, 100 has steps of 1.
constexpr int percent_at(int quality) { return quality < 50 ? 5000 / quality : 200 - 2 * quality; }

}  // namespace

int jpeg_quality_of(std::span<const std::uint16_t, 64> steps) {
  int best = 100;
  int least = std::numeric_limits<int>::max();
  for (int quality = 100; quality >= 1; --quality) {
    int apart = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      apart += std::abs(std::clamp((kLuminance[i] * percent_at(quality) + 50) / 100, 1, 255) - steps[i]);
    }
    if (apart < least) {
      least = apart;
      best = quality;
    }
  }
  return best;
}

}  // namespace enrolkit::codecs
