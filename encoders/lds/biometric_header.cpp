// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/biometric_header.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace enrolkit {
namespace lds {
namespace {

constexpr std::string_view kRule = "Doc 9303-10 section 4.7.2, biometric header template";
constexpr Tag kVersion = 0x80, kType = 0x81, kSubtype = 0x82, kCreated = 0x83, kValidity = 0x85, kCreator = 0x86,
              kFormatOwner = 0x87, kFormatType = 0x88;
constexpr std::array<std::uint8_t, 2> kOwner = {0x01, 0x01};  // ISO/IEC JTC 1/SC 37
constexpr std::size_t kTimeDigits = 14, kDateDigits = 8;

struct HeaderElement {
  Tag tag;
  std::size_t min_size, max_size;
};
constexpr std::array<HeaderElement, 8> kElements = {{{kVersion, 2, 2},
                                                     {kType, 1, 3},
                                                     {kSubtype, 1, 1},
                                                     {kCreated, 7, 7},
                                                     {kValidity, 8, 8},
                                                     {kCreator, 4, 4},
                                                     {kFormatOwner, 2, 2},
                                                     {kFormatType, 2, 2}}};

std::uint8_t format_of(const BiometricKind& kind, RecordGeneration generation) {
  return generation == RecordGeneration::iso19794 ? kind.first_format : kind.second_format;
}

std::uint32_t big_endian(BytesView bytes) {
  std::uint32_t number = 0;
  for (const std::uint8_t byte : bytes) number = number << 8U | byte;
  return number;
}

// Binary coded decimals; empty when some digit is none.
std::string digits_of(BytesView bytes) {
  std::string digits;
  for (const std::uint8_t byte : bytes) {
    for (const int digit : {byte >> 4, byte & 15}) {
      if (digit > 9) return {};
      digits += static_cast<char>('0' + digit);
    }
  }
  return digits;
}

class HeaderReader {
 public:
  HeaderReader(const BiometricKind& kind, RecordGeneration generation, FileReview& review)
      : kind_(kind), format_(format_of(kind, generation)), review_(review) {}

  BiometricHeader read(TlvReader reader) {
    const std::size_t start = reader.offset();
    Tag previous = 0;
    while (!reader.at_end()) {
      const Element element = reader.read("an element of the biometric header");
      if (review_.failed()) break;
      if (element.tag <= previous) note(element, "the elements are not in ascending order");
      previous = element.tag;
      if (has_good_size(element)) take(element);
    }
    if (!owner_) review_.note(start, kRule, "the format owner (87) is missing");
    if (!type_) review_.note(start, kRule, "the format type (88) is missing");
    return std::move(header_);
  }

 private:
  void note(const Element& element, std::string text) { review_.note(element.offset, kRule, std::move(text)); }

  bool has_good_size(const Element& element) {
    for (const HeaderElement& known : kElements) {
      if (known.tag != element.tag) continue;
      if (element.value.size() >= known.min_size && element.value.size() <= known.max_size) return true;
      note(element, "element " + tag_text(element.tag) + " has " + std::to_string(element.value.size()) + " bytes");
      return false;
    }
    note(element, "element " + tag_text(element.tag) + " is not known");
    return false;
  }

  void take(const Element& element) {
    const std::uint32_t number = element.value.size() <= 4 ? big_endian(element.value) : 0;
    switch (element.tag) {
      case kVersion:
        header_.version = static_cast<std::uint16_t>(number);
        break;
      case kType:
        header_.type = number;
        if (element.value.back() != kind_.type) note(element, "the biometric type is not that of this data group");
        break;
      case kSubtype:
        header_.subtype = static_cast<std::uint8_t>(number);
        break;
      case kCreated:
        header_.created = decimal(element, element.value);
        break;
      case kValidity:
        header_.valid_from = decimal(element, element.value.first(4));
        header_.valid_to = decimal(element, element.value.last(4));
        break;
      case kCreator:
        header_.creator = number;
        break;
      case kFormatOwner:
        owner_ = true;
        if (number != big_endian(kOwner)) note(element, "the format owner is not 0101 (ISO/IEC JTC 1/SC 37)");
        break;
      default:
        type_ = true;
        if (number != format_) note(element, "the format type is not that of the record");
    }
  }

  std::string decimal(const Element& element, BytesView bytes) {
    std::string digits = digits_of(bytes);
    if (digits.empty()) note(element, "a date is not in binary coded decimals");
    return digits;
  }

  const BiometricKind& kind_;
  std::uint8_t format_;
  FileReview& review_;
  BiometricHeader header_;
  bool owner_ = false, type_ = false;
};

bool are_digits(std::string_view text, std::size_t count) {
  return text.size() == count && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void append_decimal(std::string_view digits, Bytes& out) {
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    out.push_back(static_cast<std::uint8_t>((digits[i] - '0') << 4 | (digits[i + 1] - '0')));
  }
}

// The first thing that is wrong with a header; empty: nothing.
std::string_view fault_of(const BiometricHeader& header, const BiometricKind& kind) {
  if (header.type && (*header.type > 0xFFFFFF || (*header.type & 0xFFU) != kind.type)) {
    return "the biometric type (81) is not that of this data group";
  }
  if (!header.created.empty() && !are_digits(header.created, kTimeDigits)) {
    return "the creation time (83) is not 14 digits";
  }
  if (header.valid_from.empty() && header.valid_to.empty()) return {};
  if (!are_digits(header.valid_from, kDateDigits) || !are_digits(header.valid_to, kDateDigits)) {
    return "the validity period (85) is not twice 8 digits";
  }
  return {};
}

void number(DerWriter& der, Tag tag, std::uint32_t value, std::size_t size) {
  der.appended(tag, size, [&](Bytes& out) {
    for (std::size_t left = size; left > 0; --left) out.push_back(static_cast<std::uint8_t>(value >> 8U * (left - 1)));
  });
}

}  // namespace

BiometricHeader read_biometric_header(TlvReader header, const BiometricKind& kind, RecordGeneration generation,
                                      FileReview& review) {
  return HeaderReader(kind, generation, review).read(header);
}

void write_biometric_header(DerWriter& der, const BiometricHeader& header, const BiometricKind& kind,
                            RecordGeneration generation, std::string_view name) {
  if (const std::string_view fault = fault_of(header, kind); !fault.empty()) {
    return der.refuse(Error{ErrorCode::invalid_argument, std::string(name) + ": " + std::string(fault)});
  }
  der.constructed(kContext1, [&] {
    if (header.version) number(der, kVersion, *header.version, 2);
    if (header.type) number(der, kType, *header.type, *header.type > 0xFFFF ? 3 : *header.type > 0xFF ? 2 : 1);
    if (header.subtype) number(der, kSubtype, *header.subtype, 1);
    if (!header.created.empty()) {
      der.appended(kCreated, kTimeDigits / 2, [&](Bytes& out) { append_decimal(header.created, out); });
    }
    if (!header.valid_from.empty()) {
      der.appended(kValidity, kDateDigits, [&](Bytes& out) {
        append_decimal(header.valid_from, out);
        append_decimal(header.valid_to, out);
      });
    }
    if (header.creator) number(der, kCreator, *header.creator, 4);
    der.primitive(kFormatOwner, kOwner);
    number(der, kFormatType, format_of(kind, generation), 2);
  });
}

}  // namespace lds

BiometricHeader face_header() {
  BiometricHeader header;
  header.type = lds::kFaces.type;
  header.subtype = 0;
  return header;
}

BiometricHeader finger_header(FingerPosition position) {
  BiometricHeader header;
  header.type = lds::kFingers.type;
  header.subtype = finger_subtype(position);
  return header;
}

std::uint8_t finger_subtype(FingerPosition position) noexcept {
  const int number = static_cast<int>(position);
  if (number < 1 || number > 10) return 0;
  const bool right = number <= 5;
  const int finger = right ? number : number - 5;  // 1 thumb to 5 little
  return static_cast<std::uint8_t>(finger << 2 | (right ? 1 : 2));
}

}  // namespace enrolkit
