// SPDX-License-Identifier: Apache-2.0
// The machine readable zone (MRZ) of passports and cards: ICAO Doc 9303 parts 3 (all sizes), 4 (TD3), 5 (TD1), 6 (TD2).
// All functions may be called from any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/date.hpp"
#include "enrolkit/result.hpp"
#include "enrolkit/transliteration.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

enum class MrzSize : std::uint8_t {
  td1,  // card of ID-1 size: three lines of 30
  td2,  // two lines of 36
  td3,  // passport booklet: two lines of 44
};

// "TD1", "TD2", "TD3".
[[nodiscard]] std::string_view mrz_size_name(MrzSize size) noexcept;

enum class Sex : char { female = 'F', male = 'M', unspecified = '<' };

// A date of birth of which parts are unknown: Doc 9303-3 section 4.8 writes fillers for them.
struct PartialDate {
  std::optional<int> year;
  std::optional<unsigned> month;
  std::optional<unsigned> day;

  PartialDate() = default;  // all unknown
  PartialDate(Date date)    // NOLINT(google-explicit-constructor): every date is one of which no part is unknown
      : year(static_cast<int>(date.year())),
        month(static_cast<unsigned>(date.month())),
        day(static_cast<unsigned>(date.day())) {}
};

// "1952-07-27", or with X for what is unknown, as it is printed: "1952-07-XX", "1952-XX-XX", "XXXX-XX-XX".
// Errors: malformed (other shape), invalid_argument (no such day).
[[nodiscard]] Result<PartialDate> parse_partial_date(std::string_view text);

// How a name that is longer than its field is shortened; the issuer chooses (Doc 9303-4 section 4.2.3). In each way the
// last character is a letter, which tells a reader that the name may be shortened; at least the initial of the first
// given name is shown.
enum class NameShortening : std::uint8_t {
  cut,       // the end is cut off; of a long surname the longest components are
  initials,  // components become initials from the last one on, as far as needed
  fixed,     // of a long surname each component keeps the same number of letters
};

struct MrzFields {
  MrzSize size = MrzSize::td3;
  // TD3: P, or P and one of D E L M O P R S T U (PP: ordinary passport). Cards: A, C or I, and the issuer's own letter.
  std::string document_code = "P";
  std::string issuing_state;  // see state_code.hpp: "BEL", "D"
  std::string surname;        // as people have it, UTF-8; the primary identifier. Who has one name has it here
  std::string given_names;    // UTF-8; may be empty
  // A-Z and 0-9, at most 9; TD1 at most 22, TD2 at most 14. A space, in TD3 any punctuation, becomes a filler.
  std::string document_number;
  std::string nationality;
  PartialDate birth_date{Date{}};
  Sex sex = Sex::unspecified;
  Date expiry_date{};
  // TD3: the personal number, at most 14. TD2: at most 7, TD1: at most 15, less what a long document number takes:
  // what exceeds 9 of it, and two. Of A-Z, 0-9 and '<'; a space, in TD3 any punctuation, becomes a filler. May be
  // empty.
  std::string optional_data;
  std::string optional_data_2;  // TD1 only: at most 11

  TransliterationOptions transliteration;
  NameShortening shortening = NameShortening::cut;
  char unused_digit = '<';  // TD3: '<' or '0' is written as the check digit of an empty personal number; both are right
};

struct Mrz {
  std::vector<std::string> lines;   // TD1 3 x 30, TD2 2 x 36, TD3 2 x 44 characters
  bool name_truncated = false;      // the name did not fit
  std::vector<char32_t> suggested;  // see TransliteratedName
  bool mixed_scripts = false;

  [[nodiscard]] std::string joined() const {  // as EF.DG1 stores it
    std::string text;
    for (const std::string& line : lines) text += line;
    return text;
  }
};

// A check digit over A-Z, 0-9 and '<' with weights 7, 3, 1 (Doc 9303-3 section 4.9): '0'..'9'. Other characters count
// 0.
[[nodiscard]] char mrz_check_digit(std::string_view data) noexcept;

// Errors: invalid_argument (names the field and what is expected), and those of transliterate_name.
[[nodiscard]] Result<Mrz> compose_mrz(const MrzFields& fields);

struct MrzCheckDigit {
  std::string_view field;    // "document_number", "birth_date", "expiry_date", "personal_number", "composite"
  std::size_t offset = 0;    // in the joined lines, from 0
  std::size_t line = 0;      // from 1
  std::size_t position = 0;  // from 1, in its line
  char found = '<';
  char expected = '<';
  bool right = false;
  std::string reason;  // when wrong: one sentence that tells what does not fit, and which misreading would explain it
};

// What an MRZ has that a writer must not write, or a reader should know.
struct MrzRemark {
  std::size_t offset = 0;  // in the joined lines, from 0
  std::string rule;        // "Doc 9303-3 section 5"
  std::string message;     // one sentence that names line and position
  bool tolerated = false;  // in use on real documents: old codes, X for the sex
};

struct ParsedMrz {
  MrzSize size = MrzSize::td3;
  std::string document_code, issuing_state;  // without fillers: "P", "D"
  std::string surname, given_names;          // components separated by a space
  bool name_may_be_truncated = false;        // its field ends with a letter: shortened, or it just fits
  std::string document_number;               // joined, where it is longer than its field
  std::string nationality;
  std::string birth_date, expiry_date;  // YYMMDD as printed; fillers for what is unknown of a birth date
  Sex sex = Sex::unspecified;
  std::string optional_data, optional_data_2;  // without trailing fillers; TD3: optional_data is the personal number
  std::vector<MrzCheckDigit> check_digits;     // all that this size has
  std::vector<MrzRemark> remarks;              // in the order of their place

  [[nodiscard]] bool check_digits_right() const noexcept;
  // Every check digit is right and every remark tolerated.
  [[nodiscard]] bool conforms() const noexcept;
};

// The lines of an MRZ joined (90, 72 or 88 characters) or with line ends between them. What is wrong inside stands in
// the result. Errors: malformed (no MRZ: its size, or a character that is none of A-Z, 0-9 and <; the message names
// line and position), unsupported (a visa).
[[nodiscard]] Result<ParsedMrz> parse_mrz(std::string_view text);

}  // namespace enrolkit
#pragma GCC visibility pop
