// SPDX-License-Identifier: Apache-2.0
// The chip files of a dossier once more: as they were, in the other generation of records, and made again from the
// samples when they are not kept.
#include "enrolkit/reissue.hpp"

#include <gtest/gtest.h>

#include "tests/drawn_applicant.hpp"

namespace enrolkit {
namespace {

Enrolment enrolled(RecordGeneration generation) {
  EnrolmentSetup setup = drawn_setup();
  setup.generation = generation;
  return enrol(drawn_adult(), drawn_samples(), setup).value();
}

std::vector<FileEntry> without_chip(const Enrolment& enrolment) {
  std::vector<FileEntry> files = enrolment.files;
  std::erase_if(files, [](const FileEntry& file) { return file.path.rfind("chip/", 0) == 0; });
  return files;
}

const Date kSoon = parse_date("2026-12-01").value();

Result<Reissue> again(const std::vector<FileEntry>& files, const ReissueRecords& records) {
  return reissue_chip(files, drawn_setup().policy, nullptr, kSoon, "production", records);
}

TEST(Reissue, ChangesTheGenerationOfTheRecordsAsTheEnrolmentWouldHaveMadeThem) {
  for (const auto& [from, to] : {std::pair(RecordGeneration::iso19794, RecordGeneration::iso39794),
                                 {RecordGeneration::iso39794, RecordGeneration::iso19794}}) {
    const Enrolment first = enrolled(from);
    const auto same = again(first.files, {from, nullptr});
    ASSERT_TRUE(same) << same.error().message;
    EXPECT_EQ(same->chip, first.chip);
    const auto other = again(first.files, {to, nullptr});
    ASSERT_TRUE(other) << other.error().message;
    EXPECT_NE(other->chip.at(ChipFile::dg2), first.chip.at(ChipFile::dg2));
    EXPECT_EQ(other->chip, enrolled(to).chip);
    EXPECT_FALSE(other->made_again);
  }
}

TEST(Reissue, DataGroupsThatAreNotKeptAreMadeAgainByteForByte) {
  for (const RecordGeneration generation : {RecordGeneration::iso19794, RecordGeneration::iso39794}) {
    const Enrolment first = enrolled(generation);
    const auto made = again(without_chip(first), {{}, drawn_setup().models});
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_TRUE(made->made_again);
    EXPECT_EQ(made->chip, first.chip);
  }
}

TEST(Reissue, WhatCannotBeMadeAgainIsTold) {
  const Enrolment first = enrolled(RecordGeneration::iso19794);
  const auto blind = again(without_chip(first), {});
  ASSERT_FALSE(blind);
  EXPECT_EQ(blind.error().code, ErrorCode::invalid_argument);
  EXPECT_NE(blind.error().message.find("chip/"), std::string::npos);

  Policy other = drawn_setup().policy;
  other.portrait.max_bytes /= 2;  // the limits of another version
  const auto differs =
      reissue_chip(without_chip(first), other, nullptr, kSoon, "production", {{}, drawn_setup().models});
  ASSERT_FALSE(differs);
  EXPECT_EQ(differs.error().code, ErrorCode::crypto);
  EXPECT_NE(differs.error().message.find("chip/EF.DG2"), std::string::npos) << differs.error().message;

  std::vector<FileEntry> photo_lost = without_chip(first);
  std::erase_if(photo_lost, [](const FileEntry& file) { return file.path == "photo.jpg"; });
  const auto lost = again(photo_lost, {{}, drawn_setup().models});
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, ErrorCode::crypto);
  EXPECT_NE(lost.error().message.find("photo.jpg"), std::string::npos) << lost.error().message;
}

}  // namespace
}  // namespace enrolkit
