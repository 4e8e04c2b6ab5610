// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "encoders/codecs/jpeg2000_favouring.hpp"
#include "enrolkit/image_codec.hpp"
#include "tests/image_files.hpp"
#include "tests/record_bytes.hpp"

namespace enrolkit {
namespace {

Image decoded(const Bytes& file) {
  auto image = decode_image(file, "made by the test");
  EXPECT_TRUE(image) << image.error().message;
  return image ? std::move(image->image) : Image{};
}

std::size_t find(const Bytes& file, std::string_view wanted) {
  return std::string_view(reinterpret_cast<const char*>(file.data()), file.size()).find(wanted);
}

// With all quantisation steps 1, rounding in the transform and again in the samples is uniform with variance 1/12 each:
// 10 log10(255^2 x 6) = 55.9 dB.
TEST(EncodeJpeg, AtQuality100OnlyRoundingIsLost) {
  const Image image = textured_image(96, 80, PixelFormat::grey8);
  const auto file = encode_jpeg(image.view(), 100);
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_GT(psnr(decoded(*file).pixels, image.pixels), 55);
}

TEST(EncodeJpeg, WritesBaselineJfifWithHalvedColour) {
  const auto colour = encode_jpeg(textured_image(33, 17, PixelFormat::rgb8).view(), 90);
  ASSERT_TRUE(colour) << colour.error().message;
  EXPECT_EQ(find(*colour, std::string_view("\xFF\xD8\xFF\xE0\0\x10JFIF\0", 11)), 0U);
  // SOF0, 17 bytes, 8 bits, height 17, width 33, three components: the first 2 x 2, the others 1 x 1
  const std::size_t frame = find(*colour, std::string_view("\xFF\xC0\0\x11\x08\0\x11\0\x21\x03\x01\x22", 12));
  ASSERT_NE(frame, std::string::npos);
  EXPECT_EQ((*colour)[frame + 14], 0x11);
  EXPECT_EQ((*colour)[frame + 17], 0x11);
  const auto grey = encode_jpeg(textured_image(33, 17, PixelFormat::grey8).view(), 90);
  ASSERT_TRUE(grey) << grey.error().message;
  EXPECT_NE(find(*grey, std::string_view("\xFF\xC0\0\x0B\x08\0\x11\0\x21\x01\x01\x11", 12)), std::string::npos);
}

TEST(EncodeJpeg, SaysItsResolutionAndThatColourIsSrgb) {
  const auto file = encode_jpeg(textured_image(33, 17, PixelFormat::rgb8).view(), 90, 300);
  ASSERT_TRUE(file) << file.error().message;
  // JFIF 1.01: unit 1 (inch), 300 x 300
  EXPECT_EQ(find(*file, std::string_view("JFIF\0\x01\x01\x01\x01\x2C\x01\x2C", 12)), 6U);
  EXPECT_EQ(decode_image(*file, "")->ppi, 300);
  // Exif 2.32, 4.6.6: tag A001 ColorSpace, SHORT, one, 1 = sRGB; where the directory at 26 of the TIFF block puts it
  const std::size_t tiff = find(*file, std::string_view("Exif\0\0MM\0*", 10));
  ASSERT_NE(tiff, std::string::npos);
  EXPECT_EQ(find(*file, std::string_view("\xA0\x01\0\x03\0\0\0\x01\0\x01", 10)), tiff + 6 + 26 + 2 + 12);
  const auto grey = encode_jpeg(textured_image(33, 17, PixelFormat::grey8).view(), 90);
  EXPECT_EQ(find(*grey, "Exif"), std::string::npos);
  EXPECT_EQ(decode_image(*grey, "")->ppi, 0);
  for (const double ppi : {-1.0, 65536.0, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_EQ(encode_jpeg(textured_image(8, 8, PixelFormat::grey8).view(), 90, ppi).error().code,
              ErrorCode::invalid_argument);
  }
}

TEST(EncodeJpeg, IsReadByDjpegAsByUs) {
  SKIP_WITHOUT_TOOL("djpeg");
  const TemporaryFolder scratch;
  const auto file = encode_jpeg(textured_image(61, 47, PixelFormat::rgb8).view(), 75);
  ASSERT_TRUE(file && write_file(scratch / "a.jpg", *file));
  const std::string command = "djpeg -outfile " + (scratch / "a.ppm").string() + " " + (scratch / "a.jpg").string();
  ASSERT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(read_tool_pnm(scratch / "a.ppm").pixels, decoded(*file).pixels);
}

TEST(EncodeJpeg, ReadsRowsThroughTheirStride) {
  const Image image = textured_image(40, 30, PixelFormat::rgb8);
  const auto whole = encode_jpeg(image.view(), 80);
  // The same pixels, upside down in memory.
  Image flipped(40, 30, PixelFormat::rgb8);
  for (int y = 0; y < 30; ++y) std::copy_n(image.row(y), image.stride(), flipped.row(29 - y));
  const ImageView upside_down{flipped.row(29), 40, 30, -flipped.stride(), PixelFormat::rgb8};
  EXPECT_EQ(encode_jpeg(upside_down, 80).value(), whole.value());
  // A window in a larger picture.
  Image larger(50, 35, PixelFormat::rgb8);
  for (int y = 0; y < 30; ++y) std::copy_n(image.row(y), image.stride(), larger.row(y + 4) + 3 * 6);
  const ImageView window{larger.row(4) + 3 * 6, 40, 30, larger.stride(), PixelFormat::rgb8};
  EXPECT_EQ(encode_jpeg(window, 80).value(), whole.value());
  EXPECT_EQ(decoded(encode_png(window).value()).pixels, image.pixels);
  EXPECT_EQ(encode_jpeg2000_to_size(window, 3000).value(), encode_jpeg2000_to_size(image.view(), 3000).value());
}

// Never above the limit, nearly all of it used, and not of lower quality than the best of the hundred files that fit.
TEST(EncodeJpegToSize, IsTheBestThatFits) {
  for (const PixelFormat format : {PixelFormat::rgb8, PixelFormat::grey8}) {
    const Image image = textured_image(157, 213, format);
    std::vector<Bytes> files;
    for (int quality = 1; quality <= 100; ++quality) files.push_back(encode_jpeg(image.view(), quality).value());
    double used = 0;
    int limits = 0;
    for (std::size_t limit = files[0].size() + 100; limit < files[95].size(); limit += limit / 2) {
      const auto file = encode_jpeg_to_size(image.view(), limit);
      ASSERT_TRUE(file) << limit << ": " << file.error().message;
      EXPECT_LE(file->size(), limit);
      // Near quality 95 the steps are so small that the next table is a whole step apart.
      EXPECT_GE(static_cast<double>(file->size()), 0.9 * static_cast<double>(limit)) << limit;
      used += static_cast<double>(file->size()) / static_cast<double>(limit);
      ++limits;
      const auto last =
          std::find_if(files.rbegin(), files.rend(), [&](const Bytes& each) { return each.size() <= limit; });
      ASSERT_NE(last, files.rend());
      EXPECT_GE(psnr(decoded(*file).pixels, image.pixels), psnr(decoded(*last).pixels, image.pixels) - 0.4)
          << limit;  // of a texture; photos gain
    }
    EXPECT_GE(used / limits, 0.97);
    EXPECT_EQ(encode_jpeg_to_size(image.view(), files[99].size()).value(), files[99]);
    EXPECT_EQ(encode_jpeg_to_size(image.view(), std::size_t{1} << 30U).value(), files[99]);
    EXPECT_LE(encode_jpeg_to_size(image.view(), files[0].size() + 10).value().size(), files[0].size() + 10);
  }
}

TEST(EncodeJpegToSize, SaysWhatItWouldNeed) {
  const Image image = textured_image(120, 90, PixelFormat::rgb8);
  const std::size_t smallest = encode_jpeg(image.view(), 1).value().size();
  for (const std::size_t limit : {std::size_t{0}, std::size_t{100}, smallest / 2}) {
    const auto file = encode_jpeg_to_size(image.view(), limit);
    ASSERT_FALSE(file) << limit;
    EXPECT_EQ(file.error().code, ErrorCode::too_large);
    const std::size_t at = file.error().message.find("it needs ");
    ASSERT_NE(at, std::string::npos) << file.error().message;
    const std::size_t needed = std::stoul(file.error().message.substr(at + 9));
    EXPECT_EQ(encode_jpeg_to_size(image.view(), needed).value().size(), needed);
  }
}

TEST(EncodeJpegToSize, KeepsMarkersAndIsReadByDjpegAsByUs) {
  SKIP_WITHOUT_TOOL("djpeg");
  const TemporaryFolder scratch;
  for (const PixelFormat format : {PixelFormat::rgb8, PixelFormat::grey8}) {
    const auto file = encode_jpeg_to_size(textured_image(161, 147, format).view(), 5000, 300);
    ASSERT_TRUE(file && write_file(scratch / "a.jpg", *file));
    EXPECT_EQ(decode_image(*file, "a.jpg").value().ppi, 300);
    EXPECT_EQ(find(*file, std::string_view("Exif\0\0", 6)) != std::string::npos, format == PixelFormat::rgb8);
    EXPECT_NE(find(*file, std::string_view("\xFF\xC0", 2)), std::string::npos);  // baseline
    const std::string out = (scratch / "a.pnm").string();
    ASSERT_EQ(std::system(("djpeg -outfile " + out + " " + (scratch / "a.jpg").string()).c_str()), 0);
    EXPECT_EQ(read_tool_pnm(out).pixels, decoded(*file).pixels);
  }
}

// Never more than the limit, and most of it used: a code-block of 64 x 64 samples comes or goes as a whole.
TEST(EncodeJpeg2000ToSize, FillsTheLimitAndNoMore) {
  const Image colour = textured_image(210, 270, PixelFormat::rgb8), grey = textured_image(210, 270, PixelFormat::grey8);
  double used = 0;
  int files = 0;
  for (std::size_t limit = 500; limit <= 24000; limit += limit < 6000 ? 311 : 1777) {
    for (const Image& image : {colour, grey}) {
      const auto file = encode_jpeg2000_to_size(image.view(), limit);
      ASSERT_TRUE(file) << limit << ": " << file.error().message;
      EXPECT_LE(file->size(), limit);
      EXPECT_GE(double(file->size()), 0.85 * double(limit)) << limit;
      used += double(file->size()) / double(limit);
      ++files;
    }
  }
  EXPECT_GE(used / files, 0.97);
}

TEST(EncodeJpeg2000ToSize, WritesJp2WithTheIrreversibleTransform) {
  const auto colour = encode_jpeg2000_to_size(textured_image(100, 120, PixelFormat::rgb8).view(), 5000);
  ASSERT_TRUE(colour) << colour.error().message;
  EXPECT_EQ(find(*colour, std::string_view("\0\0\0\x0CjP  \r\n\x87\n", 12)), 0U);
  EXPECT_NE(find(*colour, std::string_view("colr\x01\0\0\0\0\0\x10", 11)), std::string::npos);  // 16: sRGB
  const std::size_t style = find(*colour, std::string_view("\xFF\x52\0\x0C", 4));
  ASSERT_NE(style, std::string::npos);
  EXPECT_EQ((*colour)[style + 8], 1);   // colours decorrelated
  EXPECT_EQ((*colour)[style + 13], 0);  // 9-7
  EXPECT_EQ((*colour)[colour->size() - 2], 0xFF);
  EXPECT_EQ((*colour)[colour->size() - 1], 0xD9);
  const auto grey = encode_jpeg2000_to_size(textured_image(100, 120, PixelFormat::grey8).view(), 5000);
  ASSERT_TRUE(grey) << grey.error().message;
  EXPECT_NE(find(*grey, std::string_view("colr\x01\0\0\0\0\0\x11", 11)), std::string::npos);  // 17: grey
}

TEST(EncodeJpeg2000ToSize, IsReadByOpjDecompressAsByUs) {
  SKIP_WITHOUT_TOOL("opj_decompress");
  const TemporaryFolder scratch;
  for (const PixelFormat format : {PixelFormat::rgb8, PixelFormat::grey8}) {
    const auto file = encode_jpeg2000_to_size(textured_image(150, 200, format).view(), 7000);
    ASSERT_TRUE(file && write_file(scratch / "a.jp2", *file));
    const std::string out = (scratch / (format == PixelFormat::grey8 ? "a.pgm" : "a.ppm")).string();
    const std::string command = "opj_decompress -i " + (scratch / "a.jp2").string() + " -o " + out + " > /dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0);
    EXPECT_EQ(read_tool_pnm(out).pixels, decoded(*file).pixels);
  }
}

// All of the limit is used, and the region is kept better than by OpenJPEG's own rate control; of a picture that is
// hardly kept at all (24 dB at 12,000 bytes) as well.
TEST(EncodeJpeg2000Favouring, KeepsTheRegionBetter) {
  const Region region{96, 115, 288, 397};
  const auto inside = [&](const Image& image) {
    Bytes pixels;
    for (int y = region.y; y < region.y + region.height; ++y) {
      const auto* from = image.row(y) + region.x * channels_of(image.format);
      pixels.insert(pixels.end(), from, from + region.width * channels_of(image.format));
    }
    return pixels;
  };
  const Image image = textured_image(480, 640, PixelFormat::rgb8);
  for (const std::size_t limit : {12000, 40000, 60000}) {
    const auto file = codecs::encode_jpeg2000_favouring(image.view(), limit, region);
    const auto plain = encode_jpeg2000_to_size(image.view(), limit);
    ASSERT_TRUE(file && plain) << limit;
    EXPECT_LE(file->size(), limit);
    EXPECT_GE(static_cast<double>(file->size()), 0.97 * static_cast<double>(limit));
    EXPECT_GE(psnr(inside(decoded(*file)), inside(image)), psnr(inside(decoded(*plain)), inside(image))) << limit;
  }
}

TEST(EncodeJpeg2000Favouring, IsReadByOpjDecompressAsByUs) {
  SKIP_WITHOUT_TOOL("opj_decompress");
  const TemporaryFolder scratch;
  for (const PixelFormat format : {PixelFormat::rgb8, PixelFormat::grey8}) {
    for (const auto& [width, height] : {std::pair{1, 70}, {65, 3}, {257, 129}}) {
      for (const std::size_t limit : {700, 400000}) {
        const Image image = textured_image(width, height, format);
        const auto file = codecs::encode_jpeg2000_favouring(image.view(), limit, {10, 10, 30, 40});
        ASSERT_TRUE(file && write_file(scratch / "a.jp2", *file)) << width << " x " << height << ", " << limit;
        const std::string out = (scratch / (format == PixelFormat::grey8 ? "a.pgm" : "a.ppm")).string();
        const std::string command = "opj_decompress -i " + (scratch / "a.jp2").string() + " -o " + out + " > /dev/null";
        ASSERT_EQ(std::system(command.c_str()), 0);
        EXPECT_EQ(read_tool_pnm(out).pixels, decoded(*file).pixels) << width << " x " << height << ", " << limit;
      }
    }
  }
}

TEST(EncodeJpeg2000Favouring, SaysWhatItWouldNeed) {
  const Image image = textured_image(64, 64, PixelFormat::rgb8);
  for (const std::size_t limit : {0, 1, 100, 180}) {
    const auto file = codecs::encode_jpeg2000_favouring(image.view(), limit, {0, 0, 64, 64});
    ASSERT_FALSE(file) << limit;
    EXPECT_EQ(file.error().code, ErrorCode::too_large);
    const std::size_t at = file.error().message.find("it needs ");
    ASSERT_NE(at, std::string::npos) << file.error().message;
    const std::size_t needed = std::stoul(file.error().message.substr(at + 9));
    EXPECT_FALSE(codecs::encode_jpeg2000_favouring(image.view(), needed - 1, {0, 0, 64, 64}));
    EXPECT_TRUE(codecs::encode_jpeg2000_favouring(image.view(), needed, {0, 0, 64, 64}));
  }
}

// At passport sizes JPEG 2000 keeps more of the picture than JPEG: that is why passports use it.
TEST(EncodeJpeg2000ToSize, KeepsMoreThanJpegOfTheSameSize) {
  const Image image = textured_image(413, 531, PixelFormat::rgb8);
  for (const std::size_t limit : {8000, 15000, 25000}) {
    const auto jpeg2000 = encode_jpeg2000_to_size(image.view(), limit), jpeg = encode_jpeg_to_size(image.view(), limit);
    ASSERT_TRUE(jpeg2000 && jpeg);
    EXPECT_GT(psnr(decoded(*jpeg2000).pixels, image.pixels), psnr(decoded(*jpeg).pixels, image.pixels)) << limit;
  }
  const auto more = encode_jpeg2000_to_size(image.view(), 60000), less = encode_jpeg2000_to_size(image.view(), 6000);
  ASSERT_TRUE(more && less);
  EXPECT_GT(psnr(decoded(*more).pixels, image.pixels), psnr(decoded(*less).pixels, image.pixels) + 3);
}

TEST(EncodeJpeg2000ToSize, SaysWhenItCannotBeMadeThatSmall) {
  const Image image = textured_image(64, 64, PixelFormat::rgb8);
  for (const std::size_t limit : {0, 1, 16, 17, 100, 180}) {
    const auto file = encode_jpeg2000_to_size(image.view(), limit);
    ASSERT_FALSE(file) << limit;
    EXPECT_EQ(file.error().code, ErrorCode::too_large);
    const std::size_t at = file.error().message.find("it needs ");
    ASSERT_NE(at, std::string::npos) << file.error().message;
    const std::size_t needed = std::stoul(file.error().message.substr(at + 9));
    EXPECT_LT(needed, 500U);
    EXPECT_TRUE(encode_jpeg2000_to_size(image.view(), needed)) << needed;
  }
}

TEST(EncodePng, KeepsEachPixelAndTheResolution) {
  for (const PixelFormat format : {PixelFormat::grey8, PixelFormat::rgb8}) {
    const Image image = textured_image(61, 47, format);
    const auto file = encode_png(image.view(), 500);
    ASSERT_TRUE(file) << file.error().message;
    const auto again = decode_image(*file, "png");
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->image.format, format);
    EXPECT_EQ(again->image.pixels, image.pixels);
    EXPECT_EQ(again->ppi, 500);
    // pHYs: 500 / 0.0254 = 19685 = 0x4CE5 dots a metre
    EXPECT_NE(find(*file, std::string_view("pHYs\0\0\x4C\xE5\0\0\x4C\xE5\x01", 13)), std::string::npos);
    EXPECT_EQ(find(encode_png(image.view()).value(), "pHYs"), std::string::npos);

    png_image simple = {};  // libpng's other reader
    simple.version = PNG_IMAGE_VERSION;
    ASSERT_NE(png_image_begin_read_from_memory(&simple, file->data(), file->size()), 0);
    simple.format = format == PixelFormat::grey8 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
    Bytes pixels(PNG_IMAGE_SIZE(simple));
    ASSERT_NE(png_image_finish_read(&simple, nullptr, pixels.data(), 0, nullptr), 0);
    EXPECT_EQ(pixels, image.pixels);
  }
}

TEST(EncodeImage, TakesEverySmallShape) {
  for (const PixelFormat format : {PixelFormat::grey8, PixelFormat::rgb8}) {
    for (const auto& [width, height] : {std::pair{1, 1}, {1, 200}, {200, 1}, {2, 3}, {17, 16}, {33, 31}}) {
      const Image image = textured_image(width, height, format);
      for (const auto& file : {encode_jpeg(image.view(), 90), encode_jpeg_to_size(image.view(), 5000),
                               encode_jpeg2000_to_size(image.view(), 5000), encode_png(image.view())}) {
        ASSERT_TRUE(file) << width << " x " << height << ": " << file.error().message;
        const Image again = decoded(*file);
        EXPECT_EQ(again.width, width);
        EXPECT_EQ(again.height, height);
        EXPECT_EQ(again.format, format);
        EXPECT_GT(psnr(again.pixels, image.pixels), 25);
      }
    }
  }
}

TEST(EncodeImage, RefusesWhatIsNoImage) {
  const Image image = textured_image(20, 10, PixelFormat::rgb8);
  ImageView narrow = image.view();
  narrow.stride = 59;
  const ImageView wide{image.pixels.data(), 70000, 1, 210000, PixelFormat::rgb8};  // never read
  for (const ImageView& view : {ImageView{}, ImageView{image.pixels.data(), 0, 10, 60, PixelFormat::rgb8},
                                ImageView{image.pixels.data(), 20, -1, 60, PixelFormat::rgb8}, narrow}) {
    EXPECT_EQ(encode_jpeg(view, 90).error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(encode_jpeg_to_size(view, 9000).error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(encode_jpeg2000_to_size(view, 9000).error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(encode_png(view).error().code, ErrorCode::invalid_argument);
  }
  EXPECT_EQ(encode_jpeg(wide, 90).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(encode_jpeg_to_size(wide, 9000).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(encode_jpeg2000_to_size(wide, 9000).error().code, ErrorCode::invalid_argument);
  for (const int quality : {-1, 0, 101}) {
    EXPECT_EQ(encode_jpeg(image.view(), quality).error().code, ErrorCode::invalid_argument) << quality;
  }
  for (const double ppi :
       {-1.0, 1e7, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_EQ(encode_png(image.view(), ppi).error().code, ErrorCode::invalid_argument) << ppi;
  }
}

}  // namespace
}  // namespace enrolkit
