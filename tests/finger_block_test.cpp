// SPDX-License-Identifier: Apache-2.0
// ISO/IEC 39794-4 against ISO's own sample, and against bytes written by hand.
#include "enrolkit/finger_block.hpp"

#include <gtest/gtest.h>

#include "tests/hostile_bytes.hpp"
#include "tests/record_bytes.hpp"

namespace enrolkit {
namespace {

FingerBlock small_block() {
  FingerBlock block;
  FingerRepresentation& finger = block.representations.emplace_back();
  finger.position = 2;
  finger.image = {0xFF, 0xA0};
  return block;
}

FingerRepresentation& finger_of(FingerBlock& block) { return block.representations.front(); }

// Representation 5 + 5 + 5 + 4 = 19 = 13h; list 21 = 15h; whole 9 + 23 = 32 = 20h.
TEST(FingerBlock, IsLaidOutAsTheStandardSays) {
  const Bytes base = from_hex("6420 A007800103810207E3 A115 3013 A003800102 A103800100 A203800101 8302FFA0");
  EXPECT_EQ(encode(small_block()).value(), base);
  EXPECT_EQ(decode_finger_block(base).value(), small_block());
  FingerBlock block = small_block();
  block.form = EnumerationForm::extension;
  const Bytes extension =
      from_hex("6426 A007800103810207E3 A11B 3019 A005A103800102 A105A103800100 A205A103800101 8302FFA0");
  EXPECT_EQ(encode(block).value(), extension);
  EXPECT_EQ(decode_finger_block(extension).value(), block);
}

// Sampling rate 500 an inch is 8002 01F4 8101 00, the unit a bare ENUMERATED; rotation 200 takes a leading zero.
TEST(FingerBlock, WritesRatesFlagsAndComments) {
  FingerBlock block = small_block();
  finger_of(block).sampling_rate = SamplingRate{};
  finger_of(block).position_computed = false;
  finger_of(block).original_rotation = std::uint16_t{200};
  finger_of(block).lossily_compressed = true;
  finger_of(block).comments = {"Hi"};
  const Bytes bytes = encode(block).value();
  const Bytes tail = from_hex("A707 800201F4 810100 880100 890200C8 8B01FF AF04 1A024869");
  ASSERT_GE(bytes.size(), tail.size());
  EXPECT_EQ(Bytes(bytes.end() - static_cast<std::ptrdiff_t>(tail.size()), bytes.end()), tail);
  EXPECT_EQ(decode_finger_block(bytes).value(), block);
}

template <class Change>
std::string refusal(Change change) {
  FingerBlock block = small_block();
  change(finger_of(block));
  const auto bytes = encode(block);
  if (bytes) return "written";
  EXPECT_EQ(bytes.error().code, ErrorCode::invalid_argument);
  return bytes.error().message;
}

TEST(FingerBlock, RefusesWhatTheStandardDoesNotKnow) {
  using Finger = FingerRepresentation;
  EXPECT_EQ(refusal([](Finger& f) { f.position = 11; }),
            "finger block: the finger position is not one of the standard");
  EXPECT_EQ(refusal([](Finger& f) { f.position = 14; }), "written");
  EXPECT_EQ(refusal([](Finger& f) { f.impression = 2; }), "finger block: the impression is not one of the standard");
  EXPECT_EQ(refusal([](Finger& f) { f.original_rotation = std::uint16_t{360}; }),
            "finger block: the original rotation is 360, expected 0 to 359");
  EXPECT_EQ(refusal([](Finger& f) { f.comments = {"caf\xC3\xA9"}; }),
            "finger block: a comment has a character that is not printable ASCII");
  EXPECT_EQ(refusal([](Finger& f) {
              f.segmentation = {{{1, 1}, {{2, {{0, 0}}, {}, {}, false, {}}}}};
            }),
            "finger block: the number of corners of a segment is below 2");
  EXPECT_EQ(refusal([](Finger& f) { f.image.clear(); }), "finger block: the image is empty");
}

// A score, no score and a failure to assess are three things.
TEST(FingerBlock, TellsConfidencesApart) {
  FingerBlock block = small_block();
  const std::vector<SegmentCorner> corners = {{0, 0}, {23, 23}};
  finger_of(block).segmentation = {
      {{1, 1}, {{2, corners, {}, {}, false, {}}, {2, corners, 64, {}, true, 7}, {2, corners, {}, {}, true, {}}}}};
  for (const auto form : {EnumerationForm::base, EnumerationForm::extension}) {
    block.form = form;
    EXPECT_EQ(decode_finger_block(encode(block).value()).value(), block);
  }
}

constexpr const char* kSample = "chip/jmrtd/lds/dg3/iso39794/sample-39794-4-ed-1-v1.der";

// Values read off the file with openssl asn1parse.
TEST(FingerBlock, ReadsIsosSample) {
  SKIP_WITHOUT_SHARED_DATA("chip/jmrtd/lds");
  const Bytes file = shared_file(kSample);
  const auto read = decode_finger_block(file);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->form, EnumerationForm::base);
  const FingerRepresentation& finger = read->representations.at(0);
  EXPECT_EQ(finger.image.size(), 689U);
  EXPECT_EQ(finger.format, FingerDataFormat::png);
  EXPECT_EQ(finger.captured, (BlockDateTime{2018, 12, 30, 13, {}, {}, {}}));
  EXPECT_EQ(finger.device, (FingerDevice{RegistryId{200, 33}, 3, {{31, 31}}}));
  EXPECT_EQ(finger.quality, (std::vector<ScoreBlock>{{{11, 11}, 44}, {{257, 1}, {}}}));
  EXPECT_EQ(finger.sampling_rate, (SamplingRate{100, SamplingUnit::centimetre}));
  EXPECT_EQ(finger.original_rotation, 35);
  EXPECT_EQ(finger.rotated_to_vertical, true);
  ASSERT_EQ(finger.segmentation.size(), 1U);
  const FingerSegment& segment = finger.segmentation[0].segments.at(0);
  EXPECT_EQ(segment.corners, (std::vector<SegmentCorner>{{0, 0}, {23, 23}}));
  EXPECT_EQ(segment.confidence, 100);
  EXPECT_EQ(finger.annotations, (std::vector<FingerAnnotation>{{2, 5}}));
  EXPECT_EQ(finger.pad->decision, PadDecision::attack);
  EXPECT_EQ(finger.comments, (std::vector<std::string>{"ISO/IEC 39794-4 BDB encoding example", "Small finger image"}));
  EXPECT_EQ(finger.vendor_data.size(), 2U);
  EXPECT_EQ(encode(*read).value(), file);
}

TEST(FingerBlock, RefusesEveryPrefix) {
  expect_prefixes_refused(encode(small_block()).value(), [](const Bytes& b) { return decode_finger_block(b); });
  SKIP_WITHOUT_SHARED_DATA("chip/jmrtd/lds");
  expect_prefixes_refused(shared_file(kSample), [](const Bytes& b) { return decode_finger_block(b); });
}

TEST(FingerBlock, AnswersToEveryByteFlipped) {
  const auto both = [](BytesView bytes) { return read_both_ways<FingerBlock>(bytes, decode_finger_block); };
  expect_answers_when_flipped(encode(small_block()).value(), both);
  SKIP_WITHOUT_SHARED_DATA("chip/jmrtd/lds");
  expect_answers_when_flipped(shared_file(kSample), both);
}

TEST(FingerBlock, AnswersToElementsInOtherPlaces) {
  const auto both = [](BytesView bytes) { return read_both_ways<FingerBlock>(bytes, decode_finger_block); };
  const Bytes small = encode(small_block()).value();
  expect_answers_when_rearranged(small, small, both);
  SKIP_WITHOUT_SHARED_DATA("chip/jmrtd/lds");
  expect_answers_when_rearranged(shared_file(kSample), shared_file(kSample), both);
}

}  // namespace
}  // namespace enrolkit
