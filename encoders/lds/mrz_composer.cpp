// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>

#include "encoders/lds/mrz_layout.hpp"
#include "encoders/lds/mrz_name.hpp"
#include "enrolkit/mrz.hpp"

namespace enrolkit {
namespace {

using namespace lds;

Error wrong(const MrzField& field, std::string_view expected) {
  return Error{ErrorCode::invalid_argument, std::string(field.name) + ": expected " + std::string(expected)};
}

std::string filled(std::string_view value, const MrzField& field) {
  std::string text(value);
  text.resize(field.size, '<');
  return text;
}

bool is_state(std::string_view code) {  // three letters, and Germany's one (Doc 9303-3 section 5)
  return code == "D" || (code.size() == 3 && std::all_of(code.begin(), code.end(), is_mrz_letter));
}

bool is_document_code(std::string_view code) {
  return !code.empty() && code.size() <= 2 && code[0] == 'P' &&
         (code.size() == 1 || code[1] == '<' || is_mrz_letter(code[1]));
}

bool is_number(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) { return is_mrz_letter(c) || is_mrz_digit(c); });
}

std::string yymmdd(Date date) {
  char text[16];
  std::snprintf(text, sizeof text, "%02d%02u%02u", static_cast<int>(date.year()) % 100,
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

Status check_fields(const MrzFields& fields) {
  if (!is_document_code(fields.document_code)) {
    return wrong(kDocumentCode, "P, or P and a second letter, such as PP");
  }
  if (!is_state(fields.issuing_state)) return wrong(kIssuingState, "three letters A-Z, or D");
  if (!is_state(fields.nationality)) return wrong(kNationality, "three letters A-Z, or D");
  if (fields.document_number.empty() || fields.document_number.size() > kDocumentNumber.size ||
      !is_number(fields.document_number)) {
    return wrong(kDocumentNumber, "1 to 9 of A-Z and 0-9");
  }
  if (fields.personal_number.size() > kPersonalNumber.size || !is_number(fields.personal_number)) {
    return wrong(kPersonalNumber, "at most 14 of A-Z and 0-9");
  }
  if (!fields.birth_date.ok()) return wrong(kBirthDate, "a day of the calendar");
  if (!fields.expiry_date.ok()) return wrong(kExpiryDate, "a day of the calendar");
  if (fields.expiry_date <= fields.birth_date) return wrong(kExpiryDate, "a day after the date of birth");
  if (fields.sex != Sex::female && fields.sex != Sex::male && fields.sex != Sex::unspecified) {
    return wrong(kSex, "female, male or unspecified");
  }
  return {};
}

Result<std::string> transliterated(std::string_view field, std::string_view name) {
  Result<std::string> letters = transliterate_name(name);
  if (!letters) return Error{letters.error().code, std::string(field) + ": " + letters.error().message};
  return letters;
}

}  // namespace

char mrz_check_digit(std::string_view data) noexcept {
  constexpr int kWeights[] = {7, 3, 1};
  std::size_t sum = 0;
  for (std::size_t i = 0; i < data.size(); ++i) {
    const char c = data[i];
    const int value = is_mrz_digit(c) ? c - '0' : is_mrz_letter(c) ? c - 'A' + 10 : 0;
    sum += static_cast<std::size_t>(value * kWeights[i % 3]);
  }
  return static_cast<char>('0' + sum % 10);
}

Result<Mrz> compose_mrz(const MrzFields& fields) {
  if (Status status = check_fields(fields); !status) return status.error();
  const Result<std::string> primary = transliterated("surname", fields.surname);
  if (!primary) return primary.error();
  const Result<std::string> secondary = transliterated("given names", fields.given_names);
  if (!secondary) return secondary.error();
  if (primary->empty()) {
    return Error{ErrorCode::invalid_argument,
                 "surname: expected at least one letter; who has one name has it as surname"};
  }

  const MrzName name = fill_name_field(*primary, *secondary, kName.size);
  const auto checked = [](const std::string& value) { return value + mrz_check_digit(value); };
  // An unused personal number has a filler as its digit here; '0' would be as right.
  const std::string personal_number = filled(fields.personal_number, kPersonalNumber);
  std::string joined = filled(fields.document_code, kDocumentCode) + filled(fields.issuing_state, kIssuingState) +
                       name.field + checked(filled(fields.document_number, kDocumentNumber)) +
                       filled(fields.nationality, kNationality) + checked(yymmdd(fields.birth_date)) +
                       static_cast<char>(fields.sex) + checked(yymmdd(fields.expiry_date)) +
                       (fields.personal_number.empty() ? personal_number + '<' : checked(personal_number));
  joined += mrz_check_digit(composite_data(joined));
  return Mrz{{joined.substr(0, kMrzLine), joined.substr(kMrzLine)}, name.truncated};
}

}  // namespace enrolkit
