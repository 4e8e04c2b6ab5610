// SPDX-License-Identifier: Apache-2.0
// Damage done to good files: a decoder answers to all of it, and what it reads it can write and read again.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "enrolkit/chip.hpp"

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

}  // namespace enrolkit
