// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "quality/finger/nfiq2/slanted_block.hpp"

namespace enrolkit::nfiq2 {

// The columns of an upright block, told apart into ridges and valleys by a straight line through their means.
struct RidgeProfile {
  std::array<double, 32> limits{};  // grey below is ridge
  std::array<bool, 32> ridge{};

  // The last column of each run of ridge or valley, where another run follows that begins at or before column `last`.
  [[nodiscard]] std::vector<int> run_ends(int last) const;
};

[[nodiscard]] RidgeProfile ridge_profile(const Turned<32, 16>& block);

}  // namespace enrolkit::nfiq2
