// SPDX-License-Identifier: Apache-2.0
// The frame of EF.DG2, DG3 and DG4: a CBEFF group template (7F61) of biometric information templates (BIT, 7F60), each
// with a header and one record (Doc 9303-10 sections 4.5.6 and 4.7.2 to 4.7.4).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "encoders/lds/file_review.hpp"
#include "encoders/lds/tlv.hpp"
#include "enrolkit/chip.hpp"

namespace enrolkit::lds {

inline constexpr Tag kGroupTemplate = 0x7F61, kInformationTemplate = 0x7F60, kHeaderTemplate = 0xA1,
                     kFirstGeneration = 0x5F2E, kSecondGeneration = 0x7F2E, kFiller = 0x53;
inline constexpr int kMaxFaces = 9;     // Doc 9303-10 section 4.7.2
inline constexpr int kMaxFingers = 10;  // a person's

struct BiometricTemplate {
  std::optional<std::uint8_t> subtype;  // 00 for a face; which finger
  bool first_generation = true;         // ISO/IEC 19794 in 5F2E, else ISO/IEC 39794 in 7F2E
  std::size_t offset = 0;               // of the record in the file
  BytesView record;
};

// Reads the frame. The header's departures are notes: the record says for itself what it is.
std::vector<BiometricTemplate> read_biometric_group(ChipFile which, BytesView file, FileReview& review);

struct EncodedRecord {
  std::uint8_t subtype = 0;
  Bytes bytes;
};

// DG2 and DG3 of the first generation; `filler` goes beside an empty group.
[[nodiscard]] Bytes encode_biometric_group(ChipFile which, const std::vector<EncodedRecord>& records,
                                           BytesView filler = {});

// Fingers 1 (right thumb) to 10 (left little) as CBEFF sub-type: side bits and finger bits (section 4.7.3.2).
[[nodiscard]] constexpr std::uint8_t finger_subtype(int position) noexcept {
  const bool right = position <= 5;
  const int finger = right ? position : position - 5;  // 1 thumb to 5 little
  return static_cast<std::uint8_t>(finger << 2 | (right ? 1 : 2));
}

}  // namespace enrolkit::lds
