// SPDX-License-Identifier: Apache-2.0
// EF.COM: the versions and the list of the data groups.
#include <algorithm>
#include <array>

#include "encoders/lds/data_groups.hpp"
#include "encoders/lds/tlv.hpp"

namespace enrolkit {
namespace {

constexpr std::string_view kRule = "Doc 9303-10 section 4.6.1";
constexpr lds::Tag kLdsVersion = 0x5F01, kUnicodeVersion = 0x5F36, kTagList = 0x5C;

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

ChipFile data_group_of_tag(std::uint8_t tag) {  // com: none
  for (int number = 1; number <= 16; ++number) {
    if (chip_file_tag(static_cast<ChipFile>(number)) == tag) return static_cast<ChipFile>(number);
  }
  return ChipFile::com;
}

struct Part {
  lds::Tag tag;
  std::string_view what;
  lds::Element element;
};

// The elements wherever they stand.
void read_parts(lds::TlvReader reader, std::array<Part, 3>& parts, lds::FileReview& review) {
  const std::size_t start = reader.offset();
  lds::Tag latest = 0;
  while (!reader.at_end()) {
    const lds::Element element = reader.read("an element");
    const auto part =
        std::find_if(parts.begin(), parts.end(), [&](const Part& known) { return known.tag == element.tag; });
    if (review.failed()) return;
    if (part == parts.end()) {
      review.breach(element.offset, kRule, lds::tag_text(element.tag) + " is no element of EF.COM");
    } else if (!part->element.whole.empty()) {
      review.breach(element.offset, kRule, std::string(part->what) + " is there twice");
    } else {
      if (latest == kTagList || (latest == kUnicodeVersion && element.tag == kLdsVersion))
        review.note(element.offset, kRule, std::string(part->what) + " stands behind what it must precede");
      part->element = element;
      latest = element.tag;
    }
  }
  for (const Part& part : parts) {
    if (part.element.whole.empty())
      review.fail(ErrorCode::malformed, start, "tag " + lds::tag_text(part.tag),
                  std::string(part.what) + " is missing");
  }
}

std::string version_of(const Part& part, std::size_t size, lds::FileReview& review) {
  std::string version = lds::text_of(part.element.value);
  if (version.size() != size || !all_digits(version)) {
    review.breach(part.element.offset, kRule,
                  std::string(part.what) + ": expected " + std::to_string(size) + " digits");
  }
  return version;
}

}  // namespace

Result<Bytes> encode(const CommonData& com) {
  if (com.lds_version.size() != 4 || !all_digits(com.lds_version)) {
    return Error{ErrorCode::invalid_argument, "EF.COM: the LDS version must be 4 digits, such as 0108"};
  }
  if (com.unicode_version.size() != 6 || !all_digits(com.unicode_version)) {
    return Error{ErrorCode::invalid_argument, "EF.COM: the Unicode version must be 6 digits, such as 040000"};
  }
  Bytes list;
  ChipFile previous = ChipFile::com;
  for (const ChipFile file : com.data_groups) {
    if (file <= previous || file > ChipFile::dg16) {
      return Error{ErrorCode::invalid_argument,
                   "EF.COM: the data groups must be DG1 to DG16 in ascending order, each once"};
    }
    previous = file;
    list.push_back(chip_file_tag(file));
  }
  if (list.empty()) return Error{ErrorCode::invalid_argument, "EF.COM: no data group to list"};
  return lds::tlv(chip_file_tag(ChipFile::com),
                  {lds::tlv(kLdsVersion, lds::bytes_of(com.lds_version)),
                   lds::tlv(kUnicodeVersion, lds::bytes_of(com.unicode_version)), lds::tlv(kTagList, list)});
}

CommonData lds::read_common_data(BytesView file, FileReview& review, CommonDataPlaces* places) {
  std::array<Part, 3> parts = {{{kLdsVersion, "the LDS version", {}},
                                {kUnicodeVersion, "the Unicode version", {}},
                                {kTagList, "the list of data groups", {}}}};
  read_parts(open_chip_file(file, chip_file_tag(ChipFile::com), review), parts, review);
  CommonData com;
  if (review.failed()) return com;
  com.lds_version = version_of(parts[0], 4, review);
  com.unicode_version = version_of(parts[1], 6, review);
  const Element& list = parts[2].element;
  if (places != nullptr) *places = {parts[0].element.offset, parts[1].element.offset, list.offset};
  if (list.value.empty()) review.breach(list.offset, kRule, "the list of data groups is empty");
  for (std::size_t i = 0; i < list.value.size() && !review.failed(); ++i) {
    const std::size_t offset = list.value_offset() + i;
    const ChipFile group = data_group_of_tag(list.value[i]);
    if (group == ChipFile::com) {
      review.breach(offset, kRule, tag_text(list.value[i]) + " is not the tag of a data group");
    } else if (std::find(com.data_groups.begin(), com.data_groups.end(), group) != com.data_groups.end()) {
      review.breach(offset, kRule, chip_file_name(group) + " is listed twice");
    } else {
      if (!com.data_groups.empty() && group < com.data_groups.back()) {
        review.note(offset, kRule, chip_file_name(group) + " is not listed in ascending order");
      }
      com.data_groups.push_back(group);
    }
  }
  std::sort(com.data_groups.begin(), com.data_groups.end());
  return com;
}

Result<CommonData> decode_common_data(BytesView file, const Reading& reading) {
  lds::FileReview review("EF.COM", reading.mode);
  CommonData com = lds::read_common_data(file, review);
  return review.result(std::move(com), reading);
}

}  // namespace enrolkit
