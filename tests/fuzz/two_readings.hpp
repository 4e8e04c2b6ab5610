// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "enrolkit/chip.hpp"
#include "tests/fuzz/expect.hpp"

namespace enrolkit::fuzz {

// Reads strictly and leniently: what strict takes lenient takes alike, without a deviation; what can be written again
// is read as it was. Gives the lenient answer.
template <class Value>
Result<Value> read_twice(BytesView bytes, Result<Value> (*decode)(BytesView, const Reading&)) {
  std::vector<ChipDeviation> found;
  const Result<Value> strict = decode(bytes, Reading{});
  Result<Value> loose = decode(bytes, lenient(found));
  expect(!strict || (loose && *loose == *strict && found.empty()), "what is strictly right is read so by both");
  if (!loose) {
    expect(!loose.error().message.empty() && !found.empty(), "an error has a sentence and is the last deviation");
    return loose;
  }
  const auto written = encode(*loose);
  if (!written) {
    expect(!strict || !written.error().message.empty(), "an error has a sentence");
    return loose;
  }
  const Result<Value> again = decode(*written, Reading{});
  expect(again && *again == *loose, "what is written is read as it was");
  return loose;
}

}  // namespace enrolkit::fuzz
