// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/finger.hpp"

namespace enrolkit {
namespace {

constexpr double kLeastReaderPpi = 200;  // files say 72 or 96 by default; the coarsest readers have 250

}  // namespace

double finger_resolution(double stated_ppi, double fallback) noexcept {
  return stated_ppi >= kLeastReaderPpi ? stated_ppi : fallback;
}

}  // namespace enrolkit
