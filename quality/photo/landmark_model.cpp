// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/landmark_model.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace enrolkit::photo {
namespace {

Error malformed(const std::string& what) { return {ErrorCode::malformed, what}; }

// False for NaN and infinity as well.
bool within(float value, float extent) { return std::abs(value) <= extent; }

bool within(const PixelOffset& at) {
  return within(at.x, LandmarkLimits::kExtent) && within(at.y, LandmarkLimits::kExtent);
}

Status check_counts(const LandmarkModel& model) {
  const auto between = [](std::size_t count, std::uint32_t most) { return count >= 1 && count <= most; };
  if (model.mean_shape.size() != LandmarkModel::kPoints) {
    return malformed("predicts " + std::to_string(model.mean_shape.size()) + " points, expected 68");
  }
  if (!between(model.cascades.size(), LandmarkLimits::kCascades)) return malformed("expected 1 to 64 cascades");
  if (!between(model.trees, LandmarkLimits::kTrees)) return malformed("expected 1 to 4096 trees in each cascade");
  if (!between(model.depth, LandmarkLimits::kDepth)) return malformed("expected trees of 1 to 8 levels");
  if (!between(model.features, LandmarkLimits::kFeatures)) return malformed("expected 1 to 4096 feature pixels");
  return {};
}

}  // namespace

Status check_landmark_model(const LandmarkModel& model) {
  if (auto counts = check_counts(model); !counts) return counts;
  for (const PixelOffset& point : model.mean_shape) {
    if (!within(point)) return malformed("a point of the mean shape lies far outside the face box");
  }
  for (const LandmarkCascade& cascade : model.cascades) {
    if (cascade.anchors.size() != model.features || cascade.offsets.size() != model.features ||
        cascade.splits.size() != model.trees * model.splits_per_tree()) {
      return malformed("a cascade has another number of feature pixels or splits than the model");
    }
    for (const std::uint16_t anchor : cascade.anchors) {
      if (anchor >= LandmarkModel::kPoints) return malformed("a feature pixel hangs on a point that does not exist");
    }
    for (const PixelOffset& offset : cascade.offsets) {
      if (!within(offset)) return malformed("a feature pixel lies far outside the face box");
    }
    for (const LandmarkSplit& split : cascade.splits) {
      if (split.first >= model.features || split.second >= model.features) {
        return malformed("a split compares a feature pixel that does not exist");
      }
    }
  }
  return {};
}

Result<LandmarkModel> read_landmark_model(MappedFile file, const std::filesystem::path& path) {
  const bool compact = is_compact_landmark_model(file.bytes());
  auto model = compact ? read_compact_landmark_model(file.bytes()) : read_dlib_landmark_model(file.bytes());
  if (!model) return Error{model.error().code, "landmark model " + path.string() + ": " + model.error().message};
  if (compact) model->file = std::move(file);
  return model;
}

}  // namespace enrolkit::photo
