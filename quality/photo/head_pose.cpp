// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/head_pose.hpp"

#include <span>

#include "quality/photo/face_geometry.hpp"
#include "quality/photo/face_shape.hpp"
#include "quality/photo/head_pose_weights.hpp"
#include "quality/photo/nod_terms.hpp"
#include "quality/photo/nod_weights.hpp"
#include "quality/photo/turn_terms.hpp"
#include "quality/photo/turn_weights.hpp"

namespace enrolkit::photo {
namespace {

// Degrees for each inter-eye distance that the ears go up or down (Pointing'04).
constexpr double kEarSlope = 110;

double sum_of(std::span<const double> weights, std::span<const double> terms) {
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * terms[i];
  return sum;
}

}  // namespace

double head_yaw(const FaceGeometry& face) {
  const FaceShape shape = face_shape(face);
  return sum_of(kTurnWeights, turn_terms(shape, sum_of(kYawWeights, shape.between), kTurnAxes));
}

double head_pitch(const FaceGeometry& face) { return kPitchOffset + sum_of(kPitchWeights, face_shape(face).shared); }

double head_pitch(const FaceGeometry& face, const FacePatch& patch) {
  const NodTerms terms = nod_terms(face, patch);
  const double straight = kNodOffset + sum_of(kNodWeights, terms);
  return kBentOffset + sum_of(kBentWeights, bent_terms(terms, straight, head_yaw(face)));
}

double ear_line_pitch(const FaceGeometry& face) {
  const FaceAxes axes = face_axes(face);
  return kEarSlope * (axes.to_face(face.landmarks[0]).y + axes.to_face(face.landmarks[16]).y) / 2;
}

}  // namespace enrolkit::photo
