// SPDX-License-Identifier: Apache-2.0
// The table of record_conversion.hpp, in both directions.
#include "enrolkit/record_conversion.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "enrolkit/image_codec.hpp"
#include "enrolkit/wsq.hpp"
#include "tests/record_bytes.hpp"

namespace enrolkit {
namespace {

// Everything that ISO/IEC 39794-5 can carry, too.
FaceImage full_face() {
  FaceImage face;
  face.gender = 2;
  face.eye_colour = 5;
  face.hair_colour = 4;
  face.properties = 0x2A7;
  face.expression = 2;
  face.pose_yaw = 3;      // 4 degrees
  face.pose_pitch = 180;  // -2
  face.pose_roll = 92;    // -178
  face.pose_yaw_uncertainty = 1;
  face.pose_pitch_uncertainty = 181;
  face.feature_points = {{1, 0xC1, 100, 120}, {1, 0xC2, 60, 121}, {1, 0x21, 5, 6}, {1, 0x9F, 7, 65535}};
  face.image_type = 1;
  face.format = FaceImageFormat::jpeg;
  face.width = 413;
  face.height = 531;
  face.colour_space = 3;
  face.source_type = 7;
  face.device_type = 4711;
  face.quality = 87;
  face.image = {0xFF, 0xD8, 0xFF, 0xD9};
  return face;
}

template <class T>
std::vector<std::string> fields_of(const Converted<T>& converted) {
  std::vector<std::string> fields;
  for (const Uncarried& one : converted.uncarried) fields.push_back(one.field);
  return fields;
}

TEST(RecordConversion, CarriesAWholeFace) {
  const auto block = to_face_block(full_face());
  ASSERT_TRUE(block) << block.error().message;
  EXPECT_EQ(fields_of(*block), std::vector<std::string>{});
  const FaceRepresentation& made = block->record.representations.at(0);
  EXPECT_EQ(made.identity->gender, BlockGender::female);
  EXPECT_EQ(made.identity->eye_colour, BlockEyeColour::green);
  EXPECT_EQ(made.identity->hair_colour, BlockHairColour::brown);
  EXPECT_EQ(made.identity->properties->glasses, true);         // 2
  EXPECT_EQ(made.identity->properties->moustache, true);       // 4
  EXPECT_EQ(made.identity->properties->beard, false);          // 8
  EXPECT_EQ(made.identity->properties->left_eye_patch, true);  // 80
  EXPECT_EQ(made.identity->properties->dark_glasses, true);    // 200
  EXPECT_EQ(made.identity->expression->smile, true);
  EXPECT_EQ(made.identity->pose->yaw, (FaceAngle{4, 0}));
  EXPECT_EQ(made.identity->pose->pitch, (FaceAngle{-2, 180}));
  EXPECT_EQ(made.identity->pose->roll, (FaceAngle{-178, {}}));
  EXPECT_EQ(made.landmarks.at(0).code, 84);  // 12.1
  EXPECT_EQ(made.landmarks.at(1).code, 85);
  EXPECT_EQ(made.landmarks.at(2).code, 0);   // 2.1
  EXPECT_EQ(made.landmarks.at(3).code, 67);  // 9.15
  EXPECT_EQ(made.information.colour_space, BlockColourSpace::grey8);
  EXPECT_EQ(made.device_2d->technology, FaceDeviceTechnology::unknown);
  EXPECT_EQ(made.device->model->id, 4711);
  EXPECT_TRUE(encode(block->record)) << encode(block->record).error().message;

  const auto back = to_face_record(block->record);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->record, (FaceRecord{{full_face()}}));
  EXPECT_EQ(fields_of(*back), std::vector<std::string>{});
}

// Every code of every field survives, or is told.
TEST(RecordConversion, CarriesOrTellsEveryCodeOfAFace) {
  using Set = void (*)(FaceImage&, std::uint16_t);
  struct Field {
    const char* name;
    Set set;
    std::uint32_t count;
  };
  const Field fields[] = {
      {"gender", [](FaceImage& f, std::uint16_t v) { f.gender = static_cast<std::uint8_t>(v); }, 3},
      {"eye_colour", [](FaceImage& f, std::uint16_t v) { f.eye_colour = static_cast<std::uint8_t>(v); }, 256},
      {"hair_colour", [](FaceImage& f, std::uint16_t v) { f.hair_colour = static_cast<std::uint8_t>(v); }, 256},
      {"properties", [](FaceImage& f, std::uint16_t v) { f.properties = v; }, 65536},
      {"expression", [](FaceImage& f, std::uint16_t v) { f.expression = v; }, 65536},
      {"pose_yaw", [](FaceImage& f, std::uint16_t v) { f.pose_yaw = static_cast<std::uint8_t>(v); }, 256},
      {"pose_pitch", [](FaceImage& f, std::uint16_t v) { f.pose_pitch_uncertainty = static_cast<std::uint8_t>(v); },
       256},
      {"image_type", [](FaceImage& f, std::uint16_t v) { f.image_type = static_cast<std::uint8_t>(v); }, 3},
      {"colour_space", [](FaceImage& f, std::uint16_t v) { f.colour_space = static_cast<std::uint8_t>(v); }, 5},
      {"source_type", [](FaceImage& f, std::uint16_t v) { f.source_type = static_cast<std::uint8_t>(v); }, 8},
      {"device_type", [](FaceImage& f, std::uint16_t v) { f.device_type = v; }, 65536},
      {"quality", [](FaceImage& f, std::uint16_t v) { f.quality = v; }, 65536},
      {"feature_points",
       [](FaceImage& f, std::uint16_t v) {
         f.feature_points = {{static_cast<std::uint8_t>(v >> 8), static_cast<std::uint8_t>(v), 1, 2}};
       },
       1024},
  };
  for (const Field& field : fields) {
    for (std::uint32_t value = 0; value < field.count; ++value) {
      FaceImage face = full_face();
      field.set(face, static_cast<std::uint16_t>(value));
      const auto block = to_face_block(face);
      ASSERT_TRUE(block) << block.error().message;
      const auto back = to_face_record(block->record);
      ASSERT_TRUE(back) << back.error().message;
      const bool told = !block->uncarried.empty();
      ASSERT_EQ(back->record.images.at(0) == face, !told) << field.name << " " << value;
      if (told) {
        ASSERT_EQ(block->uncarried.front().field, field.name) << value;
      }
    }
  }
}

TEST(RecordConversion, TellsWhatAFaceRecordHasNoPlaceFor) {
  FaceBlock block = to_face_block(full_face())->record;
  FaceRepresentation& made = block.representations[0];
  made.captured = BlockDateTime{2026, 1, 1, {}, {}, {}, {}};
  made.identity->height = std::uint16_t{1800};
  made.identity->eye_colour = BlockEyeColour::hazel;
  made.identity->pose->yaw->degrees = 5;
  made.information.format = FaceDataFormat::jpeg2000_lossless;
  made.quality.push_back({{1, 2}, {}});
  made.landmarks.push_back({LandmarkCatalogue::name, 21, LandmarkPlace{}});
  const auto record = to_face_record(block);
  ASSERT_TRUE(record);
  auto fields = fields_of(*record);
  std::sort(fields.begin(), fields.end());
  EXPECT_EQ(fields,
            (std::vector<std::string>{"captured", "eye_colour", "format", "height", "landmarks", "quality", "yaw"}));
  EXPECT_EQ(record->record.images[0].pose_yaw, 3);  // 4 degrees
  made.information.format = FaceDataFormat::png;
  EXPECT_EQ(to_face_record(block).error().code, ErrorCode::unsupported);
}

// A block may leave its size to the image, a record may not.
TEST(RecordConversion, TakesTheSizeFromTheImage) {
  Image portrait(40, 50, PixelFormat::rgb8);
  for (const auto format : {FaceDataFormat::jpeg, FaceDataFormat::jpeg2000_lossy}) {
    FaceBlock block;
    FaceRepresentation& made = block.representations.emplace_back();
    made.information.format = format;
    made.image = format == FaceDataFormat::jpeg ? encode_jpeg(portrait.view(), 90).value()
                                                : encode_jpeg2000_to_size(portrait.view(), 5000).value();
    const auto record = to_face_record(block);
    ASSERT_TRUE(record);
    EXPECT_EQ(record->record.images.at(0).width, 40);
    EXPECT_EQ(record->record.images.at(0).height, 50);
    EXPECT_EQ(fields_of(*record), std::vector<std::string>{});
    made.image = {1, 2, 3};
    EXPECT_EQ(fields_of(*to_face_record(block)), std::vector<std::string>{"size"});
  }
}

// ICAO's silver set holds every field: what a record of 2005 cannot hold, by the table.
TEST(RecordConversion, TellsWhatTheSilverSetLoses) {
  SKIP_WITHOUT_SHARED_DATA("chip/gmrtd");
  Bytes file = shared_file("chip/gmrtd/iso39794/ICAO_39794_5_AP_AllFields.dat");
  file.erase(file.begin(), file.begin() + 4);
  const auto record = to_face_record(decode_face_block(file).value());
  ASSERT_TRUE(record);
  auto fields = fields_of(*record);
  std::sort(fields.begin(), fields.end());
  EXPECT_EQ(fields, (std::vector<std::string>{"camera_to_subject_distance", "captured", "certifications",
                                              "derived_from", "device organization", "head_coverings", "height",
                                              "lens_focal_length", "lossy_attempts", "measurements", "pad", "pitch",
                                              "post_processing", "quality algorithm", "reference_colours", "roll",
                                              "sensor_diagonal", "session", "spectrum"}));
  const FaceImage& face = record->record.images.at(0);
  EXPECT_EQ(face.gender, 2);
  EXPECT_EQ(face.eye_colour, 2);   // blue
  EXPECT_EQ(face.hair_colour, 4);  // brown
  EXPECT_EQ(face.expression, 1);
  EXPECT_EQ(face.width, 572);
  EXPECT_EQ(face.height, 731);
  EXPECT_EQ(face.quality, 99);
  EXPECT_EQ(face.image.size(), 15000U);
}

FingerImageRecord full_finger() {
  FingerImage finger;
  finger.position = FingerPosition::left_ring;
  finger.quality = 61;
  finger.impression = 3;
  finger.width = 40;
  finger.height = 36;
  Image print(40, 36, PixelFormat::grey8);
  for (int y = 0; y < print.height; ++y) {
    for (int x = 0; x < print.width; ++x) print.row(y)[x] = static_cast<std::uint8_t>(x * 5 + y);
  }
  finger.image = encode_wsq(print.view()).value();
  FingerImageRecord record;
  record.device_id = 77;
  record.format = FingerImageFormat::wsq;
  record.images = {finger};
  return record;
}

TEST(RecordConversion, CarriesAWholeFinger) {
  const auto block = to_finger_block(full_finger());
  ASSERT_TRUE(block) << block.error().message;
  EXPECT_EQ(fields_of(*block), std::vector<std::string>{});
  const FingerRepresentation& made = block->record.representations.at(0);
  EXPECT_EQ(made.position, 9);
  EXPECT_EQ(made.impression, 1);
  EXPECT_EQ(made.device->technology, 2);
  EXPECT_EQ(made.device->model->id, 77);
  EXPECT_EQ(made.sampling_rate, (SamplingRate{500, SamplingUnit::inch}));
  EXPECT_TRUE(encode(block->record));
  const auto back = to_finger_record(block->record);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->record, full_finger());
  EXPECT_EQ(fields_of(*back), std::vector<std::string>{});
}

// Width and height come from the image, in each format; a raw one gains and loses the header of a PGM file.
TEST(RecordConversion, CarriesEveryCompressionOfAFinger) {
  const Image print = decode_wsq(full_finger().images[0].image).value().image;
  for (const auto format :
       {FingerImageFormat::raw, FingerImageFormat::wsq, FingerImageFormat::jpeg2000, FingerImageFormat::png}) {
    FingerImageRecord record = full_finger();
    record.format = format;
    record.images[0].image = encode_finger_image(print.view(), format, 20000).value();
    const auto block = to_finger_block(record);
    ASSERT_TRUE(block) << block.error().message;
    const auto back = to_finger_record(block->record);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->record, record) << finger_image_format_name(format);
    if (format != FingerImageFormat::raw) continue;
    EXPECT_EQ(decode_image(block->record.representations[0].image, "print.pgm").value().image.pixels, print.pixels);
  }
  for (const auto format : {FingerImageFormat::packed, FingerImageFormat::jpeg}) {
    FingerImageRecord record = full_finger();
    record.format = format;
    EXPECT_EQ(to_finger_block(record).error().code, ErrorCode::unsupported);
  }
}

TEST(RecordConversion, CarriesOrTellsEveryCodeOfAFinger) {
  const auto check = [](const FingerImageRecord& record, const std::string& name) {
    const auto block = to_finger_block(record);
    ASSERT_TRUE(block) << name << ": " << block.error().message;
    const auto back = to_finger_record(block->record);
    ASSERT_TRUE(back) << name << ": " << back.error().message;
    EXPECT_EQ(back->record == record, block->uncarried.empty()) << name;
  };
  for (const int impression : {0, 1, 2, 3, 7, 8, 9}) {
    FingerImageRecord record = full_finger();
    record.images[0].impression = static_cast<std::uint8_t>(impression);
    check(record, "impression " + std::to_string(impression));
  }
  for (const int level : {10, 20, 30, 31, 40, 41}) {
    for (const int ppi : {125, 250, 500, 1000, 300}) {
      FingerImageRecord record = full_finger();
      record.acquisition_level = static_cast<std::uint16_t>(level);
      record.scan_resolution_x = record.scan_resolution_y = static_cast<std::uint16_t>(ppi);
      record.image_resolution_x = record.image_resolution_y = static_cast<std::uint16_t>(ppi);
      check(record, "level " + std::to_string(level) + " at " + std::to_string(ppi));
      record.scan_resolution_x = 999;
      check(record, "scan resolution");
      record.scale_units = 2;
      check(record, "per centimetre");
    }
  }
  for (int position = 0; position <= 10; ++position) {
    FingerImageRecord record = full_finger();
    record.images[0].position = static_cast<FingerPosition>(position);
    record.images[0].quality = static_cast<std::uint8_t>(position * 10);
    check(record, "position " + std::to_string(position));
  }
  FingerImageRecord deep = full_finger();
  deep.depth = 12;
  check(deep, "depth");
}

}  // namespace
}  // namespace enrolkit
