// SPDX-License-Identifier: Apache-2.0
// EF.DG16: the number of templates, then A1, A2, ... with one person each.
#include <array>

#include "encoders/lds/data_groups.hpp"
#include "encoders/lds/text_value.hpp"

namespace enrolkit {
namespace {

constexpr std::string_view kRule = "Doc 9303-10 section 4.7.16";
constexpr std::size_t kMaxTextBytes = 99;  // as in DG11; the section gives no limit of its own

struct Field {
  lds::Tag tag;
  std::string_view what;
  std::string PersonToNotify::*value;
};
constexpr std::array<Field, 4> kFields = {{{0x5F50, "the date of the record", &PersonToNotify::recorded_on},
                                           {0x5F51, "the name", &PersonToNotify::name},
                                           {0x5F52, "the telephone number", &PersonToNotify::telephone},
                                           {0x5F53, "the address", &PersonToNotify::address}}};
constexpr lds::Tag kDate = 0x5F50;

lds::Tag template_tag(std::size_t index) { return 0xA1 + static_cast<lds::Tag>(index); }

PersonToNotify read_person(lds::TlvReader reader, lds::FileReview& review) {
  PersonToNotify person;
  for (const Field& field : kFields) {
    const lds::Element element = reader.read(field.tag, field.what);
    if (review.failed()) break;
    person.*field.value = field.tag == kDate ? lds::read_date(element, lds::kDateDigits, field.what, kRule, review)
                                             : lds::read_text(element, kMaxTextBytes, field.what, kRule, review);
  }
  reader.finish("a person to notify");
  return person;
}

}  // namespace

Result<Bytes> encode_dg16(const std::vector<PersonToNotify>& persons) {
  const auto invalid = [](const std::string& reason) {
    return Error{ErrorCode::invalid_argument, "EF.DG16: " + reason};
  };
  if (persons.empty() || persons.size() > kMaxPersonsToNotify)
    return invalid(std::to_string(persons.size()) + " persons to notify, expected 1 to 15");
  Bytes content = lds::der_integer(static_cast<std::uint32_t>(persons.size()));
  for (std::size_t i = 0; i < persons.size(); ++i) {
    Bytes fields;
    for (const Field& field : kFields) {
      const std::string& text = persons[i].*field.value;
      const std::string name = std::string(field.what) + " of person " + std::to_string(i + 1);
      if (text.empty()) return invalid(name + " is missing");
      if (field.tag == kDate && !lds::is_date(text, lds::kDateDigits)) return invalid(name + " is no date of 8 digits");
      if (text.size() > kMaxTextBytes) return invalid(name + " has more than 99 bytes");
      if (!lds::is_utf8(lds::bytes_of(text))) return invalid(name + " is not valid UTF-8");
      const Bytes element = lds::tlv(field.tag, lds::bytes_of(text));
      fields.insert(fields.end(), element.begin(), element.end());
    }
    const Bytes person = lds::tlv(template_tag(i), fields);
    content.insert(content.end(), person.begin(), person.end());
  }
  return lds::tlv(chip_file_tag(ChipFile::dg16), content);
}

std::vector<PersonToNotify> lds::read_dg16(BytesView file, FileReview& review) {
  TlvReader reader = open_chip_file(file, chip_file_tag(ChipFile::dg16), review);
  const std::size_t start = reader.offset();
  const int count = reader.read_count(kInteger, "the number of persons to notify");
  std::vector<PersonToNotify> persons;
  while (!reader.at_end() && persons.size() < kMaxPersonsToNotify) {
    TlvReader person = reader.enter(template_tag(persons.size()), "person " + std::to_string(persons.size() + 1));
    if (!review.failed()) persons.push_back(read_person(person, review));
  }
  if (static_cast<std::size_t>(count) != persons.size()) {
    review.breach(start, kRule,
                  std::to_string(count) + " persons announced, " + std::to_string(persons.size()) + " there");
  }
  reader.finish("the file");
  return persons;
}

Result<std::vector<PersonToNotify>> decode_dg16(BytesView file, const Reading& reading) {
  lds::FileReview review("EF.DG16", reading.mode);
  std::vector<PersonToNotify> persons = lds::read_dg16(file, review);
  return review.result(std::move(persons), reading);
}

}  // namespace enrolkit
