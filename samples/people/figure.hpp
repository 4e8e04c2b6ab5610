// SPDX-License-Identifier: Apache-2.0
// One person in the scene: head, hair, neck and clothes, posed.
#pragma once

#include <memory>
#include <vector>

#include "people/body.hpp"
#include "people/face_paint.hpp"
#include "people/glasses.hpp"
#include "people/hair.hpp"
#include "people/headwear.hpp"

namespace enrolkit::people {

class Figure {
 public:
  // detail: of the meshes; 1 for pictures of 1200 px.
  // shoulders: degrees, + = the chest points to the picture's left; shoulder_tilt: + = that on its right is lower.
  Figure(const Look& look, const Expression& expression, const Rotation& pose, double detail, double shoulders = 0,
         double shoulder_tilt = 0);
  Figure(const Figure&) = delete;
  Figure& operator=(const Figure&) = delete;

  [[nodiscard]] std::vector<Mesh>& meshes() noexcept { return meshes_; }
  [[nodiscard]] const HeadShape& head() const noexcept { return head_; }
  [[nodiscard]] const FacePaint& face() const noexcept { return face_; }
  // To another place, with the light that fell on it where it stood.
  void move(Vec3 by);
  // A point of the head in the world.
  [[nodiscard]] Vec3 placed(Vec3 head_point) const;

 private:
  Rotation pose_;
  Vec3 place_{};
  HeadShape head_;
  FacePaint face_;
  EarPaint ear_;
  NeckPaint skin_;
  HairPaint cap_, fall_;
  ClothPaint cloth_, collar_;
  GlassesPaint glasses_;
  HeadwearPaint headwear_;
  std::vector<Mesh> meshes_;
};

}  // namespace enrolkit::people
