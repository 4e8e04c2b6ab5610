// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/tree/value_text.hpp"

#include <algorithm>
#include <charconv>

#include "encoders/lds/text_value.hpp"
#include "enrolkit/chip.hpp"
#include "enrolkit/image_codec.hpp"

namespace enrolkit::lds::tree {
namespace {

constexpr std::size_t kMaxText = 1200;  // the longest text of the data groups has 999 bytes
constexpr std::string_view kHexDigits = "0123456789ABCDEF";

std::string hex(BytesView value) {
  std::string text;
  for (const std::uint8_t byte : value) {
    text += kHexDigits[byte >> 4];
    text += kHexDigits[byte & 15];
  }
  return text;
}

// Printable as it stands; control characters, and in what is no UTF-8 all but ASCII, as \x1F.
std::string printable(BytesView value) {
  const bool cut = value.size() > kMaxText;
  if (cut) value = value.first(kMaxText);
  while (cut && !value.empty() && (value.back() & 0xC0) == 0x80) value = value.first(value.size() - 1);
  if (cut && !value.empty() && value.back() >= 0xC0) value = value.first(value.size() - 1);
  const bool utf8 = is_utf8(value);
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const std::uint8_t byte = value[i];
    const bool c1_control = byte == 0xC2 && i + 1 < value.size() && value[i + 1] < 0xA0;
    if (byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !utf8) || c1_control) {
      text += "\\x";
      text += kHexDigits[byte >> 4];
      text += kHexDigits[byte & 15];
      if (c1_control) text += "\\x" + hex(value.subspan(++i, 1));
    } else {
      text += static_cast<char>(byte);
    }
  }
  return cut ? text + "..." : text;
}

std::uint64_t unsigned_number(BytesView value) {
  std::uint64_t number = 0;
  for (const std::uint8_t byte : value) number = number << 8 | byte;
  return number;
}

std::string number_text(BytesView value, bool is_signed) {
  if (value.empty() || value.size() > 8) return {};
  std::uint64_t number = unsigned_number(value);
  if (!is_signed || value[0] < 0x80) return std::to_string(number);
  if (value.size() < 8) number |= ~std::uint64_t{0} << (8 * value.size());
  return std::to_string(static_cast<std::int64_t>(number));
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string dashed(const std::string& digits) {
  std::string text = digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2);
  if (digits.size() == kTimeDigits)
    text += " " + digits.substr(8, 2) + ":" + digits.substr(10, 2) + ":" + digits.substr(12, 2);
  return text;
}

// ASCII digits or BCD, 8 or 14 of them.
std::string date_text(BytesView value) {
  const bool is_bcd = value.size() == kDateDigits / 2 || value.size() == kTimeDigits / 2;
  const std::string digits = is_bcd ? hex(value) : text_of(value);
  if ((digits.size() != kDateDigits && digits.size() != kTimeDigits) || !all_digits(digits)) return printable(value);
  return dashed(digits) + (is_bcd ? " (BCD)" : "");
}

// UTCTime and GeneralizedTime: yymmddhhmmssZ, yyyymmddhhmmssZ.
std::string time_text(BytesView value) {
  std::string digits = text_of(value);
  if (digits.empty() || digits.back() != 'Z') return printable(value);
  digits.pop_back();
  if (digits.size() == kTimeDigits - 2) digits.insert(0, digits[0] < '5' ? "20" : "19");  // RFC 5280 section 4.1.2.5.1
  if (digits.size() != kTimeDigits || !all_digits(digits)) return printable(value);
  return dashed(digits) + " UTC";
}

std::string period_text(BytesView value) {
  if (value.size() != kDateDigits) return {};
  return date_text(value.first(kDateDigits / 2)) + " to " + date_text(value.last(kDateDigits / 2));
}

std::string tags_text(BytesView value, bool as_groups) {
  std::string text;
  for (std::size_t at = 0; at < value.size() && text.size() < kMaxText;) {
    Tag tag = value[at++];
    if ((tag & 0x1F) == 0x1F && at < value.size()) tag = tag << 8 | value[at++];
    std::string name = tag_text(tag);
    for (int number = 1; as_groups && number <= 16; ++number) {
      const auto group = static_cast<ChipFile>(number);
      if (chip_file_tag(group) == tag) name = chip_file_name(group).substr(3);
    }
    text += (text.empty() ? "" : " ") + name;
  }
  return text;
}

std::string flags_text(std::string_view list, BytesView value) {
  std::string text;
  const std::uint64_t bits = unsigned_number(value);
  for (unsigned bit = 0; bit < 8 * value.size(); ++bit) {
    if ((bits >> bit & 1) == 0) continue;
    const std::string_view name = Names::instance().code(list, std::to_string(bit));
    text += (text.empty() ? "" : ", ") + (name.empty() ? "bit " + std::to_string(bit) : std::string(name));
  }
  return text.empty() ? "none" : text;
}

std::string image_text(BytesView value) {
  const Result<ImageFileType> type = detect_image_type(value);
  return type ? std::string(image_file_type_name(*type)) : "";
}

std::string group_text(BytesView value) {
  if (value.size() != 1 || value[0] < 1 || value[0] > 16) return number_text(value, true);
  return chip_file_name(static_cast<ChipFile>(value[0]));
}

}  // namespace

std::string code_text(std::string_view list, std::uint64_t code) {
  const std::string number = std::to_string(code);
  const std::string_view name = Names::instance().code(list, number);
  if (!name.empty()) return std::string(name) + " (" + number + ")";
  const auto* known = Names::instance().codes(list);
  return known == nullptr || known->empty() ? number : number + ", a code without a name here";
}

const std::uint8_t* enumeration_code(BytesView value) {
  constexpr std::uint8_t kBase[] = {0x80, 0x01};
  constexpr std::uint8_t kExtension[] = {0xA1, 0x03, 0x80, 0x01};
  if (value.size() == 3 && std::equal(std::begin(kBase), std::end(kBase), value.begin())) return &value[2];
  if (value.size() == 5 && std::equal(std::begin(kExtension), std::end(kExtension), value.begin())) return &value[4];
  return nullptr;
}

std::string value_text(const Entry& entry, BytesView value, bool is_signed) {
  const std::string_view kind = entry.kind;
  if (kind == "text" || kind == "mrz") return printable(value);
  if (kind == "number") return number_text(value, is_signed);
  if (kind == "serial") return value.size() > 64 ? "" : hex(value);
  if (kind == "oid") return object_text(value);
  if (kind == "date") return date_text(value);
  if (kind == "time") return time_text(value);
  if (kind == "period") return period_text(value);
  if (kind == "tags" || kind == "groups") return tags_text(value, kind == "groups");
  if (kind == "group") return group_text(value);
  if (kind == "image") return image_text(value);
  if (kind == "flag") return value.size() != 1 ? "" : value[0] == 0 ? "no" : "yes";
  if (kind == "flags") return value.size() > 8 ? "" : flags_text(entry.argument, value);
  if (kind == "point")
    return value.size() == 1 ? std::to_string(value[0] >> 4) + "." + std::to_string(value[0] & 15) : "";
  if (kind == "codes" && !value.empty() && value.size() <= 3) return code_text(entry.argument, unsigned_number(value));
  if (const std::uint8_t* code = kind == "enum" ? enumeration_code(value) : nullptr)
    return code_text(entry.argument, *code);
  return {};
}

}  // namespace enrolkit::lds::tree
