// SPDX-License-Identifier: Apache-2.0
// The biometric header template (BHT, A1) of a BIT: Doc 9303-10 sections 4.7.2.1 and 4.7.3.1, ISO/IEC 7816-11.
#pragma once

#include <cstdint>
#include <string_view>

#include "encoders/lds/der_writer.hpp"
#include "encoders/lds/file_review.hpp"
#include "encoders/lds/tlv.hpp"
#include "enrolkit/biometric_groups.hpp"

namespace enrolkit::lds {

// What a data group holds.
struct BiometricKind {
  ChipFile file;
  std::uint8_t type;                         // CBEFF biometric type
  std::uint8_t first_format, second_format;  // low byte of the format type
  int min_count, max_count;
  Tag block;  // of ISO/IEC 39794
  std::string_view section;
};
inline constexpr BiometricKind kFaces{ChipFile::dg2, 0x02, 0x08, 0x2A, 1, 9, 0x65, "Doc 9303-10 section 4.7.2"};
inline constexpr BiometricKind kFingers{ChipFile::dg3, 0x08, 0x07, 0x28, 0, 10, 0x64, "Doc 9303-10 section 4.7.3"};
inline constexpr BiometricKind kIrises{ChipFile::dg4, 0x10, 0x09, 0x2C, 0, 2, 0x66, "Doc 9303-10 section 4.7.4"};

// Departures are notes: the record says for itself what it is.
BiometricHeader read_biometric_header(TlvReader header, const BiometricKind& kind, RecordGeneration generation,
                                      FileReview& review);

// Refuses what contradicts the kind; `name` is the template's, for messages.
void write_biometric_header(DerWriter& der, const BiometricHeader& header, const BiometricKind& kind,
                            RecordGeneration generation, std::string_view name);

}  // namespace enrolkit::lds
