// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "enrolkit/photo.hpp"
#include "quality/photo/judgement.hpp"
#include "quality/photo/photo_input.hpp"
#include "quality/photo/photo_models.hpp"
#include "quality/photo/portrait.hpp"

namespace enrolkit {
namespace {

// Goes up when any measurement changes.
constexpr const char* kAlgorithmVersion = "2";

}  // namespace

struct PhotoChecker::Impl {
  std::shared_ptr<const PhotoModels> models;
  const photo::FaceModels* faces;
  PhotoProfile profile;
  std::optional<photo::PortraitMeter> meter;  // made when the models are there

  template <class Measure>
  Result<PhotoReport> run(ImageView image, const PhotoFacts& facts, const Measure& measure) {
    if (auto error = photo::refusal(image)) return std::move(*error);
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
