// SPDX-License-Identifier: Apache-2.0
#include <opencv2/core.hpp>

#include "quality/photo/head_pose.hpp"
#include "quality/photo/portrait.hpp"

namespace enrolkit::photo {
namespace {

// px between the eyes of the face patch of a preview frame: half as fine as a still's, a quarter of the work.
constexpr double kFrameUnit = 50;

}  // namespace

Result<Portrait> PortraitMeter::frame(ImageView frame) {
  const cv::Mat image = mat_of(frame);
  luma_of(image, grey_);
  auto faces = search_.in_frame(grey_);
  if (!faces) return faces.error();
  Portrait portrait;
  portrait.faces = faces->count;
  measure_faces(*faces, portrait.measurements);
  if (!faces->largest) return portrait;
  auto landmarks = search_.landmarks_in_frame(grey_, *faces->largest);
  if (!landmarks) return landmarks.error();
  FaceGeometry face = locate_face(*faces->largest, *landmarks);
  face.yaw = head_yaw(face);
  face.pitch = head_pitch(face);

  cut_face_patch(image, face, kFrameUnit, patch_);
  const FaceAxes axes = face_axes(face);
  measure_all({image, grey_, face, axes, patch_, work_, nullptr, false}, portrait.measurements);
  portrait.face = face;
  return portrait;
}

}  // namespace enrolkit::photo
