// SPDX-License-Identifier: Apache-2.0
// ISO/IEC 39794-4.
#include "enrolkit/finger_block.hpp"

#include <algorithm>

#include "encoders/records/block_codec.hpp"
#include "encoders/records/common_fields.hpp"

namespace enrolkit {
namespace records {
namespace {

constexpr std::string_view kName = "finger block", kRule = "ISO/IEC 39794-4";
constexpr std::int64_t kMaxPosition = 54, kMaxImpression = 42, kMaxTechnology = 22, kMaxReason = 6;

constexpr bool is_position(std::uint8_t code) {
  return code <= 10 || (code >= 13 && code <= 15) || (code >= 40 && code <= kMaxPosition);
}

constexpr bool is_impression(std::uint8_t code) {
  for (const int known : {0, 1, 4, 8, 24, 25, 28, 29, 41, 42}) {
    if (code == known) return true;
  }
  return false;
}

}  // namespace

template <class A>
void describe(A& a, typename A::template Ref<FingerDevice> device) {
  a.block(0, device.model, "the device model");
  a.enumeration(1, device.technology, kMaxTechnology, "the capture device technology");
  a.list(2, device.certifications, "a certification");
}

template <class A>
void describe(A& a, typename A::template Ref<SamplingRate> rate) {
  a.number(0, rate.samples, {1, 65535}, "the sampling rate");
  a.number(1, rate.unit, {0, 1}, "the unit of the sampling rate");
}

template <class A>
void describe(A& a, typename A::template Ref<SegmentCorner> corner) {
  a.number(0, corner.x, kUpTo65535, "x");
  a.number(1, corner.y, kUpTo65535, "y");
}

template <class A>
void describe(A& a, typename A::template Ref<FingerSegment> segment) {
  a.enumeration(0, segment.position, kMaxPosition, "the segment's position");
  a.list(1, segment.corners, "a corner of a segment");
  a.number(2, segment.orientation, {0, 255}, "the segment's orientation");
  a.list(3, segment.quality, "a quality block of a segment");
  if (a.chosen(4, segment.has_confidence)) {
    a.set(segment.has_confidence, true);
    score_or_error(a, 4, segment.confidence);
  }
}

template <class A>
void describe(A& a, typename A::template Ref<FingerSegmentation> block) {
  a.block(0, block.algorithm, "the segmentation algorithm");
  a.list(1, block.segments, "a segment");
}

template <class A>
void describe(A& a, typename A::template Ref<FingerAnnotation> block) {
  a.enumeration(0, block.position, kMaxPosition, "the annotated position");
  a.enumeration(1, block.reason, kMaxReason, "the reason of an annotation");
}

template <class A>
void describe(A& a, typename A::template Ref<FingerRepresentation> finger) {
  a.enumeration(0, finger.position, kMaxPosition, "the finger position");
  a.enumeration(1, finger.impression, kMaxImpression, "the impression");
  a.enumeration(2, finger.format, 4, "the image data format");
  a.octets(3, finger.image, "the image");
  a.block(4, finger.captured, "the capture time");
  a.block(5, finger.device, "the capture device");
  a.list(6, finger.quality, "a quality block");
  a.block(7, finger.sampling_rate, "the sampling rate");
  a.boolean(8, finger.position_computed, "position computed");
  a.number(9, finger.original_rotation, {0, 359}, "the original rotation");
  a.boolean(10, finger.rotated_to_vertical, "rotated to vertical");
  a.boolean(11, finger.lossily_compressed, "lossily compressed");
  a.list(12, finger.segmentation, "a segmentation");
  a.list(13, finger.annotations, "an annotation");
  a.block(14, finger.pad, "attack detection");
  a.text_list(15, finger.comments, "a comment");
  a.list(16, finger.vendor_data, "vendor data");
}

template <class A>
void describe(A& a, typename A::template Ref<FingerBlock> block) {
  a.block(0, block.version, "the version");
  a.list(1, block.representations, "a representation");
}

FingerBlock read_finger_block(lds::TlvReader& reader, lds::FileReview& review) {
  FingerBlock block;
  const lds::Element whole = reader.read(kFingerBlockTag, kName);
  if (review.failed()) return block;
  BlockReading reading{review, kRule, {}, false, 0};
  FieldReader fields(reader.inside(whole), kName, reading);
  describe(fields, block);
  fields.finish();
  if (!review.failed() && block.representations.empty()) {
    review.fail(ErrorCode::malformed, whole.offset, kRule, "finger block: it has no representation");
  }
  block.form = reading.form.value_or(EnumerationForm::base);
  return block;
}

void write_block(lds::DerWriter& der, const FingerBlock& block) {
  FieldWriter fields(der, block.form, kName);
  if (block.representations.empty()) fields.refuse("the number of representations", "is 0, expected at least 1");
  for (const FingerRepresentation& finger : block.representations) {
    if (!is_position(finger.position)) fields.refuse("the finger position", "is not one of the standard");
    if (!is_impression(finger.impression)) fields.refuse("the impression", "is not one of the standard");
    if (finger.image.empty()) fields.refuse("the image", "is empty");
    for (const FingerSegmentation& segmentation : finger.segmentation) {
      if (segmentation.segments.empty()) fields.refuse("the number of segments", "is 0, expected at least 1");
      for (const FingerSegment& segment : segmentation.segments) {
        if (segment.corners.size() < 2) fields.refuse("the number of corners", "of a segment is below 2");
      }
    }
  }
  der.constructed(kFingerBlockTag, [&] { describe(fields, block); });
}

}  // namespace records

Result<Bytes> encode(const FingerBlock& block) { return records::encode_block(block, records::kName); }

Result<FingerBlock> decode_finger_block(BytesView data, const Reading& reading) {
  return records::decode_block(data, records::read_finger_block, records::kName, reading);
}

}  // namespace enrolkit
