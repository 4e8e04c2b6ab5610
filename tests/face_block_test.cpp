// SPDX-License-Identifier: Apache-2.0
// ISO/IEC 39794-5 against the blocks of ICAO and of ISO, and against bytes written by hand.
#include "enrolkit/face_block.hpp"

#include <gtest/gtest.h>

#include "tests/hostile_bytes.hpp"
#include "tests/record_bytes.hpp"

namespace enrolkit {
namespace {

FaceBlock small_block() {
  FaceBlock block;
  FaceRepresentation& face = block.representations.emplace_back();
  face.image = {0xFF, 0xD8};
  face.information.format = FaceDataFormat::jpeg2000_lossy;
  return block;
}

FaceRepresentation& face_of(FaceBlock& block) { return block.representations.front(); }

// The smallest block that ICAO's profile allows.
TEST(FaceBlock, IsLaidOutAsTheModuleSays) {
  // 2D block: 4 + 7 = 11 = 0Bh; base 13 = 0Dh; choice 15 = 0Fh; representation 3 + 17 = 20 = 14h; list 22 = 16h; whole
  // 9 + 24 = 33 = 21h.
  const Bytes smallest = from_hex("6521 A007800103810207E3 A116 3014 800100 A10F A00D A00B 8002FFD8 A105A003800103");
  EXPECT_EQ(encode(small_block()).value(), smallest);
  EXPECT_EQ(decode_face_block(smallest).value(), small_block());
}

// gender male: A0 05 A1 03 80 01 02 as the profile has it, A0 03 80 01 02 in the base standard.
TEST(FaceBlock, WritesEnumerationsInBothForms) {
  FaceBlock block = small_block();
  face_of(block).identity.emplace().gender = BlockGender::male;
  const Bytes extension =
      from_hex("652A A007800103810207E3 A11F 301D 800100 A10F A00D A00B 8002FFD8 A105A003800103 A807 A005A103800102");
  EXPECT_EQ(encode(block).value(), extension);
  EXPECT_EQ(decode_face_block(extension).value(), block);
  block.form = EnumerationForm::base;
  const Bytes base =
      from_hex("6528 A007800103810207E3 A11D 301B 800100 A10F A00D A00B 8002FFD8 A105A003800103 A805 A003800102");
  EXPECT_EQ(encode(block).value(), base);
  EXPECT_EQ(decode_face_block(base).value(), block);
}

TEST(FaceBlock, WritesNegativeAnglesAndLargeNumbers) {
  FaceBlock block = small_block();
  FacePose& pose = face_of(block).identity.emplace().pose.emplace();
  pose.yaw = FaceAngle{-180, 180};
  pose.roll = FaceAngle{-1, {}};
  face_of(block).session = 0x80;
  const Bytes bytes = encode(block).value();
  // -180 = FF4C in two's complement; 180 and 128 take a leading zero.
  const Bytes tail = from_hex("85020080 A811 A60F A008 8002FF4C 810200B4 A203 8001FF");
  ASSERT_GE(bytes.size(), tail.size());
  EXPECT_EQ(Bytes(bytes.end() - static_cast<std::ptrdiff_t>(tail.size()), bytes.end()), tail);
  EXPECT_EQ(decode_face_block(bytes).value(), block);
}

template <class Change>
std::string refusal(Change change, EnumerationForm form = EnumerationForm::extension) {
  FaceBlock block = small_block();
  block.form = form;
  change(block);
  const auto bytes = encode(block);
  if (bytes) return "written";
  EXPECT_EQ(bytes.error().code, ErrorCode::invalid_argument);
  return bytes.error().message;
}

TEST(FaceBlock, RefusesWhatTheStandardDoesNotKnow) {
  EXPECT_EQ(refusal([](FaceBlock& b) { b.version.generation = 2; }),
            "face block: the generation is 2, expected 3 to 65535");
  EXPECT_EQ(refusal([](FaceBlock& b) { face_of(b).information.camera_to_subject_distance = 50001; }),
            "face block: the camera-to-subject distance is 50001, expected 0 to 50000");
  EXPECT_EQ(refusal([](FaceBlock& b) { face_of(b).information.colour_space = static_cast<BlockColourSpace>(7); }),
            "face block: the colour space is 7, expected 0 to 6");
  EXPECT_EQ(refusal([](FaceBlock& b) { face_of(b).identity.emplace().height = std::uint16_t{0}; }),
            "face block: the subject height is 0, expected 1 to 65535");
  EXPECT_EQ(refusal([](FaceBlock& b) {
              face_of(b).quality = {{{1, 1}, std::uint8_t{101}}};
            }),
            "face block: the score is 101, expected 0 to 100");
  EXPECT_EQ(refusal([](FaceBlock& b) {
              face_of(b).landmarks = {{LandmarkCatalogue::mpeg4, 88, {}}};
            }),
            "face block: the MPEG-4 feature point is 88, expected 0 to 87");
  EXPECT_EQ(refusal([](FaceBlock& b) { face_of(b).image.clear(); }), "face block: the image is empty");
  EXPECT_EQ(refusal([](FaceBlock& b) { b.representations.clear(); }),
            "face block: the number of representations is 0, expected at least 1");
}

// What the base standard has and ICAO's profile has not.
TEST(FaceBlock, KeepsToTheProfileInItsForm) {
  const auto two = [](FaceBlock& b) { b.representations.push_back(b.representations.front()); };
  const auto unknown = [](FaceBlock& b) { face_of(b).identity.emplace().gender = BlockGender::unknown; };
  const auto general = [](FaceBlock& b) { face_of(b).information.kind = FaceImageKind::general_purpose; };
  EXPECT_NE(refusal(two), "written");
  EXPECT_NE(refusal(unknown), "written");
  EXPECT_NE(refusal(general), "written");
  EXPECT_EQ(refusal(two, EnumerationForm::base), "written");
  EXPECT_EQ(refusal(unknown, EnumerationForm::base), "written");
  EXPECT_EQ(refusal(general, EnumerationForm::base), "written");
}

// Each landmark catalogue and each kind of place, there and back.
TEST(FaceBlock, HoldsEveryKindOfLandmark) {
  FaceBlock block = small_block();
  const LandmarkPlace places[] = {
      {LandmarkSpace::image, 1, 2, 0}, {LandmarkSpace::texture, 70000, 3, 0}, {LandmarkSpace::space, 4, 5, 6}};
  for (const auto catalogue : {LandmarkCatalogue::mpeg4, LandmarkCatalogue::name, LandmarkCatalogue::point_name,
                               LandmarkCatalogue::point_id}) {
    for (const LandmarkPlace& place : places) face_of(block).landmarks.push_back({catalogue, 21, place});
    face_of(block).landmarks.push_back({catalogue, 0, {}});
  }
  for (const auto form : {EnumerationForm::extension, EnumerationForm::base}) {
    block.form = form;
    EXPECT_EQ(decode_face_block(encode(block).value()).value(), block);
  }
}

std::string strict_error(const char* hex) {
  const auto block = decode_face_block(from_hex(hex));
  return block ? "read" : block.error().message;
}

TEST(FaceBlock, TellsDeviationsWithOffsetAndRule) {
  // The colour space 9 is not known; it is kept.
  const Bytes unknown =
      from_hex("652A A007800103810207E3 A11F 301D 800100 A118 A016 A014 8002FFD8 A10E A003800103 A907 A105A1038001 09");
  EXPECT_FALSE(decode_face_block(unknown));
  // An element of a later edition, [11] of the representation, is passed over.
  std::vector<ChipDeviation> found;
  const auto later = decode_face_block(
      from_hex("6524 A007800103810207E3 A119 3017 800100 A10F A00D A00B 8002FFD8 A105A003800103 8B0142"),
      lenient(found));
  ASSERT_TRUE(later) << later.error().message;
  EXPECT_EQ(*later, small_block());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].offset, 35U);
  EXPECT_EQ(found[0].rule, "ISO/IEC 39794-5");
  // The same element twice, or out of order, is no departure that one could read over.
  EXPECT_NE(strict_error("6524 A007800103810207E3 A119 3017 800100 A10F A00D A00B 8002FFD8 A105A003800103 800100")
                .find("at byte 35: "),
            std::string::npos);
  EXPECT_NE(strict_error("6518 A007800103810207E3 A10D 300B 800100 8206 800207E8 8100").find("is missing"),
            std::string::npos);
}

// An empty colour takes two bytes in the file and many more in memory.
TEST(FaceBlock, HasALimitOnItsLists) {
  FaceBlock block = small_block();
  ReferenceColourMapping& mapping = face_of(block).information.reference_colours.emplace();
  mapping.colours.resize(9999);  // and the representation itself
  EXPECT_EQ(decode_face_block(encode(block).value()).value(), block);
  mapping.colours.resize(10000);
  EXPECT_EQ(decode_face_block(encode(block).value()).error().code, ErrorCode::too_large);
}

// JMRTD 0.8 writes attack detection as a list of one block.
TEST(FaceBlock, ReadsAttackDetectionInAList) {
  FaceBlock block = small_block();
  face_of(block).pad.emplace().risk = std::uint8_t{5};
  EXPECT_EQ(encode(block).value(),
            from_hex("6526 A007800103810207E3 A11B 3019 800100 A10F A00D A00B 8002FFD8 A105A003800103 A403850105"));
  const Bytes listed =
      from_hex("6528 A007800103810207E3 A11D 301B 800100 A10F A00D A00B 8002FFD8 A105A003800103 A4053003850105");
  EXPECT_FALSE(decode_face_block(listed));
  std::vector<ChipDeviation> found;
  EXPECT_EQ(decode_face_block(listed, lenient(found)).value(), block);
  EXPECT_EQ(found.size(), 1U);
}

constexpr const char* kSilverAll = "chip/gmrtd/iso39794/ICAO_39794_5_AP_AllFields.dat";
constexpr const char* kIsoSample = "chip/jmrtd/lds/dg2/iso39794/sample-39794-5-ed-1-v1.der";

// Behind the wrapper A1 of the biometric template.
Bytes silver(const char* name) {
  Bytes file = shared_file(name);
  if (file.size() > 4) file.erase(file.begin(), file.begin() + 4);
  return file;
}

// Values read off the file with openssl asn1parse.
TEST(FaceBlock, ReadsEveryFieldOfIcaosSilverSet) {
  SKIP_WITHOUT_SHARED_DATA("chip/gmrtd");
  const Bytes file = silver(kSilverAll);
  const auto read = decode_face_block(file);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->form, EnumerationForm::extension);
  ASSERT_EQ(read->representations.size(), 1U);
  const FaceRepresentation& face = read->representations[0];
  EXPECT_EQ(face.image.size(), 15000U);
  EXPECT_EQ(face.information.format, FaceDataFormat::jpeg2000_lossy);
  EXPECT_EQ(face.information.kind, FaceImageKind::mrtd);
  EXPECT_EQ(face.information.post_processing->cropped, false);
  EXPECT_EQ(face.information.post_processing->normalised, false);
  EXPECT_EQ(face.information.lossy_attempts, LossyAttempts::zero);
  EXPECT_EQ(face.information.camera_to_subject_distance, 3000);
  EXPECT_EQ(face.information.sensor_diagonal, 43);
  EXPECT_EQ(face.information.lens_focal_length, 55);
  EXPECT_EQ(face.information.size, (FaceImageSize{572, 731}));
  EXPECT_EQ(face.information.measurements, (FaceMeasurements{300, 150, 180, 500}));
  EXPECT_EQ(face.information.colour_space, BlockColourSpace::rgb24);
  EXPECT_EQ(face.information.reference_colours->colours.size(), 1U);
  EXPECT_EQ(face.device_2d->technology, FaceDeviceTechnology::photo_digital_camera);
  EXPECT_EQ(face.captured, (BlockDateTime{2024, 1, 20, 13, 23, 9, 908}));
  EXPECT_EQ(face.quality, (std::vector<ScoreBlock>{{{1, 1}, 99}}));
  ASSERT_TRUE(face.pad);
  EXPECT_EQ(face.pad->decision, PadDecision::no_attack);
  EXPECT_EQ(face.pad->risk, 5);
  EXPECT_EQ(face.pad->criteria, PadCriteria::common);
  EXPECT_EQ(face.pad->challenges.size(), 1U);
  EXPECT_EQ(face.pad->captured->hour, 15);
  EXPECT_EQ(face.session, 9U);
  EXPECT_EQ(face.derived_from, 0U);
  EXPECT_EQ(face.device->certifications.size(), 1U);
  EXPECT_EQ(face.identity->gender, BlockGender::female);
  EXPECT_EQ(face.identity->eye_colour, BlockEyeColour::blue);
  EXPECT_EQ(face.identity->hair_colour, BlockHairColour::brown);
  EXPECT_EQ(face.identity->height, 1786);
  EXPECT_EQ(face.identity->properties->head_coverings, false);
  EXPECT_EQ(face.identity->expression->neutral, true);
  EXPECT_EQ(face.identity->pose->pitch, (FaceAngle{3, 1}));
  EXPECT_EQ(
      face.landmarks,
      (std::vector<FaceLandmark>{{LandmarkCatalogue::mpeg4, 10, LandmarkPlace{LandmarkSpace::image, 90, 22, 0}}}));
}

TEST(FaceBlock, ReadsTheBaseStandardsSample) {
  SKIP_WITHOUT_SHARED_DATA("chip/jmrtd/lds");
  const auto read = decode_face_block(shared_file(kIsoSample));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->form, EnumerationForm::base);
  const FaceRepresentation& face = read->representations.at(0);
  EXPECT_EQ(face.image.size(), 893557U);
  EXPECT_EQ(face.information.kind, FaceImageKind::general_purpose);
  EXPECT_EQ(face.quality, (std::vector<ScoreBlock>{{{42, 4711}, 50}, {{7743, 1650}, {}}}));
  EXPECT_EQ(face.session, 429763U);
  EXPECT_EQ(face.identity->eye_colour, BlockEyeColour::hazel);
  EXPECT_EQ(face.identity->pose->roll, (FaceAngle{30, {}}));
  EXPECT_EQ(face.landmarks.at(1),
            (FaceLandmark{LandmarkCatalogue::name, 22, LandmarkPlace{LandmarkSpace::image, 640, 475, 0}}));
}

TEST(FaceBlock, BlocksOfOthersSurviveARoundTrip) {
  SKIP_WITHOUT_SHARED_DATA("chip/gmrtd");
  for (const char* name : {kSilverAll, "chip/gmrtd/iso39794/ICAO_39794_5_AP_MandFields.dat",
                           "chip/gmrtd/iso39794/ICAO_39794_5_AP_MandFields_InvalidImage.dat"}) {
    const Bytes file = silver(name);
    EXPECT_EQ(encode(decode_face_block(file).value()).value(), file) << name;
  }
  const Bytes sample = shared_file(kIsoSample);
  EXPECT_EQ(encode(decode_face_block(sample).value()).value(), sample);
}

TEST(FaceBlock, RefusesEveryPrefix) {
  expect_prefixes_refused(encode(small_block()).value(), [](const Bytes& b) { return decode_face_block(b); });
  SKIP_WITHOUT_SHARED_DATA("chip/gmrtd");
  expect_prefixes_refused(silver(kSilverAll), [](const Bytes& b) { return decode_face_block(b); });
}

TEST(FaceBlock, AnswersToEveryByteFlipped) {
  const auto both = [](BytesView bytes) { return read_both_ways<FaceBlock>(bytes, decode_face_block); };
  expect_answers_when_flipped(encode(small_block()).value(), both);
  SKIP_WITHOUT_SHARED_DATA("chip/gmrtd");
  expect_answers_when_flipped(silver(kSilverAll), both);
  Bytes sample = shared_file(kIsoSample);
  expect_answers_when_flipped(sample, both, 60, sample.size() - 300);
}

TEST(FaceBlock, AnswersToElementsInOtherPlaces) {
  const auto both = [](BytesView bytes) { return read_both_ways<FaceBlock>(bytes, decode_face_block); };
  const Bytes small = encode(small_block()).value();
  expect_answers_when_rearranged(small, small, both);
  SKIP_WITHOUT_SHARED_DATA("chip/gmrtd");
  expect_answers_when_rearranged(silver(kSilverAll), small, both);
}

TEST(FaceBlock, AnswersToAbsurdLengths) {
  for (const char* hex : {"", "65", "6500", "6580", "658000", "65800000", "6584", "658480000000", "65847FFFFFFF",
                          "65 02 A000", "65 04 A000 A100", "65 06 A000 A102 3000", "64 00"}) {
    const auto block = decode_face_block(from_hex(hex));
    EXPECT_FALSE(block) << hex;
    EXPECT_FALSE(block.error().message.empty());
  }
  Bytes nested;
  for (int depth = 0; depth < 10000; ++depth) nested.insert(nested.end(), {0xA1, 0x80});
  nested.insert(nested.begin(), {0x65, 0x80});
  std::vector<ChipDeviation> found;
  EXPECT_FALSE(decode_face_block(nested, lenient(found)));
}

}  // namespace
}  // namespace enrolkit
