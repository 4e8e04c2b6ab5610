// SPDX-License-Identifier: Apache-2.0
// What covers the head: a knitted hat, or a scarf that leaves the face free.
#pragma once

#include <vector>

#include "people/head_shape.hpp"
#include "people/mesh.hpp"

namespace enrolkit::people {

class HeadwearPaint final : public Paint {
 public:
  explicit HeadwearPaint(const HeadShape& head) : head_(head) {}
  [[nodiscard]] bool has_holes() const override { return true; }
  [[nodiscard]] bool covers(const Fragment& at) const override;
  [[nodiscard]] Surface surface(const Fragment& at) const override;

 private:
  const HeadShape& head_;
};

[[nodiscard]] std::vector<Mesh> make_headwear(const HeadShape& head, const Paint& paint, double detail);

}  // namespace enrolkit::people
