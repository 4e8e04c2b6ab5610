// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "enrolkit/finger_measures.hpp"

namespace enrolkit::nfiq2 {

// The feedback values of a print that check_print accepts, those too whose measures are refused: without a white frame
// that can be cut off, they are of the whole image.
[[nodiscard]] FingerFeedback feedback_of(ImageView print, double ppi, std::size_t minutiae);

}  // namespace enrolkit::nfiq2
