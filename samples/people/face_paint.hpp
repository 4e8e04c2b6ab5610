// SPDX-License-Identifier: Apache-2.0
// The whole face: skin with eyes, brows, nostrils, mouth, lines and beard painted on.
#pragma once

#include "people/eye_paint.hpp"
#include "people/mouth_paint.hpp"
#include "people/skin_paint.hpp"

namespace enrolkit::people {

class FacePaint final : public SkinPaint {
 public:
  FacePaint(const HeadShape& head, const Rotation& pose)
      : SkinPaint(head.look()),
        head_(head),
        view_(pose.undo({0, 0, 1})),
        left_(head, pose, -1),
        right_(head, pose, 1),
        mouth_(head) {}
  [[nodiscard]] Surface surface(const Fragment& at) const override;

  [[nodiscard]] const EyePaint& left_eye() const noexcept { return left_; }
  [[nodiscard]] const EyePaint& right_eye() const noexcept { return right_; }
  [[nodiscard]] const MouthPaint& mouth() const noexcept { return mouth_; }

 private:
  void paint_zones(Surface& surface, Vec3 p) const;
  void paint_lines(Surface& surface, Vec3 p) const;
  void paint_nose(Surface& surface, Vec3 p) const;
  void paint_beard(Surface& surface, Vec3 p) const;
  const HeadShape& head_;
  Vec3 view_;  // towards the camera, head frame
  EyePaint left_, right_;
  MouthPaint mouth_;
};

// The neck, on which a beard goes on.
class NeckPaint final : public SkinPaint {
 public:
  using SkinPaint::SkinPaint;
  [[nodiscard]] Surface surface(const Fragment& at) const override;
};

}  // namespace enrolkit::people
