// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/tlv.hpp"

#include <gtest/gtest.h>

namespace enrolkit::lds {
namespace {

Error error_of(const Bytes& data, Tag tag) {
  FileReview review("EF.TEST");
  TlvReader reader(data, review);
  reader.read(tag, "it");
  reader.finish("the file");
  return review.result(0).error();
}

TEST(TlvReader, ReadsTagsAndLengthsOfEveryForm) {
  // 61 03 | 5F1F 00 ; 7F61 81 80 ... ; 02 82 0100 ... ; 04 83 000080 ... (not minimal)
  Bytes data = {0x61, 0x03, 0x5F, 0x1F, 0x00, 0x7F, 0x61, 0x81, 0x80};
  data.resize(data.size() + 128, 7);
  data.insert(data.end(), {0x02, 0x82, 0x01, 0x00});
  data.resize(data.size() + 256, 8);
  data.insert(data.end(), {0x04, 0x83, 0x00, 0x00, 0x80});
  data.resize(data.size() + 128, 9);
  FileReview review("EF.TEST");
  TlvReader reader(data, review);
  TlvReader inner = reader.enter(0x61, "template");
  EXPECT_EQ(inner.offset(), 2U);
  const Element empty = inner.read(0x5F1F, "empty");
  EXPECT_EQ(empty.offset, 2U);
  EXPECT_TRUE(empty.value.empty());
  EXPECT_TRUE(inner.at_end());
  const Element group = reader.read("group");
  EXPECT_EQ(group.tag, 0x7F61U);
  EXPECT_EQ(group.value.size(), 128U);
  EXPECT_EQ(group.value_offset(), 9U);
  EXPECT_EQ(reader.read(kInteger, "number").value.size(), 256U);
  EXPECT_TRUE(review.deviations().empty());
  EXPECT_TRUE(reader.next_is(kOctetString));
  EXPECT_EQ(reader.read("long").value.size(), 128U);
  reader.finish("the file");
  EXPECT_FALSE(review.failed());
  ASSERT_EQ(review.deviations().size(), 1U);
  EXPECT_EQ(review.deviations()[0].offset, 137U + 260U);
  EXPECT_TRUE(review.deviations()[0].tolerated);
}

TEST(TlvReader, SaysWhereAndWhyItCannotReadOn) {
  struct Case {
    Bytes data;
    ErrorCode code;
    const char* words;
  };
  const Case cases[] = {
      {{}, ErrorCode::malformed, "missing"},
      {{0x00, 0x00}, ErrorCode::malformed, "00 is not a tag"},
      {{0x04}, ErrorCode::truncated, "length is expected"},
      {{0x5F}, ErrorCode::truncated, "inside a tag"},
      {{0x5F, 0x80, 0x01, 0x00}, ErrorCode::malformed, "starts with a zero"},
      {{0x5F, 0xFF, 0xFF, 0x7F, 0x00}, ErrorCode::unsupported, "longer than 3"},
      {{0x04, 0x80, 0x00, 0x00}, ErrorCode::malformed, "indefinite"},
      {{0x04, 0x84, 0x00, 0x00, 0x00, 0x00}, ErrorCode::too_large, "more than 3"},
      {{0x04, 0x82, 0x01}, ErrorCode::truncated, "inside a length"},
      {{0x04, 0x02, 0x01}, ErrorCode::truncated, "more than what is left"},
      {{0x04, 0x83, 0xFF, 0xFF, 0xFF, 0x00}, ErrorCode::truncated, "more than what is left"},
      {{0x05, 0x00}, ErrorCode::malformed, "expected 04"},
  };
  for (const Case& c : cases) {
    const Error error = error_of(c.data, kOctetString);
    EXPECT_EQ(error.code, c.code) << error.message;
    EXPECT_NE(error.message.find(c.words), std::string::npos) << error.message;
    EXPECT_EQ(error.message.rfind("EF.TEST: at byte ", 0), 0U) << error.message;
  }
}

TEST(TlvReader, TellsAndSkipsWhatIsLeftAtTheEnd) {
  const Bytes data = {0x04, 0x01, 0x00, 0x05, 0x00};
  FileReview review("EF.TEST");
  TlvReader reader(data, review);
  EXPECT_EQ(reader.read(kOctetString, "it").value.size(), 1U);
  reader.finish("the file");
  EXPECT_TRUE(reader.at_end());
  EXPECT_FALSE(review.failed());
  ASSERT_EQ(review.deviations().size(), 1U);
  EXPECT_EQ(review.deviations()[0].offset, 3U);
  EXPECT_EQ(review.deviations()[0].message, "the file has 2 unexpected bytes at its end");
  FileReview strict("EF.TEST", ReadingMode::strict);
  TlvReader again(data, strict);
  again.read(kOctetString, "it");
  again.finish("the file");
  EXPECT_TRUE(strict.failed());
}

// 30 80 { 31 80 { 04 01 07 } 00 00, 05 00 } 00 00, 02 01 09
TEST(TlvReader, FindsTheEndOfIndefiniteLengths) {
  const Bytes data = {0x30, 0x80, 0x31, 0x80, 0x04, 0x01, 0x07, 0x00, 0x00, 0x05, 0x00, 0x00, 0x00, 0x02, 0x01, 0x09};
  FileReview review("EF.TEST");
  TlvReader reader(data, review);
  TlvReader outer = reader.enter(kSequence, "outer");
  const Element set = outer.read(kSet, "set");
  EXPECT_EQ(set.whole.size(), 7U);
  EXPECT_EQ(set.value_offset(), 4U);
  EXPECT_EQ(outer.inside(set).read(kOctetString, "octets").value[0], 7);
  EXPECT_EQ(outer.read(kNull, "null").offset, 9U);
  outer.finish("outer");
  EXPECT_EQ(reader.read(kInteger, "number").offset, 13U);
  reader.finish("the file");
  ASSERT_EQ(review.deviations().size(), 2U);
  EXPECT_EQ(review.deviations()[1].offset, 2U);
  EXPECT_TRUE(review.deviations()[1].tolerated);
}

TEST(TlvReader, EndsInIndefiniteLengthsWithoutEnd) {
  for (const Bytes& data : {Bytes{0x30, 0x80}, Bytes{0x30, 0x80, 0x04, 0x00, 0x00}, Bytes{0x30, 0x80, 0x04, 0x07, 0x00},
                            Bytes{0x30, 0x80, 0x30, 0x80, 0x00, 0x00}}) {
    EXPECT_EQ(error_of(data, kSequence).code, ErrorCode::truncated);
  }
  Bytes nested;
  for (int i = 0; i < 10000; ++i) nested.insert(nested.end(), {0x30, 0x80});
  EXPECT_EQ(error_of(nested, kSequence).code, ErrorCode::too_large);
}

TEST(TlvReader, StandsStillAfterTheFirstFailure) {
  const Bytes data = {0x04, 0x01, 0x00, 0x05, 0x00};
  FileReview review("EF.TEST");
  TlvReader reader(data, review);
  reader.read(kSequence, "first");
  EXPECT_TRUE(reader.at_end());
  EXPECT_EQ(reader.read(kOctetString, "second").whole.size(), 0U);
  EXPECT_EQ(review.deviations().size(), 1U);
}

TEST(FileReview, ManyNotesHideNoBreach) {
  FileReview review("EF.TEST");
  for (std::size_t i = 0; i < 1000; ++i) review.note(i, "rule", "note");
  review.breach(7, "rule", "breach");
  EXPECT_EQ(review.deviations().size(), 101U);
  EXPECT_FALSE(review.deviations().back().tolerated);
  review.fail(ErrorCode::malformed, 8, "rule", "failure");
  EXPECT_EQ(review.deviations().back().message, "failure");
  EXPECT_EQ(review.result(0).error().message, "EF.TEST: at byte 8: failure (rule)");
}

TEST(TlvReader, LimitsNesting) {
  Bytes nested = {0x30, 0x00};
  for (int depth = 1; depth < 15; ++depth) nested = tlv(kSequence, nested);
  FileReview fits("EF.TEST");
  check_well_formed(TlvReader(nested, fits));
  EXPECT_FALSE(fits.failed());
  for (int depth = 0; depth < 2; ++depth) nested = tlv(kSequence, nested);
  FileReview too_deep("EF.TEST");
  check_well_formed(TlvReader(nested, too_deep));
  EXPECT_EQ(too_deep.result(0).error().code, ErrorCode::too_large);
}

TEST(TlvReader, FindsABadLengthDeepInside) {
  const Bytes data = {0x6B, 0x06, 0xA0, 0x04, 0x5F, 0x0F, 0x02, 0x41};
  FileReview review("EF.TEST");
  check_well_formed(TlvReader(data, review));
  ASSERT_TRUE(review.failed());
  EXPECT_EQ(review.deviations()[0].offset, 4U);
}

TEST(DerWriter, WritesMinimalLengths) {
  const auto head = [](std::size_t size) {
    const Bytes whole = tlv(0x5F2E, Bytes(size, 0xAA));
    return Bytes(whole.begin(), whole.end() - static_cast<std::ptrdiff_t>(size));
  };
  EXPECT_EQ(head(0), (Bytes{0x5F, 0x2E, 0x00}));
  EXPECT_EQ(head(127), (Bytes{0x5F, 0x2E, 0x7F}));
  EXPECT_EQ(head(128), (Bytes{0x5F, 0x2E, 0x81, 0x80}));
  EXPECT_EQ(head(255), (Bytes{0x5F, 0x2E, 0x81, 0xFF}));
  EXPECT_EQ(head(256), (Bytes{0x5F, 0x2E, 0x82, 0x01, 0x00}));
  EXPECT_EQ(head(65536), (Bytes{0x5F, 0x2E, 0x83, 0x01, 0x00, 0x00}));
}

TEST(DerWriter, WritesNumbersIdentifiersAndSortedSets) {
  EXPECT_EQ(der_integer(0), (Bytes{0x02, 0x01, 0x00}));
  EXPECT_EQ(der_integer(127), (Bytes{0x02, 0x01, 0x7F}));
  EXPECT_EQ(der_integer(128), (Bytes{0x02, 0x02, 0x00, 0x80}));
  EXPECT_EQ(der_integer(65537), (Bytes{0x02, 0x03, 0x01, 0x00, 0x01}));
  EXPECT_EQ(der_oid("1.2.840.113549.1.7.2"), (Bytes{0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02}));
  EXPECT_EQ(der_oid("2.23.136.1.1.1"), (Bytes{0x06, 0x06, 0x67, 0x81, 0x08, 0x01, 0x01, 0x01}));
  EXPECT_EQ(der_set_of(kSet, {{0x04, 0x01, 0x09}, {0x02, 0x01, 0x05}, {0x02, 0x01, 0x03}}),
            (Bytes{0x31, 0x09, 0x02, 0x01, 0x03, 0x02, 0x01, 0x05, 0x04, 0x01, 0x09}));
}

TEST(DerWriter, ReadsBackIdentifiersAndRefusesBadOnes) {
  for (const char* oid :
       {"1.2.840.113549.1.7.2", "2.23.136.1.1.1", "2.16.840.1.101.3.4.2.1", "0.4.0.127.0.7", "2.999.3"}) {
    const Bytes encoded = der_oid(oid);
    EXPECT_EQ(oid_text(BytesView(encoded).subspan(2)), oid);
  }
  EXPECT_EQ(oid_text(Bytes{}), "");
  EXPECT_EQ(oid_text(Bytes{0x2A, 0x86}), "");        // ends inside an arc
  EXPECT_EQ(oid_text(Bytes{0x2A, 0x80, 0x01}), "");  // padded arc
  EXPECT_EQ(oid_text(Bytes(40, 0xFF)), "");          // an arc without end
}

}  // namespace
}  // namespace enrolkit::lds
