// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/face_models.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <future>
#include <string>
#include <utility>

#include "quality/photo/landmark_model.hpp"
#include "quality/photo/landmark_predictor.hpp"

namespace enrolkit::photo {
namespace {

// px; a box far larger or further off than any picture is nobody's face.
constexpr double kFarthest = 1e6;

bool reasonable(const FaceBox& box) {
  return std::abs(box.x) <= kFarthest && std::abs(box.y) <= kFarthest && box.width >= 1 && box.width <= kFarthest &&
         box.height >= 1 && box.height <= kFarthest;
}

}  // namespace

struct FaceModels::Impl {
  std::string landmark_model;
  std::shared_future<Result<LandmarkModel>> landmarks;
};

FaceModels::FaceModels() : impl_(std::make_unique<Impl>()) {}
FaceModels::~FaceModels() = default;

Result<std::unique_ptr<FaceModels>> FaceModels::load(const std::filesystem::path& landmarks) {
  auto file = MappedFile::open(landmarks, LandmarkLimits::kBytes, "landmark model");
  if (!file) return file.error();
  std::unique_ptr<FaceModels> models(new FaceModels);
  models->impl_->landmark_model = landmarks.filename().string();
  try {
    models->impl_->landmarks = std::async(std::launch::async, [source = std::move(*file), landmarks]() mutable {
                                 return read_landmark_model(std::move(source), landmarks);
                               }).share();
  } catch (const std::exception& e) {
    return Error{ErrorCode::internal, std::string("no thread to load the landmark model: ") + e.what()};
  }
  return models;
}

Status FaceModels::wait() const {
  const auto& landmarks = impl_->landmarks.get();
  if (!landmarks) return landmarks.error();
  return {};
}

std::string FaceModels::landmark_model() const { return impl_->landmark_model; }

FaceFinder::FaceFinder(const FaceModels& models) : models_(&models) {}

Result<FaceLandmarks> FaceFinder::landmarks(ImageView grey, const FaceBox& box) const {
  if (grey.empty() || grey.format != PixelFormat::grey8 || !reasonable(box)) {
    return Error{ErrorCode::invalid_argument, "landmarks: expected grey pixels and a box of at least one pixel"};
  }
  const PixelBox pixels = {std::lround(box.x), std::lround(box.y), std::lround(box.x + box.width) - 1,
                           std::lround(box.y + box.height) - 1};
  const FaceLandmarks points = predict_landmarks(*models_->impl_->landmarks.get(), grey, pixels);
  const auto lost = [](const Point& at) { return !(std::abs(at.x) <= kFarthest && std::abs(at.y) <= kFarthest); };
  if (std::any_of(points.begin(), points.end(), lost)) {
    return Error{ErrorCode::malformed,
                 "landmark model " + models_->landmark_model() + ": puts points where no picture is"};
  }
  return points;
}

}  // namespace enrolkit::photo
