// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/portrait.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "quality/photo/background_area.hpp"
#include "quality/photo/background_things.hpp"
#include "quality/photo/crown.hpp"
#include "quality/photo/foliage.hpp"
#include "quality/photo/head_pose.hpp"

namespace enrolkit::photo {
namespace {

// px between the eyes of the face patch of a still: beyond it light and colour do not change any more (measured).
constexpr double kStillUnit = 100;

// From which on it is worth to look for somebody else in the background: plain walls stay below.
constexpr double kUneven = 1.8;
constexpr double kAtEdge = 2;

// One face, and nothing else can be told before the picture is turned.
void measure_turned(const TurnedFace& face, const Region& region, Measurements& out) {
  for (std::size_t i = 0; i < kRequirements; ++i) {
    out.refuse(static_cast<Requirement>(i), "Not judged: the picture must be turned upright first.");
  }
  out.set(Requirement::single_face, 1);
  out.set(Requirement::roll, face.roll, region);
}

bool somebody_may_stand_there(const Measurements& measured) {
  const auto& uniform = measured[Requirement::background_uniform].value;
  const auto& edges = measured[Requirement::edges_clear].value;
  return !uniform || !edges || *uniform > kUneven || *edges > kAtEdge;
}

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
  const auto turned = search_.turned(grey_, *faces);
  if (!turned) return turned.error();
  Portrait portrait;
  if (*turned) {
    portrait.faces = 1;
    measure_turned(**turned, clipped((*turned)->box, photo.width, photo.height), portrait.measurements);
    return portrait;
  }
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
  cut_face_patch(image, face, kStillUnit, patch_);
  face.yaw = head_yaw(face);
  face.pitch = head_pitch(face, patch_);

  masker_.cut(image, face, HeadMasker::Effort::best, mask_);
  face.crown = locate_crown(face, mask_);
  const FaceAxes axes = face_axes(face);
  measure_all({image, grey_, face, axes, patch_, work_, &mask_, true}, portrait.measurements);
  if (faces->count == 1) {
    const auto other = somebody_else(face, somebody_may_stand_there(portrait.measurements));
    if (!other) return other.error();
    if (*other) {
      portrait.faces = 2;
      portrait.measurements.set(Requirement::single_face, 2, clipped(**other, photo.width, photo.height));
    }
  }
  portrait.face = face;
  return portrait;
}

Result<std::optional<FaceBox>> PortraitMeter::somebody_else(const FaceGeometry& face, bool unsteady) {
  if (unsteady) {
    background_area(mask_, work_);
    background_things(mask_, work_);
  }
  places_for_somebody(mask_, work_.things, unsteady, places_);
  const double scale = static_cast<double>(grey_.cols) / mask_.person.cols;
  for (PlaceForSomebody place : places_) {
    place.box = {static_cast<int>(place.box.x * scale), static_cast<int>(place.box.y * scale),
                 static_cast<int>(std::ceil(place.box.width * scale)),
                 static_cast<int>(std::ceil(place.box.height * scale))};
    auto other = search_.bystander(grey_, place, face, [&](const FaceBox& box) {
      return !is_foliage(mask_, {box.x / scale, box.y / scale, box.width / scale, box.height / scale, box.score},
                         work_.values);
    });
    if (!other || *other) return other;
  }
  return std::optional<FaceBox>();
}

}  // namespace enrolkit::photo
