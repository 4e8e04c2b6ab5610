// SPDX-License-Identifier: Apache-2.0
// What each representation begins with in the records of ISO/IEC 19794:2011, whatever it shows.
#pragma once

#include <cstddef>
#include <cstdint>

#include "encoders/records/big_endian.hpp"

namespace enrolkit::records {

inline constexpr std::size_t kQualityBlock = 5, kCertificationBlock = 3, kCaptureTime = 9;
inline constexpr std::uint8_t kBestScore = 100;  // above: the quality could not be computed

struct RepresentationHeader {
  std::uint16_t device_vendor = 0;
  std::uint16_t device_id = 0;
  std::uint8_t quality = 0;  // score of the first quality block; 0 without one
};

// Reads on behind the representation's length; ask in.ok() afterwards. Capture time, capture technology and
// certificates are passed over.
inline RepresentationHeader read_representation_header(BigEndianReader& in, bool certified) {
  RepresentationHeader header;
  in.bytes(kCaptureTime);
  in.u8();  // technology
  header.device_vendor = in.u16();
  header.device_id = in.u16();
  const std::size_t qualities = in.u8();
  for (std::size_t i = 0; i < qualities && in.ok(); ++i) {
    BigEndianReader block(in.bytes(kQualityBlock));
    const std::uint8_t score = block.u8();
    if (i == 0 && score <= kBestScore) header.quality = score;
  }
  if (certified) in.bytes(in.u8() * kCertificationBlock);
  return header;
}

}  // namespace enrolkit::records
