// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/landmark_predictor.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace enrolkit::photo {
namespace {

constexpr std::size_t kPoints = LandmarkModel::kPoints;
constexpr std::size_t kValues = 2 * kPoints;

// So many trees are walked before their leaves are added: time for the leaves, spread over the whole model, to come
// from memory.
constexpr std::size_t kTreesAhead = 16;

using Shape = std::array<PixelOffset, kPoints>;
using Values = std::array<float, kValues>;
using Pixels = std::array<std::int16_t, LandmarkLimits::kFeatures>;

struct Rotation {  // and scale: of a similarity without its shift
  float cosine = 1;
  float sine = 0;
};

// Of the similarity that maps `from` onto `to` with the least squared error.
Rotation rotation_between(const Shape& from, const Shape& to) {
  double from_x = 0;
  double from_y = 0;
  double to_x = 0;
  double to_y = 0;
  for (std::size_t i = 0; i < kPoints; ++i) {
    from_x += from[i].x;
    from_y += from[i].y;
    to_x += to[i].x;
    to_y += to[i].y;
  }
  from_x /= kPoints;
  from_y /= kPoints;
  to_x /= kPoints;
  to_y /= kPoints;
  double along = 0;
  double across = 0;
  double spread = 0;
  for (std::size_t i = 0; i < kPoints; ++i) {
    const double fx = from[i].x - from_x;
    const double fy = from[i].y - from_y;
    const double tx = to[i].x - to_x;
    const double ty = to[i].y - to_y;
    along += fx * tx + fy * ty;
    across += fx * ty - fy * tx;
    spread += fx * fx + fy * fy;
  }
  if (spread == 0) return {};
  return {static_cast<float>(along / spread), static_cast<float>(across / spread)};
}

// The affine map of the face box: (0, 0), (1, 0) and (1, 1) to three of its corners. dlib solves for it by singular
// value decomposition, and where a feature pixel lies half way between two, what that leaves of rounding decides (see
// landmark_model.hpp for why that matters). This is its inverse of the corners' matrix, whose exact elements are 0
// and 1.
constexpr double kInverse[3][3] = {{-0x1.0000000000001p+0, -0x1.8p-51, 0x1.0000000000002p+0},
                                   {0x1.ffffffffffffep-1, -0x1.ffffffffffffcp-1, 0x1p-53},
                                   {0x1p-54, 0x1.ffffffffffffep-1, 0x1p-54}};

class BoxFrame {
 public:
  explicit BoxFrame(const PixelBox& box) {
    const auto left = static_cast<double>(box.left);
    const auto top = static_cast<double>(box.top);
    const auto right = static_cast<double>(box.right);
    const auto bottom = static_cast<double>(box.bottom);
    for (std::size_t i = 0; i < 3; ++i) {
      x_[i] = left * kInverse[0][i] + right * kInverse[1][i] + right * kInverse[2][i];
      y_[i] = top * kInverse[0][i] + top * kInverse[1][i] + bottom * kInverse[2][i];
    }
  }

  [[nodiscard]] Point to_image(double x, double y) const {
    return {x_[0] * x + x_[1] * y + x_[2], y_[0] * x + y_[1] * y + y_[2]};
  }

 private:
  std::array<double, 3> x_{};
  std::array<double, 3> y_{};
};

void sample_pixels(ImageView grey, const BoxFrame& frame, const LandmarkCascade& cascade, const Shape& mean,
                   const Shape& shape, Pixels& pixels) {
  const Rotation turn = rotation_between(mean, shape);
  const double right = grey.width;
  const double bottom = grey.height;
  for (std::size_t i = 0; i < cascade.offsets.size(); ++i) {
    const PixelOffset offset = cascade.offsets[i];
    const PixelOffset anchor = shape[cascade.anchors[i]];
    const float along = turn.cosine * offset.x - turn.sine * offset.y + anchor.x;
    const float across = turn.sine * offset.x + turn.cosine * offset.y + anchor.y;
    const Point at = frame.to_image(along, across);
    // The nearest pixel; beyond the picture, and where nothing can be said, black.
    const double x = at.x + 0.5;
    const double y = at.y + 0.5;
    const bool inside = x >= 0 && x < right && y >= 0 && y < bottom;
    pixels[i] = inside ? grey.row(static_cast<int>(y))[static_cast<int>(x)] : std::uint8_t{0};
  }
}

const float* leaf_of(const LandmarkSplit* splits, std::uint32_t depth, const Pixels& pixels, const float* leaves) {
  std::size_t node = 0;
  for (std::uint32_t level = 0; level < depth; ++level) {
    const LandmarkSplit& split = splits[node];
    const bool left = pixels[split.first] - pixels[split.second] > split.threshold;
    node = 2 * node + 2 - static_cast<std::size_t>(left);
  }
  return leaves + (node - ((std::size_t{1} << depth) - 1)) * kValues;
}

void prefetch(const float* leaf) {
  constexpr std::size_t kLine = 64 / sizeof(float);
  for (std::size_t i = 0; i < kValues; i += kLine) __builtin_prefetch(leaf + i);
  __builtin_prefetch(leaf + kValues - 1);
}

using Found = std::array<const float*, kTreesAhead>;

// Adds leaves in their order, block by block of the shape, so that a block stays in registers.
void add_leaves(const Found& found, std::size_t count, float* shape) {
  constexpr std::size_t kBlock = 34;
  static_assert(kValues % kBlock == 0);
  for (std::size_t begin = 0; begin < kValues; begin += kBlock) {
    std::array<float, kBlock> block;
    std::copy_n(shape + begin, kBlock, block.begin());
    for (std::size_t i = 0; i < count; ++i) {
      const float* const leaf = found[i] + begin;
      for (std::size_t k = 0; k < kBlock; ++k) block[k] += leaf[k];
    }
    std::copy_n(block.begin(), kBlock, shape + begin);
  }
}

void add_trees(const LandmarkModel& model, const LandmarkCascade& cascade, const Pixels& pixels, Shape& shape) {
  Values values;
  for (std::size_t i = 0; i < kPoints; ++i) {
    values[2 * i] = shape[i].x;
    values[2 * i + 1] = shape[i].y;
  }
  Found now{};
  Found next{};
  std::size_t waiting = 0;
  const std::size_t leaves_of_tree = model.leaves_per_tree() * kValues;
  for (std::size_t tree = 0; tree < model.trees; tree += kTreesAhead) {
    const std::size_t count = std::min(kTreesAhead, model.trees - tree);
    for (std::size_t i = 0; i < count; ++i) {
      next[i] = leaf_of(&cascade.splits[(tree + i) * model.splits_per_tree()], model.depth, pixels,
                        cascade.leaves + (tree + i) * leaves_of_tree);
      prefetch(next[i]);
    }
    add_leaves(now, waiting, values.data());
    std::swap(now, next);
    waiting = count;
  }
  add_leaves(now, waiting, values.data());
  for (std::size_t i = 0; i < kPoints; ++i) shape[i] = {values[2 * i], values[2 * i + 1]};
}

}  // namespace

FaceLandmarks predict_landmarks(const LandmarkModel& model, ImageView grey, const PixelBox& box) {
  const BoxFrame frame(box);
  Shape mean;
  std::copy_n(model.mean_shape.begin(), kPoints, mean.begin());
  Shape shape = mean;
  Pixels pixels;
  for (const LandmarkCascade& cascade : model.cascades) {
    sample_pixels(grey, frame, cascade, mean, shape, pixels);
    add_trees(model, cascade, pixels, shape);
  }
  FaceLandmarks points;
  for (std::size_t i = 0; i < kPoints; ++i) points[i] = frame.to_image(shape[i].x, shape[i].y);
  return points;
}

}  // namespace enrolkit::photo
