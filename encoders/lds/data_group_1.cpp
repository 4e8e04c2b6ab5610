// SPDX-License-Identifier: Apache-2.0
// EF.DG1: the machine readable zone, its lines joined.
#include <algorithm>

#include "encoders/lds/data_groups.hpp"
#include "encoders/lds/tlv.hpp"

namespace enrolkit {
namespace {

constexpr lds::Tag kMrzTag = 0x5F1F;

bool is_mrz_size(std::size_t size) { return size == 72 || size == 88 || size == 90; }  // TD2, TD3, TD1

std::size_t first_foreign_character(std::string_view mrz) {
  const auto* const foreign = std::find_if_not(
      mrz.begin(), mrz.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '<'; });
  return static_cast<std::size_t>(foreign - mrz.begin());
}

}  // namespace

Result<Bytes> encode_dg1(std::string_view mrz) {
  if (!is_mrz_size(mrz.size())) {
    return Error{ErrorCode::invalid_argument, "EF.DG1: the MRZ has " + std::to_string(mrz.size()) +
                                                  " characters, expected 88 (TD3), 72 (TD2) or 90 (TD1)"};
  }
  if (const std::size_t at = first_foreign_character(mrz); at < mrz.size()) {
    return Error{ErrorCode::invalid_argument,
                 "EF.DG1: character " + std::to_string(at + 1) + " of the MRZ is none of A-Z, 0-9 and <"};
  }
  return lds::tlv(chip_file_tag(ChipFile::dg1), lds::tlv(kMrzTag, lds::bytes_of(mrz)));
}

std::string lds::read_dg1(BytesView file, FileReview& review) {
  TlvReader reader = open_chip_file(file, chip_file_tag(ChipFile::dg1), review);
  const Element element = reader.read(kMrzTag, "the MRZ");
  reader.finish("the file");
  std::string mrz = text_of(element.value);
  if (review.failed()) return mrz;
  if (!is_mrz_size(mrz.size())) {
    review.breach(element.offset, "Doc 9303-10 section 4.7.1",
                  "the MRZ has " + std::to_string(mrz.size()) + " characters, expected 88, 72 or 90");
  } else if (const std::size_t at = first_foreign_character(mrz); at < mrz.size()) {
    review.breach(element.value_offset() + at, "Doc 9303-3 section 4.3",
                  "a character of the MRZ is none of A-Z, 0-9 and <");
  }
  return mrz;
}

Result<std::string> decode_dg1(BytesView file, const Reading& reading) {
  lds::FileReview review("EF.DG1", reading.mode);
  std::string mrz = lds::read_dg1(file, review);
  return review.result(std::move(mrz), reading);
}

}  // namespace enrolkit
