// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "quality/photo/head_width.hpp"
#include "quality/photo/measures.hpp"

namespace enrolkit::photo {

void measure_placement(const Scene& scene, Measurements& out) {
  const FaceGeometry& face = scene.face;
  const int width = scene.image.cols;
  const int height = scene.image.rows;
  const Point eyes = scene.axes.origin;
  const Point face_centre = middle(eyes, middle(face.landmarks[48], face.landmarks[54]));
  const Region eye_strip = scene.region({-0.85, -0.25}, {0.85, 0.25});
  const double top = scene.axes.to_face(face.crown).y;
  const double bottom = scene.axes.to_face(face.chin).y;
  const HeadSides sides = head_sides(face, scene.mask);
  const Region head_box = scene.region({sides.left, top}, {sides.right, bottom});

  out.set(Requirement::head_height, 100 * head_height(face) / height, head_box);
  out.set(Requirement::position, 100 * (face_centre.x + 0.5) / width, head_box);
  out.set(Requirement::position_vertical, 100 * (eyes.y + 0.5) / height, eye_strip);
  if (scene.still) {
    out.set(Requirement::size, std::min(width, height));
    out.set(Requirement::aspect, static_cast<double>(width) / height);
    out.set(Requirement::inter_eye_distance, face.inter_eye_distance, eye_strip);
    out.set(Requirement::head_width, 100 * (sides.right - sides.left) * scene.axes.unit / width, head_box);
  } else {  // a camera's frame is wider than what will be cut out of it
    for (const Requirement untold :
         {Requirement::size, Requirement::aspect, Requirement::inter_eye_distance, Requirement::head_width}) {
      out.refuse(untold, kStillOnly);
    }
  }
}

}  // namespace enrolkit::photo
