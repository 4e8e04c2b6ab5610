// SPDX-License-Identifier: Apache-2.0
// Finger image data blocks of ISO/IEC 39794-4. What holds for all blocks is told in blocks.hpp. The standard has no
// field for width and height: the image says them.
//
// Source: ICAO has published no ASN.1 module for part 4, as it has for part 5, and the text of the standard was not at
// hand. Tags and types are those of ISO's sample block (sample-39794-4-ed-1-v1.der, which holds every element) with the
// names that JMRTD gives them; what is required and the ranges of numbers follow part 5 and ISO/IEC 39794-1. A block
// that uses this freedom in another way is read as far as it can be told.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "enrolkit/blocks.hpp"
#include "enrolkit/bytes.hpp"
#include "enrolkit/chip.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

enum class FingerDataFormat : std::uint8_t { pgm, wsq, jpeg2000_lossy, jpeg2000_lossless, png };
enum class SamplingUnit : std::uint8_t { inch, centimetre };

struct SamplingRate {
  std::uint16_t samples = 500;  // at least 1
  SamplingUnit unit = SamplingUnit::inch;
  bool operator==(const SamplingRate&) const = default;
};

struct FingerDevice {
  std::optional<RegistryId> model;
  std::optional<std::uint8_t>
      technology;  // 0 unknown, 1 other, 2 scanned ink on paper, 3 optical TIR bright field, ...
  std::vector<RegistryId> certifications;
  bool operator==(const FingerDevice&) const = default;
};

struct SegmentCorner {
  std::uint16_t x = 0, y = 0;  // pixels
  bool operator==(const SegmentCorner&) const = default;
};

struct FingerSegment {
  std::uint8_t position = 0;
  std::vector<SegmentCorner> corners;       // at least 2
  std::optional<std::uint8_t> orientation;  // in 1/256 of a turn
  std::vector<ScoreBlock> quality;
  bool has_confidence = false;
  std::optional<std::uint8_t> confidence;  // 0..100; empty beside has_confidence: could not be assessed
  bool operator==(const FingerSegment&) const = default;
};

struct FingerSegmentation {
  RegistryId algorithm;
  std::vector<FingerSegment> segments;  // at least one
  bool operator==(const FingerSegmentation&) const = default;
};

struct FingerAnnotation {
  std::uint8_t position = 0;
  std::uint8_t reason = 0;  // 0 unknown, 1 other, 2 amputated, 3 unable to print, 4 bandaged, 5 challenged, 6 diseased
  bool operator==(const FingerAnnotation&) const = default;
};

struct FingerRepresentation {
  std::uint8_t position = 0;    // 0 unknown, 1 right thumb .. 10 left little, 13, 14, 15 slaps, 40.. combinations
  std::uint8_t impression = 0;  // 0 plain contact, 1 rolled, 4 latent, 8 swipe, 24.. contactless, 28 other, 29 unknown
  FingerDataFormat format = FingerDataFormat::wsq;
  Bytes image;
  std::optional<BlockDateTime> captured;
  std::optional<FingerDevice> device;
  std::vector<ScoreBlock> quality;
  std::optional<SamplingRate> sampling_rate;
  std::optional<bool> position_computed;
  std::optional<std::uint16_t> original_rotation;  // 0..359 degrees
  std::optional<bool> rotated_to_vertical, lossily_compressed;
  std::vector<FingerSegmentation> segmentation;
  std::vector<FingerAnnotation> annotations;
  std::optional<PadBlock> pad;
  std::vector<std::string> comments;  // printable ASCII
  std::vector<ExtendedData> vendor_data;
  bool operator==(const FingerRepresentation&) const = default;
};

struct FingerBlock {
  EnumerationForm form = EnumerationForm::base;  // ICAO has published no profile of part 4
  BlockVersion version;
  std::vector<FingerRepresentation> representations;  // at least one; in a passport one
  bool operator==(const FingerBlock&) const = default;
};

// The block from its tag 64 on. Errors: as for face blocks.
[[nodiscard]] Result<Bytes> encode(const FingerBlock& block);
[[nodiscard]] Result<FingerBlock> decode_finger_block(BytesView data, const Reading& reading = {});

}  // namespace enrolkit
#pragma GCC visibility pop
