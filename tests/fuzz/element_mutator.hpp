// SPDX-License-Identifier: Apache-2.0
// For inputs made of BER elements: half of the changes keep the lengths right (an element is left out, doubled, moved,
// emptied, its value changed, or taken from another input), the other half are libFuzzer's own. One file of a fuzzer
// includes it.
#pragma once

#include <algorithm>
#include <cstring>
#include <random>

#include "tests/element_tree.hpp"

// NOLINTBEGIN(readability-identifier-naming): libFuzzer's names
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace enrolkit::fuzz {

inline std::size_t copied(const Bytes& made, std::uint8_t* out, std::size_t max_size) {
  if (made.empty() || made.size() > max_size) return 0;
  std::memcpy(out, made.data(), made.size());
  return made.size();
}

// `changed` holds the new value.
inline void change_value(ElementNode& node, Bytes& changed, std::size_t max_size) {
  const std::size_t size = node.value.size();
  changed.assign(node.value.begin(), node.value.end());
  changed.resize(std::min(size + 16, std::max(size, max_size)));
  node.value = BytesView(changed).first(LLVMFuzzerMutate(changed.data(), size, changed.size()));
}

inline void change_one(std::vector<ElementNode>& nodes, std::minstd_rand& random, Bytes& changed,
                       std::size_t max_size) {
  const std::vector<ElementPlace> places = places_of(nodes);
  const ElementPlace place = places[random() % places.size()];
  std::vector<ElementNode>& list = *place.list;
  const auto at = list.begin() + static_cast<std::ptrdiff_t>(place.number);
  switch (random() % 6) {
    case 0:
      list.erase(at);
      return;
    case 1:
      list.insert(at, ElementNode(*at));
      return;
    case 2:
      std::swap(*at, list[random() % list.size()]);
      return;
    case 3:
      at->value = {};
      at->children.clear();
      return;
    default:
      if (!at->holds_others()) change_value(*at, changed, max_size);
  }
}

inline std::size_t mutate(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed) {
  std::minstd_rand random(seed);
  std::vector<ElementNode> nodes;
  if (random() % 2 == 0) nodes = element_tree({data, size});
  if (nodes.empty()) return LLVMFuzzerMutate(data, size, max_size);
  Bytes changed;
  change_one(nodes, random, changed, max_size);
  const std::size_t made = copied(bytes_of(nodes), data, max_size);
  return made > 0 ? made : LLVMFuzzerMutate(data, size, max_size);
}

inline std::size_t cross(BytesView into, BytesView from, std::uint8_t* out, std::size_t max_size, unsigned seed) {
  std::minstd_rand random(seed);
  std::vector<ElementNode> nodes = element_tree(into), others = element_tree(from);
  if (nodes.empty() || others.empty()) return 0;
  const std::vector<ElementPlace> places = places_of(nodes), donors = places_of(others);
  const ElementPlace place = places[random() % places.size()];
  ElementNode donor = donors[random() % donors.size()].node();
  const unsigned kind = random() % 3;
  if (kind == 0) {
    place.node() = std::move(donor);
  } else {
    place.list->insert(place.list->begin() + static_cast<std::ptrdiff_t>(place.number + (kind == 1 ? 1 : 0)), donor);
  }
  return copied(bytes_of(nodes), out, max_size);
}

}  // namespace enrolkit::fuzz

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  return enrolkit::fuzz::mutate(data, size, max_size, seed);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* data, std::size_t size, const std::uint8_t* other,
                                                 std::size_t other_size, std::uint8_t* out, std::size_t max_size,
                                                 unsigned seed) {
  return enrolkit::fuzz::cross({data, size}, {other, other_size}, out, max_size, seed);
}
// NOLINTEND(readability-identifier-naming)
