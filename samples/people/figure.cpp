// SPDX-License-Identifier: Apache-2.0
#include "people/figure.hpp"

namespace enrolkit::people {
namespace {

// mm: what stays in place when the head turns. People turn on the neck, and photographers follow the face: between
// them.
constexpr Vec3 kPivot{0, -42, 36};

// The chest turns about the foot of the neck, so far behind the eyes, mm.
constexpr double kSpineBack = -26;

Vec3 collar_colour(const Look& look) { return look.cloth == 1 ? look.cloth_colour * 0.9 : look.cloth_colour * 0.8; }

}  // namespace

Figure::Figure(const Look& look, const Expression& expression, const Rotation& pose, double detail, double shoulders,
               double shoulder_tilt)
    : pose_(pose),
      head_(look, expression),
      face_(head_, pose_),
      ear_(look),
      skin_(look),
      cap_(head_, false),
      fall_(head_, true),
      cloth_(look, look.cloth_colour),
      collar_(look, collar_colour(look)),
      glasses_(head_.look()),
      headwear_(head_) {
  const auto turned = [this](Vec3 p) { return placed(p); };
  // The neck follows the head at its top and the chest at its foot.
  const auto follows = [this](Vec3 p) {
    const double share = smooth_step(-head_.look().chin - 40, -60, p.y);
    return blend(p + place_, placed(p), share);
  };
  const auto hangs = [this](Vec3 p) {
    const double share = smooth_step(-190, -40, p.y);
    return blend(p + place_, placed(p), share);
  };
  const Rotation chest = head_rotation(shoulders, 0, shoulder_tilt);
  const Vec3 spine{0, foot_of_neck(head_), kSpineBack};
  const auto stays = [this, chest, spine](Vec3 p) { return chest.apply(p - spine) + spine + place_; };
  const auto add = [this](Mesh mesh, const auto& into_world) {
    pose_mesh(mesh, into_world);
    meshes_.push_back(std::move(mesh));
  };
  add(make_grid(401, 401, detail, &face_, [this](double u, double v) { return head_.at(u, v); }), turned);
  if (!hides_ears(look)) {
    add(make_ear(head_, -1, ear_, detail), turned);
    add(make_ear(head_, 1, ear_, detail), turned);
  }
  add(make_neck(head_, skin_, detail), follows);
  for (auto& mesh : make_clothes(head_, cloth_, collar_, detail)) add(std::move(mesh), stays);
  for (auto& mesh : make_glasses(head_, glasses_, detail)) add(std::move(mesh), turned);
  for (auto& mesh : make_headwear(head_, headwear_, detail)) add(std::move(mesh), turned);
  bool cap = true;
  for (auto& mesh : make_hair(head_, cap_, fall_, detail)) {
    if (cap) {
      add(std::move(mesh), turned);
    } else {
      add(std::move(mesh), hangs);
    }
    cap = false;
  }
}

void Figure::move(Vec3 by) {
  place_ = place_ + by;
  for (auto& mesh : meshes_) {
    for (auto& vertex : mesh.vertices) vertex.world = vertex.world + by;
  }
}

Vec3 Figure::placed(Vec3 p) const { return pose_.apply(p - kPivot) + kPivot + place_; }

}  // namespace enrolkit::people
