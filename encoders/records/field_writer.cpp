// SPDX-License-Identifier: Apache-2.0
#include "encoders/records/field_writer.hpp"

#include <algorithm>

namespace enrolkit::records {

void FieldWriter::octets_list(unsigned tag, const std::vector<Bytes>& slot, std::string_view /*name*/) {
  if (slot.empty()) return;
  der_.constructed(kConstructed + tag, [&] {
    for (const Bytes& value : slot) der_.primitive(lds::kOctetString, value);
  });
}

void FieldWriter::text_list(unsigned tag, const std::vector<std::string>& slot, std::string_view name) {
  constexpr lds::Tag kVisibleString = 0x1A;
  if (slot.empty()) return;
  der_.constructed(kConstructed + tag, [&] {
    for (const std::string& value : slot) {
      if (!std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~'; })) {
        refuse(name, "has a character that is not printable ASCII");
      }
      der_.primitive(kVisibleString, lds::bytes_of(value));
    }
  });
}

void FieldWriter::code(unsigned tag, std::int64_t value, EnumerationForm form) {
  der_.constructed(kConstructed + tag, [&] {
    if (form == EnumerationForm::base) return der_.integer(kPrimitive, value);
    der_.constructed(kConstructed + 1, [&] { der_.integer(kPrimitive, value); });
  });
}

void FieldWriter::refuse(std::string_view name, std::string_view problem) {
  der_.refuse(
      Error{ErrorCode::invalid_argument, std::string(record_) + ": " + std::string(name) + " " + std::string(problem)});
}

void FieldWriter::refuse_number(std::int64_t number, NumberRange range, std::string_view name) {
  const bool open = range.max == kOrMore.max;
  refuse(name, "is " + std::to_string(number) + ", expected " + std::to_string(range.min) +
                   (open ? " or more" : " to " + std::to_string(range.max)));
}

}  // namespace enrolkit::records
