// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "encoders/lds/mrz_layout.hpp"
#include "enrolkit/mrz.hpp"

namespace enrolkit {
namespace {

using namespace lds;

std::string place(std::size_t position) {
  return "MRZ line " + std::to_string(position / kMrzLine + 1) + " position " + std::to_string(position % kMrzLine + 1);
}

Error malformed(std::size_t position, std::string_view reason) {
  return Error{ErrorCode::malformed, place(position) + ": " + std::string(reason)};
}

std::string_view without_filler(std::string_view value) { return value.substr(0, value.find_last_not_of('<') + 1); }

std::string spaced(std::string_view part) {
  std::string text(part);
  std::replace(text.begin(), text.end(), '<', ' ');
  return text;
}

Status check_characters(std::string_view joined) {
  for (std::size_t i = 0; i < joined.size(); ++i) {
    const char c = joined[i];
    if (c != '<' && !is_mrz_letter(c) && !is_mrz_digit(c)) return malformed(i, "expected one of A-Z, 0-9 and <");
  }
  if (joined[0] != 'P') return malformed(0, "expected P, the document code of a passport");
  for (const MrzField& field : {kDocumentCode, kIssuingState, kName, kNationality}) {
    for (std::size_t i = field.start; i < field.end(); ++i) {
      if (is_mrz_digit(joined[i])) return malformed(i, "a digit in the " + std::string(field.name));
    }
  }
  for (const MrzField& field : {kIssuingState, kNationality}) {
    const std::string_view code = without_filler(field.of(joined));
    if (code.empty() || code.find('<') != std::string_view::npos) {
      return malformed(field.start, "the " + std::string(field.name) + " is no code of letters");
    }
  }
  if (without_filler(kDocumentNumber.of(joined)).empty()) return malformed(kDocumentNumber.start, "no document number");
  const char sex = joined[kSex.start];
  if (sex != 'F' && sex != 'M' && sex != '<' && sex != 'X')
    return malformed(kSex.start, "the sex is none of F, M and <");
  return {};
}

// All wrong digits in one sentence: one of them alone would hide whether a digit or the field was misread.
Status check_digits(std::string_view joined) {
  std::string wrong;
  const auto expect = [&](std::string_view name, std::size_t position, char computed) {
    wrong += (wrong.empty() ? "" : "; ") + place(position) + ": the check digit of the " + std::string(name) + " is '" +
             joined[position] + "', computed '" + computed + "'";
  };
  for (const MrzField& field : kCheckedFields) {
    const char computed = mrz_check_digit(field.of(joined));
    const char printed = joined[field.end()];
    const bool unused = field.start == kPersonalNumber.start && without_filler(field.of(joined)).empty();
    if (printed != computed && !(unused && printed == '<')) expect(field.name, field.end(), computed);
  }
  const char composite = mrz_check_digit(composite_data(joined));
  if (joined[kCompositeDigit] != composite) expect("whole second line", kCompositeDigit, composite);
  if (wrong.empty()) return {};
  return Error{ErrorCode::malformed, wrong};
}

// YYMMDD; of a birth date each of the three may be unknown, which is two fillers.
Status check_date(std::string_view joined, const MrzField& field, bool may_be_unknown) {
  constexpr int kLargest[] = {99, 12, 31};
  for (std::size_t part = 0; part < 3; ++part) {
    const std::size_t start = field.start + 2 * part;
    const char tens = joined[start];
    const char ones = joined[start + 1];
    if (may_be_unknown && tens == '<' && ones == '<') continue;
    const int number = (tens - '0') * 10 + (ones - '0');
    if (!is_mrz_digit(tens) || !is_mrz_digit(ones) || number > kLargest[part] || (part > 0 && number == 0)) {
      return malformed(start, "the " + std::string(field.name) + " is no date of the form YYMMDD");
    }
  }
  return {};
}

Status read_name(std::string_view joined, ParsedMrz& parsed) {
  const std::string_view name = without_filler(kName.of(joined));
  if (name.empty() || name[0] == '<') return malformed(kName.start, "the name starts with a filler");
  const std::size_t between = name.find("<<");
  parsed.surname = spaced(name.substr(0, between));
  if (between == std::string_view::npos) return {};
  const std::string_view given = name.substr(between + 2);
  const std::size_t stray = given[0] == '<' ? 0 : given.find("<<");
  if (stray != std::string_view::npos) {
    return malformed(kName.start + between + 2 + stray, "a filler too many inside the name");
  }
  parsed.given_names = spaced(given);
  return {};
}

}  // namespace

Result<ParsedMrz> parse_mrz(std::string_view joined) {
  if (joined.size() != kMrzSize) {
    return Error{ErrorCode::malformed, "the MRZ has " + std::to_string(joined.size()) +
                                           " characters, expected 88: two lines of 44 without a line end"};
  }
  ParsedMrz parsed;
  for (const Status& status : {check_characters(joined), check_digits(joined), check_date(joined, kBirthDate, true),
                               check_date(joined, kExpiryDate, false), read_name(joined, parsed)}) {
    if (!status) return Status(status).error();
  }
  parsed.document_code = without_filler(kDocumentCode.of(joined));
  parsed.issuing_state = without_filler(kIssuingState.of(joined));
  parsed.document_number = without_filler(kDocumentNumber.of(joined));
  parsed.nationality = without_filler(kNationality.of(joined));
  parsed.birth_date = kBirthDate.of(joined);
  parsed.expiry_date = kExpiryDate.of(joined);
  parsed.sex = joined[kSex.start] == 'X' ? '<' : joined[kSex.start];  // X is printed by mistake here and there
  parsed.personal_number = without_filler(kPersonalNumber.of(joined));
  return parsed;
}

}  // namespace enrolkit
