// SPDX-License-Identifier: Apache-2.0
// ISO/IEC 39794-5, and ICAO's application profile of it for passports (39794-5-AP).
#include "enrolkit/face_block.hpp"

#include "encoders/records/block_codec.hpp"
#include "encoders/records/common_fields.hpp"

namespace enrolkit {
namespace records {

constexpr std::string_view kName = "face block", kRule = "ISO/IEC 39794-5";

template <class A>
void describe(A& a, typename A::template Ref<PostProcessing> done) {
  a.boolean(0, done.rotated, "rotated");
  a.boolean(1, done.cropped, "cropped");
  a.boolean(2, done.down_sampled, "down-sampled");
  a.boolean(3, done.white_balance_adjusted, "white balance adjusted");
  a.boolean(4, done.multiply_compressed, "multiply compressed");
  a.boolean(5, done.interpolated, "interpolated");
  a.boolean(6, done.contrast_stretched, "contrast stretched");
  a.boolean(7, done.pose_corrected, "pose corrected");
  a.boolean(8, done.multi_view_image, "multi-view image");
  a.boolean(9, done.age_progressed, "age progressed");
  a.boolean(10, done.super_resolution_processed, "super-resolution processed");
  a.boolean(11, done.normalised, "normalised");
}

template <class A>
void describe(A& a, typename A::template Ref<FaceImageSize> size) {
  a.number(0, size.width, kUpTo65535, "the width");
  a.number(1, size.height, kUpTo65535, "the height");
}

template <class A>
void describe(A& a, typename A::template Ref<FaceMeasurements> face) {
  a.number(0, face.head_width, kOrMore, "the head width");
  a.number(1, face.inter_eye_distance, kOrMore, "the inter-eye distance");
  a.number(2, face.eye_to_mouth_distance, kOrMore, "the eye-to-mouth distance");
  a.number(3, face.head_length, kOrMore, "the head length");
}

template <class A>
void describe(A& a, typename A::template Ref<ReferenceColour> colour) {
  a.octets(0, colour.definition, "the reference colour definition");
  a.octets(1, colour.value, "the reference colour value");
}

template <class A>
void describe(A& a, typename A::template Ref<ReferenceColourMapping> mapping) {
  a.octets(0, mapping.schema, "the reference colour schema");
  a.list(1, mapping.colours, "a reference colour");
}

template <class A>
void describe(A& a, typename A::template Ref<FaceImageInformation> image) {
  a.plain_code(0, image.format, 7, "the image data format");
  a.enumeration(1, image.kind, 1, "the face image kind");
  a.block(2, image.post_processing, "the post-acquisition processing");
  a.enumeration(3, image.lossy_attempts, 3, "the lossy transformation attempts");
  a.number(4, image.camera_to_subject_distance, {0, 50000}, "the camera-to-subject distance");
  a.number(5, image.sensor_diagonal, {0, 2000}, "the sensor diagonal");
  a.number(6, image.lens_focal_length, {0, 2000}, "the focal length");
  a.block(7, image.size, "the image size");
  a.block(8, image.measurements, "the face measurements");
  a.enumeration(9, image.colour_space, 6, "the colour space");
  a.block(10, image.reference_colours, "the reference colour mapping");
}

template <class A>
void describe(A& a, typename A::template Ref<FaceSpectrum> spectrum) {
  a.boolean(0, spectrum.white_light, "white light");
  a.boolean(1, spectrum.near_infrared, "near infrared");
  a.boolean(2, spectrum.thermal, "thermal");
}

template <class A>
void describe(A& a, typename A::template Ref<FaceDevice2D> device) {
  a.block(0, device.spectrum, "the spectrum");
  a.enumeration(1, device.technology, 6, "the capture device technology");
}

template <class A>
void describe(A& a, typename A::template Ref<FaceDevice> device) {
  a.block(0, device.model, "the device model");
  a.list(1, device.certifications, "a certification");
}

template <class A>
void describe(A& a, typename A::template Ref<FaceProperties> face) {
  a.boolean(0, face.glasses, "glasses");
  a.boolean(1, face.moustache, "moustache");
  a.boolean(2, face.beard, "beard");
  a.boolean(3, face.teeth_visible, "teeth visible");
  a.boolean(4, face.pupil_or_iris_not_visible, "pupil or iris not visible");
  a.boolean(5, face.mouth_open, "mouth open");
  a.boolean(6, face.left_eye_patch, "left eye patch");
  a.boolean(7, face.right_eye_patch, "right eye patch");
  a.boolean(8, face.dark_glasses, "dark glasses");
  a.boolean(9, face.biometric_absent, "biometric absent");
  a.boolean(10, face.head_coverings, "head coverings");
}

template <class A>
void describe(A& a, typename A::template Ref<FaceExpression> face) {
  a.boolean(0, face.neutral, "neutral");
  a.boolean(1, face.smile, "smile");
  a.boolean(2, face.raised_eyebrows, "raised eyebrows");
  a.boolean(3, face.looking_away, "eyes looking away");
  a.boolean(4, face.squinting, "squinting");
  a.boolean(5, face.frowning, "frowning");
}

template <class A>
void describe(A& a, typename A::template Ref<FaceAngle> angle) {
  a.number(0, angle.degrees, {-180, 180}, "the angle");
  a.number(1, angle.uncertainty, {0, 180}, "the uncertainty of the angle");
}

template <class A>
void describe(A& a, typename A::template Ref<FacePose> pose) {
  a.block(0, pose.yaw, "the yaw");
  a.block(1, pose.pitch, "the pitch");
  a.block(2, pose.roll, "the roll");
}

template <class A>
void describe(A& a, typename A::template Ref<FaceIdentity> person) {
  a.enumeration(0, person.gender, 3, "the gender");
  a.enumeration(1, person.eye_colour, 9, "the eye colour");
  a.enumeration(2, person.hair_colour, 9, "the hair colour");
  a.number(3, person.height, {1, 65535}, "the subject height");
  a.block(4, person.properties, "the properties");
  a.block(5, person.expression, "the expression");
  a.block(6, person.pose, "the pose");
}

template <class A>
void landmark_kind(A& kind, typename A::template Ref<FaceLandmark> landmark) {
  constexpr std::string_view kAnthropometric = "the anthropometric landmark";
  if (kind.chosen(0, landmark.catalogue == LandmarkCatalogue::mpeg4)) {
    kind.set(landmark.catalogue, LandmarkCatalogue::mpeg4);
    return kind.enumeration(0, landmark.code, 87, "the MPEG-4 feature point");
  }
  kind.wrap(1, kAnthropometric, [&](A& choice) {
    choice.wrap(0, kAnthropometric, [&](A& base) {
      const auto try_one = [&](unsigned tag, LandmarkCatalogue catalogue, std::int64_t max, std::string_view name) {
        if (!base.chosen(tag, landmark.catalogue == catalogue)) return false;
        base.set(landmark.catalogue, catalogue);
        base.enumeration(tag, landmark.code, max, name);
        return true;
      };
      if (!try_one(0, LandmarkCatalogue::name, 60, "the landmark's name") &&
          !try_one(1, LandmarkCatalogue::point_name, 36, "the landmark's point name")) {
        base.set(landmark.catalogue, LandmarkCatalogue::point_id);
        base.enumeration(2, landmark.code, 62, "the landmark's point id");
      }
    });
  });
}

template <class A>
void describe(A& a, typename A::template Ref<LandmarkPlace> place) {
  a.wrap(0, "the coordinates", [&](A& base) {
    if (base.chosen(0, place.in == LandmarkSpace::image)) {
      base.set(place.in, LandmarkSpace::image);
      base.wrap(0, "the coordinates in the image", [&](A& point) {
        point.number(0, place.x, kUpTo65535, "x");
        point.number(1, place.y, kUpTo65535, "y");
      });
    } else if (base.chosen(1, place.in == LandmarkSpace::texture)) {
      base.set(place.in, LandmarkSpace::texture);
      base.wrap(1, "the coordinates in the texture", [&](A& point) {
        point.number(0, place.x, kOrMore, "u");
        point.number(1, place.y, kOrMore, "v");
      });
    } else {
      base.set(place.in, LandmarkSpace::space);
      base.wrap(2, "the coordinates in space", [&](A& point) {
        point.number(0, place.x, kUpTo65535, "x");
        point.number(1, place.y, kUpTo65535, "y");
        point.number(2, place.z, kUpTo65535, "z");
      });
    }
  });
}

template <class A>
void describe(A& a, typename A::template Ref<FaceLandmark> landmark) {
  a.wrap(0, "the kind of landmark",
         [&](A& choice) { choice.wrap(0, "the kind of landmark", [&](A& kind) { landmark_kind(kind, landmark); }); });
  a.block(1, landmark.place, "the coordinates");
}

template <class A>
void describe(A& a, typename A::template Ref<FaceRepresentation> face) {
  a.number(0, face.id, kOrMore, "the representation's identifier");
  a.wrap(1, "the image representation", [&](A& choice) {
    choice.wrap(0, "the image representation", [&](A& base) {
      base.wrap(0, "the two-dimensional image", [&](A& image) {
        image.octets(0, face.image, "the image");
        image.block(1, face.information, "the image information");
        image.block(2, face.device_2d, "the capture device");
      });
    });
  });
  a.block(2, face.captured, "the capture time");
  a.list(3, face.quality, "a quality block");
  a.block(4, face.pad, "attack detection");
  a.number(5, face.session, kOrMore, "the session");
  a.number(6, face.derived_from, kOrMore, "the representation that it is derived from");
  a.block(7, face.device, "the capture device");
  a.block(8, face.identity, "the identity");
  a.list(9, face.landmarks, "a landmark");
}

template <class A>
void describe(A& a, typename A::template Ref<FaceBlock> block) {
  a.block(0, block.version, "the version");
  a.list(1, block.representations, "a representation");
}

FaceBlock read_face_block(lds::TlvReader& reader, lds::FileReview& review) {
  FaceBlock block;
  const lds::Element whole = reader.read(kFaceBlockTag, kName);
  if (review.failed()) return block;
  BlockReading reading{review, kRule, {}, false, 0};
  FieldReader fields(reader.inside(whole), kName, reading);
  describe(fields, block);
  fields.finish();
  if (review.failed()) return block;
  if (block.representations.empty()) {
    review.fail(ErrorCode::malformed, whole.offset, kRule, "face block: it has no representation");
    return block;
  }
  block.form = reading.form.value_or(EnumerationForm::extension);
  return block;
}

void write_block(lds::DerWriter& der, const FaceBlock& block) {
  FieldWriter fields(der, block.form, kName);
  const std::size_t count = block.representations.size();
  if (count == 0) fields.refuse("the number of representations", "is 0, expected at least 1");
  if (block.form == EnumerationForm::extension) {
    if (count > 1) fields.refuse("the number of representations", "is " + std::to_string(count) + ", expected 1");
    for (const FaceRepresentation& face : block.representations) {
      if (face.identity && face.identity->gender == BlockGender::unknown) {
        fields.refuse("the gender", "is unknown, which ICAO's profile leaves out");
      }
      if (face.information.kind == FaceImageKind::general_purpose) {
        fields.refuse("the face image kind", "is general purpose, ICAO's profile knows that of passports only");
      }
    }
  }
  for (const FaceRepresentation& face : block.representations) {
    if (face.image.empty()) fields.refuse("the image", "is empty");
  }
  der.constructed(kFaceBlockTag, [&] { describe(fields, block); });
}

}  // namespace records

Result<Bytes> encode(const FaceBlock& block) { return records::encode_block(block, records::kName); }

Result<FaceBlock> decode_face_block(BytesView data, const Reading& reading) {
  return records::decode_block(data, records::read_face_block, records::kName, reading);
}

}  // namespace enrolkit
