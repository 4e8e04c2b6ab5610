// SPDX-License-Identifier: Apache-2.0
// EF.DG2 (faces) and EF.DG3 (fingers), with records of ISO/IEC 19794:2005 (in 5F2E) or blocks of ISO/IEC 39794 (in
// 7F2E); ICAO Doc 9303-10 sections 4.5.6, 4.7.2 and 4.7.3. Reading follows `reading` (see chip.hpp, which also tells
// the errors); a face block whose enumerations are codes of the base standard departs from ICAO's profile: lenient
// reads it. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "enrolkit/bytes.hpp"
#include "enrolkit/chip.hpp"
#include "enrolkit/face_block.hpp"
#include "enrolkit/finger_block.hpp"
#include "enrolkit/records.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// The biometric header (BHT) of a biometric information template (BIT). Format owner (87) and format type (88) are not
// here: they follow from the record.
struct BiometricHeader {
  std::optional<std::uint16_t> version;  // 80: 0x0101
  std::optional<std::uint32_t> type;     // 81: 0x02 face, 0x08 finger
  std::optional<std::uint8_t> subtype;   // 82: 0 for a face; for a finger required, see finger_subtype
  std::string created;                   // 83: "yyyymmddhhmmss"; empty: absent
  std::string valid_from, valid_to;      // 85: "yyyymmdd" both, or both empty
  std::optional<std::uint32_t> creator;  // 86: product identifier, such as 0x00010001
  bool operator==(const BiometricHeader&) const = default;
};

// The usual ones: 81 and 82.
[[nodiscard]] BiometricHeader face_header();
[[nodiscard]] BiometricHeader finger_header(FingerPosition position);

// CBEFF sub-type of fingers 1 (right thumb) to 10 (left little): side bits and finger bits (section 4.7.3.2); 0 for an
// unknown one.
[[nodiscard]] std::uint8_t finger_subtype(FingerPosition position) noexcept;

// One template: its header and its record, of either generation.
struct FaceTemplate {
  std::optional<BiometricHeader> header;  // empty when writing: the usual one
  std::variant<FaceRecord, FaceBlock> record;
  bool operator==(const FaceTemplate&) const = default;
};
struct FingerImageTemplate {
  std::optional<BiometricHeader> header;
  std::variant<FingerImageRecord, FingerBlock> record;
  bool operator==(const FingerImageTemplate&) const = default;
};

// EF.DG2: 1 to 9 faces, the first of them for interoperability.
struct FaceGroup {
  std::vector<FaceTemplate> faces;
  bool operator==(const FaceGroup&) const = default;
};

// EF.DG3: up to 10 fingers, one in each template. A holder without prints has none, and 1 to 64 random bytes of
// `filler` that keep such files from being alike; filler beside fingers is passed over when it is read leniently, and
// refused when it is written.
struct FingerGroup {
  std::vector<FingerImageTemplate> fingers;
  Bytes filler;
  bool operator==(const FingerGroup&) const = default;
};

// Errors: invalid_argument (a wrong number, a header that contradicts its record, what the record's own encode refuses;
// the message names the template), too_large. Face blocks are written in form `extension` only.
[[nodiscard]] Result<Bytes> encode(const FaceGroup& group);
[[nodiscard]] Result<Bytes> encode(const FingerGroup& group);
[[nodiscard]] Result<FaceGroup> decode_face_group(BytesView file, const Reading& reading = {});
[[nodiscard]] Result<FingerGroup> decode_finger_group(BytesView file, const Reading& reading = {});

// What each record says of its image, for who compares it with the image itself. Views into the group.
struct RecordedImage {
  RecordGeneration generation = RecordGeneration::iso19794;
  std::string_view format;                     // "jpeg", "jpeg2000", "wsq", "png", "pgm", "raw", "packed", "unknown"
  std::optional<std::uint16_t> width, height;  // pixels; empty where the record does not say them
  BytesView bytes;
};
[[nodiscard]] std::vector<RecordedImage> recorded_images(const FaceGroup& group);
[[nodiscard]] std::vector<RecordedImage> recorded_images(const FingerGroup& group);
std::vector<RecordedImage> recorded_images(FaceGroup&& group) = delete;  // the views would outlive it
std::vector<RecordedImage> recorded_images(FingerGroup&& group) = delete;

// The same samples in either generation. With `iso39794` each image of a record becomes a template with a block of its
// own; what a block cannot carry is left out (see record_conversion.hpp, which tells it). Decoding reads both, blocks
// as records. Errors as above; unsupported (a compression that ISO/IEC 39794 does not know).
[[nodiscard]] Result<Bytes> encode_dg2(const std::vector<FaceRecord>& faces,
                                       RecordGeneration generation = RecordGeneration::iso19794);
[[nodiscard]] Result<std::vector<FaceRecord>> decode_dg2(BytesView file, const Reading& reading = {});

// One finger a record. An empty vector encodes the DG3 of a holder without prints, for which `filler` is needed; it is
// ignored otherwise.
[[nodiscard]] Result<Bytes> encode_dg3(const std::vector<FingerImageRecord>& fingers, BytesView filler = {},
                                       RecordGeneration generation = RecordGeneration::iso19794);
[[nodiscard]] Result<std::vector<FingerImageRecord>> decode_dg3(BytesView file, const Reading& reading = {});

}  // namespace enrolkit
#pragma GCC visibility pop
