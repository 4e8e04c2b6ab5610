// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "encoders/lds/detail_list.hpp"
#include "encoders/lds/text_value.hpp"
#include "enrolkit/image_codec.hpp"

namespace enrolkit::lds {
namespace {

bool is_empty(const DetailField& field) {
  return std::visit([](const auto* value) { return value->empty(); }, field.value);
}

std::string problem_of_text(const DetailField& field, const std::string& text) {
  if (text.size() > field.max) {
    return "has " + std::to_string(text.size()) + " bytes, expected at most " + std::to_string(field.max);
  }
  return is_utf8(bytes_of(text)) ? "" : "is not valid UTF-8";
}

// Why a field cannot be written; empty when it can.
std::string problem_of(const DetailField& field) {
  if (is_empty(field)) return {};
  if (const auto* image = std::get_if<Bytes*>(&field.value)) {
    const Result<ImageFileType> type = detect_image_type(**image);
    const bool right = type && (*type == ImageFileType::jpeg || *type == ImageFileType::jpeg2000);
    return right ? "" : "is neither a JPEG nor a JPEG 2000 file";
  }
  if (const auto* names = std::get_if<std::vector<std::string>*>(&field.value)) {
    if ((*names)->size() > kMaxNames) return "are more than " + std::to_string(kMaxNames);
    for (const std::string& name : **names) {
      if (std::string problem = problem_of_text(field, name); !problem.empty()) return "has a name that " + problem;
    }
    return {};
  }
  const std::string& text = **std::get_if<std::string*>(&field.value);
  if (field.kind == DetailKind::text) return problem_of_text(field, text);
  const std::size_t digits = field.kind == DetailKind::date ? kDateDigits : kTimeDigits;
  return is_date(text, digits) ? "" : "is no date of " + std::to_string(digits) + " digits";
}

Bytes encode_field(const DetailField& field) {
  if (const auto* text = std::get_if<std::string*>(&field.value)) return tlv(field.tag, bytes_of(**text));
  if (const auto* image = std::get_if<Bytes*>(&field.value)) return tlv(field.tag, **image);
  const std::vector<std::string>& names = **std::get_if<std::vector<std::string>*>(&field.value);
  Bytes content = der_integer(static_cast<std::uint32_t>(names.size()));
  for (const std::string& name : names) {
    const Bytes element = tlv(field.tag, bytes_of(name));
    content.insert(content.end(), element.begin(), element.end());
  }
  return tlv(kContext0, content);
}

// The fields to write: those of the given order, then what it does not name and is not empty.
Result<std::vector<const DetailField*>> order_fields(const DetailGroup& group) {
  std::vector<const DetailField*> fields;
  const auto is_chosen = [&](const DetailField& field) {
    return std::find(fields.begin(), fields.end(), &field) != fields.end();
  };
  for (const std::uint16_t tag : *group.order) {
    const auto field = std::find_if(group.fields.begin(), group.fields.end(),
                                    [&](const DetailField& known) { return known.tag == tag; });
    if (field == group.fields.end() || is_chosen(*field)) {
      return Error{ErrorCode::invalid_argument, chip_file_name(group.file) + ": the order names " + tag_text(tag) +
                                                    ", expected tags of its fields, each once"};
    }
    fields.push_back(&*field);
  }
  for (const DetailField& field : group.fields) {
    if (!is_empty(field) && !is_chosen(field)) fields.push_back(&field);
  }
  return fields;
}

}  // namespace

Result<Bytes> encode_details(const DetailGroup& group) {
  const std::string name = chip_file_name(group.file) + ": ";
  for (const DetailField& field : group.fields) {
    if (const std::string problem = problem_of(field); !problem.empty())
      return Error{ErrorCode::invalid_argument, name + std::string(field.what) + " " + problem};
  }
  const auto fields = order_fields(group);
  if (!fields) return fields.error();
  if (fields->empty()) return Error{ErrorCode::invalid_argument, name + "no field to write"};
  Bytes list;
  Bytes elements;
  for (const DetailField* field : *fields) {
    list.insert(list.end(), {static_cast<std::uint8_t>(field->tag >> 8), static_cast<std::uint8_t>(field->tag)});
    const Bytes element = encode_field(*field);
    elements.insert(elements.end(), element.begin(), element.end());
  }
  Bytes file = tlv(chip_file_tag(group.file), {tlv(kTagList, list), elements});
  if (file.size() <= kMaxChipFileBytes) return file;
  return Error{ErrorCode::too_large, name + "the fields are more than " + std::to_string(kMaxChipFileBytes) + " bytes"};
}

}  // namespace enrolkit::lds
