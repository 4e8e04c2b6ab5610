// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace enrolkit::codecs {

// The tag tree of ISO/IEC 15444-1 B.10.2: a grid of numbers, told bit by bit up to a threshold. Coder and decoder walk
// alike: a bit 0 raises the known lower bound, a bit 1 says that it is the value.
class TagTree {
 public:
  TagTree(std::size_t width, std::size_t height) {
    while (true) {
      levels_.push_back({width, nodes_.size()});
      nodes_.resize(nodes_.size() + width * height);
      if (width * height <= 1) break;
      width = (width + 1) / 2;
      height = (height + 1) / 2;
    }
  }

  // For coding: the values of all leaves, row by row; each parent has the smallest of its children.
  void set(const std::vector<int>& leaves) {
    for (Node& node : nodes_) node.value = kUnknown;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      const std::size_t x = i % levels_[0].width, y = i / levels_[0].width;
      for (std::size_t level = 0; level < levels_.size(); ++level) {
        int& value = at(level, x, y).value;
        value = std::min(value, leaves[i]);
      }
    }
  }

  // Tells whether the leaf is below `threshold`; `bit(node_is_below)` writes a bit, or reads and returns one: whether
  // the value is the lower bound that is known so far.
  template <class Bit>
  bool walk(std::size_t x, std::size_t y, int threshold, Bit bit) {
    int low = 0;
    for (std::size_t level = levels_.size(); level-- > 0;) {
      Node& node = at(level, x, y);
      node.low = std::max(node.low, low);
      while (node.low < threshold && !node.known) {
        if (bit(node.value == node.low)) {
          node.value = node.low;
          node.known = true;
        } else {
          ++node.low;
        }
      }
      low = node.low;
    }
    const Node& leaf = at(0, x, y);
    return leaf.known && leaf.low < threshold;
  }

 private:
  static constexpr int kUnknown = 1 << 20;
  struct Node {
    int value = kUnknown;
    int low = 0;
    bool known = false;
  };
  struct Level {
    std::size_t width = 0, first = 0;
  };
  Node& at(std::size_t level, std::size_t x, std::size_t y) {
    return nodes_[levels_[level].first + (y >> level) * levels_[level].width + (x >> level)];
  }

  std::vector<Level> levels_;
  std::vector<Node> nodes_;
};

}  // namespace enrolkit::codecs
