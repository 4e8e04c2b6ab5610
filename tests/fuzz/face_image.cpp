// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/records.hpp"
#include "tests/fuzz/expect.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace enrolkit;
  const auto record = decode_face_record({data, size});
  if (!record) {
    fuzz::expect(!record.error().message.empty(), "an error has a sentence");
    return 0;
  }
  fuzz::expect(!record->images.empty(), "a record has an image");
  const auto written = encode(*record);
  if (!written) return 0;
  const auto again = decode_face_record(*written);
  fuzz::expect(again.has_value() && *again == *record, "what is written is read as it was");
  return 0;
}
