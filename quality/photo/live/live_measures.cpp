// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/live/live_measures.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "quality/photo/appearance.hpp"
#include "quality/photo/eyes.hpp"

namespace enrolkit::photo {
namespace {

// Clear of the slots in which the detector runs (0, 2, 5, 8 and 10): no frame takes much longer than the others.
constexpr int kSegmentation[] = {4, 12};
constexpr int kEyes[] = {4, 12};
constexpr int kGlasses[] = {7, 14};
constexpr int kCover[] = {7, 14};

constexpr double kMostTurned = 40;  // degrees that are believed

template <std::size_t N>
bool holds(const int (&slots)[N], int slot) {
  for (const int one : slots) {
    if (one == slot) return true;
  }
  return false;
}

// Of measure_eyes what a blink changes.
void measure_lids(const Scene& scene, Measurements& out) {
  const Region eyes = scene.region({-0.85, -0.25}, {0.85, 0.25});
  const auto looks = eye_appearances(scene.patch);
  out.set(Requirement::eye_zone_clear, -std::max(looks[0].covered, looks[1].covered), eyes);
  out.set(Requirement::eyes_open, eye_openness(scene.face, looks), eyes);
}

}  // namespace

bool segments_in(int slot) { return holds(kSegmentation, slot); }

void measure_in_guide(const FaceGeometry& face, const Region& guide, double still_scale, Measurements& out) {
  const Point eyes = middle(face.eye_left, face.eye_right);
  const Point centre = middle(eyes, middle(face.landmarks[48], face.landmarks[54]));
  out.set(Requirement::head_height, 100 * head_height(face) / guide.height);
  out.set(Requirement::position, 100 * (centre.x + 0.5 - guide.x) / guide.width);
  out.set(Requirement::position_vertical, 100 * (eyes.y + 0.5 - guide.y) / guide.height);
  // A turned head brings the eyes together on the picture, not the person farther away.
  const double ahead = std::cos(std::clamp(face.yaw, -kMostTurned, kMostTurned) * std::numbers::pi / 180);
  out.set(Requirement::inter_eye_distance, still_scale * face.inter_eye_distance / ahead);
}

void measure_slot(const Scene& scene, int slot, Measurements& out) {
  measure_pose(scene, out);
  measure_light(scene, out);
  measure_colour(scene, out);
  measure_expression(scene, out);
  if (holds(kEyes, slot)) {
    measure_eyes(scene, out);
  } else {
    measure_lids(scene, out);
  }
  if (holds(kGlasses, slot)) measure_glasses(scene, out);
  if (holds(kCover, slot)) measure_cover(scene, out);
}

}  // namespace enrolkit::photo
