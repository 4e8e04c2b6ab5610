// SPDX-License-Identifier: Apache-2.0
// What the check of a data group says of images that are not what their records say; the wrong headers are made by
// hand.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <turbojpeg.h>

#include <algorithm>
#include <string>

#include "encoders/lds/file_check.hpp"
#include "enrolkit/enrolkit.hpp"

namespace enrolkit {
namespace {

Image picture(PixelFormat format, int width = 40, int height = 30) {
  Image image(width, height, format);
  for (std::size_t i = 0; i < image.pixels.size(); ++i) image.pixels[i] = static_cast<std::uint8_t>(i * 7 + i / 40);
  return image;
}

FaceImage face(FaceImageFormat format = FaceImageFormat::jpeg, PixelFormat pixels = PixelFormat::rgb8) {
  FaceImage made;
  made.format = format;
  made.width = 40;
  made.height = 30;
  made.colour_space = pixels == PixelFormat::rgb8 ? 1 : 3;
  made.image = format == FaceImageFormat::jpeg ? encode_jpeg(picture(pixels).view(), 90).value()
                                               : encode_jpeg2000_to_size(picture(pixels).view(), 3000).value();
  return made;
}

FingerImageRecord finger(FingerImageFormat format) {
  FingerImageRecord record;
  record.format = format;
  FingerImage image;
  image.position = FingerPosition::right_index;
  image.width = 64;
  image.height = 80;
  image.image = encode_finger_image(picture(PixelFormat::grey8, 64, 80).view(), format, 100000, 500).value();
  record.images = {image};
  return record;
}

std::vector<ChipDeviation> deviations(ChipFile which, const Bytes& file) {
  lds::FileReview review(chip_file_name(which));
  lds::check_data_group(which, file, review);
  EXPECT_FALSE(review.failed());
  return review.deviations();
}
std::vector<ChipDeviation> of_face(const FaceImage& image) {
  return deviations(ChipFile::dg2, encode_dg2({FaceRecord{{image}}}).value());
}
std::vector<ChipDeviation> of_finger(const FingerImageRecord& record) {
  return deviations(ChipFile::dg3, encode_dg3({record}).value());
}

void expect_one(const std::vector<ChipDeviation>& found, const std::string& text, bool tolerated) {
  ASSERT_EQ(found.size(), 1U) << (found.empty() ? text : found[1].message);
  EXPECT_NE(found[0].message.find(text), std::string::npos) << found[0].message;
  EXPECT_EQ(found[0].tolerated, tolerated);
}

// The same coefficients in the scans of a progressive file.
Bytes progressive(const Bytes& jpeg) {
  tjtransform transform{};
  transform.options = TJXOPT_PROGRESSIVE;
  unsigned char* made = nullptr;
  unsigned long size = 0;
  const tjhandle handle = tjInitTransform();
  EXPECT_EQ(tjTransform(handle, jpeg.data(), jpeg.size(), 1, &made, &size, &transform, 0), 0);
  Bytes bytes(made, made + size);
  tjFree(made);
  tjDestroy(handle);
  return bytes;
}

TEST(RecordImageCheck, ReadsAndTellsAProgressiveJpeg) {
  FaceImage image = face();
  image.image = progressive(image.image);
  expect_one(of_face(image), "another process than sequential baseline", true);
  expect_one(deviations(ChipFile::dg7, encode_dg7({image.image}).value()), "sequential baseline", true);
}

TEST(RecordImageCheck, FindsNothingWhereAllAgrees) {
  for (const FaceImageFormat format : {FaceImageFormat::jpeg, FaceImageFormat::jpeg2000}) {
    for (const PixelFormat pixels : {PixelFormat::rgb8, PixelFormat::grey8}) {
      EXPECT_TRUE(of_face(face(format, pixels)).empty());
    }
  }
  FaceImage unspecified = face();
  unspecified.colour_space = 0;
  EXPECT_TRUE(of_face(unspecified).empty());
  for (const FingerImageFormat format : {FingerImageFormat::raw, FingerImageFormat::wsq, FingerImageFormat::jpeg,
                                         FingerImageFormat::jpeg2000, FingerImageFormat::png}) {
    EXPECT_TRUE(of_finger(finger(format)).empty()) << finger_image_format_name(format);
  }
  EXPECT_TRUE(deviations(ChipFile::dg7, encode_dg7({face().image}).value()).empty());
}

TEST(RecordImageCheck, TellsAHeaderThatIsNotTheImages) {
  FaceImage wrong = face();
  wrong.width = 41;
  expect_one(of_face(wrong), "40 x 30 pixels, its record says 41 x 30", true);
  // Left to the image, as some writers do; ours does not: the four bytes before colour space, source, device and
  // quality.
  wrong = face();
  Bytes file = encode_dg2({FaceRecord{{wrong}}}).value();
  const auto image = std::search(file.begin(), file.end(), wrong.image.begin(), wrong.image.end());
  std::fill(image - 10, image - 6, std::uint8_t{0});
  expect_one(deviations(ChipFile::dg2, file), "does not say so", true);
  wrong = face();
  wrong.format = FaceImageFormat::jpeg2000;
  expect_one(of_face(wrong), "is a JPEG file, its record says JPEG 2000", true);
  wrong = face();
  wrong.colour_space = 3;
  expect_one(of_face(wrong), "in colour, its record says grey", true);
  wrong = face(FaceImageFormat::jpeg2000, PixelFormat::grey8);
  wrong.colour_space = 1;
  expect_one(of_face(wrong), "is grey, its record says colour", true);
}

TEST(RecordImageCheck, TellsWhereTheImageLies) {
  FaceImage wrong = face();
  wrong.width = 7;
  const Bytes file = encode_dg2({FaceRecord{{face(FaceImageFormat::jpeg2000), wrong}}}).value();
  const auto found = deviations(ChipFile::dg2, file);
  ASSERT_EQ(found.size(), 1U);
  const auto place = std::search(file.begin(), file.end(), wrong.image.begin(), wrong.image.end());
  EXPECT_EQ(found[0].offset, static_cast<std::size_t>(place - file.begin()));
  EXPECT_EQ(found[0].message.rfind("image 2 ", 0), 0U) << found[0].message;
}

TEST(RecordImageCheck, TellsAFingerThatIsNotItsRecords) {
  FingerImageRecord wrong = finger(FingerImageFormat::wsq);
  wrong.format = FingerImageFormat::png;
  expect_one(of_finger(wrong), "is a WSQ file, its record says PNG", true);
  wrong = finger(FingerImageFormat::png);
  wrong.images[0].height = 81;
  expect_one(of_finger(wrong), "64 x 80 pixels, its record says 64 x 81", true);
  wrong = finger(FingerImageFormat::png);
  wrong.image_resolution_x = wrong.image_resolution_y = 300;
  expect_one(of_finger(wrong), "states 500 ppi, its record says 300", true);
  wrong.scale_units = 2;  // 197 pixels per centimetre are 500 ppi
  wrong.scan_resolution_x = wrong.scan_resolution_y = wrong.image_resolution_x = wrong.image_resolution_y = 197;
  EXPECT_TRUE(of_finger(wrong).empty());
  wrong = finger(FingerImageFormat::jpeg);
  wrong.images[0].image = encode_jpeg(picture(PixelFormat::rgb8, 64, 80).view(), 90, 500).value();
  expect_one(of_finger(wrong), "in colour", true);
}

TEST(RecordImageCheck, TellsAnImageThatCannotBeDecoded) {
  for (const FaceImageFormat format : {FaceImageFormat::jpeg, FaceImageFormat::jpeg2000}) {
    FaceImage cut = face(format);
    cut.image.resize(cut.image.size() / 2);
    expect_one(of_face(cut), "cannot be decoded", false);
  }
  Bytes signature = face().image;
  signature.resize(signature.size() - 40);
  expect_one(deviations(ChipFile::dg7, encode_dg7({signature}).value()), "cannot be decoded", false);
  FingerImageRecord cut = finger(FingerImageFormat::wsq);
  cut.images[0].image.resize(200);
  expect_one(of_finger(cut), "cannot be decoded", false);
}

// The canvas stands in the SIZ segment: FF51, length, capabilities, then width and height. Nobody may be made to take
// memory by eight bytes.
TEST(RecordImageCheck, TakesNoMemoryForAHugeCanvas) {
  for (const std::uint8_t high : {0x00, 0x7F, 0xFF}) {
    FaceImage huge = face(FaceImageFormat::jpeg2000);
    const std::uint8_t marker[] = {0xFF, 0x51};
    const auto at = std::search(huge.image.begin(), huge.image.end(), std::begin(marker), std::end(marker));
    ASSERT_NE(at, huge.image.end());
    for (const int field : {6, 10, 22, 26}) {  // the canvas and the tile on it
      at[field] = high;
      at[field + 1] = 0x01;
    }
    rusage before{}, after{};
    ::getrusage(RUSAGE_SELF, &before);
    expect_one(of_face(huge), "cannot be decoded", false);
    ::getrusage(RUSAGE_SELF, &after);
    EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 20000) << "kB";
  }
}

}  // namespace
}  // namespace enrolkit
