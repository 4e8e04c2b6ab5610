// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/wsq/scaled_number.hpp"

#include <algorithm>
#include <cmath>

namespace enrolkit::codecs::wsq {

double ScaledNumber::value() const {
  double power = 1;
  for (unsigned i = 0; i < exponent; ++i) power *= 10;
  return digits / power;
}

ScaledNumber scaled(double value, std::uint32_t largest) {
  constexpr std::uint8_t kMaxExponent = 255;
  const double limit = largest;
  if (!(value > 0)) return {};
  ScaledNumber number;
  double power = 1;
  while (number.exponent < kMaxExponent && value * power * 10 < limit) {
    power *= 10;
    ++number.exponent;
  }
  number.digits = static_cast<std::uint32_t>(std::min(std::floor(value * power + 0.5), limit));
  return number;
}

}  // namespace enrolkit::codecs::wsq
