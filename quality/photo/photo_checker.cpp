// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "enrolkit/photo.hpp"
#include "quality/photo/judgement.hpp"
#include "quality/photo/photo_models.hpp"
#include "quality/photo/portrait.hpp"

namespace enrolkit {
namespace {

// Below it there is no face to see; above it no camera and no scanner of a passport photo (see ImageLimits).
constexpr int kMinSide = 16;
constexpr int kMaxSide = 20000;

// Goes up when any measurement changes.
constexpr const char* kAlgorithmVersion = "2";

std::optional<Error> refusal(ImageView image) {
  if (image.empty()) return Error{ErrorCode::invalid_argument, "the photo has no pixels"};
  const auto [low, high] = std::minmax(image.width, image.height);
  if (low < kMinSide || high > kMaxSide) {
    return Error{ErrorCode::invalid_argument,
                 "the photo has " + std::to_string(image.width) + " x " + std::to_string(image.height) +
                     " pixels, expected " + std::to_string(kMinSide) + " to " + std::to_string(kMaxSide) + " a side"};
  }
  if (image.stride < static_cast<std::ptrdiff_t>(image.width) * channels_of(image.format)) {
    return Error{ErrorCode::invalid_argument, "the rows of the photo overlap: its stride is smaller than a row"};
  }
  return std::nullopt;
}

}  // namespace

struct PhotoChecker::Impl {
  std::shared_ptr<const PhotoModels> models;
  const photo::FaceModels* faces;
  PhotoProfile profile;
  std::optional<photo::PortraitMeter> meter;  // made when the models are there

  template <class Measure>
  Result<PhotoReport> run(ImageView image, const PhotoFacts& facts, const Measure& measure) {
    if (auto error = refusal(image)) return std::move(*error);
    try {
      if (!meter) {
        if (auto there = models->wait(); !there) return there.error();
        meter.emplace(*faces);
      }
      auto portrait = measure(*meter);
      if (!portrait) return portrait.error();
      photo::measure_facts(facts, portrait->measurements);
      PhotoReport report;
      report.profile = profile.name;
      report.profile_version = profile.version;
      report.findings = photo::judge_all(profile, portrait->measurements);
      report.verdict = overall_of(report.findings);
      report.faces = portrait->faces;
      report.face = portrait->face;
      report.algorithms = {{"portrait", kAlgorithmVersion},
                           {"face_detector", photo::detector_version()},
                           {"landmarks", faces->landmark_model()}};
      return report;
    } catch (const std::exception& e) {
      return Error{ErrorCode::internal, std::string("the photo check failed: ") + e.what()};
    }
  }
};

PhotoChecker::PhotoChecker(std::shared_ptr<const PhotoModels> models, PhotoProfile profile)
    : impl_(std::make_unique<Impl>()) {
  impl_->faces = models->impl_->faces.get();
  impl_->models = std::move(models);
  impl_->profile = std::move(profile);
}

PhotoChecker::~PhotoChecker() = default;
PhotoChecker::PhotoChecker(PhotoChecker&&) noexcept = default;
PhotoChecker& PhotoChecker::operator=(PhotoChecker&&) noexcept = default;

Result<PhotoReport> PhotoChecker::check(ImageView image, const PhotoFacts& facts) {
  return impl_->run(image, facts, [image](photo::PortraitMeter& meter) { return meter.still(image); });
}

Result<PhotoReport> PhotoChecker::check_frame(ImageView frame) {
  return impl_->run(frame, {}, [frame](photo::PortraitMeter& meter) { return meter.frame(frame); });
}

}  // namespace enrolkit
