// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/biometric_group.hpp"

#include <algorithm>
#include <array>

namespace enrolkit::lds {
namespace {

constexpr std::string_view kHeaderRule = "Doc 9303-10 section 4.7.2, biometric header template";
constexpr Tag kBiometricType = 0x81, kBiometricSubtype = 0x82, kFormatOwner = 0x87, kFormatType = 0x88;
constexpr std::array<std::uint8_t, 2> kOwner = {0x01, 0x01};  // ISO/IEC JTC 1/SC 37

struct Kind {
  std::uint8_t type;                         // CBEFF biometric type
  std::uint8_t first_format, second_format;  // low byte of the format type
  int max_count;
  std::string_view section;
};

Kind kind_of(ChipFile which) {
  switch (which) {
    case ChipFile::dg3:
      return {0x08, 0x07, 0x28, kMaxFingers, "Doc 9303-10 section 4.7.3"};
    case ChipFile::dg4:
      return {0x10, 0x09, 0x2C, 2, "Doc 9303-10 section 4.7.4"};
    default:
      return {0x02, 0x08, 0x2A, kMaxFaces, "Doc 9303-10 section 4.7.2"};
  }
}

// Tag, smallest and largest length.
struct HeaderElement {
  Tag tag;
  std::size_t min_size, max_size;
};
constexpr std::array<HeaderElement, 8> kHeaderElements = {
    {{0x80, 2, 2}, {0x81, 1, 3}, {0x82, 1, 1}, {0x83, 7, 7}, {0x85, 8, 8}, {0x86, 4, 4}, {0x87, 2, 2}, {0x88, 2, 2}}};

bool is(BytesView value, std::initializer_list<std::uint8_t> expected) {
  return std::equal(value.begin(), value.end(), expected.begin(), expected.end());
}

void check_header_element(const Element& element, const Kind& kind, FileReview& review) {
  const auto* const known = std::find_if(kHeaderElements.begin(), kHeaderElements.end(),
                                         [&](const HeaderElement& header) { return header.tag == element.tag; });
  const std::string name = "element " + tag_text(element.tag);
  if (known == kHeaderElements.end()) return review.note(element.offset, kHeaderRule, name + " is not known");
  if (element.value.size() < known->min_size || element.value.size() > known->max_size) {
    review.note(element.offset, kHeaderRule, name + " has " + std::to_string(element.value.size()) + " bytes");
  } else if (element.tag == kBiometricType && element.value.back() != kind.type) {
    review.note(element.offset, kHeaderRule, "the biometric type is not that of this data group");
  } else if (element.tag == kFormatOwner && !is(element.value, {kOwner[0], kOwner[1]})) {
    review.note(element.offset, kHeaderRule, "the format owner is not 0101 (ISO/IEC JTC 1/SC 37)");
  }
}

void read_header(TlvReader header, const Kind& kind, BiometricTemplate& made, FileReview& review) {
  const std::size_t start = header.offset();
  bool owner = false;
  bool type = false;
  Tag previous = 0;
  while (!header.at_end()) {
    const Element element = header.read("an element of the biometric header");
    if (review.failed()) return;
    check_header_element(element, kind, review);
    if (element.tag <= previous) review.note(element.offset, kHeaderRule, "the elements are not in ascending order");
    previous = element.tag;
    if (element.tag == kBiometricSubtype && element.value.size() == 1) {
      made.subtype = element.value[0];
    }
    owner = owner || element.tag == kFormatOwner;
    type = type || element.tag == kFormatType;
    const std::uint8_t format = made.first_generation ? kind.first_format : kind.second_format;
    if (element.tag == kFormatType && !is(element.value, {0x00, format})) {
      review.note(element.offset, kHeaderRule, "the format type is not that of the record");
    }
  }
  if (!owner) review.note(start, kHeaderRule, "the format owner (87) is missing");
  if (!type) review.note(start, kHeaderRule, "the format type (88) is missing");
}

}  // namespace

std::vector<BiometricTemplate> read_biometric_group(ChipFile which, BytesView file, FileReview& review) {
  const Kind kind = kind_of(which);
  TlvReader content = open_chip_file(file, chip_file_tag(which), review);
  TlvReader group = content.enter(kGroupTemplate, "the group template");
  const std::size_t count_offset = group.offset();
  const int count = group.read_count(kInteger, "the number of biometric templates");
  if (!review.failed() && (count > kind.max_count || (count == 0 && which == ChipFile::dg2))) {
    review.fail(ErrorCode::malformed, count_offset, kind.section,
                std::to_string(count) + " biometric templates, expected " + (which == ChipFile::dg2 ? "1" : "0") +
                    " to " + std::to_string(kind.max_count));
  }
  std::vector<BiometricTemplate> templates;
  for (int i = 0; i < count && !review.failed(); ++i) {
    const std::string name = "biometric template " + std::to_string(i + 1);
    TlvReader fields = group.enter(kInformationTemplate, name);
    const Element header = fields.read(kHeaderTemplate, "the header of " + name);
    BiometricTemplate& made = templates.emplace_back();
    made.first_generation = !fields.next_is(kSecondGeneration);
    const Element record =
        fields.read(made.first_generation ? kFirstGeneration : kSecondGeneration, "the record of " + name);
    fields.finish(name);
    made.offset = record.value_offset();
    made.record = record.value;
    if (!review.failed()) read_header(fields.inside(header), kind, made, review);
  }
  group.finish("the group template");
  if (content.next_is(kFiller) && which != ChipFile::dg2) {
    const Element filler = content.read("the filler");
    if (count > 0) review.note(filler.offset, kind.section, "filler beside a group that is not empty");
  } else if (count == 0) {
    review.note(count_offset, kind.section, "an empty group without filler is the same on every chip");
  }
  content.finish("the file");
  return templates;
}

Bytes encode_biometric_group(ChipFile which, const std::vector<EncodedRecord>& records, BytesView filler) {
  const Kind kind = kind_of(which);
  Bytes group = der_integer(static_cast<std::uint32_t>(records.size()));
  for (const EncodedRecord& record : records) {
    const Bytes header =
        tlv(kHeaderTemplate, {tlv(kBiometricType, Bytes{kind.type}), tlv(kBiometricSubtype, Bytes{record.subtype}),
                              tlv(kFormatOwner, kOwner), tlv(kFormatType, Bytes{0x00, kind.first_format})});
    const Bytes information = tlv(kInformationTemplate, {header, tlv(kFirstGeneration, record.bytes)});
    group.insert(group.end(), information.begin(), information.end());
  }
  const Bytes rest = records.empty() ? tlv(kFiller, filler) : Bytes{};
  return tlv(chip_file_tag(which), {tlv(kGroupTemplate, group), rest});
}

}  // namespace enrolkit::lds
