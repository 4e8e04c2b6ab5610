// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/head_pose.hpp"

#include <cmath>
#include <initializer_list>

#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {
namespace {

// The landmarks in face coordinates.
FaceLandmarks in_face(const FaceGeometry& face) {
  const FaceAxes axes = face_axes(face);
  FaceLandmarks points;
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = axes.to_face(face.landmarks[i]);
  return points;
}

double mean_x(const FaceLandmarks& p, std::initializer_list<int> indices) {
  double sum = 0;
  for (const int i : indices) sum += p[static_cast<std::size_t>(i)].x;
  return sum / static_cast<double>(indices.size());
}

// Degrees per unit of each asymmetry.
constexpr std::array<double, 5> kYawSlopes = {-79, -49, -41, -47, -112};

double ratio(double difference, double sum) { return std::abs(sum) < 1e-9 ? 0 : difference / sum; }

}  // namespace

std::array<double, 5> asymmetries(const FaceGeometry& face) {
  const FaceLandmarks p = in_face(face);
  const double nose = mean_x(p, {31, 32, 33, 34, 35});
  const double left = mean_x(p, {1, 2, 3});
  const double right = mean_x(p, {13, 14, 15});
  const double jaw_left = p[48].x - p[4].x;
  const double jaw_right = p[12].x - p[54].x;
  const double brow_left = p[21].x - p[17].x;
  const double brow_right = p[26].x - p[22].x;
  const double eye_left = std::max(p[39].x - p[36].x, 1e-3);
  const double eye_right = std::max(p[45].x - p[42].x, 1e-3);
  return {ratio(nose - (p[36].x + p[45].x) / 2, p[45].x - p[36].x), ratio(nose - (left + right) / 2, right - left),
          ratio(jaw_left - jaw_right, jaw_left + jaw_right), ratio(brow_left - brow_right, brow_left + brow_right),
          std::log(eye_left / eye_right)};
}

double head_yaw(const FaceGeometry& face) {
  const std::array<double, 5> measures = asymmetries(face);
  double sum = 0;
  for (std::size_t i = 0; i < measures.size(); ++i) sum += kYawSlopes[i] * measures[i];
  return sum / static_cast<double>(measures.size());
}

double head_pitch(const FaceGeometry& face) {
  (void)face;
  return 0;
}

}  // namespace enrolkit::photo
