// SPDX-License-Identifier: Apache-2.0
#include "encoders/records/field_reader.hpp"

namespace enrolkit::records {
namespace {

constexpr lds::Tag kVisibleString = 0x1A;
constexpr unsigned kMaxContextTag = 0x1E;  // of tags of one byte

std::string told(std::string_view block, std::string_view name, std::string_view text) {
  std::string all(block);
  if (name != block) all.append(": ").append(name);
  return all.append(": ").append(text);
}

}  // namespace

bool FieldReader::load_any() {
  if (reader_.at_end()) return false;
  current_ = reader_.read(block_);
  return !failed();
}

void FieldReader::fail(ErrorCode code, std::string_view name, std::string_view problem) {
  if (failed()) return;
  const std::size_t offset = loaded_ || current_.whole.empty() ? reader_.offset() : current_.offset;
  reading_.review.fail(code, offset, reading_.rule, told(block_, name, problem));
}

void FieldReader::missing(std::string_view name, unsigned tag) {
  if (failed()) return;
  const std::size_t offset = loaded_ ? current_.offset : reader_.offset();
  reading_.review.fail(ErrorCode::malformed, offset, reading_.rule,
                       told(block_, name, "is missing, element [" + std::to_string(tag) + "]"));
}

void FieldReader::too_many(std::string_view name, std::size_t offset) {
  reading_.review.fail(ErrorCode::too_large, offset, reading_.rule,
                       told(block_, name, "the lists have more than " + std::to_string(kMaxBlockItems) + " items"));
}

void FieldReader::note(const lds::Element& element, std::string_view name, std::string_view text) {
  reading_.review.note(element.offset, reading_.rule, told(block_, name, text));
}

void FieldReader::finish() {
  for (load(); loaded_; loaded_ = false, load()) {
    const unsigned number = current_.tag & 0x1FU;
    const bool context = current_.tag <= 0xFF && (current_.tag & 0xC0U) == kPrimitive && number <= kMaxContextTag;
    if (!context || number <= last_) {
      const std::string problem = "element " + lds::tag_text(current_.tag) + " is not expected here";
      reading_.review.fail(ErrorCode::malformed, current_.offset, reading_.rule, told(block_, block_, problem));
      return;
    }
    note(current_, block_, "element " + lds::tag_text(current_.tag) + " is not known and passed over");
  }
}

void FieldReader::boolean(unsigned tag, std::optional<bool>& slot, std::string_view name) {
  const lds::Element* element = take(tag, kPrimitive);
  if (element == nullptr) return;
  if (element->value.size() != 1) return fail(ErrorCode::malformed, name, "a flag has one byte");
  slot = element->value[0] != 0;
  if (*slot && element->value[0] != 0xFF) note(*element, name, "true is FF in DER");
}

void FieldReader::octets_list(unsigned tag, std::vector<Bytes>& slot, std::string_view name) {
  items(tag, lds::kOctetString, name,
        [&](const lds::Element& element) { slot.emplace_back(element.value.begin(), element.value.end()); });
}

void FieldReader::text_list(unsigned tag, std::vector<std::string>& slot, std::string_view name) {
  items(tag, kVisibleString, name, [&](const lds::Element& element) { slot.push_back(lds::text_of(element.value)); });
}

std::int64_t FieldReader::integer(const lds::Element& element, std::string_view name) {
  constexpr std::size_t kMaxBytes = 8;
  const BytesView bytes = element.value;
  if (bytes.empty() || bytes.size() > kMaxBytes) {
    fail(ErrorCode::malformed, name, "a number has 1 to 8 bytes");
    return 0;
  }
  std::uint64_t value = (bytes[0] & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
  for (const std::uint8_t byte : bytes) value = value << 8U | byte;
  if (bytes.size() > 1 && ((bytes[0] == 0x00 && bytes[1] < 0x80) || (bytes[0] == 0xFF && bytes[1] >= 0x80))) {
    note(element, name, "the number is not in its shortest form");
  }
  return static_cast<std::int64_t>(value);
}

void FieldReader::remember(EnumerationForm form, const lds::Element& element) {
  if (!reading_.form) reading_.form = form;
  if (*reading_.form == form || reading_.mixed_forms) return;
  reading_.mixed_forms = true;
  note(element, block_, "some enumerations are codes and some are extension blocks");
}

std::int64_t FieldReader::choice_code(const lds::Element& element, std::string_view name) {
  const BytesView bytes = element.value;  // the two forms as they nearly always stand
  if (bytes.size() == 3 && bytes[0] == kPrimitive && bytes[1] == 1) {
    remember(EnumerationForm::base, element);
    return static_cast<std::int8_t>(bytes[2]);
  }
  if (bytes.size() == 5 && bytes[0] == kConstructed + 1 && bytes[1] == 3 && bytes[2] == kPrimitive && bytes[3] == 1) {
    remember(EnumerationForm::extension, element);
    return static_cast<std::int8_t>(bytes[4]);
  }
  lds::TlvReader choice = reader_.inside(element);
  lds::Element code = choice.read(name);
  if (failed()) return 0;
  choice.finish(name);
  EnumerationForm form = EnumerationForm::base;
  if (code.tag == kConstructed + 1) {
    form = EnumerationForm::extension;
    lds::TlvReader extension = choice.inside(code);
    code = extension.read(kPrimitive, name);
    if (!failed() && !extension.at_end()) note(code, name, "the extension has more than its fallback, passed over");
  } else if (code.tag != kPrimitive) {
    fail(ErrorCode::malformed, name, "expected a code [0] or an extension block [1]");
  }
  if (failed()) return 0;
  remember(form, element);
  return integer(code, name);
}

}  // namespace enrolkit::records
