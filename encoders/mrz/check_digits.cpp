// SPDX-License-Identifier: Apache-2.0
#include "encoders/mrz/check_digits.hpp"

#include <array>
#include <optional>
#include <string>

namespace enrolkit {
namespace {

constexpr std::array<int, 256> character_values() {
  std::array<int, 256> values{};
  for (int i = 0; i < 10; ++i) values[static_cast<std::size_t>('0' + i)] = i;
  for (int i = 0; i < 26; ++i) values[static_cast<std::size_t>('A' + i)] = 10 + i;
  return values;
}

// A sum that runs over several fields with one sequence of weights.
class WeightedSum {
 public:
  void add(std::string_view data) {
    static constexpr std::array<int, 256> kValues = character_values();
    static constexpr std::array<std::size_t, 3> kWeights = {7, 3, 1};
    for (const char c : data) {
      sum_ += static_cast<std::size_t>(kValues[static_cast<unsigned char>(c)]) * kWeights[count_++ % 3];
    }
  }
  [[nodiscard]] std::size_t value() const { return sum_; }
  [[nodiscard]] char digit() const { return static_cast<char>('0' + sum_ % 10); }

 private:
  std::size_t sum_ = 0;
  std::size_t count_ = 0;
};

}  // namespace

char mrz_check_digit(std::string_view data) noexcept {
  WeightedSum sum;
  sum.add(data);
  return sum.digit();
}

namespace mrz {
namespace {

// One check digit: what it runs over, and where it stands.
struct Checked {
  std::string_view id;
  std::string_view name;
  std::array<Field, 2> fields;  // a long document number lies in two
  std::size_t digit;

  [[nodiscard]] char computed(std::string_view joined) const {
    WeightedSum sum;
    for (const Field& field : fields) sum.add(field.of(joined));
    return sum.digit();
  }
};

bool composite_holds(const Layout& layout, std::string_view joined) {
  return joined[layout.composite_digit] == composite_digit(layout, joined);
}

std::string quoted(char c) { return {'\'', c, '\''}; }

// What a reader of OCR-B takes for one another.
std::string_view lookalikes(char c) {
  switch (c) {
    case '0':
      return "OQD";
    case 'O':
    case 'Q':
    case 'D':
      return "0";
    case '1':
      return "IL";
    case 'I':
    case 'L':
      return "1";
    case '2':
      return "Z";
    case 'Z':
      return "2";
    case '5':
      return "S";
    case 'S':
      return "5";
    case '6':
      return "G";
    case 'G':
      return "6";
    case '8':
      return "B";
    case 'B':
      return "8";
    default:
      return "";
  }
}

// The one look-alike in these fields with which `fits` holds; nothing when there are several, or none.
template <class Fits>
std::optional<std::string> misread_character(const Layout& layout, std::string_view joined,
                                             const std::array<Field, 4>& fields, const Fits& fits) {
  std::string other(joined);
  // Letters are asked first: one among digits is more often misread than a digit among digits.
  for (const bool letters : {true, false}) {
    std::optional<std::string> found;
    int explanations = 0;
    for (const Field& field : fields) {
      for (std::size_t at = field.start; at < field.end(); ++at) {
        if (is_letter(joined[at]) != letters) continue;
        for (const char c : lookalikes(joined[at])) {
          other[at] = c;
          if (fits(other)) {
            ++explanations;
            found = "all fits if line " + std::to_string(layout.line_of(at)) + " position " +
                    std::to_string(layout.column_of(at)) + " is " + quoted(c) + " instead of " + quoted(joined[at]);
          }
          other[at] = joined[at];
        }
      }
    }
    if (explanations > 0) return explanations == 1 ? found : std::nullopt;
  }
  return std::nullopt;
}

std::string field_reason(const Layout& layout, std::string_view joined, const Checked& checked, char expected) {
  WeightedSum sum;
  std::string data;
  for (const Field& field : checked.fields) {
    sum.add(field.of(joined));
    data += field.of(joined);
  }
  const char printed = joined[checked.digit];
  std::string reason = layout.place(checked.digit) + ": the check digit of the " + std::string(checked.name) + " is " +
                       quoted(printed) + ", computed " + quoted(expected) + " (the sum over " + data + " is " +
                       std::to_string(sum.value()) + ")";
  if (composite_holds(layout, joined)) return reason + "; the composite check digit agrees with what is printed";
  std::string other(joined);
  other[checked.digit] = expected;
  if (composite_holds(layout, other)) return reason + "; all fits with the computed one: the digit is misread or wrong";
  const auto misread = misread_character(
      layout, joined, {checked.fields[0], checked.fields[1], Field{}, Field{}}, [&](const std::string& changed) {
        return changed[checked.digit] == checked.computed(changed) && composite_holds(layout, changed);
      });
  if (misread) return reason + "; " + *misread;
  return reason;
}

std::string composite_reason(const Layout& layout, std::string_view joined, char expected,
                             const std::vector<MrzCheckDigit>& others) {
  const char printed = joined[layout.composite_digit];
  std::string reason = layout.place(layout.composite_digit) + ": the composite check digit is " + quoted(printed) +
                       ", computed " + quoted(expected);
  std::string wrong;
  for (const MrzCheckDigit& digit : others) {
    if (!digit.right) wrong += (wrong.empty() ? "" : ", ") + std::string(digit.field);
  }
  if (!wrong.empty()) return reason + "; it covers what does not fit: " + wrong;
  const auto misread =
      layout.has_personal_number()
          ? std::nullopt  // each field that it covers has a digit of its own, and that is right
          : misread_character(layout, joined, {layout.optional_data, layout.optional_data_2, {}, {}},
                              [&](const std::string& changed) { return composite_holds(layout, changed); });
  if (misread) return reason + "; " + *misread;
  return reason + (layout.has_personal_number() ? "; every other digit is right, so this one is misread or wrong"
                                                : "; every other digit is right, so it or the optional data is wrong");
}

}  // namespace

char composite_digit(const Layout& layout, std::string_view joined) noexcept {
  WeightedSum sum;
  for (const Field& field : layout.composite) sum.add(field.of(joined));
  return sum.digit();
}

std::vector<MrzCheckDigit> read_check_digits(const Layout& layout, std::string_view joined,
                                             const DocumentNumber& number) {
  const Field& rest = layout.optional_data;
  const Field overflow = number.is_long ? Field{rest.start, number.digit - rest.start} : Field{};
  const std::array<Checked, 4> all = {{
      {"document_number", "document number", {layout.document_number, overflow}, number.digit},
      {"birth_date", "date of birth", {layout.birth_date, Field{}}, layout.birth_date.end()},
      {"expiry_date", "date of expiry", {layout.expiry_date, Field{}}, layout.expiry_date.end()},
      {"personal_number", "personal number", {rest, Field{}}, rest.end()},
  }};
  std::vector<MrzCheckDigit> digits;
  digits.reserve(all.size() + 1);
  const auto add = [&](std::string_view id, std::size_t position, char expected) -> MrzCheckDigit& {
    const char found = joined[position];
    digits.push_back(
        {id, position, layout.line_of(position), layout.column_of(position), found, expected, found == expected, {}});
    return digits.back();
  };
  for (const Checked& checked : all) {
    const bool is_personal_number = checked.digit == rest.end();
    if (is_personal_number && !layout.has_personal_number()) continue;
    char expected = checked.computed(joined);
    if (is_personal_number && joined[checked.digit] == '<' && without_filler(rest.of(joined)).empty()) expected = '<';
    MrzCheckDigit& digit = add(checked.id, checked.digit, expected);
    if (!digit.right) digit.reason = field_reason(layout, joined, checked, expected);
  }
  MrzCheckDigit& composite = add("composite", layout.composite_digit, composite_digit(layout, joined));
  if (!composite.right) {
    composite.reason = composite_reason(layout, joined, composite.expected,
                                        std::vector<MrzCheckDigit>(digits.begin(), digits.end() - 1));
  }
  return digits;
}

}  // namespace mrz
}  // namespace enrolkit
