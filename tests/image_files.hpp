// SPDX-License-Identifier: Apache-2.0
// Image files for the tests of codecs, made by the format's own library or byte by byte, never by enrolkit.
#pragma once

// clang-format off
#include <cstdio>
#include <jpeglib.h>  // needs FILE and size_t before it
// clang-format on
#include <gtest/gtest.h>
#include <png.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/bytes.hpp"
#include "enrolkit/file.hpp"
#include "enrolkit/image.hpp"
#include "tests/temporary_folder.hpp"

namespace enrolkit {

struct JpegOptions {
  J_COLOR_SPACE stored = JCS_YCbCr;
  int quality = 95;
  bool progressive = false;
  bool arithmetic = false;
  int restart_rows = 0;
  bool separate_scans = false;  // one for each component
};

// `samples` has as many values a pixel as `in` has components.
inline Bytes make_jpeg(const Bytes& samples, int width, int height, J_COLOR_SPACE in, const JpegOptions& options) {
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
  jpeg_set_colorspace(&info, options.stored);
  jpeg_set_quality(&info, options.quality, TRUE);
  info.density_unit = 1;
  info.X_density = info.Y_density = 300;
  info.restart_in_rows = options.restart_rows;
  info.arith_code = options.arithmetic ? TRUE : FALSE;
  if (options.progressive) jpeg_simple_progression(&info);
  const jpeg_scan_info separate[] = {{1, {0}, 0, 63, 0, 0}, {1, {1}, 0, 63, 0, 0}, {1, {2}, 0, 63, 0, 0}};
  if (options.separate_scans) info.scan_info = separate, info.num_scans = 3;
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

// `rows` has the packed rows one after the other; `prepare` sets what belongs before the header is written.
inline Bytes make_png(const Bytes& rows, int width, int height, int bits, int colour_type, bool interlaced = false,
                      const std::function<void(png_structp, png_infop)>& prepare = {}) {
  Bytes result;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  png_set_write_fn(
      png, &result,
      [](png_structp writer, png_bytep from, std::size_t count) {
        auto* bytes = static_cast<Bytes*>(png_get_io_ptr(writer));
        bytes->insert(bytes->end(), from, from + count);
      },
      nullptr);
  png_set_IHDR(png, info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height), bits, colour_type,
               interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  if (prepare) prepare(png, info);
  png_write_info(png, info);
  const std::size_t stride = png_get_rowbytes(png, info);
  std::vector<png_bytep> pointers;
  for (int y = 0; y < height; ++y) {
    pointers.push_back(const_cast<png_bytep>(rows.data()) + static_cast<std::size_t>(y) * stride);
  }
  png_write_image(png, pointers.data());
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return result;
}

// Rings that grow finer outwards, an edge, and fixed noise that grows to the right: something of what a photo has.
inline Bytes textured(int width, int height, int components) {
  Bytes samples;
  std::uint32_t noise = 1;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double r2 = x * x * 0.7 + x * y * 0.3 + y * y;
      for (int c = 0; c < components; ++c) {
        noise = noise * 1664525U + 1013904223U;
        const double grain = (noise >> 16U) / 65536.0 * 12 * x / width;
        const double rings = 50 * std::sin(r2 / (900 + 300 * c)) + 20 * std::sin(x * 0.037 + c) * std::cos(y * 0.051);
        samples.push_back(static_cast<std::uint8_t>(90 + rings + grain + (3 * x > width + y ? 60 : 0)));
      }
    }
  }
  return samples;
}

inline Image textured_image(int width, int height, PixelFormat format) {
  Image image(width, height, format);
  image.pixels = textured(width, height, channels_of(format));
  return image;
}

// Decibels; the larger the more alike, infinite when equal.
inline double psnr(const Bytes& a, const Bytes& b) {
  EXPECT_EQ(a.size(), b.size());
  double squares = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) squares += std::pow(double(a[i]) - double(b[i]), 2);
  if (squares == 0) return std::numeric_limits<double>::infinity();
  return 10 * std::log10(255.0 * 255.0 * static_cast<double>(a.size()) / squares);
}

inline Bytes bytes_of(std::string_view text) { return Bytes(text.begin(), text.end()); }

inline bool has_tool(const std::string& name) {
  return std::system(("command -v " + name + " > /dev/null 2>&1").c_str()) == 0;
}

#define SKIP_WITHOUT_TOOL(name) \
  if (!has_tool(name)) GTEST_SKIP() << "needs the program " << (name)

// A binary PGM or PPM as djpeg and opj_decompress write it: three numbers after the magic, then the samples.
inline Image read_tool_pnm(const std::filesystem::path& path) {
  const Bytes file = read_file(path, 1U << 28U).value();
  int width = 0, height = 0, header = 0;
  char kind = 0;
  const std::string start(file.begin(), file.begin() + std::min<std::ptrdiff_t>(200, std::ssize(file)));
  std::string plain = start;  // without comments
  std::size_t cut = 0;
  for (std::size_t at = plain.find('#'); at != std::string::npos && at < 100; at = plain.find('#')) {
    const std::size_t end = plain.find('\n', at);
    cut += end - at + 1;
    plain.erase(at, end - at + 1);
  }
  EXPECT_EQ(std::sscanf(plain.c_str(), "P%c %d %d 255%n", &kind, &width, &height, &header), 3);
  Image image(width, height, kind == '5' ? PixelFormat::grey8 : PixelFormat::rgb8);
  const std::size_t at = static_cast<std::size_t>(header) + 1 + cut;
  EXPECT_EQ(file.size() - at, image.pixels.size());
  std::copy(file.begin() + static_cast<std::ptrdiff_t>(at), file.end(), image.pixels.begin());
  return image;
}

}  // namespace enrolkit
