// SPDX-License-Identifier: Apache-2.0
// Where the face is: eye centres, chin, crown and the face's own coordinates.
#pragma once

#include "enrolkit/photo.hpp"
#include "quality/photo/face_models.hpp"

namespace enrolkit::photo {

// Coordinates of the face: origin midway between the eye centres, x along the eye line to the image's right, y down the
// face, unit = inter-eye distance. What is measured in them does not change with the size, place and roll of the face.
struct FaceAxes {
  Point origin;
  double cosine = 1;  // of the roll
  double sine = 0;
  double unit = 1;  // px

  [[nodiscard]] Point to_image(Point face) const {
    return {origin.x + unit * (cosine * face.x - sine * face.y), origin.y + unit * (sine * face.x + cosine * face.y)};
  }
  [[nodiscard]] Point to_face(Point image) const {
    const double dx = (image.x - origin.x) / unit;
    const double dy = (image.y - origin.y) / unit;
    return {cosine * dx + sine * dy, cosine * dy - sine * dx};
  }
};

[[nodiscard]] inline Point middle(Point a, Point b) { return {(a.x + b.x) / 2, (a.y + b.y) / 2}; }
[[nodiscard]] double distance(Point a, Point b);

[[nodiscard]] FaceAxes face_axes(const FaceGeometry& face);

// Everything of FaceGeometry but yaw and pitch. The crown is a prior from the distance between eyes and chin.
[[nodiscard]] FaceGeometry locate_face(const FaceBox& box, const FaceLandmarks& landmarks);

// Eye midpoint to chin, px: the measure T of ISO/IEC 29794-5.
[[nodiscard]] double eyes_to_chin(const FaceGeometry& face);

// Crown to chin along the face, px.
[[nodiscard]] double head_height(const FaceGeometry& face);

// The part of the image that a rectangle in face coordinates covers, as an upright box clipped to the image.
[[nodiscard]] Region region_in_image(const FaceAxes& axes, Point top_left, Point bottom_right, int width, int height);

}  // namespace enrolkit::photo
