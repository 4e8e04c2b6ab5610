// SPDX-License-Identifier: Apache-2.0
// Hair: a shell over the skull that ends in strands at the hairline, and what hangs from it.
#pragma once

#include <vector>

#include "people/head_shape.hpp"
#include "people/mesh.hpp"

namespace enrolkit::people {

class HairPaint final : public Paint {
 public:
  // `hanging`: the part below the ears; otherwise the cap.
  HairPaint(const HeadShape& head, bool hanging) : head_(head), hanging_(hanging) {}
  [[nodiscard]] bool has_holes() const override { return true; }
  [[nodiscard]] bool covers(const Fragment& at) const override;
  [[nodiscard]] Surface surface(const Fragment& at) const override;

 private:
  const HeadShape& head_;
  bool hanging_;
};

// Whether it hangs over the ears.
[[nodiscard]] bool hides_ears(const Look& look);

// The meshes in head frame, none for a bald head. `cap` and `fall` paint them.
[[nodiscard]] std::vector<Mesh> make_hair(const HeadShape& head, const Paint& cap, const Paint& fall, double detail);

}  // namespace enrolkit::people
