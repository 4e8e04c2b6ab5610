// SPDX-License-Identifier: Apache-2.0
// Skin: tone, blotches, pores, freckles, lines, stubble; the ground on which the features of the face are painted.
#pragma once

#include "people/head_shape.hpp"
#include "people/mesh.hpp"

namespace enrolkit::people {

class SkinPaint : public Paint {
 public:
  explicit SkinPaint(const Look& look) : look_(look) {}
  [[nodiscard]] Surface surface(const Fragment& at) const override;

 protected:
  [[nodiscard]] const Look& look() const noexcept { return look_; }

 private:
  Look look_;
};

class EarPaint final : public SkinPaint {
 public:
  using SkinPaint::SkinPaint;
  [[nodiscard]] Surface surface(const Fragment& at) const override;
};

}  // namespace enrolkit::people
