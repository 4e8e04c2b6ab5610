// SPDX-License-Identifier: Apache-2.0
// Reads the fields of an ISO/IEC 39794 block. Each block is described once, by describe(archive, block), for this
// reader and for the FieldWriter: context tags in ascending order, as ASN.1 modules with IMPLICIT TAGS have them.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "encoders/lds/tlv.hpp"
#include "enrolkit/blocks.hpp"

namespace enrolkit::records {

struct NumberRange {
  std::int64_t min = 0, max = std::numeric_limits<std::int64_t>::max();
};

inline constexpr NumberRange kOrMore{};
inline constexpr unsigned kConstructed = 0xA0, kPrimitive = 0x80;  // context tags, plus the number

// Of all lists of a block together: every landmark of every catalogue and the corners of all segments are some
// hundreds, and an item of two bytes must not become a hundred in memory without end.
inline constexpr std::size_t kMaxBlockItems = 10'000;

// What all readers of one block share.
struct BlockReading {
  lds::FileReview& review;
  std::string_view rule;                // "ISO/IEC 39794-5"
  std::optional<EnumerationForm> form;  // of the first enumeration
  bool mixed_forms = false;             // told once
  std::size_t items = 0;
};

class FieldReader {
 public:
  template <class T>
  using Ref = T&;
  static constexpr bool kReading = true;

  FieldReader(lds::TlvReader reader, std::string_view block, BlockReading& reading)
      : reader_(reader), block_(block), reading_(reading) {}

  // INTEGER. Out of range is noted, what the field cannot hold is a failure.
  template <class T>
  void number(unsigned tag, T& slot, NumberRange range, std::string_view name) {
    field(tag, kPrimitive, slot, name, [&](const lds::Element& element, auto& value) {
      assign(element, value, integer(element, name), range, name);
    });
  }
  // ENUMERATED in a CHOICE of code and extension block; codes above `max` are noted.
  template <class T>
  void enumeration(unsigned tag, T& slot, std::int64_t max, std::string_view name) {
    field(tag, kConstructed, slot, name, [&](const lds::Element& element, auto& value) {
      assign(element, value, choice_code(element, name), {0, max}, name);
    });
  }
  // The same where all profiles write the code.
  template <class T>
  void plain_code(unsigned tag, T& slot, std::int64_t max, std::string_view name) {
    const std::optional<EnumerationForm> form = reading_.form;
    const bool mixed = reading_.mixed_forms;
    enumeration(tag, slot, max, name);
    reading_.form = form;
    reading_.mixed_forms = mixed;
  }
  void boolean(unsigned tag, std::optional<bool>& slot, std::string_view name);
  template <class T>  // Bytes
  void octets(unsigned tag, T& slot, std::string_view name) {
    field(tag, kPrimitive, slot, name,
          [](const lds::Element& element, Bytes& value) { value.assign(element.value.begin(), element.value.end()); });
  }
  template <class T>
  void block(unsigned tag, T& slot, std::string_view name) {
    field(tag, kConstructed, slot, name,
          [&](const lds::Element& element, auto& value) { inside(element, value, name); });
  }
  // SEQUENCE OF SEQUENCE.
  template <class T>
  void list(unsigned tag, std::vector<T>& slot, std::string_view name) {
    constexpr std::size_t kUsual = 8;  // eyes, nose, mouth: one allocation for the landmarks of most blocks
    items(tag, lds::kSequence, name, [&](const lds::Element& element) {
      if (slot.size() == 1) slot.reserve(kUsual);
      inside(element, slot.emplace_back(), name);
    });
  }
  void octets_list(unsigned tag, std::vector<Bytes>& slot, std::string_view name);
  void text_list(unsigned tag, std::vector<std::string>& slot, std::string_view name);
  // A tag around a choice or a block that has no type of its own.
  template <class Body>
  void wrap(unsigned tag, std::string_view name, Body&& body) {
    const lds::Element* element = take(tag, kConstructed);
    if (element == nullptr) return missing(name, tag);
    FieldReader reader(reader_.inside(*element), name, reading_);
    body(reader);
    reader.finish();
  }
  // A block that stands in a list of one, where the standard has no list.
  template <class Body>
  bool listed(std::string_view name, Body&& body) {
    load();
    if (!loaded_ || current_.tag != lds::kSequence) return false;
    loaded_ = false;
    note(current_, name, "is a list, expected one block");
    FieldReader reader(reader_.inside(current_), name, reading_);
    body(reader);
    reader.finish();
    return true;
  }
  // Whether this alternative of a choice is there; `writing` is what the writer asks.
  [[nodiscard]] bool chosen(unsigned tag, [[maybe_unused]] bool writing) {
    load();
    return loaded_ && (current_.tag & 0xFFFFFF1FU) == tag;
  }
  template <class T>
  void set(T& slot, std::type_identity_t<T> value) {
    slot = value;
  }
  void finish();  // notes elements of a later edition, and fails where the order is wrong
  void fail(ErrorCode code, std::string_view name, std::string_view problem);
  [[nodiscard]] bool failed() const noexcept { return reading_.review.failed(); }

 private:
  template <class T, class Read>
  void field(unsigned tag, unsigned kind, T& slot, std::string_view name, Read&& read) {
    const lds::Element* element = take(tag, kind);
    if (element == nullptr) return missing(name, tag);
    read(*element, slot);
  }
  template <class T, class Read>
  void field(unsigned tag, unsigned kind, std::optional<T>& slot, std::string_view /*name*/, Read&& read) {
    const lds::Element* element = take(tag, kind);
    if (element != nullptr) read(*element, slot.emplace());
  }
  template <class T>
  void inside(const lds::Element& element, T& value, std::string_view name) {
    FieldReader reader(reader_.inside(element), name, reading_);
    describe(reader, value);
    reader.finish();
  }
  template <class Read>
  void items(unsigned tag, lds::Tag item, std::string_view name, Read&& read) {
    const lds::Element* element = take(tag, kConstructed);
    if (element == nullptr) return;
    lds::TlvReader list = reader_.inside(*element);
    if (list.at_end()) note(*element, name, "the list is empty");
    while (!list.at_end()) {
      if (++reading_.items > kMaxBlockItems) return too_many(name, list.offset());
      const lds::Element one = list.read(item, name);
      if (!failed()) read(one);
    }
  }
  template <class T>
  void assign(const lds::Element& element, T& slot, std::int64_t value, NumberRange range, std::string_view name) {
    using Number = typename std::conditional_t<std::is_enum_v<T>, std::underlying_type<T>, std::type_identity<T>>::type;
    bool fits = value >= 0 || std::is_signed_v<Number>;
    if constexpr (sizeof(Number) < sizeof value) {
      fits = value >= std::numeric_limits<Number>::min() && value <= std::numeric_limits<Number>::max();
    }
    if (!fits) return fail(ErrorCode::malformed, name, "the number is out of its range");
    if (value < range.min || value > range.max)
      note(element, name, "the standard does not know " + std::to_string(value));
    slot = static_cast<T>(value);
  }

  void load() {
    if (!loaded_) loaded_ = reader_.read_short(current_) || load_any();
  }
  const lds::Element* take(unsigned tag, unsigned kind) {
    if (tag > last_) last_ = tag;
    load();
    if (!loaded_ || current_.tag != kind + tag) return nullptr;
    loaded_ = false;
    return &current_;
  }
  bool load_any();
  void missing(std::string_view name, unsigned tag);
  void too_many(std::string_view name, std::size_t offset);
  void note(const lds::Element& element, std::string_view name, std::string_view text);
  std::int64_t integer(const lds::Element& element, std::string_view name);
  std::int64_t choice_code(const lds::Element& element, std::string_view name);
  void remember(EnumerationForm form, const lds::Element& element);

  lds::TlvReader reader_;
  std::string_view block_;
  BlockReading& reading_;
  lds::Element current_;
  bool loaded_ = false;
  unsigned last_ = 0;  // the highest tag number that the description asked for
};

}  // namespace enrolkit::records
