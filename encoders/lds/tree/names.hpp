// SPDX-License-Identifier: Apache-2.0
// The names of elements, fields and codes: names/*.txt, compiled in.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "encoders/lds/tlv.hpp"

namespace enrolkit::lds::tree {

struct Entry {
  Tag tag = 0;           // as hexadecimal digits
  std::size_t size = 0;  // of a field: the same column as a decimal number
  bool repeats = false;
  std::string_view name;
  std::string_view kind;      // ">" holds the elements of the section `argument`; else how the value is read
  std::string_view argument;  // a section, or a list of codes
};
using Section = std::vector<Entry>;

class Names {
 public:
  static const Names& instance();

  [[nodiscard]] const Section& section(std::string_view name) const;  // an empty one when there is none
  // "", when the list has no such code.
  [[nodiscard]] std::string_view code(std::string_view list, std::string_view key) const;
  [[nodiscard]] const std::map<std::string_view, std::string_view>* codes(std::string_view list) const;

 private:
  Names();
  void add(std::string_view text);

  std::map<std::string_view, Section> sections_;
  std::map<std::string_view, std::map<std::string_view, std::string_view>> codes_;
};

// Finds the entries of the elements of one level in their order.
class EntryFinder {
 public:
  explicit EntryFinder(const Section& section) : section_(section) {}
  const Entry* next(Tag tag);  // null: not known

 private:
  const Section& section_;
  std::size_t cursor_ = 0;
};

// "INTEGER", "SET": an entry for tags of ASN.1 itself. Null for others.
[[nodiscard]] const Entry* universal_entry(Tag tag);

// "id-ecPublicKey (1.2.840.10045.2.1)"; the number alone when it has no name.
[[nodiscard]] std::string object_text(BytesView oid);

}  // namespace enrolkit::lds::tree
