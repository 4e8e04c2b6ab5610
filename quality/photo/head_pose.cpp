// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/head_pose.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {
namespace {

// Distances that divide: a face thinner than this share of its inter-eye distance is no face.
constexpr double kThinnest = 1e-3;

// The landmarks in face coordinates.
FaceLandmarks in_face(const FaceGeometry& face) {
  const FaceAxes axes = face_axes(face);
  FaceLandmarks points;
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = axes.to_face(face.landmarks[i]);
  return points;
}

double mean_x(const FaceLandmarks& p, std::initializer_list<std::size_t> indices) {
  double sum = 0;
  for (const std::size_t i : indices) sum += p[i].x;
  return sum / static_cast<double>(indices.size());
}

double mean_y(const FaceLandmarks& p, std::initializer_list<std::size_t> indices) {
  double sum = 0;
  for (const std::size_t i : indices) sum += p[i].y;
  return sum / static_cast<double>(indices.size());
}

// Degrees per unit: the slope of each measure over the pan of Pointing'04 (8 people, 2 series, -30 to 30).
constexpr double kContourSlope = -120;
constexpr double kJawSlope = -48.7;
constexpr double kEyeWidthSlope = -116.6;

// One height of the face, its mean over frontal faces and the degrees of pitch per unit.
struct HeightTerm {
  double value;
  double frontal;
  double slope;
};

}  // namespace

double head_yaw(const FaceGeometry& face) {
  const FaceLandmarks p = in_face(face);
  // The nose between the two sides of the jaw's upper part.
  const double nose = mean_x(p, {31, 32, 33, 34, 35});
  const double left = mean_x(p, {1, 2, 3});
  const double right = mean_x(p, {13, 14, 15});
  const double contour = (nose - (left + right) / 2) / std::max(right - left, kThinnest);
  // The cheeks between the corners of the mouth and the jaw.
  const double cheek_left = p[48].x - p[4].x;
  const double cheek_right = p[12].x - p[54].x;
  const double jaw = (cheek_left - cheek_right) / std::max(cheek_left + cheek_right, kThinnest);
  // The eye that is turned away looks narrower.
  const double eyes = std::log(std::max(p[39].x - p[36].x, kThinnest) / std::max(p[45].x - p[42].x, kThinnest));
  // Weights by the spread of each over frontal faces: 3.3, 3.5 and 2.2 degrees.
  return 0.25 * kContourSlope * contour + 0.25 * kJawSlope * jaw + 0.5 * kEyeWidthSlope * eyes;
}

double head_pitch(const FaceGeometry& face) {
  const FaceLandmarks p = in_face(face);
  const double t = std::max(p[8].y, kThinnest);
  // Ridge regression over Pointing'04 (pan up to 15, tilt up to 30) and 107 frontal portraits, checked person-out.
  const std::array<HeightTerm, 7> terms = {{
      {mean_y(p, {31, 35}) - p[33].y, -0.0560, 102.36},                 // curve of the nose's base
      {mean_y(p, {0, 16}), 0.0780, 12.50},                              // ears under the eye line
      {p[30].y / t, 0.2563, 23.85},                                     // tip of the nose
      {p[33].y / t, 0.3966, -46.98},                                    // base of the nose
      {mean_y(p, {37, 38, 40, 41, 43, 44, 46, 47}), -0.0254, -692.67},  // lids over the eye line
      {mean_y(p, {36, 45}) - mean_y(p, {39, 42}), -0.0155, -22.72},     // slant of the eyes
      {mean_y(p, {19, 24}), -0.4142, -37.98},                           // brows
  }};
  double pitch = 0;
  for (const HeightTerm& term : terms) pitch += term.slope * (term.value - term.frontal);
  return pitch;
}

}  // namespace enrolkit::photo
