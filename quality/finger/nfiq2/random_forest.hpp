// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "enrolkit/finger_measures.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::nfiq2 {

inline constexpr std::size_t kMaxForestBytes = 256U << 20U;  // several times NIST's
inline constexpr std::size_t kMaxTrees = 10000;              // a hundred times as many as NIST's has
inline constexpr int kMaxTreeDepth = 64;                     // OpenCV itself grows 25 levels at most

// Trees of yes-no questions that vote 0 or 1.
class RandomForest {
 public:
  // Reads what OpenCV writes: YAML with the node my_random_trees. Errors: malformed, unsupported, too_large.
  static Result<RandomForest> parse(std::string_view yaml);

  [[nodiscard]] std::size_t trees() const noexcept { return roots_.size(); }
  // How many trees vote 1.
  [[nodiscard]] std::size_t votes(const std::array<float, kFingerMeasures>& features) const;

 private:
  struct Node {
    std::int16_t feature = -1;  // -1: a leaf
    bool vote = false;
    float threshold = 0;       // at most: the first child, which is the next node
    std::uint32_t second = 0;  // index of the other child
  };
  friend class ForestReader;

  std::vector<Node> nodes_;
  std::vector<std::size_t> roots_;
};

}  // namespace enrolkit::nfiq2
