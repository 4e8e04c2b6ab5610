// SPDX-License-Identifier: Apache-2.0
// A file of BER elements as a tree, for damage that keeps all the lengths right, which flipped bytes hardly ever do.
// Reads on its own, so that what it makes does not depend on the reader that it tests.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "enrolkit/bytes.hpp"

namespace enrolkit {

struct ElementNode {  // views into the file
  BytesView tag;
  BytesView value;                    // where it holds no others
  std::vector<ElementNode> children;  // where it does

  [[nodiscard]] bool holds_others() const { return !tag.empty() && (tag[0] & 0x20U) != 0; }
};

namespace element_tree_detail {

constexpr int kMaxDepth = 24;

// Takes one element off `rest`. False: there is none with a definite length that fits.
inline bool take_element(BytesView& rest, ElementNode& node, int depth);

inline bool take_all(BytesView rest, std::vector<ElementNode>& nodes, int depth) {
  while (!rest.empty()) {
    if (!take_element(rest, nodes.emplace_back(), depth)) return false;
  }
  return true;
}

inline bool take_element(BytesView& rest, ElementNode& node, int depth) {
  std::size_t at = 1;
  if (rest.empty() || depth > kMaxDepth) return false;
  if ((rest[0] & 0x1FU) == 0x1F) {
    do {
      if (at == rest.size()) return false;
    } while ((rest[at++] & 0x80U) != 0);
  }
  node.tag = rest.first(at);
  if (at == rest.size()) return false;
  std::size_t length = rest[at++];
  if (length >= 0x80) {
    const std::size_t count = length & 0x7FU;
    if (count == 0 || count > 3 || rest.size() - at < count) return false;
    length = 0;
    for (std::size_t i = 0; i < count; ++i) length = length << 8U | rest[at++];
  }
  if (length > rest.size() - at) return false;
  const BytesView value = rest.subspan(at, length);
  rest = rest.subspan(at + length);
  if (node.holds_others()) return take_all(value, node.children, depth + 1);
  node.value = value;
  return true;
}

}  // namespace element_tree_detail

// Empty where the bytes are no elements from end to end. `file` must outlive it.
inline std::vector<ElementNode> element_tree(BytesView file) {
  std::vector<ElementNode> nodes;
  if (!element_tree_detail::take_all(file, nodes, 0)) nodes.clear();
  return nodes;
}

inline std::size_t length_bytes(std::size_t length) {
  return length < 0x80 ? 1 : length < 0x100 ? 2 : length < 0x10000 ? 3 : 4;
}

inline std::size_t value_size(const ElementNode& node) {
  std::size_t size = node.value.size();
  for (const ElementNode& child : node.children) {
    const std::size_t inner = value_size(child);
    size += child.tag.size() + length_bytes(inner) + inner;
  }
  return size;
}

inline void append_elements(const std::vector<ElementNode>& nodes, Bytes& out) {
  for (const ElementNode& node : nodes) {
    const std::size_t length = value_size(node);
    out.insert(out.end(), node.tag.begin(), node.tag.end());
    const std::size_t bytes = length_bytes(length);
    if (bytes > 1) out.push_back(static_cast<std::uint8_t>(0x80U | (bytes - 1)));
    for (std::size_t left = std::max<std::size_t>(bytes - 1, 1); left > 0; --left) {
      out.push_back(static_cast<std::uint8_t>(length >> 8U * (left - 1)));
    }
    out.insert(out.end(), node.value.begin(), node.value.end());
    append_elements(node.children, out);
  }
}

inline Bytes bytes_of(const std::vector<ElementNode>& nodes) {
  Bytes out;
  std::size_t size = 0;
  for (const ElementNode& node : nodes) size += node.tag.size() + 4 + value_size(node);
  out.reserve(size);
  append_elements(nodes, out);
  return out;
}

// An element's place: the list it stands in and its number there.
struct ElementPlace {
  std::vector<ElementNode>* list;
  std::size_t number;

  [[nodiscard]] ElementNode& node() const { return (*list)[number]; }
};

inline void find_places(std::vector<ElementNode>& nodes, std::vector<ElementPlace>& places) {
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    places.push_back({&nodes, i});
    find_places(nodes[i].children, places);
  }
}

inline std::vector<ElementPlace> places_of(std::vector<ElementNode>& nodes) {
  std::vector<ElementPlace> places;
  find_places(nodes, places);
  return places;
}

}  // namespace enrolkit
