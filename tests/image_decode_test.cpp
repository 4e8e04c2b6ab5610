// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

// clang-format off
#include <cstdio>
#include <jpeglib.h>  // needs FILE and size_t before it
// clang-format on

#include <png.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "enrolkit/image_codec.hpp"

namespace enrolkit {
namespace {

Bytes bytes_of(std::string_view text) { return Bytes(text.begin(), text.end()); }

ErrorCode code_of(const Result<DecodedImage>& decoded) {
  EXPECT_FALSE(decoded.has_value());
  return decoded ? ErrorCode::internal : decoded.error().code;
}

// A JPEG straight from libjpeg; `samples` has `components` values a pixel.
Bytes make_jpeg(const Bytes& samples, int width, int height, J_COLOR_SPACE in, J_COLOR_SPACE stored,
                bool progressive = false) {
  jpeg_compress_struct info = {};
  jpeg_error_mgr errors = {};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* buffer = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &buffer, &size);
  info.image_width = static_cast<JDIMENSION>(width);
  info.image_height = static_cast<JDIMENSION>(height);
  info.in_color_space = in;
  info.input_components = in == JCS_GRAYSCALE ? 1 : in == JCS_CMYK ? 4 : 3;
  jpeg_set_defaults(&info);
  jpeg_set_colorspace(&info, stored);
  jpeg_set_quality(&info, 95, TRUE);
  info.density_unit = 1;
  info.X_density = info.Y_density = 300;
  if (progressive) jpeg_simple_progression(&info);
  jpeg_start_compress(&info, TRUE);
  while (info.next_scanline < info.image_height) {
    auto* row = const_cast<JSAMPROW>(samples.data()) +
                std::size_t{info.next_scanline} * info.image_width * static_cast<std::size_t>(info.input_components);
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  Bytes result(buffer, buffer + size);
  std::free(buffer);
  return result;
}

Bytes textured(int width, int height, int components) {
  Bytes samples;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (int c = 0; c < components; ++c) {
        samples.push_back(static_cast<std::uint8_t>((x * 7 + y * 3 + c * 50 + (x * y) % 31) % 256));
      }
    }
  }
  return samples;
}

TEST(ImageDecode, ReadsGreyAndColourJpeg) {
  const Bytes grey = make_jpeg(Bytes(40 * 30, 200), 40, 30, JCS_GRAYSCALE, JCS_GRAYSCALE);
  const auto decoded = decode_image(grey, "grey.jpg");
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->type, ImageFileType::jpeg);
  EXPECT_EQ(decoded->image.format, PixelFormat::grey8);
  EXPECT_EQ(decoded->image.width, 40);
  EXPECT_EQ(decoded->image.height, 30);
  EXPECT_EQ(decoded->ppi, 300);
  for (const auto sample : decoded->image.pixels) ASSERT_NEAR(sample, 200, 1);

  Bytes red;
  for (int i = 0; i < 40 * 30; ++i) red.insert(red.end(), {250, 10, 20});
  const auto colour = decode_image(make_jpeg(red, 40, 30, JCS_RGB, JCS_YCbCr), "red.jpg");
  ASSERT_TRUE(colour) << colour.error().message;
  EXPECT_EQ(colour->image.format, PixelFormat::rgb8);
  EXPECT_NEAR(colour->image.row(15)[60], 250, 2);
  EXPECT_NEAR(colour->image.row(15)[61], 10, 2);
  EXPECT_NEAR(colour->image.row(15)[62], 20, 2);
}

TEST(ImageDecode, ReadsPnm) {
  const auto grey = decode_image(bytes_of("P5 # c\n2 2\n255\n\1\2\3\4"), "a.pgm");
  ASSERT_TRUE(grey) << grey.error().message;
  EXPECT_EQ(grey->image.pixels, (Bytes{1, 2, 3, 4}));
  const auto colour = decode_image(bytes_of("P6\n1 1\n100\n\x32\x64\x01"), "a.ppm");
  ASSERT_TRUE(colour) << colour.error().message;
  EXPECT_EQ(colour->image.pixels, (Bytes{128, 255, 3}));  // (50*255+50)/100, 255, (255+50)/100
}

TEST(ImageDecode, TruncatedJpegIsAnErrorAtEachLength) {
  for (const bool progressive : {false, true}) {
    const Bytes jpeg = make_jpeg(textured(64, 48, 3), 64, 48, JCS_RGB, JCS_YCbCr, progressive);
    ASSERT_TRUE(decode_image(jpeg, "whole"));
    for (std::size_t length = 3; length < jpeg.size(); ++length) {
      const auto decoded = decode_image(BytesView(jpeg).first(length), "cut");
      ASSERT_EQ(code_of(decoded), ErrorCode::truncated) << length << " of " << jpeg.size();
    }
  }
}

}  // namespace
}  // namespace enrolkit
