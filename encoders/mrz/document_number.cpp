// SPDX-License-Identifier: Apache-2.0
#include "encoders/mrz/document_number.hpp"

#include <algorithm>

namespace enrolkit::mrz {
namespace {

constexpr std::string_view kRule = "Doc 9303-5 section 4.2.2, 9303-6 section 4.2.2";

}  // namespace

DocumentNumber read_document_number(const Layout& layout, std::string_view joined, std::vector<MrzRemark>& remarks) {
  const Field& field = layout.document_number;
  const Field& optional = layout.optional_data;
  DocumentNumber number{std::string(without_filler(field.of(joined))), field.end(), false, optional};
  const auto remark = [&](std::size_t position, const char* message) {
    remarks.push_back({position, std::string(kRule), layout.place(position) + ": " + message, false});
  };
  if (number.value.empty()) remark(field.start, "there is no document number");
  if (!number.value.empty() && number.value[0] == '<') remark(field.start, "the document number starts with a filler");
  const std::size_t stop = std::min(optional.of(joined).find('<'), optional.size);
  if (!layout.has_long_numbers() || joined[field.end()] != '<' || stop == 0) return number;

  number.is_long = true;
  number.digit = optional.start + stop - 1;
  number.value = field.of(joined);
  number.value += joined.substr(optional.start, stop - 1);
  const std::size_t used = std::min(stop + 1, optional.size);
  number.optional_data = {optional.start + used, optional.size - used};
  if (stop == 1) remark(field.end(), "a filler in place of the check digit of a number of nine characters");
  if (stop == optional.size) remark(number.digit, "no filler follows the check digit of a long document number");
  return number;
}

Field write_document_number(const Layout& layout, std::string_view value, std::string& joined) {
  const Field& field = layout.document_number;
  const Field& optional = layout.optional_data;
  const std::string_view first = value.substr(0, field.size);
  const std::string_view rest = value.substr(first.size());
  joined.replace(field.start, first.size(), first);
  if (rest.empty()) {
    joined[field.end()] = mrz_check_digit(field.of(joined));
    return optional;
  }
  joined.replace(optional.start, rest.size(), rest);
  joined[optional.start + rest.size()] = mrz_check_digit(value);
  return {optional.start + rest.size() + 2, optional.size - rest.size() - 2};
}

}  // namespace enrolkit::mrz
