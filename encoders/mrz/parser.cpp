// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "encoders/mrz/check_digits.hpp"
#include "encoders/mrz/document_code.hpp"
#include "encoders/mrz/document_number.hpp"
#include "encoders/mrz/layout.hpp"
#include "enrolkit/mrz.hpp"
#include "enrolkit/state_code.hpp"

namespace enrolkit {
namespace {

using namespace mrz;

constexpr std::size_t kMaxCharacters = 90;  // of the largest zone, TD1
constexpr std::size_t kMaxLines = 3;

Error malformed(std::string message) { return Error{ErrorCode::malformed, std::move(message)}; }

// Reads the fields of one zone, each with its remarks.
class ZoneReader {
 public:
  ZoneReader(const Layout& layout, std::string_view joined) : layout_(layout), joined_(joined) {}

  ParsedMrz read() {
    parsed_.size = layout_.size;
    const DocumentNumber number = read_document_number(layout_, joined_, parsed_.remarks);
    parsed_.document_number = number.value;
    parsed_.optional_data = without_filler(number.optional_data.of(joined_));
    parsed_.optional_data_2 = without_filler(layout_.optional_data_2.of(joined_));
    read_document_code(number.optional_data);
    parsed_.issuing_state = read_state(layout_.issuing_state, "issuing State", false);
    parsed_.nationality = read_state(layout_.nationality, "nationality", true);
    parsed_.birth_date = read_date(layout_.birth_date, "date of birth", true);
    parsed_.expiry_date = read_date(layout_.expiry_date, "date of expiry", false);
    read_sex();
    read_name();
    parsed_.check_digits = read_check_digits(layout_, joined_, number);
    std::stable_sort(parsed_.remarks.begin(), parsed_.remarks.end(),
                     [](const MrzRemark& a, const MrzRemark& b) { return a.offset < b.offset; });
    return std::move(parsed_);
  }

 private:
  void remark(std::size_t position, std::string_view rule, std::string_view message, bool tolerated = false) {
    parsed_.remarks.push_back(
        {position, std::string(rule), layout_.place(position) + ": " + std::string(message), tolerated});
  }

  void read_document_code(const Field& optional_data) {
    const Field& field = layout_.document_code;
    parsed_.document_code = without_filler(field.of(joined_));
    if (const auto fault = document_code_fault(layout_, parsed_.document_code, optional_data.of(joined_))) {
      remark(field.start,
             layout_.size == MrzSize::td3 ? "Doc 9303-4 section 4.4" : "Doc 9303-5 and 9303-6 section 4.2.2",
             "the document code is '" + parsed_.document_code + "', expected " + std::string(fault->expected),
             fault->tolerated);
    }
  }

  std::string read_state(const Field& field, std::string_view name, bool nationality) {
    constexpr std::string_view kRule = "Doc 9303-3 section 5";
    std::string code(without_filler(field.of(joined_)));
    const std::string what = "the " + std::string(name) + " '" + code + "' ";
    const StateCode* found = find_state_code(code);
    if (found == nullptr) {  // three letters may be a code that is newer than the table
      const bool letters = code.size() == field.size && std::all_of(code.begin(), code.end(), is_letter);
      remark(field.start, kRule, what + "is no known code", letters);
    } else if (!found->may_be_written()) {
      remark(field.start, kRule, what + "is not for new documents (" + std::string(found->name) + ")", true);
    } else if (found->nationality_only && !nationality) {
      remark(field.start, kRule, what + "is for a nationality only");
    }
    return code;
  }

  // YYMMDD; of a birth date each of the three may be unknown, which is two fillers.
  std::string read_date(const Field& field, std::string_view name, bool may_be_unknown) {
    const std::string_view text = field.of(joined_);
    int parts[3] = {0, 1, 1};
    bool possible = true;
    for (std::size_t part = 0; part < 3; ++part) {
      const char tens = text[2 * part];
      const char ones = text[2 * part + 1];
      if (may_be_unknown && tens == '<' && ones == '<') continue;
      possible = possible && is_digit(tens) && is_digit(ones);
      parts[part] = (tens - '0') * 10 + (ones - '0');
    }
    // The century is unknown: of those that end with 00, 2000 was a leap year.
    possible = possible && Date{std::chrono::year(2000 + parts[0]), std::chrono::month(static_cast<unsigned>(parts[1])),
                                std::chrono::day(static_cast<unsigned>(parts[2]))}
                               .ok();
    if (!possible) {
      remark(field.start, "Doc 9303-3 section 4.8",
             "the " + std::string(name) + " '" + std::string(text) + "' is no date of the form YYMMDD");
    }
    return std::string(text);
  }

  void read_sex() {
    const char c = joined_[layout_.sex.start];
    if (c == 'F') parsed_.sex = Sex::female;
    if (c == 'M') parsed_.sex = Sex::male;
    if (c == 'F' || c == 'M' || c == '<') return;
    remark(layout_.sex.start, "Doc 9303-4 section 4.2.2.2",
           c == 'X' ? "the sex is 'X', which is printed for people; a zone has '<'"
                    : std::string("the sex is '") + c + "', expected F, M or <",
           c == 'X');
  }

  void read_name() {
    constexpr std::string_view kRule = "Doc 9303-3 section 4.6";
    const Field& field = layout_.name;
    const std::string_view name = without_filler(field.of(joined_));
    parsed_.name_may_be_truncated = name.size() == field.size;
    if (name.empty() || name[0] == '<') remark(field.start, kRule, "the name starts with a filler");
    const std::size_t between = std::min(name.find("<<"), name.size());
    parsed_.surname = components(name.substr(0, between));
    if (between < name.size()) {
      const std::string_view given = name.substr(between + 2);
      parsed_.given_names = components(given);
      const std::size_t stray = given[0] == '<' ? 0 : given.find("<<");
      if (stray != std::string_view::npos) {
        remark(field.start + between + 2 + stray, kRule, "a filler too many inside the name");
      }
    }
    const auto* const digit = std::find_if(name.begin(), name.end(), is_digit);
    if (digit != name.end()) {
      remark(field.start + static_cast<std::size_t>(digit - name.begin()), kRule, "a digit in the name");
    }
  }

  // Separated by a space, without empty ones.
  static std::string components(std::string_view part) {
    std::string text;
    for (const char c : part) {
      if (c != '<') {
        text += c;
      } else if (!text.empty() && text.back() != ' ') {
        text += ' ';
      }
    }
    return text;
  }

  const Layout& layout_;
  std::string_view joined_;
  ParsedMrz parsed_;
};

// The lines without their ends. Each end of line must stand behind a whole line.
Result<std::string> joined_lines(std::string_view text) {
  if (text.find_first_of("\r\n") == std::string_view::npos) return std::string(text.substr(0, kMaxCharacters + 1));
  std::string joined;
  std::size_t width = 0;
  for (std::size_t line = 1; !text.empty(); ++line) {
    std::string_view one = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(one.size() + 1, text.size()));
    if (!one.empty() && one.back() == '\r') one.remove_suffix(1);
    if (line == 1) width = one.size();
    if (one.size() != width || line > kMaxLines) {
      return malformed("MRZ line " + std::to_string(line) + " has " + std::to_string(one.size()) +
                       " characters, expected " + std::to_string(width) + " as in the first of two or three lines");
    }
    joined += one;
  }
  const bool known = std::any_of(kLayouts.begin(), kLayouts.end(), [&](const Layout& layout) {
    return layout.line_length == width && layout.characters() == joined.size();
  });
  if (!known) {
    return malformed("the MRZ has lines of " + std::to_string(width) + " characters and " +
                     std::to_string(joined.size()) + " in all, expected 3 x 30, 2 x 36 or 2 x 44");
  }
  return joined;
}

}  // namespace

bool ParsedMrz::check_digits_right() const noexcept {
  return std::all_of(check_digits.begin(), check_digits.end(), [](const MrzCheckDigit& digit) { return digit.right; });
}

bool ParsedMrz::conforms() const noexcept {
  return check_digits_right() &&
         std::all_of(remarks.begin(), remarks.end(), [](const MrzRemark& remark) { return remark.tolerated; });
}

Result<ParsedMrz> parse_mrz(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  const auto joined = joined_lines(text);
  if (!joined) return joined.error();
  const auto* const layout = std::find_if(kLayouts.begin(), kLayouts.end(),
                                          [&](const Layout& one) { return one.characters() == joined->size(); });
  if (layout == kLayouts.end()) {
    return malformed("the MRZ has " + std::to_string(text.size()) +
                     " characters, expected 90 (TD1), 72 (TD2) or 88 (TD3)");
  }
  for (std::size_t i = 0; i < joined->size(); ++i) {
    const char c = (*joined)[i];
    if (c != '<' && !is_letter(c) && !is_digit(c)) {
      return malformed(layout->place(i) + ": expected one of A-Z, 0-9 and <");
    }
  }
  if ((*joined)[0] == 'V' && layout->size != MrzSize::td1) {
    return Error{ErrorCode::unsupported, "MRZ line 1 position 1: a visa (Doc 9303-7), expected a passport or card"};
  }
  return ZoneReader(*layout, *joined).read();
}

}  // namespace enrolkit
