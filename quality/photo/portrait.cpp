// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/portrait.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "quality/photo/background.hpp"
#include "quality/photo/exposure.hpp"
#include "quality/photo/eyes.hpp"
#include "quality/photo/face_geometry.hpp"
#include "quality/photo/head_pose.hpp"
#include "quality/photo/mouth.hpp"
#include "quality/photo/sharpness.hpp"

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

void measure_geometry(const FaceGeometry& face, int width, int height, Measurements& out) {
  const FaceAxes axes = face_axes(face);
  const Point eyes = axes.origin;
  const Point face_centre = middle(eyes, middle(face.landmarks[48], face.landmarks[54]));
  const Region eye_strip = region_in_image(axes, {-0.85, -0.25}, {0.85, 0.25}, width, height);
  const double top = axes.to_face(face.crown).y;
  const double bottom = axes.to_face(face.chin).y;
  const Region head_box = region_in_image(axes, {-1.2, top}, {1.2, bottom}, width, height);

  out.set(Requirement::size, std::min(width, height));
  out.set(Requirement::inter_eye_distance, face.inter_eye_distance, eye_strip);
  out.set(Requirement::head_height, 100 * head_height(face) / height, head_box);
  out.set(Requirement::position, 100 * (face_centre.x + 0.5) / width, head_box);
  out.set(Requirement::position_vertical, 100 * (eyes.y + 0.5) / height, eye_strip);
  out.set(Requirement::roll, face.roll, eye_strip);
  out.set(Requirement::yaw, face.yaw, head_box);
  out.set(Requirement::pitch, face.pitch, head_box);
}

void measure_patch(const FacePatch& patch, const FaceGeometry& face, int width, int height, Measurements& out) {
  const FaceAxes axes = face_axes(face);
  const Region region = region_in_image(axes, {-1, -0.6}, {1, 1.9}, width, height);
  const Point left = axes.to_face(face.landmarks[48]);
  const Point right = axes.to_face(face.landmarks[54]);
  out.set(Requirement::greyscale, mean_chroma(patch));
  out.set(Requirement::exposure, white_level(patch), region);
  out.set(Requirement::clipping, clipped_share(patch), region);
  out.set(Requirement::contrast, face_contrast(patch), region);
  out.set(Requirement::eyes_open, eye_opening(face, patch),
          region_in_image(axes, {-0.85, -0.25}, {0.85, 0.25}, width, height));
  out.set(Requirement::mouth_closed, mouth_gap(face, patch),
          region_in_image(axes, {left.x, left.y - 0.2}, {right.x, right.y + 0.25}, width, height));
}

namespace {

void measure_sharpness(const cv::Mat& grey, const FaceGeometry& face, Measurements& out) {
  const auto kept = reblur_ratio(grey, face);
  if (kept) {
    out.set(Requirement::sharpness, std::max(kept->x, kept->y),
            region_in_image(face_axes(face), {-0.85, -0.4}, {0.85, 0.22}, grey.cols, grey.rows));
  } else {
    out.refuse(Requirement::sharpness, "Not judged: noise hides the detail around the eyes.");
  }
}

void measure_background(const cv::Mat& image, const FaceGeometry& face, Measurements& out) {
  const auto deviation = background_deviation(head_mask(image, face));
  if (deviation) {
    out.set(Requirement::background_uniform, *deviation);
  } else {
    out.refuse(Requirement::background_uniform, "Not judged: too little background is visible beside the head.");
  }
}

}  // namespace

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

  measure_geometry(face, photo.width, photo.height, portrait.measurements);
  cut_face_patch(image, face, kStillUnit, patch_);
  measure_patch(patch_, face, photo.width, photo.height, portrait.measurements);
  measure_sharpness(grey_, face, portrait.measurements);
  measure_background(image, face, portrait.measurements);
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
