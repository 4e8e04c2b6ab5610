// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string_view>

#include "quality/photo/landmark_model.hpp"

namespace enrolkit::photo {
namespace {

static_assert(std::endian::native == std::endian::little, "the file is used as it lies in memory");

constexpr std::string_view kMagic = "EKLANDM1";
constexpr std::size_t kCounts = 6;  // points, cascades, trees, depth, features, nothing yet
constexpr std::size_t kChecksumAt = kMagic.size() + kCounts * sizeof(std::uint32_t);
constexpr std::size_t kHeader = kChecksumAt + sizeof(std::uint64_t);
constexpr std::size_t kLeafAlignment = 64;  // a cache line

constexpr std::size_t aligned(std::size_t at) { return (at + kLeafAlignment - 1) / kLeafAlignment * kLeafAlignment; }

std::uint64_t word_at(const std::uint8_t* from) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, sizeof word);
  return word;
}

// FNV-1a over words, in eight chains so that it keeps pace with the memory. Each step is a bijection of the state: no
// single changed word goes unseen. Against accidents, not against forgery.
std::uint64_t checksum(std::span<const std::uint8_t> bytes) {
  constexpr std::uint64_t kPrime = 0x100000001b3;
  constexpr std::size_t kChains = 8;
  std::array<std::uint64_t, kChains> chains{};
  for (std::size_t i = 0; i < kChains; ++i) chains[i] = 0xcbf29ce484222325 + i;
  constexpr std::size_t kBlock = kChains * sizeof(std::uint64_t);
  std::size_t at = 0;
  for (; at + kBlock <= bytes.size(); at += kBlock) {
    for (std::size_t i = 0; i < kChains; ++i) {
      chains[i] = (chains[i] ^ word_at(&bytes[at + i * sizeof(std::uint64_t)])) * kPrime;
    }
  }
  std::uint64_t sum = bytes.size();
  for (; at < bytes.size(); ++at) sum = (sum ^ bytes[at]) * kPrime;
  for (const std::uint64_t chain : chains) sum = (sum ^ (chain ^ chain >> 32U)) * kPrime;
  return sum;
}

std::uint64_t checksum_of_file(std::span<const std::uint8_t> bytes) {
  return checksum(bytes.first(kChecksumAt)) ^ checksum(bytes.subspan(kHeader));
}

// Takes tables off the front of bytes of which the length was checked before.
class Cursor {
 public:
  explicit Cursor(const std::uint8_t* at) : at_(at) {}

  template <class T>
  void take(T* to, std::size_t count) {
    std::memcpy(to, at_, count * sizeof(T));
    at_ += count * sizeof(T);
  }
  template <class T>
  std::vector<T> take(std::size_t count) {
    std::vector<T> table(count);
    take(table.data(), count);
    return table;
  }

 private:
  const std::uint8_t* at_;
};

// The same for writing.
class Pen {
 public:
  explicit Pen(std::uint8_t* at) : at_(at) {}

  template <class T>
  void put(const T* from, std::size_t count) {
    std::memcpy(at_, from, count * sizeof(T));
    at_ += count * sizeof(T);
  }

 private:
  std::uint8_t* at_;
};

std::size_t tables_size(const LandmarkModel& model, std::size_t cascades) {
  const std::size_t cascade = model.features * (sizeof(std::uint16_t) + sizeof(PixelOffset)) +
                              model.trees * model.splits_per_tree() * sizeof(LandmarkSplit);
  return LandmarkModel::kPoints * sizeof(PixelOffset) + cascades * cascade;
}

}  // namespace

bool is_compact_landmark_model(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= kMagic.size() && std::equal(kMagic.begin(), kMagic.end(), bytes.begin());
}

Result<LandmarkModel> read_compact_landmark_model(std::span<const std::uint8_t> bytes) {
  if (!is_compact_landmark_model(bytes) || bytes.size() < kHeader) {
    return Error{ErrorCode::malformed, "no whole header of a landmark model of enrolkit"};
  }
  std::array<std::uint32_t, kCounts> counts{};
  Cursor(&bytes[kMagic.size()]).take(counts.data(), counts.size());
  const auto [points, cascades, trees, depth, features, rest] = counts;
  if (points != LandmarkModel::kPoints || cascades < 1 || cascades > LandmarkLimits::kCascades || trees < 1 ||
      trees > LandmarkLimits::kTrees || depth < 1 || depth > LandmarkLimits::kDepth || features < 1 ||
      features > LandmarkLimits::kFeatures || rest != 0) {
    return Error{ErrorCode::malformed, "a count in its header is out of range"};
  }
  LandmarkModel model;
  model.trees = trees;
  model.depth = depth;
  model.features = features;
  const std::size_t leaves_at = aligned(kHeader + tables_size(model, cascades));
  const std::size_t expected = leaves_at + cascades * model.leaf_values() * sizeof(float);
  if (bytes.size() != expected) {
    return Error{ErrorCode::malformed,
                 "has " + std::to_string(bytes.size()) + " bytes, its header says " + std::to_string(expected)};
  }
  if (word_at(&bytes[kChecksumAt]) != checksum_of_file(bytes)) {
    return Error{ErrorCode::malformed, "its checksum does not fit its bytes"};
  }

  Cursor cursor(&bytes[kHeader]);
  model.mean_shape = cursor.take<PixelOffset>(points);
  model.cascades.resize(cascades);
  const auto* leaves = reinterpret_cast<const float*>(&bytes[leaves_at]);
  for (LandmarkCascade& cascade : model.cascades) {
    cascade.anchors = cursor.take<std::uint16_t>(features);
    cascade.offsets = cursor.take<PixelOffset>(features);
    cascade.splits = cursor.take<LandmarkSplit>(trees * model.splits_per_tree());
    cascade.leaves = leaves;
    leaves += model.leaf_values();
  }
  if (auto sound = check_landmark_model(model); !sound) return sound.error();
  return model;
}

std::vector<std::uint8_t> write_compact_landmark_model(const LandmarkModel& model) {
  const std::array<std::uint32_t, kCounts> counts = {LandmarkModel::kPoints,
                                                     static_cast<std::uint32_t>(model.cascades.size()),
                                                     model.trees,
                                                     model.depth,
                                                     model.features,
                                                     0};
  const std::size_t leaves_at = aligned(kHeader + tables_size(model, model.cascades.size()));
  std::vector<std::uint8_t> bytes(leaves_at + model.cascades.size() * model.leaf_values() * sizeof(float));
  Pen head(bytes.data());
  head.put(kMagic.data(), kMagic.size());
  head.put(counts.data(), counts.size());
  Pen tables(&bytes[kHeader]);
  tables.put(model.mean_shape.data(), model.mean_shape.size());
  Pen leaves(&bytes[leaves_at]);
  for (const LandmarkCascade& cascade : model.cascades) {
    tables.put(cascade.anchors.data(), cascade.anchors.size());
    tables.put(cascade.offsets.data(), cascade.offsets.size());
    tables.put(cascade.splits.data(), cascade.splits.size());
    leaves.put(cascade.leaves, model.leaf_values());
  }
  const std::uint64_t sum = checksum_of_file(bytes);
  std::memcpy(&bytes[kChecksumAt], &sum, sizeof sum);
  return bytes;
}

}  // namespace enrolkit::photo
