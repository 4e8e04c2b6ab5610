// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/transliteration.hpp"

#include <unicode/utf16.h>

#include <algorithm>
#include <utility>

#include "encoders/mrz/layout.hpp"
#include "encoders/mrz/name_text.hpp"
#include "encoders/mrz/transliteration_table.hpp"

namespace enrolkit {
namespace {

using mrz::TransliterationRow;
using mrz::TransliterationTable;

struct Alternative {
  char32_t character;
  std::string_view value;
};

Error wrong_alternative(std::string_view text, std::string_view reason) {
  return Error{ErrorCode::invalid_argument, "the alternative '" + std::string(text) + "': " + std::string(reason)};
}

Result<Alternative> read_alternative(std::string_view text) {
  const std::size_t equals = text.find('=');
  const auto letter = mrz::normalised_name(text.substr(0, equals));
  if (!letter) return letter.error();
  if (equals == std::string_view::npos || letter->size() != 1) {
    return wrong_alternative(text, "a character and its letters are expected, such as Ä=A");
  }
  const Alternative alternative{(*letter)[0], text.substr(equals + 1)};
  for (const TransliterationTable* table : {&TransliterationTable::document(), &TransliterationTable::suggestions()}) {
    for (const TransliterationRow& row : table->rows_of(alternative.character)) {
      if (row.permits(alternative.value)) return alternative;
    }
  }
  return wrong_alternative(text, "Doc 9303-3 section 6 does not permit this value");
}

bool is_ascii(char32_t c) { return c < 0x80; }

// Writes one name, character by character.
class NameWriter {
 public:
  explicit NameWriter(const TransliterationOptions& options) : options_(options) {}

  void reserve(std::size_t characters) { name_.letters.reserve(characters); }

  Status choose_alternatives() {
    for (const std::string& text : options_.alternatives) {
      const auto alternative = read_alternative(text);
      if (!alternative) return alternative.error();
      alternatives_.push_back(*alternative);
    }
    return {};
  }

  // Tells whether the character could be written.
  bool write(char32_t c) {
    if (is_ascii(c) && mrz::is_letter(static_cast<char>(c))) return write_plain(static_cast<char>(c));
    const TransliterationRow* row =
        is_ascii(c) ? nullptr : TransliterationTable::document().find(c, options_.language, at_start_);
    if (row != nullptr) return write(*row);
    if (mrz::is_separator(c)) {
      end_component();
      if (!name_.letters.empty() && name_.letters.back() != '<') name_.letters += '<';
      return true;
    }
    return mrz::is_silent(c) || (options_.suggestions && suggest(c));
  }

  TransliteratedName take() {
    end_component();
    if (!name_.letters.empty() && name_.letters.back() == '<') name_.letters.pop_back();
    return std::move(name_);
  }

 private:
  bool write_plain(char letter) {
    note_script('A');
    last_row_ = nullptr;
    at_start_ = false;
    name_.letters += letter;
    return true;
  }

  bool write(const TransliterationRow& row) {
    if (row.doubles_previous) return double_previous();
    note_script(row.character);
    at_start_ = false;
    if (row.value.empty()) return true;  // a vowel sign may stand between a letter and its shadda
    last_row_ = &row;
    last_start_ = name_.letters.size();
    last_times_ = 1;
    name_.letters += value_of(row);
    return true;
  }

  std::string_view value_of(const TransliterationRow& row) const {
    for (const Alternative& alternative : alternatives_) {
      if (alternative.character == row.character && row.permits(alternative.value)) return alternative.value;
    }
    return row.value;
  }

  bool double_previous() {
    if (last_row_ == nullptr || script_ != mrz::kArabicScript) return false;  // no letter that it could stand on
    ++last_times_;
    name_.letters += value_of(*last_row_);
    return true;
  }

  // Some letters are written otherwise at the end of a component, which is known only there.
  void end_component() {
    if (last_row_ != nullptr && !last_row_->component_end.empty()) {
      name_.letters.resize(last_start_);
      for (int i = 0; i < last_times_; ++i) name_.letters += last_row_->component_end;
    }
    last_row_ = nullptr;
    at_start_ = true;
    script_ = 0;
  }

  // What no table of the document has: a row of the suggestions, or the letter without its diacritics.
  bool suggest(char32_t c) {
    if (!(mrz::is_combining_mark(c) ? !at_start_ : write_without_diacritics(c))) return false;
    if (std::find(name_.suggested.begin(), name_.suggested.end(), c) == name_.suggested.end()) {
      name_.suggested.push_back(c);
    }
    return true;
  }

  bool write_without_diacritics(char32_t c) {
    for (char32_t base = c; base != 0; base = mrz::without_diacritic(base)) {
      if (is_ascii(base)) return mrz::is_letter(static_cast<char>(base)) && write_plain(static_cast<char>(base));
      for (const TransliterationTable* table :
           {&TransliterationTable::document(), &TransliterationTable::suggestions()}) {
        if (const auto* row = table->find(base, options_.language, at_start_)) return write(*row);
      }
    }
    return false;
  }

  void note_script(char32_t c) {
    const int script = is_ascii(c) ? mrz::kLatinScript : mrz::script_of(c);
    if (script == 0) return;
    if (script_ != 0 && script != script_) name_.mixed_scripts = true;
    script_ = script;
  }

  const TransliterationOptions& options_;
  std::vector<Alternative> alternatives_;
  TransliteratedName name_;
  bool at_start_ = true;  // of a component
  int script_ = 0;        // of the component's last letter
  const TransliterationRow* last_row_ = nullptr;
  std::size_t last_start_ = 0;
  int last_times_ = 0;
};

bool is_language(std::string_view code) {
  return code.empty() || ((code.size() == 2 || code.size() == 3) &&
                          std::all_of(code.begin(), code.end(), [](char c) { return c >= 'a' && c <= 'z'; }));
}

bool is_plain(std::string_view name) {
  return name.size() <= kMaxNameBytes &&
         std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

Error no_transliteration(std::string_view name, char32_t c, const TransliterationOptions& options) {
  const std::string character = "the character " + describe_character(mrz::as_typed(name, c));
  if (mrz::is_number(c)) {
    return Error{ErrorCode::unsupported,
                 character + " is not allowed in a name: a legal ordinal is written in Roman numerals"};
  }
  std::string message = character + " has no transliteration in Doc 9303-3 tables A, B and C";
  TransliterationOptions suggesting = options;
  suggesting.suggestions = true;
  NameWriter writer(suggesting);
  if (!options.suggestions && writer.write(c)) {
    const std::string letters = writer.take().letters;
    message += letters.empty() ? "; the suggestion is to leave it out" : "; the suggestion is " + letters;
  }
  return Error{ErrorCode::unsupported, message};
}

}  // namespace

Result<TransliteratedName> transliterate_name(std::string_view name, const TransliterationOptions& options) {
  if (!is_language(options.language)) {
    return Error{ErrorCode::invalid_argument,
                 "the language of a name: '" + options.language + "' is no ISO 639 code such as uk"};
  }
  NameWriter writer(options);
  if (const Status chosen = writer.choose_alternatives(); !chosen) return chosen.error();
  writer.reserve(name.size());
  if (is_plain(name)) {  // needs no Unicode
    for (const char typed : name) {
      const char c = typed >= 'a' && typed <= 'z' ? static_cast<char>(typed - 'a' + 'A') : typed;
      if (!writer.write(static_cast<char32_t>(c))) return no_transliteration(name, static_cast<char32_t>(c), options);
    }
    return writer.take();
  }
  const Result<std::u16string> text = mrz::normalised_name(name);
  if (!text) return text.error();
  const auto size = static_cast<int32_t>(text->size());
  for (int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U16_NEXT(text->data(), at, size, c);
    if (!writer.write(static_cast<char32_t>(c))) return no_transliteration(name, static_cast<char32_t>(c), options);
  }
  return writer.take();
}

}  // namespace enrolkit
