// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/face_geometry.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace enrolkit::photo {
namespace {

// Head height (chin to crown, hair ignored) from T and the distance of the outermost points of the jaw: who has a short
// face for its width, as children have, has the more skull above it. Fitted to hand-placed crowns of 51 adults, where
// it leaves 3.0 % (T alone 3.8 %); on drawn children under 12 it is 6 % too low (T alone 10 %).
constexpr double kHeadOverT = 1.126;
constexpr double kHeadOverJaw = 0.671;

// Eyes closer than this are no face: the landmarks have collapsed.
constexpr double kSmallestUnit = 1.0;

constexpr std::size_t kChin = 8;

}  // namespace

double distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

FaceAxes face_axes(const FaceGeometry& face) {
  const double angle = face.roll * std::numbers::pi / 180;
  return {middle(face.eye_left, face.eye_right), std::cos(angle), std::sin(angle),
          std::max(face.inter_eye_distance, kSmallestUnit)};
}

FaceGeometry locate_face(const FaceBox& box, const FaceLandmarks& landmarks) {
  FaceGeometry face;
  face.box = {static_cast<int>(std::lround(box.x)), static_cast<int>(std::lround(box.y)),
              static_cast<int>(std::lround(box.width)), static_cast<int>(std::lround(box.height))};
  face.landmarks = landmarks;
  face.eye_left = middle(landmarks[36], landmarks[39]);
  face.eye_right = middle(landmarks[42], landmarks[45]);
  face.chin = landmarks[kChin];
  face.inter_eye_distance = distance(face.eye_left, face.eye_right);
  face.roll =
      std::atan2(face.eye_right.y - face.eye_left.y, face.eye_right.x - face.eye_left.x) * 180 / std::numbers::pi;
  const double up = kHeadOverT * eyes_to_chin(face) + kHeadOverJaw * distance(landmarks[0], landmarks[16]);
  const FaceAxes axes = face_axes(face);
  face.crown = {face.chin.x + up * axes.sine, face.chin.y - up * axes.cosine};
  return face;
}

double eyes_to_chin(const FaceGeometry& face) { return distance(middle(face.eye_left, face.eye_right), face.chin); }

double head_height(const FaceGeometry& face) { return distance(face.crown, face.chin); }

Region region_in_image(const FaceAxes& axes, Point top_left, Point bottom_right, int width, int height) {
  const std::array<Point, 4> corners = {axes.to_image(top_left), axes.to_image({bottom_right.x, top_left.y}),
                                        axes.to_image(bottom_right), axes.to_image({top_left.x, bottom_right.y})};
  double left = corners[0].x;
  double right = left;
  double top = corners[0].y;
  double bottom = top;
  for (const Point& corner : corners) {
    left = std::min(left, corner.x);
    right = std::max(right, corner.x);
    top = std::min(top, corner.y);
    bottom = std::max(bottom, corner.y);
  }
  const int x0 = static_cast<int>(std::clamp(std::floor(left), 0.0, static_cast<double>(width)));
  const int y0 = static_cast<int>(std::clamp(std::floor(top), 0.0, static_cast<double>(height)));
  const int x1 = static_cast<int>(std::clamp(std::ceil(right) + 1, 0.0, static_cast<double>(width)));
  const int y1 = static_cast<int>(std::clamp(std::ceil(bottom) + 1, 0.0, static_cast<double>(height)));
  return {x0, y0, x1 - x0, y1 - y0};
}

}  // namespace enrolkit::photo
