// SPDX-License-Identifier: Apache-2.0
// Writes the fields of an ISO/IEC 39794 block as DER: the other half of FieldReader. A value that the standard does not
// know refuses the whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "encoders/lds/der_writer.hpp"
#include "encoders/records/field_reader.hpp"

namespace enrolkit::records {

class FieldWriter {
 public:
  template <class T>
  using Ref = const T&;
  static constexpr bool kReading = false;

  FieldWriter(lds::DerWriter& der, EnumerationForm form, std::string_view record)
      : der_(der), form_(form), record_(record) {}

  template <class T>
  void number(unsigned tag, const T& slot, NumberRange range, std::string_view name) {
    field(slot, [&](const auto& value) { der_.integer(kPrimitive + tag, checked(value, range, name)); });
  }
  template <class T>
  void enumeration(unsigned tag, const T& slot, std::int64_t max, std::string_view name) {
    field(slot, [&](const auto& value) { code(tag, checked(value, {0, max}, name), form_); });
  }
  template <class T>
  void plain_code(unsigned tag, const T& slot, std::int64_t max, std::string_view name) {
    field(slot, [&](const auto& value) { code(tag, checked(value, {0, max}, name), EnumerationForm::base); });
  }
  void boolean(unsigned tag, const std::optional<bool>& slot, std::string_view /*name*/) {
    if (slot) der_.boolean(kPrimitive + tag, *slot);
  }
  template <class T>
  void octets(unsigned tag, const T& slot, std::string_view /*name*/) {
    field(slot, [&](const Bytes& value) { der_.primitive(kPrimitive + tag, value); });
  }
  template <class T>
  void block(unsigned tag, const T& slot, std::string_view /*name*/) {
    field(slot, [&](const auto& value) { der_.constructed(kConstructed + tag, [&] { describe(*this, value); }); });
  }
  template <class T>
  void list(unsigned tag, const std::vector<T>& slot, std::string_view /*name*/) {
    if (slot.empty()) return;
    der_.constructed(kConstructed + tag, [&] {
      for (const T& value : slot) der_.constructed(lds::kSequence, [&] { describe(*this, value); });
    });
  }
  void octets_list(unsigned tag, const std::vector<Bytes>& slot, std::string_view name);
  void text_list(unsigned tag, const std::vector<std::string>& slot, std::string_view name);
  template <class Body>
  void wrap(unsigned tag, std::string_view /*name*/, Body&& body) {
    der_.constructed(kConstructed + tag, [&] { body(*this); });
  }
  template <class Body>
  static bool listed(std::string_view /*name*/, Body&& /*body*/) {
    return false;
  }
  [[nodiscard]] static bool chosen(unsigned /*tag*/, bool writing) { return writing; }
  template <class T, class U>
  void set(const T& /*slot*/, const U& /*value*/) {}
  void refuse(std::string_view name, std::string_view problem);

 private:
  template <class T, class Write>
  void field(const T& slot, Write&& write) {
    write(slot);
  }
  template <class T, class Write>
  void field(const std::optional<T>& slot, Write&& write) {
    if (slot) write(*slot);
  }
  template <class T>
  std::int64_t checked(T value, NumberRange range, std::string_view name) {
    const auto number = static_cast<std::int64_t>(value);
    if (number < range.min || number > range.max) refuse_number(number, range, name);
    return number;
  }
  void code(unsigned tag, std::int64_t value, EnumerationForm form);
  void refuse_number(std::int64_t number, NumberRange range, std::string_view name);

  lds::DerWriter& der_;
  EnumerationForm form_;
  std::string_view record_;
};

}  // namespace enrolkit::records
