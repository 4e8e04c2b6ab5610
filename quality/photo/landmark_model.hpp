// SPDX-License-Identifier: Apache-2.0
// A landmark model: cascades of regression trees that move a mean shape onto a face (Kazemi and Sullivan, "One
// millisecond face alignment with an ensemble of regression trees", CVPR 2014).
//
// The evaluation is chaotic in its last bits: a movement of 1e-6 of the face moves some feature pixel to its neighbour,
// later trees go another way, and points end up pixels apart. So the leaves stay single-precision numbers, added in the
// order of the trees (16-bit leaves, tried, moved points of real faces by 1 to 30 px against dlib). The thresholds are
// whole numbers: a difference of two 8-bit pixels is above t exactly when it is above floor(t).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "enrolkit/result.hpp"
#include "quality/photo/mapped_file.hpp"

namespace enrolkit::photo {

struct LandmarkSplit {  // goes left when pixel[first] - pixel[second] > threshold
  std::uint16_t first = 0;
  std::uint16_t second = 0;
  std::int16_t threshold = 0;
};

struct PixelOffset {  // of the mean shape, whose unit is the face box
  float x = 0;
  float y = 0;
};

struct LandmarkCascade {
  std::vector<std::uint16_t> anchors;  // the landmark each feature pixel hangs on
  std::vector<PixelOffset> offsets;    // and where, seen from it
  std::vector<LandmarkSplit> splits;   // trees x (2^depth - 1), each tree breadth first
  const float* leaves = nullptr;       // trees x 2^depth x (x, y) of all points: movements
};

// Limits of what is read. dlib's model has 15 cascades of 500 trees of depth 4 and 500 feature pixels.
struct LandmarkLimits {
  static constexpr std::size_t kBytes = 1'000'000'000;  // dlib's file has 99.7 MB
  static constexpr std::uint32_t kCascades = 64;
  static constexpr std::uint32_t kTrees = 4096;
  static constexpr std::uint32_t kDepth = 8;
  static constexpr std::uint32_t kFeatures = 4096;  // their values lie on the stack
  static constexpr float kExtent = 100;             // face boxes; a shape beyond it is no face's
};

struct LandmarkModel {
  static constexpr std::uint32_t kPoints = 68;

  std::uint32_t trees = 0;     // of each cascade
  std::uint32_t depth = 0;     // of each tree
  std::uint32_t features = 0;  // of each cascade
  std::vector<PixelOffset> mean_shape;
  std::vector<LandmarkCascade> cascades;

  // What the leaves lie in: one of the two.
  std::optional<MappedFile> file;
  std::vector<float> storage;

  [[nodiscard]] std::size_t splits_per_tree() const { return (std::size_t{1} << depth) - 1; }
  [[nodiscard]] std::size_t leaves_per_tree() const { return std::size_t{1} << depth; }
  [[nodiscard]] std::size_t leaf_values() const {  // of one cascade
    return std::size_t{trees} * leaves_per_tree() * 2 * kPoints;
  }
};

// Reads a file of either format, told by its first bytes: enrolkit's, whose checksum covers each byte, or dlib's.
// Errors: malformed (the message names the file and what was expected).
[[nodiscard]] Result<LandmarkModel> read_landmark_model(MappedFile file, const std::filesystem::path& path);

// enrolkit's format: magic, five counts, checksum, mean shape; for each cascade the anchors, offsets and splits; then
// the leaves of all. Little-endian.
[[nodiscard]] bool is_compact_landmark_model(std::span<const std::uint8_t> bytes);
// The leaves of what is read stay where they are: `bytes` must outlive the model and lie on a 4-byte boundary.
[[nodiscard]] Result<LandmarkModel> read_compact_landmark_model(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::vector<std::uint8_t> write_compact_landmark_model(const LandmarkModel& model);

// dlib's serialised shape_predictor.
[[nodiscard]] Result<LandmarkModel> read_dlib_landmark_model(std::span<const std::uint8_t> bytes);

// What holds for a model of any origin: every index within its table, every number finite and within reason. The leaves
// are left out: they are most of the file, and a movement that is no number harms nothing but the points.
[[nodiscard]] Status check_landmark_model(const LandmarkModel& model);

}  // namespace enrolkit::photo
