// SPDX-License-Identifier: Apache-2.0
// The plain files of the chip: the first byte tells which.
#include "enrolkit/data_groups.hpp"
#include "enrolkit/holder_details.hpp"
#include "tests/fuzz/element_mutator.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace enrolkit;

// What strict reads, lenient reads the same and without deviations, and it is written as the same bytes again.
template <class Decode, class Encode>
void check(BytesView file, Decode decode, Encode encode) {
  const auto strict = decode(file, Reading{});
  std::vector<ChipDeviation> found;
  const auto read = decode(file, lenient(found));
  if (!strict) {
    fuzz::expect(!strict.error().message.empty(), "an error has a sentence");
    fuzz::expect(!found.empty(), "what strict refuses, lenient tells");
  } else {
    fuzz::expect(read.has_value() && *read == *strict && found.empty(), "both modes read a right file alike");
  }
  for (const ChipDeviation& deviation : found) fuzz::expect(deviation.offset <= file.size(), "a place in the file");
  if (!read) return;
  const auto written = encode(*read);
  if (!written) return;
  const auto again = decode(*written, Reading{});
  fuzz::expect(again.has_value(), "what is written is read strictly");
  const auto twice = encode(*again);
  fuzz::expect(twice.has_value() && *twice == *written, "what is written comes back as the same bytes");
}

template <class T>
Result<Bytes> encode_value(const T& value) {
  return encode(value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const BytesView file(data, size);
  switch (size == 0 ? 0 : data[0]) {
    case 0x61:
      check(file, decode_dg1, [](const std::string& mrz) { return encode_dg1(mrz); });
      break;
    case 0x65:
      check(file, decode_dg5, encode_dg5);
      break;
    case 0x67:
      check(file, decode_dg7, encode_dg7);
      break;
    case 0x6B:
      check(file, decode_dg11, encode_value<PersonalDetails>);
      break;
    case 0x6C:
      check(file, decode_dg12, encode_value<DocumentDetails>);
      break;
    case 0x6D:
      check(file, decode_dg13, [](const Bytes& content) { return encode_dg13(content); });
      break;
    case 0x6E:
      check(file, decode_dg14, encode_dg14);
      break;
    case 0x6F:
      check(file, decode_dg15, [](const Bytes& key) { return encode_dg15(key); });
      break;
    case 0x70:
      check(file, decode_dg16, encode_dg16);
      break;
    case 0x31:
      check(file, decode_card_access, encode_card_access);
      break;
    default:
      check(file, decode_common_data, encode_value<CommonData>);
  }
  return 0;
}
