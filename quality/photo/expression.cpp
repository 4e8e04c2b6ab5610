// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/expression.hpp"

#include <algorithm>
#include <numeric>

#include "quality/photo/face_geometry.hpp"
#include "quality/photo/measures.hpp"
#include "quality/photo/mouth.hpp"
#include "quality/photo/smile_weights.hpp"

namespace enrolkit::photo {
namespace {

// Middle of the brows and, twice, their inner ends, which a frown draws down most; and how much nodding by one degree
// lifts them on the picture, inter-eye distances (Pointing'04).
constexpr std::array<std::size_t, 8> kBrows = {19, 20, 23, 24, 21, 22, 21, 22};
constexpr double kLiftedByNodding = 0.0018;

}  // namespace

SmileTerms smile_terms(const FaceGeometry& face, const FacePatch& patch) {
  SmileTerms terms;
  const auto shape = face_shape(face).shared;
  const auto edges = mouth_gradients(patch);
  const auto colours = mouth_colours(patch);
  auto* end = std::copy(edges.begin(), edges.end(), std::copy(shape.begin(), shape.end(), terms.begin()));
  std::copy(colours.begin(), colours.end(), end);
  return terms;
}

double smile_score(const FaceGeometry& face, const FacePatch& patch) {
  const SmileTerms terms = smile_terms(face, patch);
  double score = std::inner_product(terms.begin(), terms.end(), kSmileWeights.begin(), kSmileOffset);
  for (const SmileDirection& direction : kSmileDirections) {
    const double along = direction.offset + direction.unit * std::inner_product(terms.begin(), terms.end(),
                                                                                direction.weights.begin(), 0.0);
    score += (direction.raises ? 1 : -1) * along * along;
  }
  return score;
}

double brow_height(const FaceGeometry& face) {
  const FaceAxes axes = face_axes(face);
  double sum = 0;
  for (const std::size_t i : kBrows) sum -= axes.to_face(face.landmarks[i]).y;
  return sum / kBrows.size() - kLiftedByNodding * face.pitch;
}

void measure_expression(const Scene& scene, Measurements& out) {
  const Point left = scene.axes.to_face(scene.face.landmarks[48]);
  const Point right = scene.axes.to_face(scene.face.landmarks[54]);
  const Region mouth = scene.region({left.x, left.y - 0.2}, {right.x, right.y + 0.25});
  out.set(Requirement::mouth_closed, mouth_gap(scene.face, scene.patch), mouth);
  out.set(Requirement::expression, smile_score(scene.face, scene.patch),
          scene.region({left.x - 0.3, left.y - 0.5}, {right.x + 0.3, right.y + 0.4}));
  out.set(Requirement::brows, brow_height(scene.face), scene.region({-0.95, -0.65}, {0.95, 0}));
}

}  // namespace enrolkit::photo
