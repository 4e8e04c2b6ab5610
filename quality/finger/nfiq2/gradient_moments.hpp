// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "enrolkit/image.hpp"

namespace enrolkit::nfiq2 {

// The second moments of a block's grey gradients, which see nothing outside the block. Sums of (2 g)^2: whole numbers.
struct GradientMoments {
  std::int64_t xx = 0;
  std::int64_t yy = 0;
  std::int64_t xy = 0;

  // About the direction across the ridges, radians, x right and y down, in (-pi/2, pi/2]. Not the textbook's angle:
  // the mixed moment counts once, not twice.
  [[nodiscard]] double orientation() const;
  // 1 - smaller / larger eigenvalue; negative for a block without gradients.
  [[nodiscard]] double certainty() const;
  // |sum of squared gradients| / sum of |squared gradients|; 0 for a block without gradients.
  [[nodiscard]] double coherence() const;
};

// Of the block at (x, y), at most kCell px a side, inside the image.
[[nodiscard]] GradientMoments gradient_moments(ImageView image, int x, int y, int width, int height);

}  // namespace enrolkit::nfiq2
