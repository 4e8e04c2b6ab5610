// SPDX-License-Identifier: Apache-2.0
// From ISO/IEC 39794-5 to ISO/IEC 19794-5:2005; the table is in record_conversion.hpp.
#include <algorithm>
#include <utility>

#include "encoders/records/block_codec.hpp"
#include "encoders/records/conversion_notes.hpp"
#include "encoders/records/face_codes.hpp"
#include "encoders/records/image_extent.hpp"
#include "enrolkit/record_conversion.hpp"

namespace enrolkit {
namespace {

using namespace records;

// The place of `value` behind the first of `codes`; `other` when it has none.
template <class Codes, class Value>
std::uint8_t code_of(const Codes& codes, const std::optional<Value>& value, std::uint8_t other) {
  if (!value) return 0;
  const auto* const found = std::find(codes.begin(), codes.end(), *value);
  return found == codes.end() ? other : static_cast<std::uint8_t>(found - codes.begin());
}

std::uint8_t gender(const std::optional<BlockGender>& gender, ConversionNotes& notes) {
  if (gender == BlockGender::male) return 1;
  if (gender == BlockGender::female) return 2;
  notes.add_if(gender.has_value(), "gender", "only male and female are told from unspecified");
  return 0;
}

std::uint32_t properties(const std::optional<FaceProperties>& face, ConversionNotes& notes) {
  if (!face) return 0;
  std::uint32_t mask = kPropertiesSpecified;
  bool all = true;
  for (const PropertyBit& property : kPropertyBits) {
    const std::optional<bool>& flag = *face.*property.flag;
    all = all && flag.has_value();
    if (flag.value_or(false)) mask |= property.bit;
  }
  notes.add_if(!all, "properties", "a property that is not stated becomes 'no'");
  notes.has_no_place(face->head_coverings.has_value(), "head_coverings");
  return mask;
}

std::uint16_t expression(const std::optional<FaceExpression>& face, ConversionNotes& notes) {
  if (!face) return 0;
  std::uint16_t code = 0;
  int count = 0;
  for (std::size_t i = kExpressions.size() - 1; i > 0; --i) {
    if (i == kOpenSmile || !(*face.*kExpressions[i]).value_or(false)) continue;
    code = static_cast<std::uint16_t>(i);
    ++count;
  }
  notes.add_if(count > 1, "expression", "a record has one expression, the first is kept");
  notes.add_if(count == 0, "expression", "a record cannot deny an expression");
  return code;
}

struct AngleCodes {
  std::uint8_t angle = 0, uncertainty = 0;
};

AngleCodes angle(const std::optional<FaceAngle>& from, std::string_view field, ConversionNotes& notes) {
  AngleCodes codes;
  if (!from) return codes;
  const int degrees = from->degrees;
  if (degrees < -180 || degrees > 180) {
    notes.add(field, "the angle is beyond 180 degrees");
    return codes;
  }
  notes.add_if(degrees % 2 != 0, field, "angles are told in steps of 2 degrees");
  codes.angle = static_cast<std::uint8_t>(
      degrees <= -180 || degrees >= -1 ? std::abs(degrees == -1 ? 0 : degrees) / 2 + 1 : kMaxAngleCode + degrees / 2);
  if (from->uncertainty) {
    notes.add_if(*from->uncertainty > 180, field, "the uncertainty is beyond 180 degrees");
    codes.uncertainty = static_cast<std::uint8_t>(std::min<int>(*from->uncertainty, 180) + 1);
  }
  return codes;
}

std::vector<FaceFeaturePoint> feature_points(const std::vector<FaceLandmark>& marks, ConversionNotes& notes) {
  std::vector<FaceFeaturePoint> points;
  points.reserve(marks.size());
  for (const FaceLandmark& mark : marks) {
    const auto code = feature_point_code(mark.code);
    if (mark.catalogue != LandmarkCatalogue::mpeg4 || !code) {
      notes.add("landmarks", "landmark ", mark.code, " is no MPEG-4 feature point");
    } else if (!mark.place || mark.place->in != LandmarkSpace::image) {
      notes.add("landmarks", "landmark ", mark.code, " has no place in the image");
    } else {
      points.push_back(
          {kMpeg4Point, *code, static_cast<std::uint16_t>(mark.place->x), static_cast<std::uint16_t>(mark.place->y)});
    }
  }
  return points;
}

void convert_identity(const FaceIdentity& person, FaceImage& face, ConversionNotes& notes) {
  face.gender = gender(person.gender, notes);
  face.eye_colour = code_of(kEyeColours, person.eye_colour, kOtherCode);
  notes.add_if(person.eye_colour == BlockEyeColour::hazel, "eye_colour", "hazel becomes 'other'");
  face.hair_colour = code_of(kHairColours, person.hair_colour, kOtherCode);
  notes.add_if(person.hair_colour == BlockHairColour::known_coloured, "hair_colour", "a colour that is not told");
  notes.add_if(person.eye_colour == BlockEyeColour::unknown || person.hair_colour == BlockHairColour::unknown,
               "colours", "unknown is not told from unspecified");
  notes.has_no_place(person.height.has_value(), "height");
  face.properties = properties(person.properties, notes);
  face.expression = expression(person.expression, notes);
  if (!person.pose) return;
  const AngleCodes yaw = angle(person.pose->yaw, "yaw", notes);
  const AngleCodes pitch = angle(person.pose->pitch, "pitch", notes);
  const AngleCodes roll = angle(person.pose->roll, "roll", notes);
  face.pose_yaw = yaw.angle;
  face.pose_pitch = pitch.angle;
  face.pose_roll = roll.angle;
  face.pose_yaw_uncertainty = yaw.uncertainty;
  face.pose_pitch_uncertainty = pitch.uncertainty;
  face.pose_roll_uncertainty = roll.uncertainty;
}

void convert_information(const FaceImageInformation& image, FaceImage& face, ConversionNotes& notes) {
  notes.add_if(image.format == FaceDataFormat::jpeg2000_lossless, "format", "lossless is not told from lossy");
  face.image_type = image.kind == FaceImageKind::mrtd ? kFullFrontal : kBasicImage;
  notes.add_if(image.kind == FaceImageKind::general_purpose, "kind", "general purpose becomes a basic image");
  constexpr std::uint8_t kOther = 4;
  face.colour_space = code_of(kColourSpaces, image.colour_space, kOther);
  notes.add_if(image.colour_space == BlockColourSpace::rgb48 || image.colour_space == BlockColourSpace::grey16,
               "colour_space", "16 bits a sample become 'other'");
  notes.add_if(image.colour_space == BlockColourSpace::unknown, "colour_space", "unknown is not told from unspecified");
  notes.has_no_place(image.post_processing.has_value(), "post_processing");
  notes.has_no_place(image.lossy_attempts.has_value(), "lossy_attempts");
  notes.has_no_place(image.camera_to_subject_distance.has_value(), "camera_to_subject_distance");
  notes.has_no_place(image.sensor_diagonal.has_value(), "sensor_diagonal");
  notes.has_no_place(image.lens_focal_length.has_value(), "lens_focal_length");
  notes.has_no_place(image.measurements.has_value(), "measurements");
  notes.has_no_place(image.reference_colours.has_value(), "reference_colours");
}

// The block may leave its size to the image.
void convert_size(const FaceImageInformation& image, FaceImage& face, ConversionNotes& notes) {
  if (image.size) {
    face.width = image.size->width;
    face.height = image.size->height;
    return;
  }
  const auto extent = image_extent(face.image);
  notes.add_if(!extent, "size", "neither block nor image tells width and height");
  if (!extent) return;
  face.width = extent->width;
  face.height = extent->height;
}

std::uint8_t source_type(const std::optional<FaceDevice2D>& device, ConversionNotes& notes) {
  if (!device) return 0;
  notes.has_no_place(device->spectrum.has_value(), "spectrum");
  if (!device->technology) return 0;
  const auto code = static_cast<std::uint8_t>(*device->technology);
  return code == 0 || code >= kUnknownSource ? kUnknownSource : code;
}

Result<FaceImage> convert(const FaceRepresentation& made, Bytes image, const ConversionIds& ids,
                          ConversionNotes& notes) {
  const FaceDataFormat format = made.information.format;
  if (format != FaceDataFormat::jpeg && format != FaceDataFormat::jpeg2000_lossy &&
      format != FaceDataFormat::jpeg2000_lossless) {
    return Error{ErrorCode::unsupported, "face block: a face record holds JPEG or JPEG 2000 only"};
  }
  FaceImage face;
  face.format = format == FaceDataFormat::jpeg ? FaceImageFormat::jpeg : FaceImageFormat::jpeg2000;
  face.image = std::move(image);
  convert_information(made.information, face, notes);
  convert_size(made.information, face, notes);
  face.source_type = source_type(made.device_2d, notes);
  face.quality = quality_of(made.quality, ids, notes);
  face.device_type = made.device ? device_of(made.device->model, ids, notes) : std::uint16_t{0};
  if (made.identity) convert_identity(*made.identity, face, notes);
  face.feature_points = feature_points(made.landmarks, notes);
  notes.has_no_place(made.id != 0, "id");
  notes.has_no_place(made.captured.has_value(), "captured");
  notes.has_no_place(made.pad.has_value(), "pad");
  notes.has_no_place(made.session.has_value(), "session");
  notes.has_no_place(made.derived_from.has_value(), "derived_from");
  notes.has_no_place(made.device && !made.device->certifications.empty(), "certifications");
  return face;
}

}  // namespace

Result<Converted<FaceRecord>> to_face_record(const FaceBlock& block, const ConversionIds& ids) {
  Converted<FaceRecord> converted;
  ConversionNotes notes(converted.uncarried);
  for (const FaceRepresentation& made : block.representations) {
    auto face = convert(made, made.image, ids, notes);
    if (!face) return face.error();
    converted.record.images.push_back(*std::move(face));
  }
  return converted;
}

Result<FaceRecord> records::into_face_record(FaceBlock&& block) {
  FaceRecord record;
  record.images.reserve(block.representations.size());
  ConversionNotes notes;
  for (FaceRepresentation& made : block.representations) {
    auto face = convert(made, std::move(made.image), {}, notes);
    if (!face) return face.error();
    record.images.push_back(*std::move(face));
  }
  return record;
}

}  // namespace enrolkit
