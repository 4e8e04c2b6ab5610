// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/face_quality.hpp"

#include <cmath>
#include <exception>
#include <numbers>
#include <optional>
#include <utility>

#include "quality/photo/face_geometry.hpp"
#include "quality/photo/face_search.hpp"
#include "quality/photo/head_covering.hpp"
#include "quality/photo/head_mask.hpp"
#include "quality/photo/head_pose.hpp"
#include "quality/photo/iso29794/aligned_face.hpp"
#include "quality/photo/iso29794/estimates.hpp"
#include "quality/photo/iso29794/face_light.hpp"
#include "quality/photo/iso29794/visible_face.hpp"
#include "quality/photo/photo_input.hpp"
#include "quality/photo/photo_models.hpp"
#include "quality/photo/portrait.hpp"

namespace enrolkit {
namespace {

using Component = QualityComponent;
using namespace photo::iso29794;

// Levels of the linear luminance, 0..255, that count as lost in the dark and in the light.
constexpr int kDarkTo = 25;
constexpr int kBrightFrom = 247;

// px between the eyes of the patch in which expression and mouth are looked at.
constexpr double kPatchUnit = 100;

void set(FaceQuality& out, Component component, std::optional<double> native) {
  if (!native || !std::isfinite(*native)) return;
  out.components[static_cast<std::size_t>(component)] = {*native, component_score(component, *native)};
}

void measure_place(const FacePoints& points, double yaw, cv::Size photo, FaceQuality& out) {
  const double between_eyes = inter_eye_distance(points);
  const double t = t_metric(points);
  if (between_eyes <= 0 || t <= 0) return;
  const cv::Point left = eye_centre(points, 0);
  const cv::Point right = eye_centre(points, 1);
  const cv::Point eyes = rounded_middle(left, right);
  set(out, Component::inter_eye_distance, between_eyes / std::cos(yaw * std::numbers::pi / 180));
  set(out, Component::head_size, t / photo.height);
  set(out, Component::leftward_crop, right.x / between_eyes);
  set(out, Component::rightward_crop, (photo.width - left.x) / between_eyes);
  set(out, Component::margin_above, eyes.y / t);
  set(out, Component::margin_below, (photo.height - eyes.y) / t);
  set(out, Component::mouth_closed, mouth_opening(points) / t);
}

void measure_light(const AlignedFace& face, const VisibleFace& seen, FaceQuality& out) {
  if (const auto histogram = histogram_of(face.luminance, face.region)) {
    set(out, Component::luminance_mean, mean_of(*histogram));
    set(out, Component::luminance_variance, variance_of(*histogram));
    set(out, Component::dynamic_range, entropy_of(*histogram));
  }
  if (const auto histogram = histogram_of(face.luminance, face.region & seen.visible)) {
    set(out, Component::under_exposure_prevention, share_between(*histogram, 0, kDarkTo));
    set(out, Component::over_exposure_prevention, share_between(*histogram, kBrightFrom, 255));
  }
  set(out, Component::illumination_uniformity, illumination_uniformity(face));
  set(out, Component::natural_colour, colour_deviation(face));
}

void measure_hidden(const VisibleFace& seen, FaceQuality& out) {
  set(out, Component::eyes_visible, seen.eyes_hidden);
  set(out, Component::mouth_occlusion_prevention, seen.mouth_hidden);
  set(out, Component::face_occlusion_prevention, seen.face_hidden);
  set(out, Component::no_head_coverings, seen.head_hidden);
}

}  // namespace

struct FaceQualityMeter::Impl {
  std::shared_ptr<const PhotoModels> models;
  const photo::FaceModels* faces;
  std::optional<photo::FaceSearch> search;  // made when the models are there
  cv::Mat grey;
  photo::FacePatch patch;

  Result<FaceQuality> run(ImageView view) {
    const cv::Mat image = photo::mat_of(view);
    photo::luma_of(image, grey);
    const auto found = search->in_still(grey);
    if (!found) return found.error();
    FaceQuality out;
    out.faces = found->count;
    if (!found->largest) return out;
    const auto landmarks = search->landmarks_in_still(grey, *found->largest);
    if (!landmarks) return landmarks.error();
    FaceGeometry face = photo::locate_face(*found->largest, *landmarks);
    photo::cut_face_patch(image, face, kPatchUnit, patch);
    face.yaw = photo::head_yaw(face);
    face.pitch = photo::head_pitch(face, patch);
    set(out, Component::single_face_present, found->second ? found->second->area() / found->largest->area() : 0);
    set(out, Component::head_pose_yaw, face.yaw);
    set(out, Component::head_pose_pitch, face.pitch);
    set(out, Component::head_pose_roll, face.roll);
    set(out, Component::expression_neutrality, expression_neutrality(face, patch));
    const FacePoints points = rounded(face.landmarks);
    measure_place(points, face.yaw, image.size(), out);
    set(out, Component::sharpness, sharpness(grey, face));
    set(out, Component::compression_artifacts, similarity_before_compression(grey, face));

    const AlignedFace aligned = aligned_face(image, points);
    if (const double t = t_metric(aligned.points); t > 0)
      set(out, Component::eyes_open, eye_opening(aligned.points) / t);
    const cv::Mat person = aligned_person(photo::head_mask(image, face), image.size(), aligned);
    const VisibleFace seen =
        visible_face(aligned, patch, person, face.yaw, photo::head_covered(image, photo::face_axes(face), patch));
    measure_light(aligned, seen, out);
    measure_hidden(seen, out);
    set(out, Component::background_uniformity, background_gradient(aligned, person));
    return out;
  }
};

FaceQualityMeter::FaceQualityMeter(std::shared_ptr<const PhotoModels> models) : impl_(std::make_unique<Impl>()) {
  impl_->faces = models->impl_->faces.get();
  impl_->models = std::move(models);
}

FaceQualityMeter::~FaceQualityMeter() = default;
FaceQualityMeter::FaceQualityMeter(FaceQualityMeter&&) noexcept = default;
FaceQualityMeter& FaceQualityMeter::operator=(FaceQualityMeter&&) noexcept = default;

Result<FaceQuality> FaceQualityMeter::measure(ImageView image) {
  if (auto error = photo::refusal(image)) return std::move(*error);
  try {
    if (!impl_->search) {
      if (auto there = impl_->models->wait(); !there) return there.error();
      impl_->search.emplace(*impl_->faces);
    }
    return impl_->run(image);
  } catch (const std::exception& e) {
    return Error{ErrorCode::internal, std::string("the quality of the face could not be measured: ") + e.what()};
  }
}

}  // namespace enrolkit
