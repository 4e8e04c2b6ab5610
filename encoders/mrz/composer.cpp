// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "encoders/mrz/document_code.hpp"
#include "encoders/mrz/document_number.hpp"
#include "encoders/mrz/layout.hpp"
#include "encoders/mrz/name_field.hpp"
#include "enrolkit/mrz.hpp"
#include "enrolkit/state_code.hpp"

namespace enrolkit {
namespace {

using namespace mrz;

Error wrong(std::string_view field, std::string_view expected) {
  return Error{ErrorCode::invalid_argument, std::string(field) + ": expected " + std::string(expected)};
}

Status check_state(std::string_view field, std::string_view code, bool nationality) {
  const StateCode* found = find_state_code(code);
  if (found != nullptr && found->may_be_written() && (nationality || !found->nationality_only)) return {};
  std::string expected = "a code of Doc 9303-3 section 5, such as BEL, UTO or D";
  if (found != nullptr) {
    expected += "; " + std::string(code) + " (" + std::string(found->name) + ") " +
                (found->may_be_written() ? "is for a nationality only" : "is not for new documents");
  }
  return wrong(field, expected);
}

// Doc 9303-4 section 4.2.2.2: what is no letter or digit becomes a filler; on cards, that holds for spaces only.
Result<std::string> number_text(const Layout& layout, std::string_view field, std::string_view value,
                                std::size_t longest) {
  std::string text(without_filler(value));
  const bool any_punctuation = layout.size == MrzSize::td3;
  bool allowed = true;
  for (char& c : text) {
    const bool punctuation = c > ' ' && c < 0x7F && !(c >= 'a' && c <= 'z');
    if (c == ' ' || (any_punctuation && punctuation && !is_letter(c) && !is_digit(c))) c = '<';
    allowed = allowed && (is_letter(c) || is_digit(c) || c == '<');
  }
  text.resize(without_filler(text).size());
  if (allowed && text.size() <= longest) return text;
  return wrong(field, "at most " + std::to_string(longest) + " of A-Z, 0-9 and space");
}

// The parts that are known can be those of a day.
bool is_possible(const PartialDate& date) {
  constexpr int kLeapYear = 2000;
  return Date{std::chrono::year(date.year.value_or(kLeapYear)), std::chrono::month(date.month.value_or(1)),
              std::chrono::day(date.day.value_or(1))}
      .ok();
}

bool is_after(Date date, const PartialDate& birth) {
  if (birth.year && birth.month && birth.day) {
    return date > Date{std::chrono::year(*birth.year), std::chrono::month(*birth.month), std::chrono::day(*birth.day)};
  }
  return !birth.year || static_cast<int>(date.year()) >= *birth.year;
}

std::string yymmdd(const PartialDate& date) {
  std::string text(6, '<');
  const auto put = [&text](std::size_t at, unsigned number) {
    text[at] = static_cast<char>('0' + number / 10 % 10);
    text[at + 1] = static_cast<char>('0' + number % 10);
  };
  if (date.year) put(0, static_cast<unsigned>(*date.year));
  if (date.month) put(2, *date.month);
  if (date.day) put(4, *date.day);
  return text;
}

Status check_dates(const MrzFields& fields) {
  if (!is_possible(fields.birth_date)) return wrong("date of birth", "a day of the calendar");
  if (fields.birth_date.year.value_or(0) < 0) return wrong("date of birth", "a year of our era");
  if (!fields.expiry_date.ok()) return wrong("date of expiry", "a day of the calendar");
  if (!is_after(fields.expiry_date, fields.birth_date)) return wrong("date of expiry", "a day after the date of birth");
  return {};
}

Status check_codes(const Layout& layout, const MrzFields& fields) {
  const std::string_view code = without_filler(fields.document_code);
  if (const auto fault = document_code_fault(layout, code, fields.optional_data)) {
    return wrong("document code", fault->expected);
  }
  if (Status status = check_state("issuing State", fields.issuing_state, false); !status) return status;
  if (Status status = check_state("nationality", fields.nationality, true); !status) return status;
  if (fields.sex != Sex::female && fields.sex != Sex::male && fields.sex != Sex::unspecified) {
    return wrong("sex", "female, male or unspecified");
  }
  if (fields.unused_digit != '<' && fields.unused_digit != '0') {
    return wrong("check digit of an unused personal number", "'<' or '0'");
  }
  return {};
}

Result<TransliteratedName> transliterated(std::string_view field, std::string_view name,
                                          const TransliterationOptions& options) {
  auto letters = transliterate_name(name, options);
  if (!letters) return Error{letters.error().code, std::string(field) + ": " + letters.error().message};
  return letters;
}

// Fills the name field of `joined` and tells in `mrz` what happened to the name.
Status write_name(const Layout& layout, const MrzFields& fields, std::string& joined, Mrz& mrz) {
  auto primary = transliterated("surname", fields.surname, fields.transliteration);
  if (!primary) return primary.error();
  auto secondary = transliterated("given names", fields.given_names, fields.transliteration);
  if (!secondary) return secondary.error();
  if (primary->letters.empty()) std::swap(*primary, *secondary);  // one name is the primary identifier
  if (primary->letters.empty()) return wrong("surname", "at least one letter");

  NameField name = fill_name_field(primary->letters, secondary->letters, layout.name.size, fields.shortening);
  joined.replace(layout.name.start, layout.name.size, name.text);
  mrz.name_truncated = name.truncated;
  mrz.mixed_scripts = primary->mixed_scripts || secondary->mixed_scripts;
  mrz.suggested = std::move(primary->suggested);
  for (const char32_t c : secondary->suggested) {
    if (std::find(mrz.suggested.begin(), mrz.suggested.end(), c) == mrz.suggested.end()) mrz.suggested.push_back(c);
  }
  return {};
}

void put(std::string& joined, const Field& field, std::string_view value) {
  joined.replace(field.start, value.size(), value);
}

void put_checked(std::string& joined, const Field& field, std::string_view value) {
  put(joined, field, value);
  joined[field.end()] = mrz_check_digit(field.of(joined));
}

// The document number and the optional data, which share a field when the number is long.
Status write_numbers(const Layout& layout, const MrzFields& fields, std::string& joined) {
  const auto number = number_text(layout, "document number", fields.document_number, layout.longest_number());
  if (!number) return number.error();
  if (number->empty() || number->front() == '<' ||
      number->substr(std::min(number->size(), layout.document_number.size)).find('<') != std::string::npos) {
    return wrong("document number", "1 to " + std::to_string(layout.longest_number()) +
                                        " of A-Z and 0-9; a space neither first nor behind the ninth");
  }
  const Field left = write_document_number(layout, *number, joined);
  const std::string_view name = layout.has_personal_number() ? "personal number" : "optional data";
  const auto optional = number_text(layout, name, fields.optional_data, left.size);
  if (!optional) return optional.error();
  put(joined, left, *optional);
  const auto optional_2 =
      number_text(layout, "second optional data", fields.optional_data_2, layout.optional_data_2.size);
  if (!optional_2) return optional_2.error();
  put(joined, layout.optional_data_2, *optional_2);
  if (layout.has_personal_number()) {
    const Field& personal = layout.optional_data;
    joined[personal.end()] = optional->empty() ? fields.unused_digit : mrz_check_digit(personal.of(joined));
  }
  return {};
}

}  // namespace

std::string_view mrz_size_name(MrzSize size) noexcept {
  constexpr std::array<std::string_view, 3> kNames = {"TD1", "TD2", "TD3"};
  return kNames[static_cast<std::size_t>(size)];
}

Result<Mrz> compose_mrz(const MrzFields& fields) {
  if (fields.size > MrzSize::td3) return wrong("size", "TD1, TD2 or TD3");
  const Layout& layout = layout_of(fields.size);
  if (Status status = check_codes(layout, fields); !status) return status.error();
  if (Status status = check_dates(fields); !status) return status.error();

  Mrz mrz;
  std::string joined(layout.characters(), '<');
  put(joined, layout.document_code, without_filler(fields.document_code));
  put(joined, layout.issuing_state, fields.issuing_state);
  put(joined, layout.nationality, fields.nationality);
  put_checked(joined, layout.birth_date, yymmdd(fields.birth_date));
  joined[layout.sex.start] = static_cast<char>(fields.sex);
  put_checked(joined, layout.expiry_date, yymmdd(fields.expiry_date));
  if (Status status = write_numbers(layout, fields, joined); !status) return status.error();
  if (Status status = write_name(layout, fields, joined, mrz); !status) return status.error();
  joined[layout.composite_digit] = composite_digit(layout, joined);
  for (std::size_t line = 0; line < layout.lines; ++line) {
    mrz.lines.push_back(joined.substr(line * layout.line_length, layout.line_length));
  }
  return mrz;
}

}  // namespace enrolkit
