// SPDX-License-Identifier: Apache-2.0
// Glasses: rims, bridge and temples, what shines in the lenses, and the shade of tinted ones on the face.
#pragma once

#include <vector>

#include "people/head_shape.hpp"
#include "people/mesh.hpp"

namespace enrolkit::people {

class GlassesPaint final : public Paint {
 public:
  explicit GlassesPaint(const Look& look) : look_(look) {}
  [[nodiscard]] bool has_holes() const override { return true; }
  [[nodiscard]] bool covers(const Fragment& at) const override;
  [[nodiscard]] Surface surface(const Fragment& at) const override;

 private:
  const Look& look_;
};

// None without glasses.
[[nodiscard]] std::vector<Mesh> make_glasses(const HeadShape& head, const Paint& paint, double detail);

// 0..1: how much light the lenses keep from a point of the face, as seen along `view` (head frame).
[[nodiscard]] double lens_shade(const HeadShape& head, Vec3 face_point, Vec3 view);

}  // namespace enrolkit::people
