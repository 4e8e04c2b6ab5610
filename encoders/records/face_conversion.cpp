// SPDX-License-Identifier: Apache-2.0
// From ISO/IEC 19794-5:2005 to ISO/IEC 39794-5; the table is in record_conversion.hpp.
#include <array>
#include <optional>
#include <string>

#include "encoders/records/conversion_notes.hpp"
#include "encoders/records/face_codes.hpp"
#include "encoders/records/record_codec.hpp"
#include "enrolkit/record_conversion.hpp"

namespace enrolkit {
namespace {

using namespace records;

std::optional<BlockEyeColour> eye_colour(std::uint8_t code, ConversionNotes& notes) {
  if (code == 0) return std::nullopt;
  if (code < kEyeColours.size()) return kEyeColours[code];
  notes.add_if(code != kOtherCode, "eye_colour", "the code is not known and becomes 'other'");
  return BlockEyeColour::other;
}

std::optional<BlockHairColour> hair_colour(std::uint8_t code, ConversionNotes& notes) {
  if (code == 0) return std::nullopt;
  if (code < kHairColours.size()) return kHairColours[code];
  if (code == kGreenHair || code == kBlueHair) {
    notes.add("hair_colour", "green and blue hair are both 'known coloured'");
    return BlockHairColour::known_coloured;
  }
  notes.add_if(code != kOtherCode, "hair_colour", "the code is not known and becomes 'other'");
  return BlockHairColour::other;
}

std::optional<FaceProperties> properties(std::uint32_t mask, ConversionNotes& notes) {
  notes.add_if((mask & ~kKnownProperties) != 0, "properties", "reserved bits are not carried");
  if ((mask & kPropertiesSpecified) == 0) {
    notes.add_if((mask & kKnownProperties) != 0, "properties", "bits without the one that says there are any");
    return std::nullopt;
  }
  FaceProperties face;
  for (const PropertyBit& property : kPropertyBits) face.*property.flag = (mask & property.bit) != 0;
  return face;
}

std::optional<FaceExpression> expression(std::uint16_t code, ConversionNotes& notes) {
  if (code == 0) return std::nullopt;
  if (code >= kExpressions.size()) {
    notes.add("expression", code, " is not known");
    return std::nullopt;
  }
  notes.add_if(code == kOpenSmile, "expression", "a smile with open jaw is not told from one with closed jaw");
  FaceExpression face;
  face.*kExpressions[code] = true;
  return face;
}

std::optional<FaceAngle> angle(std::uint8_t code, std::uint8_t uncertainty, std::string_view field,
                               ConversionNotes& notes) {
  constexpr int kHalfTurn = 91;  // 180 degrees
  if (code == 0 || code > kMaxAngleCode) {
    notes.add_if(code != 0, field, "the code is none of an angle");
    notes.add_if(code == 0 && uncertainty != 0, field, "an uncertainty without an angle");
    return std::nullopt;
  }
  notes.add_if(code == kMaxAngleCode, field, "181 is another code for 0 degrees, which is 1");
  FaceAngle result;
  result.degrees = static_cast<std::int16_t>(code <= kHalfTurn ? (code - 1) * 2 : (code - kMaxAngleCode) * 2);
  if (uncertainty >= 1 && uncertainty <= kMaxAngleCode) result.uncertainty = static_cast<std::uint8_t>(uncertainty - 1);
  notes.add_if(uncertainty > kMaxAngleCode, field, "the code is none of an uncertainty");
  return result;
}

std::vector<FaceLandmark> landmarks(const std::vector<FaceFeaturePoint>& points, ConversionNotes& notes) {
  std::vector<FaceLandmark> marks;
  for (const FaceFeaturePoint& point : points) {
    const std::optional<std::uint8_t> code = landmark_code(point.code);
    if (point.type != kMpeg4Point || !code) {
      notes.add("feature_points", "a point of type ", point.type, " and code ", point.code,
                " is no MPEG-4 feature point");
      continue;
    }
    marks.push_back({LandmarkCatalogue::mpeg4, *code, LandmarkPlace{LandmarkSpace::image, point.x, point.y, 0}});
  }
  return marks;
}

std::optional<FaceImageKind> image_kind(std::uint8_t type, ConversionNotes& notes) {
  if (type == kBasicImage) return std::nullopt;
  notes.add_if(type != kFullFrontal, "image_type", "a token image becomes a full frontal one");
  return FaceImageKind::mrtd;
}

std::optional<FaceIdentity> identity(const FaceImage& face, ConversionNotes& notes) {
  FaceIdentity person;
  if (face.gender == 1) person.gender = BlockGender::male;
  if (face.gender == 2) person.gender = BlockGender::female;
  person.eye_colour = eye_colour(face.eye_colour, notes);
  person.hair_colour = hair_colour(face.hair_colour, notes);
  person.properties = properties(face.properties, notes);
  person.expression = expression(face.expression, notes);
  FacePose pose;
  pose.yaw = angle(face.pose_yaw, face.pose_yaw_uncertainty, "pose_yaw", notes);
  pose.pitch = angle(face.pose_pitch, face.pose_pitch_uncertainty, "pose_pitch", notes);
  pose.roll = angle(face.pose_roll, face.pose_roll_uncertainty, "pose_roll", notes);
  if (pose != FacePose{}) person.pose = pose;
  if (person == FaceIdentity{}) return std::nullopt;
  return person;
}

}  // namespace

Result<Converted<FaceBlock>> to_face_block(const FaceImage& face, const ConversionIds& ids) {
  if (const Status usable = check_face_image(face); !usable) return usable.error();
  Converted<FaceBlock> converted;
  ConversionNotes notes(converted.uncarried);
  FaceRepresentation& made = converted.record.representations.emplace_back();
  made.image = face.image;
  FaceImageInformation& image = made.information;
  image.format = face.format == FaceImageFormat::jpeg ? FaceDataFormat::jpeg : FaceDataFormat::jpeg2000_lossy;
  image.kind = image_kind(face.image_type, notes);
  image.size = FaceImageSize{face.width, face.height};
  if (face.colour_space != 0) image.colour_space = kColourSpaces[face.colour_space];
  if (face.source_type != 0) {
    const auto technology = face.source_type == kUnknownSource ? FaceDeviceTechnology::unknown
                                                               : static_cast<FaceDeviceTechnology>(face.source_type);
    made.device_2d = FaceDevice2D{{}, technology};
  }
  made.quality = quality_blocks(face.quality, ids, notes);
  if (const auto model = device_model(face.device_type, ids)) made.device = FaceDevice{model, {}};
  made.identity = identity(face, notes);
  made.landmarks = landmarks(face.feature_points, notes);
  return converted;
}

}  // namespace enrolkit
