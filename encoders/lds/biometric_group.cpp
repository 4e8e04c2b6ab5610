// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/biometric_group.hpp"

#include <algorithm>
#include <array>

namespace enrolkit::lds {
namespace {

constexpr std::string_view kRecordRule = "Doc 9303-10 section 4.5.6";

bool is_first_generation(BytesView record) {
  for (const std::string_view letters : {"FAC", "FIR", "IIR"}) {
    if (record.size() >= letters.size() && std::equal(letters.begin(), letters.end(), record.begin())) return true;
  }
  return false;
}

}  // namespace

GroupReader::GroupReader(const BiometricKind& of, BytesView file, FileReview& to)
    : kind(of),
      review(to),
      content(open_chip_file(file, chip_file_tag(of.file), to)),
      group(content.enter(kGroupTemplate, "the group template")),
      count_offset(group.offset()),
      announced(group.read_count(kInteger, "the number of biometric templates")) {}

bool GroupReader::next(ReadTemplate& made) {
  if (review.failed() || found == kind.max_count || !group.next_is(kInformationTemplate)) return false;
  const std::string name = "biometric template " + std::to_string(++found);
  TlvReader fields = group.enter(kInformationTemplate, name);
  const Element header = fields.read(kContext1, name);
  if (!review.failed()) open_record(fields, name, made);
  if (review.failed()) return false;
  made.header = read_biometric_header(fields.inside(header), kind, made.generation, review);
  return !review.failed();
}

// By what the record is, whatever tag it stands in: there are both mistakes.
void GroupReader::open_record(TlvReader& fields, const std::string& name, ReadTemplate& made) {
  const Element record = fields.read(name);
  if (review.failed()) return;
  const bool first_tag = record.tag == kFirstGeneration;
  if (!first_tag && record.tag != kSecondGeneration) {
    return review.fail(ErrorCode::malformed, record.offset, "tag 5F2E",
                       name + ": the tag is " + tag_text(record.tag) + ", expected 5F2E or 7F2E");
  }
  made.offset = record.value_offset();
  made.record = record.value;
  made.block = fields.inside(record);
  const bool wrapped = made.block.next_is(kContext1);
  const bool second = !is_first_generation(record.value) && (!first_tag || wrapped || made.block.next_is(kind.block));
  made.generation = second ? RecordGeneration::iso39794 : RecordGeneration::iso19794;
  if (second == first_tag) {
    review.note(
        record.offset, kRecordRule,
        name + ": the record is of ISO/IEC " + (second ? "39794, expected in 7F2E" : "19794, expected in 5F2E"));
  }
  if (second && wrapped) {
    TlvReader inner = made.block.enter(kContext1, name);
    made.block.finish(name);
    made.block = inner;
  } else if (second) {
    review.note(made.offset, kRecordRule, name + ": the block is not wrapped in A1");
  }
  fields.finish(name);
}

BytesView GroupReader::finish() {
  if (review.failed()) return {};
  const auto range = [&] {
    return std::to_string(announced) + " biometric templates, expected " + std::to_string(kind.min_count) + " to " +
           std::to_string(kind.max_count);
  };
  if (announced < kind.min_count || announced > kind.max_count) {
    review.breach(count_offset, kind.section, range());
  } else if (announced != found) {
    review.breach(count_offset, kind.section,
                  std::to_string(announced) + " biometric templates announced, " + std::to_string(found) + " there");
  }
  group.finish("the group template");
  BytesView filler;
  if (content.next_is(kFiller) && kind.min_count == 0) {
    const Element element = content.read("the filler");
    if (found == 0) filler = element.value;
    if (found > 0) review.note(element.offset, kind.section, "filler beside a group that is not empty, passed over");
    if (element.value.empty()) review.note(element.offset, kind.section, "the filler is empty");
  } else if (found == 0) {
    review.note(count_offset, kind.section, "an empty group without filler is the same on every chip");
  }
  content.finish("the file");
  return filler;
}

void check_biometric_group(const BiometricKind& kind, BytesView file, FileReview& review) {
  read_biometric_group(kind, file, review, [](const ReadTemplate&) {});
}

}  // namespace enrolkit::lds
