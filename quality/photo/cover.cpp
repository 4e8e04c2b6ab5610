// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "quality/photo/appearance.hpp"
#include "quality/photo/covered_cheek.hpp"
#include "quality/photo/head_covering.hpp"
#include "quality/photo/measures.hpp"

namespace enrolkit::photo {
namespace {

// A cheek is judged later than a mouth: long hair that frames a free face reaches 0 (measured, person-out).
constexpr double kCheekBand = 0.2;

}  // namespace

void measure_cover(const Scene& scene, Measurements& out) {
  const double mouth = mouth_covered(scene.patch);
  out.set(Requirement::mouth_visible, -mouth, scene.region({-0.5, 0.75}, {0.5, 1.4}));
  const double face = std::max(mouth, cheek_covered(scene.patch) - kCheekBand);
  out.set(Requirement::face_visible, face, scene.region({-1, -0.5}, {1, 1.9}));
  out.set(Requirement::head_uncovered, head_covered(scene.image, scene.axes, scene.patch),
          scene.region({-1.3, -2.1}, {1.3, -0.4}));
}

}  // namespace enrolkit::photo
