// SPDX-License-Identifier: Apache-2.0
// Damage done to good files: a decoder answers to all of it, and what it reads it can write and read again.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "enrolkit/chip.hpp"
#include "tests/element_tree.hpp"

namespace enrolkit {

// Reads strictly and leniently. What strict takes lenient takes, without a deviation; what either took and can be
// written is read strictly as it was. Gives the lenient answer.
template <class Value, class Decode>
Result<Value> read_both_ways(BytesView bytes, Decode decode) {
  std::vector<ChipDeviation> found;
  Result<Value> strict = decode(bytes, Reading{});
  Result<Value> loose = decode(bytes, lenient(found));
  if (strict) {
    EXPECT_TRUE(loose && *loose == *strict);
    EXPECT_TRUE(found.empty());
  }
  if (loose) {
    const auto written = encode(*loose);
    if (written) {
      const auto again = decode(*written, Reading{});
      EXPECT_TRUE(again && *again == *loose) << (again ? "another value" : again.error().message);
    }
  } else {
    EXPECT_FALSE(loose.error().message.empty());
    EXPECT_FALSE(found.empty());
  }
  return loose;
}

// Each byte of `good` in turn with one bit, and with all bits, turned over; but not those of [skip_from, skip_to),
// where an image stands.
template <class Decode>
void expect_answers_when_flipped(Bytes good, Decode decode, std::size_t skip_from = 0, std::size_t skip_to = 0) {
  ASSERT_TRUE(decode(BytesView(good)));
  for (std::size_t at = 0; at < good.size() && !testing::Test::HasFailure(); ++at) {
    if (at >= skip_from && at < skip_to) continue;
    for (const std::uint8_t mask : {0x01, 0x80, 0xFF}) {
      good[at] = static_cast<std::uint8_t>(good[at] ^ mask);
      (void)decode(BytesView(good));
      if (testing::Test::HasFailure()) FAIL() << "byte " << at << " turned over by " << int{mask};
      good[at] = static_cast<std::uint8_t>(good[at] ^ mask);
    }
  }
}

// Each element of `good` in turn left out, doubled, emptied and exchanged with the next, and each element of `other`
// beside it: all lengths are right.
template <class Decode>
void expect_answers_when_rearranged(BytesView good, BytesView other, Decode decode) {
  const std::vector<ElementNode> as_it_was = element_tree(good);
  std::vector<ElementNode> others = element_tree(other);
  ASSERT_EQ(bytes_of(as_it_was), Bytes(good.begin(), good.end()));
  ASSERT_FALSE(others.empty());
  std::vector<ElementNode> counted = as_it_was;
  const std::size_t count = places_of(counted).size();
  const auto try_it = [&](std::size_t number, const std::string& what, auto&& change) {
    std::vector<ElementNode> nodes = as_it_was;
    const ElementPlace place = places_of(nodes)[number];
    change(*place.list, place.list->begin() + static_cast<std::ptrdiff_t>(place.number));
    (void)decode(BytesView(bytes_of(nodes)));
    ASSERT_FALSE(testing::Test::HasFailure()) << "element " << number << " " << what;
  };
  const std::vector<ElementPlace> donors = places_of(others);
  for (std::size_t i = 0; i < count && !testing::Test::HasFailure(); ++i) {
    try_it(i, "left out", [](auto& list, auto at) { list.erase(at); });
    try_it(i, "doubled", [](auto& list, auto at) { list.insert(at, ElementNode(*at)); });
    try_it(i, "emptied", [](auto&, auto at) { *at = {at->tag, {}, {}}; });
    try_it(i, "exchanged", [](auto& list, auto at) { std::iter_swap(at, at + 1 == list.end() ? at : at + 1); });
    for (std::size_t donor = 0; donor < donors.size(); ++donor) {
      try_it(i, "followed by " + std::to_string(donor),
             [&](auto& list, auto at) { list.insert(at + 1, donors[donor].node()); });
    }
  }
}

}  // namespace enrolkit
