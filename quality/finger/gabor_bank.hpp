// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "quality/finger/extraction_parameters.hpp"

namespace enrolkit::ridges {

// Filters for each orientation and ridge period, in integers: sums are exact in any order, so the compiler may use what
// the machine has. Made once per process, then only read.
class GaborBank {
 public:
  static constexpr int kSide = 2 * kFilterRadius + 1;
  static constexpr int kRow = 24;   // a row of a filter is padded with zeros to whole vectors
  static constexpr int kGain = 17;  // a wave of amplitude 1 comes out as 2 to this power

  [[nodiscard]] static const GaborBank& shared();
  [[nodiscard]] static int period_index(float period);

  // kSide rows of kRow weights. Orientation k is the ridge angle k * pi / kOrientations.
  [[nodiscard]] const std::int16_t* filter(int period, int orientation) const {
    return weights_.data() + static_cast<std::size_t>(period * kOrientations + orientation) * kSide * kRow;
  }

 private:
  GaborBank();
  std::vector<std::int16_t> weights_;
};

}  // namespace enrolkit::ridges
