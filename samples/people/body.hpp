// SPDX-License-Identifier: Apache-2.0
// What carries the head: neck, ears, shoulders and clothes.
#pragma once

#include <vector>

#include "people/head_shape.hpp"
#include "people/mesh.hpp"

namespace enrolkit::people {

class ClothPaint final : public Paint {
 public:
  ClothPaint(const Look& look, Vec3 colour) : texture_(look.texture), colour_(colour) {}
  [[nodiscard]] Surface surface(const Fragment& at) const override;

 private:
  std::uint32_t texture_;
  Vec3 colour_;
};

[[nodiscard]] Mesh make_neck(const HeadShape& head, const Paint& skin, double detail);
// side: -1 on the picture's left, +1 on its right.
[[nodiscard]] Mesh make_ear(const HeadShape& head, int side, const Paint& skin, double detail);
[[nodiscard]] Vec3 ear_edge(const HeadShape& head, int side);  // its outermost point
// Height, mm.
[[nodiscard]] double foot_of_neck(const HeadShape& head);

// Shoulders and chest, then a collar where the look has one.
[[nodiscard]] std::vector<Mesh> make_clothes(const HeadShape& head, const Paint& cloth, const Paint& collar,
                                             double detail);

}  // namespace enrolkit::people
