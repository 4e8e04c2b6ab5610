// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/file_check.hpp"

#include <algorithm>

#include "encoders/lds/biometric_group.hpp"
#include "encoders/lds/data_groups.hpp"
#include "encoders/lds/record_image_check.hpp"
#include "encoders/lds/tlv.hpp"
#include "enrolkit/mrz.hpp"

namespace enrolkit::lds {
namespace {

void check_dg1(BytesView content, FileReview& review) {
  const std::string mrz = read_dg1(content, review);
  if (review.failed()) return;
  const auto start =
      static_cast<std::size_t>(std::search(content.begin(), content.end(), mrz.begin(), mrz.end()) - content.begin());
  const Result<ParsedMrz> parsed = parse_mrz(mrz);
  if (!parsed) return review.note(start, "Doc 9303-3 section 4", parsed.error().message);
  for (const MrzCheckDigit& digit : parsed->check_digits) {
    if (!digit.right) review.note(start + digit.offset, "Doc 9303-3 section 4.9", digit.reason);
  }
  for (const MrzRemark& remark : parsed->remarks) {
    if (!remark.tolerated) review.note(start + remark.offset, remark.rule, remark.message);
  }
}

}  // namespace

void check_data_group(ChipFile file, BytesView content, FileReview& review, bool images) {
  const auto check = [&](const auto& read) {
    if (images) check_images(content, read, review);
  };
  switch (file) {
    case ChipFile::dg1:
      return check_dg1(content, review);
    case ChipFile::dg2:
      return check(read_dg2(content, review));
    case ChipFile::dg3:
      return check(read_dg3(content, review));
    case ChipFile::dg4:  // the frame only: enrolkit knows no iris records
      check_biometric_group(kIrises, content, review);
      return;
    case ChipFile::dg5:
    case ChipFile::dg7:
      return check(read_displayed_images(file, content, review));
    case ChipFile::dg11:
      read_dg11(content, review);
      return;
    case ChipFile::dg12:
      read_dg12(content, review);
      return;
    case ChipFile::dg14:
      read_dg14(content, review);
      return;
    case ChipFile::dg15:
      read_dg15(content, review);
      return;
    case ChipFile::dg16:
      read_dg16(content, review);
      return;
    default:
      (void)open_chip_file(content, chip_file_tag(file), review);
  }
}

}  // namespace enrolkit::lds
