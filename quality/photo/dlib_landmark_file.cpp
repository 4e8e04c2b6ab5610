// SPDX-License-Identifier: Apache-2.0
// dlib's serialisation: an integer is a byte with its length and sign, then its magnitude, little-endian; a number with
// a fraction is two integers, mantissa and exponent of two; a vector its length and its elements; a matrix its rows and
// columns as negative numbers and its elements. A shape predictor is a version, the mean shape, the cascades of trees,
// the anchors and the offsets.
#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <string>

#include "quality/photo/landmark_model.hpp"

namespace enrolkit::photo {
namespace {

constexpr float kBeyond = std::numeric_limits<float>::infinity();  // refused by each check of range

// Reads on after an error, giving zeros: the caller looks at `failed` where a loop depends on it and at the end.
class DlibReader {
 public:
  explicit DlibReader(std::span<const std::uint8_t> bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}

  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool at_end() const { return at_ == end_; }

  std::int64_t integer() {
    if (at_ == end_) return fail();
    const unsigned control = *at_;
    const unsigned size = control & 0x0FU;
    if ((control & 0x70U) != 0 || size < 1 || size > 8 || static_cast<std::size_t>(end_ - at_) < 1 + size) {
      return fail();
    }
    ++at_;
    std::uint64_t magnitude = 0;
    for (unsigned i = 0; i < size; ++i) magnitude |= std::uint64_t{at_[i]} << (8 * i);
    at_ += size;
    if (magnitude > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return fail();
    const auto value = static_cast<std::int64_t>(magnitude);
    return (control & 0x80U) != 0 ? -value : value;
  }

  float number() {
    const std::int64_t mantissa = integer();
    const std::int64_t exponent = integer();
    // Within these the power of two is a normal number; dlib's marks of infinity and NaN lie beyond them.
    if (exponent >= -126 && exponent <= 127) {
      return static_cast<float>(mantissa) * std::bit_cast<float>(static_cast<std::uint32_t>(exponent + 127) << 23U);
    }
    return exponent < -126
               ? std::ldexp(static_cast<float>(mantissa), static_cast<int>(std::max<std::int64_t>(exponent, -1000)))
               : kBeyond;
  }

  // The length of a vector, at most `most`.
  std::size_t length(std::size_t most) {
    const std::int64_t count = integer();
    if (count < 0 || static_cast<std::uint64_t>(count) > most) fail();
    return failed_ ? 0 : static_cast<std::size_t>(count);
  }

  // The number of rows of a matrix with one column, at most `most`.
  std::size_t rows(std::size_t most) {
    const std::int64_t rows = std::abs(integer());
    const std::int64_t columns = std::abs(integer());
    if (columns != 1 || static_cast<std::uint64_t>(rows) > most) fail();
    return failed_ ? 0 : static_cast<std::size_t>(rows);
  }

 private:
  std::int64_t fail() {
    failed_ = true;
    at_ = end_;
    return 0;
  }

  const std::uint8_t* at_;
  const std::uint8_t* end_;
  bool failed_ = false;
};

Error not_a_predictor(const std::string& why) {
  return {ErrorCode::malformed, "not a whole 68-point shape predictor in dlib's or enrolkit's format: " + why};
}

const char* const kBroken = "the file is cut off or not made of dlib's numbers";

// Indices that do not fit are made one that no table has.
std::uint16_t index(std::int64_t value) {
  return value >= 0 && value < UINT16_MAX ? static_cast<std::uint16_t>(value) : UINT16_MAX;
}

std::int16_t whole_threshold(float threshold) {
  return static_cast<std::int16_t>(std::clamp(std::floor(threshold), -256.0F, 256.0F));
}

// The first tree tells the depth of all.
Status read_tree(DlibReader& in, LandmarkModel& model, LandmarkCascade& cascade) {
  const std::size_t splits = in.length((std::size_t{1} << LandmarkLimits::kDepth) - 1);
  if (in.failed()) return not_a_predictor("a tree has more than 8 levels, or " + std::string(kBroken));
  if (model.depth == 0) model.depth = static_cast<std::uint32_t>(std::bit_width(splits));
  if (splits == 0 || splits != model.splits_per_tree()) return not_a_predictor("expected full trees of one depth");
  for (std::size_t i = 0; i < splits; ++i) {
    LandmarkSplit split;
    split.first = index(in.integer());
    split.second = index(in.integer());
    const float threshold = in.number();
    if (!std::isfinite(threshold)) return not_a_predictor("a threshold is not finite");
    split.threshold = whole_threshold(threshold);
    cascade.splits.push_back(split);
  }
  if (in.length(model.leaves_per_tree()) != model.leaves_per_tree()) {
    return not_a_predictor("a tree lacks leaves");
  }
  constexpr std::size_t kValues = std::size_t{2} * LandmarkModel::kPoints;
  for (std::size_t leaf = 0; leaf < model.leaves_per_tree(); ++leaf) {
    if (in.rows(kValues) != kValues) return not_a_predictor("a leaf does not move 68 points");
    for (std::size_t i = 0; i < kValues; ++i) {
      const float value = in.number();
      if (!(std::abs(value) <= LandmarkLimits::kExtent)) {
        return not_a_predictor("a leaf moves a point far outside the face box");
      }
      model.storage.push_back(value);
    }
  }
  if (in.failed()) return not_a_predictor(kBroken);
  return {};
}

Status read_cascade(DlibReader& in, LandmarkModel& model, LandmarkCascade& cascade) {
  const std::size_t trees = in.length(LandmarkLimits::kTrees);
  if (model.trees == 0) model.trees = static_cast<std::uint32_t>(trees);
  if (trees == 0 || trees != model.trees) return not_a_predictor("expected cascades of 1 to 4096 trees, all the same");
  for (std::size_t i = 0; i < trees; ++i) {
    if (auto read = read_tree(in, model, cascade); !read) return read;
    if (i == 0) {
      cascade.splits.reserve(trees * model.splits_per_tree());
      model.storage.reserve(model.cascades.size() * model.leaf_values());
    }
  }
  return {};
}

Status read_features(DlibReader& in, LandmarkModel& model) {
  const std::size_t cascades = model.cascades.size();
  if (in.length(cascades) != cascades) return not_a_predictor("expected feature pixels for each cascade");
  for (LandmarkCascade& cascade : model.cascades) {
    const std::size_t count = in.length(LandmarkLimits::kFeatures);
    if (model.features == 0) model.features = static_cast<std::uint32_t>(count);
    for (std::size_t i = 0; i < count; ++i) cascade.anchors.push_back(index(in.integer()));
  }
  if (in.length(cascades) != cascades) return not_a_predictor("expected feature pixels for each cascade");
  for (LandmarkCascade& cascade : model.cascades) {
    const std::size_t count = in.length(LandmarkLimits::kFeatures);
    for (std::size_t i = 0; i < count; ++i) {
      const float x = in.number();
      cascade.offsets.push_back({x, in.number()});
    }
  }
  if (in.failed() || !in.at_end()) return not_a_predictor(kBroken);
  return {};
}

}  // namespace

Result<LandmarkModel> read_dlib_landmark_model(std::span<const std::uint8_t> bytes) {
  DlibReader in(bytes);
  if (in.integer() != 1) return not_a_predictor("it does not begin with version 1 of it");
  LandmarkModel model;
  const std::size_t values = in.rows(std::size_t{2} * UINT16_MAX);
  if (in.failed()) return not_a_predictor(kBroken);
  if (values != std::size_t{2} * LandmarkModel::kPoints) {
    return not_a_predictor("predicts " + std::to_string(values / 2) + " points");
  }
  for (std::size_t i = 0; i < LandmarkModel::kPoints; ++i) {
    const float x = in.number();
    model.mean_shape.push_back({x, in.number()});
  }
  const std::size_t cascades = in.length(LandmarkLimits::kCascades);
  if (cascades == 0) return not_a_predictor("expected 1 to 64 cascades");
  model.cascades.resize(cascades);
  for (LandmarkCascade& cascade : model.cascades) {
    if (auto read = read_cascade(in, model, cascade); !read) return read.error();
  }
  if (auto read = read_features(in, model); !read) return read.error();
  const float* leaves = model.storage.data();
  for (LandmarkCascade& cascade : model.cascades) {
    cascade.leaves = leaves;
    leaves += model.leaf_values();
  }
  if (auto sound = check_landmark_model(model); !sound) return not_a_predictor(sound.error().message);
  return model;
}

}  // namespace enrolkit::photo
