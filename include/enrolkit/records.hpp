// SPDX-License-Identifier: Apache-2.0
// Biometric data blocks (ISO/IEC 19794 of 2005, for minutiae also of 2011, and ANSI INCITS 378): value types with
// encode and decode. Big-endian throughout. Encoding is strict: a value that the standard does not know is
// invalid_argument. Decoding checks every length and count, and keeps such values as they are. Images are carried, not
// looked into: in the field some are of another type than their record says (use detect_image_type). Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/bytes.hpp"
#include "enrolkit/finger.hpp"
#include "enrolkit/image.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// Which family of standards the records of a chip are written by. Both are read everywhere. ICAO Doc 9303-10 section
// 4.5.6: ISO/IEC 19794:2005 may be issued until 2029-12-31, ISO/IEC 39794 from 2026-01-01 on.
enum class RecordGeneration : std::uint8_t { iso19794, iso39794 };
[[nodiscard]] std::string_view record_generation_name(RecordGeneration generation) noexcept;  // "19794", "39794"
[[nodiscard]] Result<RecordGeneration> parse_record_generation(std::string_view name);  // errors: invalid_argument

// Facial images in a "FAC" record: ISO/IEC 19794-5:2005, and :2011, which is read only.
struct FaceFeaturePoint {
  std::uint8_t type = 1;  // 1 = MPEG-4 2D point
  std::uint8_t code = 0;  // major << 4 | minor: 0xC1 (12.1) left, 0xC2 (12.2) right eye centre of the person
  std::uint16_t x = 0;    // pixels
  std::uint16_t y = 0;
  bool operator==(const FaceFeaturePoint&) const = default;
};

enum class FaceImageFormat : std::uint8_t { jpeg = 0, jpeg2000 = 1 };

struct FaceImage {
  std::uint8_t gender = 0;  // 0 unspecified, 1 male, 2 female
  std::uint8_t eye_colour = 0;
  std::uint8_t hair_colour = 0;
  std::uint32_t properties = 0;  // 24 bits
  std::uint16_t expression = 0;  // 1 neutral
  std::uint8_t pose_yaw = 0, pose_pitch = 0, pose_roll = 0;
  std::uint8_t pose_yaw_uncertainty = 0, pose_pitch_uncertainty = 0, pose_roll_uncertainty = 0;
  std::vector<FaceFeaturePoint> feature_points;
  std::uint8_t image_type = 1;  // 0 basic, 1 full frontal, 2 token
  FaceImageFormat format = FaceImageFormat::jpeg2000;
  std::uint16_t width = 0;
  std::uint16_t height = 0;
  std::uint8_t colour_space = 1;  // 1 RGB24, 3 grey8
  std::uint8_t source_type = 2;   // 2 digital still camera, 3 scanner
  std::uint16_t device_type = 0;
  std::uint16_t quality = 0;
  Bytes image;
  bool operator==(const FaceImage&) const = default;
};

struct FaceRecord {
  std::vector<FaceImage> images;  // at least one
  bool operator==(const FaceRecord&) const = default;
};

[[nodiscard]] Result<Bytes> encode(const FaceRecord& record);         // errors: invalid_argument, too_large
[[nodiscard]] Result<FaceRecord> decode_face_record(BytesView data);  // errors: truncated, malformed, unsupported

// Finger images in a "FIR" record: ISO/IEC 19794-4:2005, and :2011, which is read only: its views are numbered as in
// 2005. In a passport: one finger a record.
enum class FingerImageFormat : std::uint8_t { raw = 0, packed = 1, wsq = 2, jpeg = 3, jpeg2000 = 4, png = 5 };

[[nodiscard]] std::string_view finger_image_format_name(FingerImageFormat format) noexcept;  // "wsq", "jpeg2000", ...

// A print as a finger image record carries it, in one grey component and in at most `max_bytes`: WSQ at bit rate 0.75
// or below, JPEG and JPEG 2000 at the best quality that fits, PNG and raw without loss. Errors: invalid_argument (no
// grey8, or a size that the format does not take), unsupported (packed), too_large (does not fit).
[[nodiscard]] Result<Bytes> encode_finger_image(ImageView print, FingerImageFormat format, std::size_t max_bytes,
                                                double ppi = 500);

struct FingerImage {
  FingerPosition position = FingerPosition::unknown;
  std::uint8_t view_count = 1;
  std::uint8_t view_number = 1;  // from 1
  std::uint8_t quality = 0;      // 0..100
  std::uint8_t impression = 0;   // 0 live plain, 1 live rolled, ...
  std::uint16_t width = 0;
  std::uint16_t height = 0;
  Bytes image;
  bool operator==(const FingerImage&) const = default;
};

struct FingerImageRecord {
  std::uint16_t edition = 2005;  // of the standard that it was read by; 2005 is what is written
  std::uint16_t device_id = 0;
  std::uint16_t acquisition_level = 31;  // 31 = 500 ppi
  std::uint8_t scale_units = 1;          // 1 pixels per inch, 2 per cm
  std::uint16_t scan_resolution_x = 500, scan_resolution_y = 500;
  std::uint16_t image_resolution_x = 500, image_resolution_y = 500;
  std::uint8_t depth = 8;
  FingerImageFormat format = FingerImageFormat::jpeg2000;
  std::vector<FingerImage> images;
  bool operator==(const FingerImageRecord&) const = default;
};

[[nodiscard]] Result<Bytes> encode(const FingerImageRecord& record);                 // errors: as for faces
[[nodiscard]] Result<FingerImageRecord> decode_finger_image_record(BytesView data);  // errors: as for faces

// Minutiae in an "FMR" record: ISO/IEC 19794-2 (record formats), and ANSI INCITS 378, which is read only.
enum class MinutiaeFormat : std::uint8_t { iso_2005, iso_2011, ansi_2004, ansi_2009 };
[[nodiscard]] std::string_view minutiae_format_name(MinutiaeFormat format) noexcept;  // "iso19794-2:2005", ...

struct FingerView {
  FingerPosition position = FingerPosition::unknown;
  std::uint8_t view_number = 0;  // from 0 for each finger
  std::uint8_t impression = 0;
  std::uint8_t quality = 0;       // 0..100
  std::vector<Minutia> minutiae;  // pixels; at most 255 are kept, best quality first
};

struct FingerMinutiaeRecord {
  MinutiaeFormat format = MinutiaeFormat::iso_2005;
  std::uint16_t device_vendor = 0;  // of IBIA's registry; 2011 only
  std::uint16_t device_id = 0;
  std::uint16_t width = 0;  // pixels
  std::uint16_t height = 0;
  std::uint16_t resolution_x = 197;  // pixels per cm; 197 = 500 ppi
  std::uint16_t resolution_y = 197;
  std::vector<FingerView> views;
};

// The record of one extracted template, ready to encode. `quality` is clamped to 0..100.
[[nodiscard]] FingerMinutiaeRecord minutiae_record(const FingerTemplate& finger, FingerPosition position, int quality);

// In the record's format. Positions are clamped to the image, angles rounded to 1/256 of a turn. Errors:
// invalid_argument, unsupported (ANSI INCITS 378).
[[nodiscard]] Result<Bytes> encode(const FingerMinutiaeRecord& record);

// Any of the four formats, told apart by version and lengths. Extended data (ridge counts, cores, deltas), capture
// times, certificates and bytes after the stated length are passed over. Errors: truncated, malformed, unsupported
// (another version, several fingers in one view, views of different sizes).
[[nodiscard]] Result<FingerMinutiaeRecord> decode_finger_minutiae_record(BytesView data);

// One view of a record, as a matcher takes it; without minutiae when there is no such view.
[[nodiscard]] FingerTemplate template_of_view(const FingerMinutiaeRecord& record, std::size_t view = 0);

// The text that NIST's software reads: a line "x y direction quality" a minutia, y from the bottom, direction in
// degrees and turned by half a circle.
[[nodiscard]] std::string minutiae_xyt(const FingerTemplate& finger);

}  // namespace enrolkit
#pragma GCC visibility pop
