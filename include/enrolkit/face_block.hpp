// SPDX-License-Identifier: Apache-2.0
// Face image data blocks of ISO/IEC 39794-5, of the base standard and of ICAO's application profile for passports. What
// holds for all blocks is told in blocks.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "enrolkit/blocks.hpp"
#include "enrolkit/bytes.hpp"
#include "enrolkit/chip.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// Codes as the standard numbers them; flags are absent, false or true.
enum class FaceDataFormat : std::uint8_t { unknown, other, jpeg, jpeg2000_lossy, jpeg2000_lossless, png, pgm, ppm };
enum class FaceImageKind : std::uint8_t { mrtd, general_purpose };  // ICAO's profile knows mrtd only
enum class LossyAttempts : std::uint8_t { unknown, zero, one, more_than_one };
enum class BlockColourSpace : std::uint8_t { unknown, other, rgb24, rgb48, yuv422, grey8, grey16 };
enum class FaceDeviceTechnology : std::uint8_t {
  unknown,
  photo_unknown_source,
  photo_digital_camera,
  photo_scanner,
  video_unknown_source,
  video_analogue,
  video_digital
};
enum class BlockGender : std::uint8_t { unknown, other, male, female };  // unknown: base standard only
enum class BlockEyeColour : std::uint8_t {
  unknown,
  other,
  black,
  blue,
  brown,
  grey,
  green,
  hazel,
  multi_coloured,
  pink
};
enum class BlockHairColour : std::uint8_t {
  unknown,
  other,
  bald,
  black,
  blonde,
  brown,
  grey,
  white,
  red,
  known_coloured
};

struct PostProcessing {
  std::optional<bool> rotated, cropped, down_sampled, white_balance_adjusted, multiply_compressed, interpolated,
      contrast_stretched, pose_corrected, multi_view_image, age_progressed, super_resolution_processed, normalised;
  bool operator==(const PostProcessing&) const = default;
};

struct FaceImageSize {
  std::uint16_t width = 0, height = 0;  // pixels
  bool operator==(const FaceImageSize&) const = default;
};

struct FaceMeasurements {  // pixels
  std::optional<std::uint32_t> head_width, inter_eye_distance, eye_to_mouth_distance, head_length;
  bool operator==(const FaceMeasurements&) const = default;
};

struct ReferenceColour {
  std::optional<Bytes> definition, value;
  bool operator==(const ReferenceColour&) const = default;
};

struct ReferenceColourMapping {
  std::optional<Bytes> schema;
  std::vector<ReferenceColour> colours;
  bool operator==(const ReferenceColourMapping&) const = default;
};

struct FaceImageInformation {
  FaceDataFormat format = FaceDataFormat::jpeg2000_lossy;
  std::optional<FaceImageKind> kind;
  std::optional<PostProcessing> post_processing;
  std::optional<LossyAttempts> lossy_attempts;
  std::optional<std::uint16_t> camera_to_subject_distance;  // 0..50000 mm
  std::optional<std::uint16_t> sensor_diagonal;             // 0..2000
  std::optional<std::uint16_t> lens_focal_length;           // 0..2000
  std::optional<FaceImageSize> size;
  std::optional<FaceMeasurements> measurements;
  std::optional<BlockColourSpace> colour_space;
  std::optional<ReferenceColourMapping> reference_colours;
  bool operator==(const FaceImageInformation&) const = default;
};

struct FaceSpectrum {
  std::optional<bool> white_light, near_infrared, thermal;
  bool operator==(const FaceSpectrum&) const = default;
};

struct FaceDevice2D {
  std::optional<FaceSpectrum> spectrum;
  std::optional<FaceDeviceTechnology> technology;
  bool operator==(const FaceDevice2D&) const = default;
};

struct FaceDevice {
  std::optional<RegistryId> model;
  std::vector<RegistryId> certifications;
  bool operator==(const FaceDevice&) const = default;
};

struct FaceProperties {
  std::optional<bool> glasses, moustache, beard, teeth_visible, pupil_or_iris_not_visible, mouth_open, left_eye_patch,
      right_eye_patch, dark_glasses, biometric_absent, head_coverings;
  bool operator==(const FaceProperties&) const = default;
};

struct FaceExpression {
  std::optional<bool> neutral, smile, raised_eyebrows, looking_away, squinting, frowning;
  bool operator==(const FaceExpression&) const = default;
};

struct FaceAngle {
  std::int16_t degrees = 0;                 // -180..180
  std::optional<std::uint8_t> uncertainty;  // 0..180 degrees
  bool operator==(const FaceAngle&) const = default;
};

struct FacePose {
  std::optional<FaceAngle> yaw, pitch, roll;
  bool operator==(const FacePose&) const = default;
};

struct FaceIdentity {
  std::optional<BlockGender> gender;
  std::optional<BlockEyeColour> eye_colour;
  std::optional<BlockHairColour> hair_colour;
  std::optional<std::uint16_t> height;  // 1..65535 mm
  std::optional<FaceProperties> properties;
  std::optional<FaceExpression> expression;
  std::optional<FacePose> pose;
  bool operator==(const FaceIdentity&) const = default;
};

// Which catalogue a landmark's code is of: MPEG-4 feature points (0 = 2.1 to 87 = 12.4; eye centres 84 and 85), or
// anthropometric landmarks by name (0..60), point name (0..36) or point id (0..62).
enum class LandmarkCatalogue : std::uint8_t { mpeg4, name, point_name, point_id };
enum class LandmarkSpace : std::uint8_t { image, texture, space };  // x, y in pixels; u, v in pixels; x, y, z

struct LandmarkPlace {
  LandmarkSpace in = LandmarkSpace::image;
  std::uint32_t x = 0, y = 0;  // 0..65535, but in textures
  std::uint16_t z = 0;         // in space only
  bool operator==(const LandmarkPlace&) const = default;
};

struct FaceLandmark {
  LandmarkCatalogue catalogue = LandmarkCatalogue::mpeg4;
  std::uint8_t code = 0;
  std::optional<LandmarkPlace> place;
  bool operator==(const FaceLandmark&) const = default;
};

struct FaceRepresentation {
  std::uint64_t id = 0;
  Bytes image;
  FaceImageInformation information;
  std::optional<FaceDevice2D> device_2d;
  std::optional<BlockDateTime> captured;
  std::vector<ScoreBlock> quality;
  std::optional<PadBlock> pad;
  std::optional<std::uint64_t> session, derived_from;
  std::optional<FaceDevice> device;
  std::optional<FaceIdentity> identity;
  std::vector<FaceLandmark> landmarks;
  bool operator==(const FaceRepresentation&) const = default;
};

struct FaceBlock {
  EnumerationForm form = EnumerationForm::extension;
  BlockVersion version;
  std::vector<FaceRepresentation> representations;  // one, in form `extension`; at least one in form `base`
  bool operator==(const FaceBlock&) const = default;
};

// The block from its tag 65 on. Errors: invalid_argument, too_large (16 MB); truncated, malformed,
// unsupported (three-dimensional images, extension blocks that have no fallback).
[[nodiscard]] Result<Bytes> encode(const FaceBlock& block);
[[nodiscard]] Result<FaceBlock> decode_face_block(BytesView data, const Reading& reading = {});

}  // namespace enrolkit
#pragma GCC visibility pop
