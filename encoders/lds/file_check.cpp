// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/file_check.hpp"

#include "encoders/lds/biometric_group.hpp"
#include "encoders/lds/data_groups.hpp"
#include "encoders/lds/tlv.hpp"
#include "enrolkit/mrz.hpp"

namespace enrolkit::lds {
namespace {

constexpr std::size_t kTd3Size = 88;

void check_dg1(BytesView content, FileReview& review) {
  const std::string mrz = read_dg1(content, review);
  if (review.failed() || mrz.size() != kTd3Size) return;
  if (const Result<ParsedMrz> parsed = parse_mrz(mrz); !parsed) {
    review.note(0, "Doc 9303-4 section 4.2", parsed.error().message);
  }
}

}  // namespace

void check_data_group(ChipFile file, BytesView content, FileReview& review) {
  switch (file) {
    case ChipFile::dg1:
      return check_dg1(content, review);
    case ChipFile::dg2:
      read_dg2(content, review);
      return;
    case ChipFile::dg3:
      read_dg3(content, review);
      return;
    case ChipFile::dg4:  // the frame only: enrolkit knows no iris records
      check_biometric_group(kIrises, content, review);
      return;
    case ChipFile::dg5:
    case ChipFile::dg7:
      read_displayed_images(file, content, review);
      return;
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
