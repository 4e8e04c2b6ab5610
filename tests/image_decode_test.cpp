// SPDX-License-Identifier: Apache-2.0
// What each decoder gives for files of known content. Broken and hostile files: image_hostile_test.cpp.
#include <sys/stat.h>
#include <tiffio.h>
#include <unistd.h>

#include "enrolkit/image_codec.hpp"
#include "tests/image_files.hpp"
#include "tests/record_bytes.hpp"

namespace enrolkit {
namespace {

DecodedImage decoded(const Bytes& file) {
  const auto image = decode_image(file, "made by the test");
  EXPECT_TRUE(image) << image.error().message;
  return image.value_or(DecodedImage{});
}

Bytes repeated(const Bytes& pixel, int count) {
  Bytes samples;
  for (int i = 0; i < count; ++i) samples.insert(samples.end(), pixel.begin(), pixel.end());
  return samples;
}

void expect_flat(const Image& image, const Bytes& pixel, int tolerance) {
  ASSERT_EQ(pixel.size(), static_cast<std::size_t>(channels_of(image.format)));
  for (std::size_t i = 0; i < image.pixels.size(); ++i) {
    ASSERT_NEAR(image.pixels[i], pixel[i % pixel.size()], tolerance) << i;
  }
}

TEST(ImageDecode, ReadsGreyAndColourJpeg) {
  const auto grey = decoded(make_jpeg(Bytes(40 * 30, 200), 40, 30, JCS_GRAYSCALE, {.stored = JCS_GRAYSCALE}));
  EXPECT_EQ(grey.type, ImageFileType::jpeg);
  EXPECT_EQ(grey.image.format, PixelFormat::grey8);
  EXPECT_EQ(grey.image.width, 40);
  EXPECT_EQ(grey.image.height, 30);
  EXPECT_EQ(grey.ppi, 300);
  EXPECT_FALSE(grey.alpha_dropped);
  expect_flat(grey.image, {200}, 1);

  const Bytes red = repeated({250, 10, 20}, 40 * 30);
  for (const J_COLOR_SPACE stored : {JCS_YCbCr, JCS_RGB}) {
    for (const bool progressive : {false, true}) {
      const auto colour = decoded(make_jpeg(red, 40, 30, JCS_RGB, {.stored = stored, .progressive = progressive}));
      EXPECT_EQ(colour.image.format, PixelFormat::rgb8);
      expect_flat(colour.image, {250, 10, 20}, 3);
    }
  }
}

// The scale is libjpeg's own, so its encoder is the reference; a file of another kind has none.
TEST(ImageDecode, TellsTheQualityOfAJpeg) {
  Image noise(64, 48, PixelFormat::rgb8);
  for (std::size_t i = 0; i < noise.pixels.size(); ++i)
    noise.pixels[i] = static_cast<std::uint8_t>(i * 2654435761U >> 8U);
  for (const int quality : {1, 5, 25, 49, 50, 51, 75, 90, 99, 100}) {
    const auto tables = decoded(encode_jpeg(noise.view(), quality).value());
    ASSERT_TRUE(tables.jpeg_quality);
    EXPECT_EQ(*tables.jpeg_quality, quality);
    EXPECT_EQ(decoded(encode_jpeg(to_grey(noise).view(), quality).value()).jpeg_quality, quality);
  }
  EXPECT_FALSE(decoded(encode_png(noise.view()).value()).jpeg_quality);
}

// Adobe stores 255 where there is no ink. Full magenta and yellow is red; with half black it is half as bright.
TEST(ImageDecode, ReadsCmykJpegAsAdobeWritesIt) {
  for (const J_COLOR_SPACE stored : {JCS_CMYK, JCS_YCCK}) {
    const auto red = decoded(make_jpeg(repeated({255, 0, 0, 255}, 256), 16, 16, JCS_CMYK, {.stored = stored}));
    EXPECT_EQ(red.image.format, PixelFormat::rgb8);
    expect_flat(red.image, {255, 0, 0}, 3);
    expect_flat(decoded(make_jpeg(repeated({255, 0, 0, 128}, 256), 16, 16, JCS_CMYK, {.stored = stored})).image,
                {128, 0, 0}, 3);
  }
  // Without Adobe's marker (FF EE, 14 bytes) the samples are ink.
  Bytes plain = make_jpeg(repeated({0, 255, 255, 0}, 256), 16, 16, JCS_CMYK, {.stored = JCS_CMYK});
  const Bytes marker = from_hex("FFEE000E");
  const auto at = std::search(plain.begin(), plain.end(), marker.begin(), marker.end());
  ASSERT_NE(at, plain.end());
  plain.erase(at, at + 16);
  expect_flat(decoded(plain).image, {255, 0, 0}, 3);
}

TEST(ImageDecode, JpegIsWhatDjpegGives) {
  SKIP_WITHOUT_TOOL("djpeg");
  const TemporaryFolder scratch;
  const Bytes samples = textured(101, 67, 3);
  const JpegOptions kinds[] = {
      {}, {.progressive = true}, {.quality = 30, .restart_rows = 1}, {.arithmetic = true}, {.stored = JCS_GRAYSCALE}};
  for (const JpegOptions& options : kinds) {
    const Bytes file = make_jpeg(samples, 101, 67, JCS_RGB, options);
    ASSERT_TRUE(write_file(scratch / "a.jpg", file));
    const std::string command =
        "djpeg -pnm -outfile " + (scratch / "a.pnm").string() + " " + (scratch / "a.jpg").string();
    ASSERT_EQ(std::system(command.c_str()), 0);
    const Image expected = read_tool_pnm(scratch / "a.pnm");
    const auto image = decoded(file).image;
    EXPECT_EQ(image.format, expected.format);
    EXPECT_EQ(image.pixels, expected.pixels);
  }
}

// The start of an APP1 segment, an Exif block with one entry of 12 bytes, put after the start marker of `jpeg`.
Bytes with_exif(const Bytes& jpeg, const std::string& tiff) {
  using namespace std::string_literals;
  const std::size_t length = 2 + 6 + tiff.size();
  return bytes_of("\xFF\xD8\xFF\xE1"s + static_cast<char>(length >> 8U) + static_cast<char>(length) + "Exif\0\0"s +
                  tiff + std::string(jpeg.begin() + 2, jpeg.end()));
}

std::string exif_orientation(char value, bool little) {
  using namespace std::string_literals;
  return little ? "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"s + value + "\0\0\0\0\0\0\0"s
                : "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"s + value + "\0\0\0\0\0\0"s;
}

// A grey JPEG of 32 x 16 with four flat quarters.
Bytes quarters() {
  Bytes samples;
  for (int y = 0; y < 16; ++y) {
    for (int x = 0; x < 32; ++x)
      samples.push_back(static_cast<std::uint8_t>(40 + (y < 8 ? 0 : 100) + (x < 16 ? 0 : 50)));
  }
  return make_jpeg(samples, 32, 16, JCS_GRAYSCALE, {.stored = JCS_GRAYSCALE});
}

// "ABCD": what stands top left, top right, bottom left, bottom right.
std::string seen_quarters(const Image& image) {
  std::string seen;
  for (const int y : {image.height / 4, image.height * 3 / 4}) {
    for (const int x : {image.width / 4, image.width * 3 / 4}) {
      seen += static_cast<char>('A' + (image.row(y)[x] - 40 + 25) / 50);
    }
  }
  return seen;
}

// Exif 2.32, 4.6.5.1.6: where row 0 and column 0 of the stored picture are seen.
TEST(ImageDecode, TurnsAsExifSays) {
  const std::string expected[] = {"ABCD", "BADC", "DCBA", "CDAB", "ACBD", "CADB", "DBCA", "BDAC"};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    for (const bool little : {true, false}) {
      const auto image = decoded(with_exif(quarters(), exif_orientation(static_cast<char>(orientation), little))).image;
      EXPECT_EQ(seen_quarters(image), expected[orientation - 1]) << orientation;
      EXPECT_EQ(image.width, orientation < 5 ? 32 : 16) << orientation;
      EXPECT_EQ(image.height, orientation < 5 ? 16 : 32) << orientation;
    }
  }
}

TEST(ImageDecode, IgnoresBrokenExif) {
  using namespace std::string_literals;
  const std::string good = exif_orientation(6, true);
  std::vector<std::string> broken = {
      exif_orientation(0, true),  exif_orientation(9, false), "", "II", "XX*\0\x08\0\0\0"s, "II*\0\xFF\xFF\xFF\xFF"s,
      "II*\0\x08\0\0\0\xFF\xFF"s, "II*\0\x04\0\0\0"s};
  for (std::size_t length = 0; length < 19; ++length) broken.push_back(good.substr(0, length));  // cut before the value
  std::string wrong_type = good;
  wrong_type[12] = 4;
  broken.push_back(wrong_type);
  for (const std::string& tiff : broken) EXPECT_EQ(seen_quarters(decoded(with_exif(quarters(), tiff)).image), "ABCD");
}

TEST(ImageDecode, ReadsEveryTypeOfPng) {
  using namespace std::string_view_literals;
  const auto grey = decoded(make_png({0b01010000}, 4, 1, 1, PNG_COLOR_TYPE_GRAY));
  EXPECT_EQ(grey.type, ImageFileType::png);
  EXPECT_EQ(grey.image.format, PixelFormat::grey8);
  EXPECT_EQ(grey.image.pixels, (Bytes{0, 255, 0, 255}));
  EXPECT_EQ(decoded(make_png({0b00011011}, 4, 1, 2, PNG_COLOR_TYPE_GRAY)).image.pixels, (Bytes{0, 85, 170, 255}));
  EXPECT_EQ(decoded(make_png({7, 8}, 2, 1, 8, PNG_COLOR_TYPE_GRAY)).image.pixels, (Bytes{7, 8}));

  // 16 bits: 0x4040 / 257 = 64, 0xFFFF / 257 = 255
  EXPECT_EQ(decoded(make_png({0x40, 0x40, 0xFF, 0xFF}, 2, 1, 16, PNG_COLOR_TYPE_GRAY)).image.pixels, (Bytes{64, 255}));
  const auto deep = decoded(make_png({0, 0, 0x40, 0x40, 0xFF, 0xFF}, 1, 1, 16, PNG_COLOR_TYPE_RGB));
  EXPECT_EQ(deep.image.format, PixelFormat::rgb8);
  EXPECT_EQ(deep.image.pixels, (Bytes{0, 64, 255}));

  const auto palette =
      decoded(make_png({0b01000000}, 2, 1, 1, PNG_COLOR_TYPE_PALETTE, false, [](auto* png, auto* info) {
        const png_color colours[] = {{1, 2, 3}, {4, 5, 6}};
        png_set_PLTE(png, info, colours, 2);
        png_set_pHYs(png, info, 11811, 11811, PNG_RESOLUTION_METER);  // 300 ppi
      }));
  EXPECT_EQ(palette.image.pixels, (Bytes{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(palette.ppi, 300);
  EXPECT_FALSE(palette.alpha_dropped);

  const Bytes samples = textured(37, 23, 3);
  for (const bool interlaced : {false, true}) {
    EXPECT_EQ(decoded(make_png(samples, 37, 23, 8, PNG_COLOR_TYPE_RGB, interlaced)).image.pixels, samples);
  }
}

// Over white: (sample x alpha + 255 x (255 - alpha)) / 255.
TEST(ImageDecode, LaysTransparencyOverWhite) {
  const auto colour = decoded(make_png({10, 20, 30, 128, 10, 20, 30, 0}, 2, 1, 8, PNG_COLOR_TYPE_RGB_ALPHA));
  EXPECT_TRUE(colour.alpha_dropped);
  EXPECT_EQ(colour.image.format, PixelFormat::rgb8);
  EXPECT_EQ(colour.image.pixels, (Bytes{132, 137, 142, 255, 255, 255}));  // 132.02, 137.04, 142.06
  const auto opaque = decoded(make_png({10, 20, 30, 255}, 1, 1, 8, PNG_COLOR_TYPE_RGB_ALPHA));
  EXPECT_FALSE(opaque.alpha_dropped);
  EXPECT_EQ(opaque.image.pixels, (Bytes{10, 20, 30}));
  const auto grey = decoded(make_png({0, 51}, 1, 1, 8, PNG_COLOR_TYPE_GRAY_ALPHA));
  EXPECT_TRUE(grey.alpha_dropped);
  EXPECT_EQ(grey.image.format, PixelFormat::grey8);
  EXPECT_EQ(grey.image.pixels, (Bytes{204}));
  const auto keyed = decoded(make_png({9, 7}, 2, 1, 8, PNG_COLOR_TYPE_GRAY, false, [](auto* png, auto* info) {
    const png_color_16 key = {0, 0, 0, 0, 9};
    png_set_tRNS(png, info, nullptr, 0, &key);
  }));
  EXPECT_TRUE(keyed.alpha_dropped);
  EXPECT_EQ(keyed.image.pixels, (Bytes{255, 7}));
}

TEST(ImageDecode, ReadsPnm) {
  const auto grey = decoded(bytes_of("P5 # c\n2 2\n255\n\1\2\3\4"));
  EXPECT_EQ(grey.type, ImageFileType::pnm);
  EXPECT_EQ(grey.image.format, PixelFormat::grey8);
  EXPECT_EQ(grey.image.pixels, (Bytes{1, 2, 3, 4}));
  // 50 and 100 of 100: 127.5 and 255; 1: 2.55
  EXPECT_EQ(decoded(bytes_of("P6\n1 1\n100\n\x32\x64\x01")).image.pixels, (Bytes{128, 255, 3}));
  EXPECT_EQ(decoded(bytes_of(std::string_view("P5 1 1 65535 \x40\x40", 15))).image.pixels, (Bytes{64}));
}

constexpr std::string_view kBmpHeader24 = R"(424D 46000000 00000000 36000000
  28000000 02000000 02000000 0100 1800 00000000 10000000 232E0000 232E0000 00000000 00000000)";

TEST(ImageDecode, ReadsBmp) {
  // Bottom row first, blue first, rows of 8 bytes; 11811 = 0x2E23 dots a metre.
  const auto colour = decoded(from_hex(std::string(kBmpHeader24) + "030201 060504 0000  090807 0C0B0A 0000"));
  EXPECT_EQ(colour.type, ImageFileType::bmp);
  EXPECT_EQ(colour.image.format, PixelFormat::rgb8);
  EXPECT_EQ(colour.image.pixels, (Bytes{7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(colour.ppi, 300);

  // Two greys, top row first (height -2), 8 bits.
  const auto grey = decoded(from_hex(R"(424D 46000000 00000000 3E000000
    28000000 03000000 FEFFFFFF 0100 0800 00000000 00000000 00000000 00000000 02000000 00000000
    0A0A0A00 C8C8C800  00010000 01010000)"));
  EXPECT_EQ(grey.image.format, PixelFormat::grey8);
  EXPECT_EQ(grey.image.pixels, (Bytes{10, 200, 10, 200, 200, 10}));
  EXPECT_EQ(grey.ppi, 0);

  // 32 bits; the fourth byte means nothing.
  const auto wide = decoded(from_hex(R"(424D 3A000000 00000000 36000000
    28000000 01000000 01000000 0100 2000 00000000 00000000 00000000 00000000 00000000 00000000  03020100)"));
  EXPECT_EQ(wide.image.pixels, (Bytes{1, 2, 3}));
  EXPECT_FALSE(wide.alpha_dropped);

  // 32 bits with masks in a header of 56 bytes, red in the low byte, alpha 51 of 255.
  const auto masked = decoded(from_hex(R"(424D 4A000000 00000000 46000000
    38000000 01000000 01000000 0100 2000 03000000 00000000 00000000 00000000 00000000 00000000
    FF000000 00FF0000 0000FF00 000000FF  00FF0033)"));
  EXPECT_TRUE(masked.alpha_dropped);
  EXPECT_EQ(masked.image.pixels, (Bytes{204, 255, 204}));

  // One bit, colours, in the header of OS/2 with 12 bytes.
  const auto bit =
      decoded(from_hex("424D 24000000 00000000 20000000 0C000000 0900 0100 0100 0100 010203 040506  AA800000"));
  EXPECT_EQ(bit.image.pixels, (Bytes{6, 5, 4, 3, 2, 1, 6, 5, 4, 3, 2, 1, 6, 5, 4, 3, 2, 1, 6, 5, 4, 3, 2, 1, 6, 5, 4}));
}

struct TiffOptions {
  int compression = COMPRESSION_NONE;
  int photometric = PHOTOMETRIC_RGB;
  int bits = 8;
  int orientation = 1;
  bool alpha = false;
};

Bytes make_tiff(const Bytes& rows, int width, int height, const TiffOptions& options) {
  const TemporaryFolder scratch;
  const std::string path = (scratch / "a.tif").string();
  TIFF* tiff = TIFFOpen(path.c_str(), "w");
  const int samples = (options.photometric == PHOTOMETRIC_RGB ? 3 : 1) + (options.alpha ? 1 : 0);
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, width);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, height);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, samples);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, options.bits);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, options.photometric);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, options.compression);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 5);
  TIFFSetField(tiff, TIFFTAG_XRESOLUTION, 200.0);
  TIFFSetField(tiff, TIFFTAG_YRESOLUTION, 200.0);
  TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_CENTIMETER);
  TIFFSetField(tiff, TIFFTAG_ORIENTATION, options.orientation);
  const std::uint16_t unassociated = EXTRASAMPLE_UNASSALPHA;
  if (options.alpha) TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &unassociated);
  const auto stride = static_cast<std::size_t>(TIFFScanlineSize(tiff));
  for (int y = 0; y < height; ++y) {
    Bytes row(rows.begin() + static_cast<std::ptrdiff_t>(stride) * y,
              rows.begin() + static_cast<std::ptrdiff_t>(stride) * (y + 1));
    TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y));
  }
  TIFFClose(tiff);
  return read_file(path, 1U << 24U).value_or(Bytes{});
}

TEST(ImageDecode, ReadsTiff) {
  const Bytes colours = textured(31, 22, 3), greys = textured(31, 22, 1);
  for (const int compression : {COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_PACKBITS}) {
    const auto colour = decoded(make_tiff(colours, 31, 22, {.compression = compression}));
    EXPECT_EQ(colour.type, ImageFileType::tiff);
    EXPECT_EQ(colour.image.format, PixelFormat::rgb8);
    EXPECT_EQ(colour.image.pixels, colours);
    EXPECT_EQ(colour.ppi, 508);  // 200 a centimetre
    const auto grey =
        decoded(make_tiff(greys, 31, 22, {.compression = compression, .photometric = PHOTOMETRIC_MINISBLACK}));
    EXPECT_EQ(grey.image.format, PixelFormat::grey8);
    EXPECT_EQ(grey.image.pixels, greys);
  }
  // A scanned signature: one bit, 1 is black, fax compression.
  const auto fax = decoded(make_tiff(
      {0xA0, 0x40}, 4, 2, {.compression = COMPRESSION_CCITTFAX4, .photometric = PHOTOMETRIC_MINISWHITE, .bits = 1}));
  EXPECT_EQ(fax.image.format, PixelFormat::grey8);
  EXPECT_EQ(fax.image.pixels, (Bytes{0, 255, 0, 255, 255, 0, 255, 255}));

  const auto clear = decoded(make_tiff({10, 20, 30, 128}, 1, 1, {.alpha = true}));
  EXPECT_TRUE(clear.alpha_dropped);
  for (std::size_t c = 0; c < 3; ++c) EXPECT_NEAR(clear.image.pixels[c], 132 + 5 * double(c), 1);
}

TEST(ImageDecode, TurnsTiffAsItsTagSays) {
  Bytes samples;
  for (int y = 0; y < 16; ++y) {
    for (int x = 0; x < 32; ++x)
      samples.push_back(static_cast<std::uint8_t>(40 + (y < 8 ? 0 : 100) + (x < 16 ? 0 : 50)));
  }
  const std::string expected[] = {"ABCD", "BADC", "DCBA", "CDAB", "ACBD", "CADB", "DBCA", "BDAC"};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const auto image =
        decoded(make_tiff(samples, 32, 16, {.photometric = PHOTOMETRIC_MINISBLACK, .orientation = orientation})).image;
    EXPECT_EQ(seen_quarters(image), expected[orientation - 1]) << orientation;
    EXPECT_EQ(image.width, orientation < 5 ? 32 : 16) << orientation;
  }
}

// Every kind that opj_compress makes without loss comes back exactly.
TEST(ImageDecode, ReadsJpeg2000) {
  SKIP_WITHOUT_TOOL("opj_compress");
  const TemporaryFolder scratch;
  const Image colour = textured_image(61, 47, PixelFormat::rgb8), grey = textured_image(61, 47, PixelFormat::grey8);
  for (const Image& image : {colour, grey}) {
    const std::string header = (image.format == PixelFormat::grey8 ? "P5" : "P6") + std::string("\n61 47\n255\n");
    Bytes pnm = bytes_of(header);
    pnm.insert(pnm.end(), image.pixels.begin(), image.pixels.end());
    const std::string in = (scratch / (image.format == PixelFormat::grey8 ? "a.pgm" : "a.ppm")).string();
    ASSERT_TRUE(write_file(in, pnm));
    for (const char* out : {"a.jp2", "a.j2k"}) {
      for (const char* options : {"", "-t 32,32", "-p RLCP -c [64,64] -SOP -EPH", "-TP R", "-d 3,5"}) {
        const std::string command = "opj_compress -i " + in + " -o " + (scratch / out).string() + " " + options;
        ASSERT_EQ(std::system((command + " > /dev/null 2>&1").c_str()), 0) << command;
        const auto result = decoded(read_file(scratch / out, 1U << 24U).value());
        EXPECT_EQ(result.type, ImageFileType::jpeg2000);
        EXPECT_EQ(result.image.format, image.format);
        EXPECT_EQ(result.image.pixels, image.pixels) << command;
      }
    }
  }
}

TEST(ImageDecode, ReadsJpeg2000WithMoreThanColours) {
  SKIP_WITHOUT_TOOL("opj_compress");
  const TemporaryFolder scratch;
  const auto compressed = [&](const char* name, const Bytes& in, const std::string& options) {
    EXPECT_TRUE(write_file(scratch / name, in));
    const std::string command = "opj_compress -i " + (scratch / name).string() + " -o " + (scratch / "a.jp2").string();
    EXPECT_EQ(std::system((command + " -n 1 " + options + " > /dev/null 2>&1").c_str()), 0) << command;
    return read_file(scratch / "a.jp2", 1U << 24U).value_or(Bytes{});
  };
  // 16 bits: 0x4040 / 257 = 64, 0xFFFF / 257 = 255
  const auto deep =
      decoded(compressed("a.pgm", bytes_of(std::string_view("P5\n2 1\n65535\n\x40\x40\xFF\xFF", 17)), ""));
  EXPECT_EQ(deep.image.format, PixelFormat::grey8);
  EXPECT_EQ(deep.image.pixels, (Bytes{64, 255}));
  // Transparency over white: 132.02, 137.04, 142.06
  const auto clear =
      decoded(compressed("a.png", make_png({10, 20, 30, 128, 10, 20, 30, 255}, 2, 1, 8, PNG_COLOR_TYPE_RGB_ALPHA), ""));
  EXPECT_TRUE(clear.alpha_dropped);
  EXPECT_EQ(clear.image.pixels, (Bytes{132, 137, 142, 10, 20, 30}));
  const auto subsampled =
      decode_image(compressed("a.raw", Bytes(16 * 16 * 3 / 2, 100), "-F 16,16,3,8,u@1x1:2x2:2x2"), "subsampled");
  ASSERT_FALSE(subsampled);
  EXPECT_EQ(subsampled.error().code, ErrorCode::unsupported) << subsampled.error().message;
}

// The ICAO sample's portrait (by JasPer, with 3937 dots a metre) and others, against OpenJPEG's own program.
TEST(ImageDecode, Jpeg2000OfOthersIsWhatOpjDecompressGives) {
  SKIP_WITHOUT_SHARED_DATA("chip");
  SKIP_WITHOUT_TOOL("opj_decompress");
  const TemporaryFolder scratch;
  for (const char* name :
       {"chip/jmrtd/dg2/silver.jp2", "fingers/mosip_iso_records/mosipbio_test_BiometricInfo_Face_info_face_auth.jp2"}) {
    const std::string command =
        "opj_decompress -i " + shared_data(name).string() + " -o " + (scratch / "a.ppm").string() + " > /dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0);
    EXPECT_EQ(decoded(shared_file(name)).image.pixels, read_tool_pnm(scratch / "a.ppm").pixels);
  }
  const auto silver = load_image(shared_data("chip/jmrtd/dg2/silver.jp2"));
  ASSERT_TRUE(silver) << silver.error().message;
  EXPECT_EQ(silver->image.width, 413);
  EXPECT_EQ(silver->image.height, 531);
  EXPECT_EQ(silver->ppi, 100);
}

TEST(LoadImage, GoesByContentNotByName) {
  const TemporaryFolder scratch;
  ASSERT_TRUE(write_file(scratch / "photo.jpg", make_png({7, 8}, 2, 1, 8, PNG_COLOR_TYPE_GRAY)));
  const auto image = load_image(scratch / "photo.jpg");
  ASSERT_TRUE(image) << image.error().message;
  EXPECT_EQ(image->type, ImageFileType::png);
}

TEST(LoadImage, NamesTheFileThatItCannotRead) {
  const TemporaryFolder scratch;
  const auto expect = [&](std::string_view name, ErrorCode code) {
    const std::filesystem::path path = scratch / name;
    const auto image = load_image(path);
    ASSERT_FALSE(image) << path;
    EXPECT_EQ(error_code_name(image.error().code), error_code_name(code)) << image.error().message;
    EXPECT_TRUE(image.error().message.starts_with(path.string() + ": ")) << image.error().message;
    EXPECT_EQ(image.error().message.find('\n'), std::string::npos);
  };
  expect("missing.jpg", ErrorCode::not_found);
  std::filesystem::create_directory(scratch / "folder.jpg");
  expect("folder.jpg", ErrorCode::not_a_file);
  ASSERT_EQ(mkfifo((scratch / "pipe.jpg").c_str(), 0600), 0);
  expect("pipe.jpg", ErrorCode::not_a_file);
  ASSERT_TRUE(write_file(scratch / "empty.jpg", Bytes{}));
  expect("empty.jpg", ErrorCode::empty_input);
  ASSERT_TRUE(write_file(scratch / "text.jpg", std::string_view("this is no image")));
  expect("text.jpg", ErrorCode::unsupported);
  ASSERT_TRUE(write_file(scratch / "cut.jpg", std::string_view("\xFF\xD8\xFF\xE0")));
  expect("cut.jpg", ErrorCode::truncated);
  const auto large = load_image(scratch / "text.jpg", {.max_bytes = 5});
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().code, ErrorCode::too_large);
}

TEST(LoadImage, SaysWhenPermissionIsMissing) {
  const TemporaryFolder scratch;
  ASSERT_TRUE(write_file(scratch / "closed.jpg", std::string_view("\xFF\xD8\xFF")));
  std::filesystem::permissions(scratch / "closed.jpg", std::filesystem::perms::none);
  const bool root = geteuid() == 0;  // whom no permission stops: become nobody for a moment
  std::filesystem::permissions((scratch / "").parent_path(), std::filesystem::perms(0755));
  if (root && seteuid(65534) != 0) GTEST_SKIP() << "root cannot give up its rights here";
  const auto image = load_image(scratch / "closed.jpg");
  ASSERT_TRUE(!root || seteuid(0) == 0);
  ASSERT_FALSE(image);
  EXPECT_EQ(image.error().code, ErrorCode::permission_denied) << image.error().message;
}

}  // namespace
}  // namespace enrolkit
