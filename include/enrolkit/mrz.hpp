// SPDX-License-Identifier: Apache-2.0
// The machine readable zone of a passport booklet (TD3): ICAO Doc 9303 parts 3 and 4.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "enrolkit/date.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

enum class Sex : char { female = 'F', male = 'M', unspecified = '<' };

struct MrzFields {
  std::string document_code = "P";  // first letter P; the second letter if any ("PP")
  std::string issuing_state;        // three letters; Germany "D"
  std::string surname;              // as people have it, UTF-8; the primary identifier
  std::string given_names;          // UTF-8; may be empty
  std::string document_number;      // at most 9 of A-Z 0-9
  std::string nationality;
  Date birth_date{};
  Sex sex = Sex::unspecified;
  Date expiry_date{};
  std::string personal_number;  // at most 14 of A-Z 0-9; may be empty
};

struct Mrz {
  std::array<std::string, 2> lines;  // 44 characters each
  bool name_truncated = false;

  [[nodiscard]] std::string joined() const { return lines[0] + lines[1]; }  // as DG1 stores it: 88 characters
};

// A check digit over A-Z, 0-9 and '<' with weights 7, 3, 1 (Doc 9303-3 section 4.9): '0'..'9'. Other characters count
// 0.
[[nodiscard]] char mrz_check_digit(std::string_view data) noexcept;

// A name in MRZ letters: Doc 9303-3 sections 4.6 and 6 (table A, Latin): NFC, upper case, punctuation rules, table.
// "Müller-Lüdenscheidt" -> "MUELLER<LUEDENSCHEIDT"; empty when there is no letter ("-" for a missing name). Errors:
// malformed (no UTF-8), unsupported (names the character that has no transliteration), too_large (over kMaxNameBytes).
inline constexpr std::size_t kMaxNameBytes = 1024;  // far above any legal name; bounds the work
[[nodiscard]] Result<std::string> transliterate_name(std::string_view name);

// Errors: invalid_argument (names the field), and those of transliterate_name.
[[nodiscard]] Result<Mrz> compose_mrz(const MrzFields& fields);

struct ParsedMrz {
  std::string document_code, issuing_state, surname, given_names, document_number, nationality;
  std::string birth_date, expiry_date;  // YYMMDD as printed
  char sex = '<';
  std::string personal_number;
};

// 88 characters. Errors: malformed; the message names the line and position, or the check digit that is wrong.
[[nodiscard]] Result<ParsedMrz> parse_mrz(std::string_view joined);

}  // namespace enrolkit
#pragma GCC visibility pop
