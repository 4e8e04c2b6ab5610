// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/portrait.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "quality/photo/crown.hpp"
#include "quality/photo/head_pose.hpp"

namespace enrolkit::photo {
namespace {

// px between the eyes of the face patch of a still: beyond it light and colour do not change any more (measured).
constexpr double kStillUnit = 100;

// Deviation of the background from which on it is worth to look for half a face in it: plain walls stay below.
constexpr double kSomebodyMayStandThere = 3;

Region clipped(const FaceBox& box, int width, int height) {
  const int x0 = std::clamp(static_cast<int>(std::lround(box.x)), 0, width);
  const int y0 = std::clamp(static_cast<int>(std::lround(box.y)), 0, height);
  const int x1 = std::clamp(static_cast<int>(std::lround(box.x + box.width)), 0, width);
  const int y1 = std::clamp(static_cast<int>(std::lround(box.y + box.height)), 0, height);
  return {x0, y0, x1 - x0, y1 - y0};
}

}  // namespace

cv::Mat mat_of(ImageView image) {
  return {image.height, image.width, image.format == PixelFormat::grey8 ? CV_8UC1 : CV_8UC3,
          const_cast<std::uint8_t*>(image.data), static_cast<std::size_t>(image.stride)};
}

void luma_of(const cv::Mat& image, cv::Mat& grey) {
  if (image.channels() == 1) {
    grey = image;
  } else {
    if (grey.u == nullptr) grey.release();  // it looked at somebody else's pixels
    cv::cvtColor(image, grey, cv::COLOR_RGB2GRAY);
  }
}

void measure_faces(const FoundFaces& faces, Measurements& out) {
  for (std::size_t i = 0; faces.count == 0 && i < kRequirements; ++i) {
    out.refuse(static_cast<Requirement>(i), "Not judged: no face was found.");
  }
  out.set(Requirement::single_face, faces.count);
}

void measure_all(const Scene& scene, Measurements& out) {
  measure_placement(scene, out);
  measure_pose(scene, out);
  measure_light(scene, out);
  measure_colour(scene, out);
  measure_picture(scene, out);
  measure_glasses(scene, out);
  measure_eyes(scene, out);
  measure_expression(scene, out);
  measure_cover(scene, out);
  measure_surroundings(scene, out);
}

Result<Portrait> PortraitMeter::still(ImageView photo) {
  const cv::Mat image = mat_of(photo);
  luma_of(image, grey_);
  auto faces = search_.in_still(grey_);
  if (!faces) return faces.error();
  Portrait portrait;
  portrait.faces = faces->count;
  measure_faces(*faces, portrait.measurements);
  if (!faces->largest) return portrait;
  if (faces->second) {
    portrait.measurements.set(Requirement::single_face, faces->count,
                              clipped(*faces->second, photo.width, photo.height));
  }
  auto landmarks = search_.landmarks_in_still(grey_, *faces->largest);
  if (!landmarks) return landmarks.error();
  FaceGeometry face = locate_face(*faces->largest, *landmarks);
  face.yaw = head_yaw(face);
  face.pitch = head_pitch(face);

  cut_face_patch(image, face, kStillUnit, patch_);
  masker_.cut(image, face, HeadMasker::Effort::best, mask_);
  face.crown = locate_crown(face, mask_);
  const FaceAxes axes = face_axes(face);
  measure_all({image, grey_, face, axes, patch_, &mask_, true}, portrait.measurements);
  const auto& background = portrait.measurements[Requirement::background_uniform];
  if (faces->count == 1 && background.value && *background.value > kSomebodyMayStandThere) {
    const auto half = search_.half_at_border(grey_, *faces->largest);
    if (!half) return half.error();
    if (*half) {
      portrait.faces = 2;
      portrait.measurements.set(Requirement::single_face, 2, clipped(**half, photo.width, photo.height));
    }
  }
  portrait.face = face;
  return portrait;
}

}  // namespace enrolkit::photo
