// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/records.hpp"
#include "tests/fuzz/expect.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace enrolkit;
  auto record = decode_finger_minutiae_record({data, size});
  if (!record) {
    fuzz::expect(!record.error().message.empty(), "an error has a sentence");
    return 0;
  }
  fuzz::expect(!record->views.empty(), "a record has a view");
  for (const MinutiaeFormat format : {MinutiaeFormat::iso_2005, MinutiaeFormat::iso_2011}) {
    record->format = format;
    const auto written = encode(*record);
    if (!written) continue;
    const auto again = decode_finger_minutiae_record(*written);
    fuzz::expect(again.has_value(), "what is written can be read");
    fuzz::expect(encode(*again).value_or(Bytes()) == *written, "what is read is written as it was");
  }
  fuzz::expect(template_of_view(*record).width == record->width, "a template is as wide as its record");
  (void)minutiae_xyt(template_of_view(*record));
  return 0;
}
