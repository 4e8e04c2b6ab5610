// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "enrolkit/records.hpp"
#include "tests/record_bytes.hpp"

namespace enrolkit {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

// Laid out by hand: 24 + (6 + 2 x 6) = 42 = 0x2A bytes. 90 degrees are 64 units; 359.5 degrees are 255.6, so 0.
constexpr std::string_view kOneView = R"(
  464D5200 20323000 0000002A 0000 0140 01E0 00C5 00C5 01 00
  02 00 50 02
  400A 0014 40 50
  812C 0190 00 00
  0000)";

FingerMinutiaeRecord one_record() {
  FingerMinutiaeRecord record;
  record.width = 320;
  record.height = 480;
  FingerView view;
  view.position = FingerPosition::right_index;
  view.quality = 80;
  view.minutiae = {{10, 20, 90 * kDegree, MinutiaType::ending, 80},
                   {300, 400, 359.5 * kDegree, MinutiaType::bifurcation, 0}};
  record.views = {view};
  return record;
}

TEST(MinutiaeRecord, IsLaidOutAsTheStandardSays) {
  const auto bytes = encode(one_record());
  ASSERT_TRUE(bytes) << bytes.error().message;
  EXPECT_EQ(*bytes, from_hex(kOneView));

  const auto record = decode_finger_minutiae_record(from_hex(kOneView));
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(record->width, 320);
  EXPECT_EQ(record->height, 480);
  EXPECT_EQ(record->resolution_x, 197);
  ASSERT_EQ(record->views.size(), 1U);
  const FingerView& view = record->views[0];
  EXPECT_EQ(view.position, FingerPosition::right_index);
  EXPECT_EQ(view.view_number, 0);
  EXPECT_EQ(view.quality, 80);
  ASSERT_EQ(view.minutiae.size(), 2U);
  EXPECT_EQ(view.minutiae[0].x, 10);
  EXPECT_EQ(view.minutiae[0].y, 20);
  EXPECT_EQ(view.minutiae[0].type, MinutiaType::ending);
  EXPECT_EQ(view.minutiae[0].quality, 80);
  EXPECT_NEAR(view.minutiae[0].direction, 90 * kDegree, 1e-12);
  EXPECT_EQ(view.minutiae[1].x, 300);
  EXPECT_EQ(view.minutiae[1].type, MinutiaType::bifurcation);
  EXPECT_EQ(view.minutiae[1].direction, 0);
}

// 15 + (39 + 2 x 6) = 66 = 0x42 bytes; one representation of 51 = 0x33; no time, technology 0, one quality block.
constexpr std::string_view kOneRepresentation = R"(
  464D5200 30333000 00000042 0001 00
  00000033 FFFFFFFFFFFFFFFFFF 00 0000 0140 01 50 0000 0000
  02 00 00C5 00C5 00 0140 01E0 61 02
  400A 0014 40 50
  812C 0190 00 FE
  0000)";

TEST(MinutiaeRecord, OfTheSecondEditionIsLaidOutAsTheStandardSays) {
  FingerMinutiaeRecord written = one_record();
  written.format = MinutiaeFormat::iso_2011;
  written.device_id = 0x140;
  const Bytes expected = from_hex(kOneRepresentation);
  const auto bytes = encode(written);
  ASSERT_TRUE(bytes) << bytes.error().message;
  EXPECT_EQ(*bytes, expected);

  const auto record = decode_finger_minutiae_record(expected);
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(record->format, MinutiaeFormat::iso_2011);
  EXPECT_EQ(record->width, 320);
  EXPECT_EQ(record->height, 480);
  EXPECT_EQ(record->resolution_y, 197);
  EXPECT_EQ(record->device_id, 0x140);
  ASSERT_EQ(record->views.size(), 1U);
  EXPECT_EQ(record->views[0].position, FingerPosition::right_index);
  EXPECT_EQ(record->views[0].quality, 80);
  ASSERT_EQ(record->views[0].minutiae.size(), 2U);
  EXPECT_EQ(record->views[0].minutiae[0].quality, 80);
  EXPECT_EQ(record->views[0].minutiae[1].quality, 0);
  EXPECT_NEAR(record->views[0].minutiae[0].direction, 90 * kDegree, 1e-12);
  expect_prefixes_refused(expected, decode_finger_minutiae_record);
  for (const std::size_t at : {11, 12, 13, 18, 33, 51})
    expect_lies_refused(expected, at, decode_finger_minutiae_record);
  expect_no_crash(expected, decode_finger_minutiae_record);

  // With a certification block, minutiae of five bytes and an extended area of six.
  Bytes rare = from_hex(R"(464D5200 30333000 0000003C 0001 01
    0000002D FFFFFFFFFFFFFFFFFF 00 0000 0140 00  01 0001 02
    02 03 00C5 00C5 1D 0140 01E0 51 01  400A 0014 40  0006 0002 0006 0000)");
  rare[11] = static_cast<std::uint8_t>(rare.size());
  rare[18] = static_cast<std::uint8_t>(rare.size() - 15);
  const auto other = decode_finger_minutiae_record(rare);
  ASSERT_TRUE(other) << other.error().message;
  EXPECT_EQ(other->views[0].view_number, 3);
  EXPECT_EQ(other->views[0].impression, 29);
  ASSERT_EQ(other->views[0].minutiae.size(), 1U);
  EXPECT_EQ(other->views[0].minutiae[0].y, 20);
}

// Hand-made from the layouts of ANSI INCITS 378: angles in units of two degrees.
TEST(MinutiaeRecord, OfAnsi378IsRead) {
  const auto expect_read = [](const Bytes& bytes, MinutiaeFormat format) {
    const auto record = decode_finger_minutiae_record(bytes);
    ASSERT_TRUE(record) << record.error().message;
    EXPECT_EQ(record->format, format);
    EXPECT_EQ(record->device_id, 0x0140);
    EXPECT_EQ(record->width, 320);
    EXPECT_EQ(record->height, 480);
    EXPECT_EQ(record->resolution_x, 197);
    ASSERT_EQ(record->views.size(), 1U);
    const FingerView& view = record->views[0];
    EXPECT_EQ(view.position, FingerPosition::left_thumb);
    EXPECT_EQ(view.quality, 80);
    ASSERT_EQ(view.minutiae.size(), 1U);
    EXPECT_EQ(view.minutiae[0].x, 10);
    EXPECT_EQ(view.minutiae[0].quality, 66);
    EXPECT_NEAR(view.minutiae[0].direction, 350 * kDegree, 1e-12);
    EXPECT_EQ(encode(*record).error().code, ErrorCode::unsupported);
    expect_prefixes_refused(bytes, decode_finger_minutiae_record);
    expect_no_crash(bytes, decode_finger_minutiae_record);
  };
  const std::string header = "0140 0140 01E0 00C5 00C5 01 00", view = "06 00 50 01 400A 0014 AF 42 0000";
  expect_read(from_hex("464D5200 20323000 0026 0033 0001" + header + view), MinutiaeFormat::ansi_2004);
  expect_read(from_hex("464D5200 20323000 0000 0000002A 0033 0001" + header + view), MinutiaeFormat::ansi_2004);
  const std::string new_view = "06 00 00 50 0000 0000 0140 01E0 00C5 00C5 01 400A 0014 AF 42 0000";
  const Bytes with_flag = from_hex("464D5200 30333000 0000002E 0033 0001 00 0140 01 00" + new_view);
  const Bytes without_flag = from_hex("464D5200 30333000 0000002D 0033 0001 0140 01 00" + new_view);
  for (Bytes bytes : {with_flag, without_flag}) {
    ASSERT_EQ(bytes[11], bytes.size());
    expect_read(bytes, MinutiaeFormat::ansi_2009);
    bytes[6] = '5';  // amendment 1
    if (bytes.size() == 46) expect_read(bytes, MinutiaeFormat::ansi_2009);
  }
}

TEST(MinutiaeRecord, IsWrittenAsNistsText) {
  FingerMinutiaeRecord record = one_record();
  record.views[0].minutiae.push_back({0, 479, 180 * kDegree, MinutiaType::ending, 7});
  const FingerTemplate finger = template_of_view(record);
  EXPECT_EQ(finger.width, 320);
  EXPECT_NEAR(finger.ppi, 500.38, 1e-9);
  // 480 - 1 - 20 = 459; 90 + 180 = 270; 359.5 + 180 is 179.5, rounded up; 180 + 180 is 0.
  EXPECT_EQ(minutiae_xyt(finger), "10 459 270 80\n300 79 180 0\n0 0 0 7\n");
  EXPECT_TRUE(template_of_view(record, 1).minutiae.empty());
}

TEST(MinutiaeRecord, CountsAnglesIn256thsOfATurn) {
  const auto units_of = [](double direction) {
    FingerMinutiaeRecord record = one_record();
    record.views[0].minutiae[0].direction = direction;
    return static_cast<int>(encode(record).value()[32]);
  };
  EXPECT_EQ(units_of(0), 0);
  EXPECT_EQ(units_of(45 * kDegree), 32);
  EXPECT_EQ(units_of(180 * kDegree), 128);
  EXPECT_EQ(units_of(270 * kDegree), 192);
  EXPECT_EQ(units_of(-90 * kDegree), 192);
  EXPECT_EQ(units_of(450 * kDegree), 64);
  EXPECT_EQ(units_of(1.4 * kDegree), 1);      // 0.996 units
  EXPECT_EQ(units_of(0.7 * kDegree), 0);      // 0.498
  EXPECT_EQ(units_of(0.71 * kDegree), 1);     // 0.505
  EXPECT_EQ(units_of(359.2 * kDegree), 255);  // 255.43
}

TEST(MinutiaeRecord, ClampsToTheImageAndKeepsTheBest255) {
  FingerMinutiaeRecord record = one_record();
  record.views[0].minutiae = {{-0.4, 479.6, 0, MinutiaType::other, 1}, {319.6, -3, 0, MinutiaType::ending, 2}};
  const auto bytes = encode(record);
  ASSERT_TRUE(bytes) << bytes.error().message;
  EXPECT_EQ(Bytes(bytes->begin() + 28, bytes->end()), from_hex("0000 01DF 00 01  413F 0000 00 02  0000"));

  record.views[0].minutiae.clear();
  for (int i = 0; i < 300; ++i) record.views[0].minutiae.push_back({double(i), 0, 0, MinutiaType::ending, i % 100});
  const auto many = decode_finger_minutiae_record(encode(record).value());
  ASSERT_TRUE(many) << many.error().message;
  ASSERT_EQ(many->views[0].minutiae.size(), 255U);
  // 300 minutiae of qualities 0..99, three of each: 255 = 85 qualities, 99 down to 15.
  for (const Minutia& minutia : many->views[0].minutiae) ASSERT_GE(minutia.quality, 15);
}

TEST(MinutiaeRecord, IsMadeOfATemplate) {
  FingerTemplate finger;
  finger.width = 388;
  finger.height = 374;
  finger.ppi = 500;
  for (int i = 0; i < 256; ++i)
    finger.minutiae.push_back({double(i), 7, 1, MinutiaType::ending, 256 - i > 100 ? 100 : 256 - i});
  const FingerMinutiaeRecord record = minutiae_record(finger, FingerPosition::left_thumb, 120);
  EXPECT_EQ(record.width, 388);
  EXPECT_EQ(record.height, 374);
  EXPECT_EQ(record.resolution_x, 197);  // 500 / 2.54 = 196.85
  EXPECT_EQ(record.resolution_y, 197);
  ASSERT_EQ(record.views.size(), 1U);
  EXPECT_EQ(record.views[0].position, FingerPosition::left_thumb);
  EXPECT_EQ(record.views[0].quality, 100);
  ASSERT_EQ(record.views[0].minutiae.size(), 255U);
  EXPECT_EQ(record.views[0].minutiae.back().quality, 2);
  EXPECT_TRUE(encode(record));
  finger.ppi = 1000;
  EXPECT_EQ(minutiae_record(finger, FingerPosition::unknown, 0).resolution_x, 394);  // 393.7
}

TEST(MinutiaeRecord, HoldsSeveralViews) {
  FingerMinutiaeRecord record = one_record();
  record.views[0].minutiae.clear();
  FingerView second = record.views[0];
  second.view_number = 1;
  second.impression = 8;
  FingerView other = record.views[0];
  other.position = FingerPosition::left_index;
  record.views = {record.views[0], second, other};
  const auto bytes = encode(record);
  ASSERT_TRUE(bytes) << bytes.error().message;
  EXPECT_EQ(*bytes, from_hex(R"(464D5200 20323000 0000002A 0000 0140 01E0 00C5 00C5 03 00
    02 00 50 00 0000  02 18 50 00 0000  07 00 50 00 0000)"));
  expect_prefixes_refused(*bytes, decode_finger_minutiae_record);
  EXPECT_EQ(encode(decode_finger_minutiae_record(*bytes).value()).value(), *bytes);
  std::swap(record.views[0], record.views[2]);
  std::swap(record.views[0], record.views[1]);  // left, right view 1, right view 0 ... in the wrong order
  EXPECT_EQ(encode(record).error().code, ErrorCode::invalid_argument);
}

TEST(MinutiaeRecord, RefusesEveryPrefixAndEveryLie) {
  const Bytes record = from_hex(kOneView);
  expect_prefixes_refused(record, decode_finger_minutiae_record);
  for (const std::size_t at : {0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11}) {  // magic, version, length
    expect_lies_refused(record, at, decode_finger_minutiae_record);
  }
  expect_lies_refused(record, 22, decode_finger_minutiae_record);  // views
  expect_lies_refused(record, 27, decode_finger_minutiae_record);  // minutiae
  expect_lies_refused(record, 40, decode_finger_minutiae_record);  // extended data, high byte
  expect_no_crash(record, decode_finger_minutiae_record);

  Bytes changed = record;
  changed[41] = 2;  // two bytes of extended data that are not there
  EXPECT_EQ(decode_finger_minutiae_record(changed).error().code, ErrorCode::truncated);
  changed = record;
  changed[28] = 0x41, changed[29] = 0x40;  // x = 320 in an image of 320
  EXPECT_EQ(decode_finger_minutiae_record(changed).error().code, ErrorCode::malformed);
  changed = record;
  changed[24] = 13;  // four fingers at once
  EXPECT_EQ(decode_finger_minutiae_record(changed).error().code, ErrorCode::unsupported);
}

TEST(MinutiaeRecord, ReadsWhatOthersAppendOrAdd) {
  Bytes record = from_hex(kOneView);
  record.insert(record.end(), 121, 0xEE);  // after the stated length
  const auto appended = decode_finger_minutiae_record(record);
  ASSERT_TRUE(appended) << appended.error().message;
  EXPECT_EQ(appended->views[0].minutiae.size(), 2U);

  record = from_hex(kOneView);  // a core: type 2, length 8 with its own header
  record[41] = 8;
  for (const std::uint8_t byte : from_hex("0002 0008 01 00640096")) record.push_back(byte);
  record.pop_back();
  record[11] += 8;
  const auto extended = decode_finger_minutiae_record(record);
  ASSERT_TRUE(extended) << extended.error().message;
  EXPECT_EQ(extended->views[0].minutiae.size(), 2U);

  Bytes zero = from_hex(kOneView);
  zero[4] = '0';  // "020" instead of " 20"
  EXPECT_TRUE(decode_finger_minutiae_record(zero));
}

TEST(MinutiaeRecord, WritesOnlyWhatTheStandardKnows) {
  const auto code_of = [](auto change) {
    FingerMinutiaeRecord record = one_record();
    change(record, record.views.front());
    const auto bytes = encode(record);
    return bytes ? ErrorCode::internal : bytes.error().code;
  };
  constexpr ErrorCode kRefused = ErrorCode::invalid_argument;
  using Record = FingerMinutiaeRecord;
  EXPECT_EQ(code_of([](Record& record, FingerView&) { record.width = 0; }), kRefused);
  EXPECT_EQ(code_of([](Record& record, FingerView&) { record.height = 16384; }), kRefused);
  EXPECT_EQ(code_of([](Record& record, FingerView&) { record.resolution_x = 98; }), kRefused);
  EXPECT_EQ(code_of([](Record& record, FingerView&) { record.views.clear(); }), kRefused);
  EXPECT_EQ(code_of([](Record&, FingerView& view) { view.position = static_cast<FingerPosition>(11); }), kRefused);
  EXPECT_EQ(code_of([](Record&, FingerView& view) { view.view_number = 1; }), kRefused);
  EXPECT_EQ(code_of([](Record&, FingerView& view) { view.impression = 4; }), kRefused);
  EXPECT_EQ(code_of([](Record&, FingerView& view) { view.quality = 101; }), kRefused);
  EXPECT_EQ(code_of([](Record&, FingerView& view) { view.minutiae[0].quality = 101; }), kRefused);
  EXPECT_EQ(code_of([](Record&, FingerView& view) { view.minutiae[0].quality = -1; }), kRefused);
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(code_of([](Record&, FingerView& view) { view.minutiae[0].x = kNone; }), kRefused);
  EXPECT_EQ(code_of([](Record&, FingerView& view) { view.minutiae[0].direction = kNone; }), kRefused);
}

TEST(MinutiaeRecord, ReadsTheTemplatesOfOthers) {
  SKIP_WITHOUT_SHARED_DATA("fingers");
  std::size_t iso = 0, ansi = 0, minutiae = 0;
  for (const char* folder : {"fingers/mosip_registration_client", "fingers/digitalpersona_fjfx"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(shared_data(folder))) {
      if (!entry.is_regular_file()) continue;
      const auto bytes = read_file(entry.path(), 1U << 24U);
      if (!bytes || bytes->size() < 24 || !std::equal(bytes->begin(), bytes->begin() + 4, "FMR\0")) continue;
      const auto record = decode_finger_minutiae_record(*bytes);
      if (entry.path().extension() == ".ansi") {
        // The same finger in both formats: all the same but for angles, which are whole units of 2 and 1.4 degrees.
        ASSERT_TRUE(record) << entry.path() << ": " << record.error().message;
        EXPECT_EQ(record->format, MinutiaeFormat::ansi_2004);
        std::string twin = entry.path().string();
        twin.replace(twin.find("AnsiTemplate.ansi"), std::string::npos, "ISOTemplate.iso");
        const auto other = decode_finger_minutiae_record(read_file(twin, 1U << 24U).value());
        ASSERT_TRUE(other) << other.error().message;
        ASSERT_EQ(other->views.size(), record->views.size());
        EXPECT_EQ(other->width, record->width);
        EXPECT_EQ(other->resolution_x, record->resolution_x);
        EXPECT_EQ(other->views[0].quality, record->views[0].quality);
        ASSERT_EQ(other->views[0].minutiae.size(), record->views[0].minutiae.size());
        for (std::size_t i = 0; i < other->views[0].minutiae.size(); ++i) {
          const Minutia &a = record->views[0].minutiae[i], &b = other->views[0].minutiae[i];
          EXPECT_EQ(a.x, b.x);
          EXPECT_EQ(a.y, b.y);
          EXPECT_EQ(a.type, b.type);
          EXPECT_EQ(a.quality, b.quality);
          EXPECT_LE(std::abs(std::remainder(a.direction - b.direction, 360 * kDegree)), 1.01 * kDegree);
          ++minutiae;
        }
        ++ansi;
        continue;
      }
      ASSERT_TRUE(record) << entry.path() << ": " << record.error().message;
      EXPECT_EQ(record->format, MinutiaeFormat::iso_2005);
      EXPECT_EQ(encode(*record).value(), *bytes) << entry.path();  // all are canonical
      ++iso;
    }
  }
  EXPECT_EQ(ansi, 14U);
  EXPECT_EQ(iso, 18U);
  EXPECT_EQ(minutiae, 655U);
}

// NIST's sample has two views with extended data, the last one byte shorter than it says. The extended data is not
// kept, so this record is not written back as it was.
TEST(MinutiaeRecord, ReadsNistsSample) {
  SKIP_WITHOUT_SHARED_DATA("fingers/libbiomeval_records");
  const Bytes bytes = shared_file("fingers/libbiomeval_records/fmr.iso2005");
  const auto record = decode_finger_minutiae_record(bytes);
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(record->device_id, 0x00B5);
  EXPECT_EQ(record->width, 512);
  EXPECT_EQ(record->height, 512);
  ASSERT_EQ(record->views.size(), 2U);
  const FingerView& view = record->views[0];
  EXPECT_EQ(view.position, FingerPosition::left_index);
  EXPECT_EQ(view.quality, 90);
  ASSERT_EQ(view.minutiae.size(), 27U);
  EXPECT_EQ(view.minutiae[0].x, 100);  // 4064 000E 50 5A
  EXPECT_EQ(view.minutiae[0].y, 14);
  EXPECT_EQ(view.minutiae[0].type, MinutiaType::ending);
  EXPECT_NEAR(view.minutiae[0].direction, 112.5 * kDegree, 1e-12);  // 80 units
  EXPECT_EQ(view.minutiae[0].quality, 90);
  const auto again = encode(*record);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_LT(again->size(), bytes.size());
}

}  // namespace
}  // namespace enrolkit
