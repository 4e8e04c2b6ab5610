// SPDX-License-Identifier: Apache-2.0
// Numbers as WSQ tables hold them: an integer over a power of ten.
#pragma once

#include <cstdint>

namespace enrolkit::codecs::wsq {

struct ScaledNumber {
  std::uint8_t exponent = 0;
  std::uint32_t digits = 0;
  [[nodiscard]] double value() const;  // digits / 10^exponent
};

// With as many decimals as fit an integer of at most `largest`. `value` is at least 0; what is above `largest` becomes
// `largest`.
[[nodiscard]] ScaledNumber scaled(double value, std::uint32_t largest);

}  // namespace enrolkit::codecs::wsq
