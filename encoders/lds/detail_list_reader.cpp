// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "encoders/lds/detail_list.hpp"
#include "encoders/lds/text_value.hpp"

namespace enrolkit::lds {
namespace {

class DetailReader {
 public:
  DetailReader(const DetailGroup& group, FileReview& review) : group_(group), review_(review) {}

  void read(TlvReader reader) {
    const std::size_t start = reader.offset();
    has_list_ = reader.next_is(kTagList);
    if (has_list_) {
      read_list(reader.read("the tag list"));
    } else {
      review_.note(start, "tag 5C", "the tag list is missing");
    }
    while (!reader.at_end()) read_element(reader);
    if (review_.failed() || !has_list_) return;
    for (const Tag tag : listed_) {
      if (!was_seen(tag)) review_.note(start, group_.rule, tag_text(tag) + " is in the tag list, but not there");
    }
    ElementOrder both;  // of the listed, those that are there
    for (const Tag tag : listed_) {
      if (was_seen(tag)) both.push_back(static_cast<std::uint16_t>(tag));
    }
    if (both != *group_.order &&
        std::is_permutation(both.begin(), both.end(), group_.order->begin(), group_.order->end()))
      review_.note(start, group_.rule, "the elements are not in the order of the tag list");
  }

 private:
  [[nodiscard]] bool is_listed(Tag tag) const {
    return std::find(listed_.begin(), listed_.end(), tag) != listed_.end();
  }
  [[nodiscard]] bool was_seen(Tag tag) const {
    return std::find(group_.order->begin(), group_.order->end(), tag) != group_.order->end();
  }
  [[nodiscard]] const DetailField* field_of(Tag tag) const {
    const auto field = std::find_if(group_.fields.begin(), group_.fields.end(), [&](const DetailField& known) {
      return tag == (known.kind == DetailKind::names ? Tag{kContext0} : known.tag);
    });
    return field == group_.fields.end() ? nullptr : &*field;
  }

  void read_list(const Element& list) {
    for (std::size_t at = 0; at < list.value.size();) {
      const std::size_t offset = list.value_offset() + at;
      Tag tag = list.value[at++];
      if ((tag & 0x1F) == 0x1F && at < list.value.size()) tag = tag << 8 | list.value[at++];
      const bool known = std::any_of(group_.fields.begin(), group_.fields.end(),
                                     [&](const DetailField& field) { return field.tag == tag; });
      if (!known) {
        review_.note(offset, group_.rule, "the tag list names " + tag_text(tag) + ", which is no element of this file");
      } else if (is_listed(tag)) {
        review_.note(offset, group_.rule, "the tag list names " + tag_text(tag) + " twice");
      } else {
        listed_.push_back(tag);
      }
    }
  }

  void read_element(TlvReader& reader) {
    const Element element = reader.read("an element");
    if (review_.failed()) return;
    const DetailField* field = field_of(element.tag);
    if (field == nullptr) {
      return review_.note(element.offset, group_.rule, tag_text(element.tag) + " is no element of this file");
    }
    if (was_seen(field->tag)) {
      return review_.breach(element.offset, group_.rule, std::string(field->what) + ": there twice");
    }
    if (has_list_ && !is_listed(field->tag)) {
      review_.note(element.offset, group_.rule, tag_text(field->tag) + " is there, but not in the tag list");
    }
    group_.order->push_back(static_cast<std::uint16_t>(field->tag));
    read_value(reader, element, *field);
  }

  void read_value(const TlvReader& reader, const Element& element, const DetailField& field) {
    if (const auto* names = std::get_if<std::vector<std::string>*>(&field.value))
      return read_names(reader.inside(element), field, **names);
    if (const auto* image = std::get_if<Bytes*>(&field.value))
      return (*image)->assign(element.value.begin(), element.value.end());
    std::string& text = **std::get_if<std::string*>(&field.value);
    if (field.kind == DetailKind::text || element.value.empty()) {
      text = read_text(element, field.max, field.what, group_.rule, review_);
    } else {
      text = read_date(element, field.kind == DetailKind::date ? kDateDigits : kTimeDigits, field.what, group_.rule,
                       review_);
    }
  }

  void read_names(TlvReader reader, const DetailField& field, std::vector<std::string>& names) {
    const std::size_t start = reader.offset();
    const int count = reader.read_count(kInteger, "the number of names");
    while (reader.next_is(field.tag) && names.size() < kMaxNames)
      names.push_back(read_text(reader.read("a name"), field.max, "a name", group_.rule, review_));
    if (static_cast<std::size_t>(count) != names.size()) {
      review_.note(start, group_.rule,
                   std::to_string(count) + " names announced, " + std::to_string(names.size()) + " there");
    }
    reader.finish(field.what);
  }

  const DetailGroup& group_;
  FileReview& review_;
  std::vector<Tag> listed_;
  bool has_list_ = false;
};

}  // namespace

void read_details(BytesView file, const DetailGroup& group, FileReview& review) {
  DetailReader(group, review).read(open_chip_file(file, chip_file_tag(group.file), review));
}

}  // namespace enrolkit::lds
