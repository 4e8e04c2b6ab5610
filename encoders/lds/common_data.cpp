// SPDX-License-Identifier: Apache-2.0
// EF.COM: the versions and the list of the data groups.
#include <algorithm>

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

std::string read_version(lds::TlvReader& reader, lds::Tag tag, std::size_t size, std::string_view what,
                         lds::FileReview& review) {
  const lds::Element element = reader.read(tag, what);
  std::string version = lds::text_of(element.value);
  if (version.size() != size || !all_digits(version)) {
    review.fail(ErrorCode::malformed, element.offset, kRule,
                std::string(what) + ": expected " + std::to_string(size) + " digits");
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
  CommonData com;
  TlvReader reader = open_chip_file(file, chip_file_tag(ChipFile::com), review);
  CommonDataPlaces found;
  found.lds_version = reader.offset();
  com.lds_version = read_version(reader, kLdsVersion, 4, "the LDS version", review);
  found.unicode_version = reader.offset();
  com.unicode_version = read_version(reader, kUnicodeVersion, 6, "the Unicode version", review);
  found.list = reader.offset();
  if (places != nullptr) *places = found;
  const Element list = reader.read(kTagList, "the list of data groups");
  reader.finish("the file");
  if (!review.failed() && list.value.empty())
    review.fail(ErrorCode::malformed, list.offset, kRule, "the list of data groups is empty");
  for (std::size_t i = 0; i < list.value.size() && !review.failed(); ++i) {
    const std::size_t offset = list.value_offset() + i;
    const ChipFile group = data_group_of_tag(list.value[i]);
    if (group == ChipFile::com) {
      review.fail(ErrorCode::malformed, offset, kRule, tag_text(list.value[i]) + " is not the tag of a data group");
    } else if (std::find(com.data_groups.begin(), com.data_groups.end(), group) != com.data_groups.end()) {
      review.fail(ErrorCode::malformed, offset, kRule, chip_file_name(group) + " is listed twice");
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

Result<CommonData> decode_common_data(BytesView file) {
  lds::FileReview review("EF.COM");
  CommonData com = lds::read_common_data(file, review);
  return review.result(std::move(com));
}

}  // namespace enrolkit
