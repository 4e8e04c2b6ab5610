// SPDX-License-Identifier: Apache-2.0
// Image files that are cut, that lie about their size, or that are broken anywhere else.
#include "enrolkit/image_codec.hpp"
#include "tests/image_files.hpp"
#include "tests/record_bytes.hpp"

namespace enrolkit {
namespace {

void expect_refused(const Bytes& file, ErrorCode code, const std::string& what, const ImageLimits& limits = {}) {
  const auto image = decode_image(file, "a name", limits);
  ASSERT_FALSE(image) << what;
  EXPECT_EQ(error_code_name(image.error().code), error_code_name(code)) << what << ": " << image.error().message;
  EXPECT_TRUE(image.error().message.starts_with("a name: ")) << image.error().message;
  EXPECT_EQ(image.error().message.find('\n'), std::string::npos) << image.error().message;
}

std::string number(std::uint32_t value, int bytes, bool little) {
  std::string text;
  for (int i = 0; i < bytes; ++i) {
    const int at = little ? i : bytes - 1 - i;
    text += static_cast<char>(value >> (8U * static_cast<unsigned>(at)));
  }
  return text;
}

std::string big(std::uint32_t value, int bytes) { return number(value, bytes, false); }
std::string little(std::uint32_t value, int bytes) { return number(value, bytes, true); }

using namespace std::string_literals;

// Headers by hand that promise `width` x `height`, and little or nothing behind them.
std::vector<std::pair<std::string, Bytes>> headers_of(std::uint32_t width, std::uint32_t height) {
  std::vector<std::pair<std::string, Bytes>> files;
  const std::string frame = big(height, 2) + big(width, 2);
  if (width <= 65535 && height <= 65535) {
    const std::string grey = "\xFF\xD8\xFF\xC0\0\x0B\x08"s + frame + "\x01\x01\x11\0"s;
    files.emplace_back("WSQ", bytes_of("\xFF\xA0\xFF\xA2\0\x11\0\xFF"s + frame + "\0\0\0\0\0\x01\x02\0\0"s));
    files.emplace_back("JPEG frame", bytes_of(grey));
    files.emplace_back("JPEG scan", bytes_of(grey + "\xFF\xDA\0\x08\x01\x01\0\0\x3F\0"s));
    files.emplace_back("JPEG progressive",
                       bytes_of("\xFF\xD8\xFF\xC2\0\x11\x08"s + frame + "\x03\x01\x11\0\x02\x11\0\x03\x11\0"s +
                                "\xFF\xDA\0\x0C\x03\x01\0\x02\0\x03\0\0\0\0"s));
  }
  files.emplace_back("PNG", bytes_of("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR"s + big(width, 4) + big(height, 4) +
                                     "\x08\x02\0\0\0\0\0\0\0"s + "\0\0\0\0IDAT"s));
  files.emplace_back("PNM", bytes_of("P6\n" + std::to_string(width) + " " + std::to_string(height) + "\n255\n"));
  files.emplace_back("BMP", bytes_of("BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"s + little(width, 4) + little(height, 4) +
                                     "\x01\0\x18\0"s + std::string(24, '\0')));
  const auto entry = [](std::uint32_t tag, std::uint32_t type, std::uint32_t value) {
    return little(tag, 2) + little(type, 2) + little(1, 4) + little(value, 4);
  };
  files.emplace_back(
      "TIFF", bytes_of("II*\0\x08\0\0\0\x08\0"s + entry(256, 4, width) + entry(257, 4, height) + entry(258, 3, 8) +
                       entry(259, 3, 1) + entry(262, 3, 1) + entry(273, 4, 110) + entry(278, 4, height) +
                       entry(279, 4, 100) + "\0\0\0\0"s + std::string(100, 'x')));
  const auto codestream = [&](std::uint32_t tile) {
    return "\xFF\x4F\xFF\x51\0\x2F\0\0"s + big(width, 4) + big(height, 4) + big(0, 4) + big(0, 4) + big(tile, 4) +
           big(tile, 4) + big(0, 4) + big(0, 4) + "\0\x03\x07\x01\x01\x07\x01\x01\x07\x01\x01"s +
           // COD: five levels, precincts of two pixels a side
           "\xFF\x52\0\x12\x01\0\0\x01\x01\x05\x04\x04\0\0\x11\x11\x11\x11\x11\x11"s + "\xFF\x5C\0\x13\x40"s +
           std::string(16, '\x48') + "\xFF\x90\0\x0A\0\0\0\0\0\x0E\0\x01\xFF\x93\xFF\xD9"s;
  };
  files.emplace_back("JPEG 2000", bytes_of(codestream(width)));
  files.emplace_back("JPEG 2000 of small tiles", bytes_of(codestream(64)));
  files.emplace_back("JPEG 2000 boxed", bytes_of("\0\0\0\x0CjP  \r\n\x87\n\0\0\0\x14"
                                                 "ftypjp2 \0\0\0\0jp2 "s +
                                                 "\0\0\0\x2Djp2h\0\0\0\x16ihdr"s + big(height, 4) + big(width, 4) +
                                                 "\0\x03\x07\x07\0\0\0\0\0\x0F"
                                                 "colr\x01\0\0\0\0\0\x10"s +
                                                 "\0\0\0\0jp2c"s + codestream(width)));
  return files;
}

// Megabytes by which the highest memory use has grown since the last call.
double peak_growth() {
  static double last = 0;
  double peak = 0;
  std::FILE* status = std::fopen("/proc/self/status", "r");
  if (status == nullptr) return 0;
  char line[256];
  while (std::fgets(line, sizeof line, status) != nullptr) std::sscanf(line, "VmHWM: %lf kB", &peak);
  std::fclose(status);
  const double growth = (peak - last) / 1000;
  last = peak;
  return growth;
}

TEST(HostileImage, HugeHeadersAreRefusedBeforeMemoryIsTaken) {
  peak_growth();
  for (const auto& [what, file] : headers_of(60000, 60000)) expect_refused(file, ErrorCode::too_large, what);
  for (const auto& [what, file] : headers_of(1, 60000)) expect_refused(file, ErrorCode::too_large, what);
  for (const auto& [what, file] : headers_of(60000, 1)) expect_refused(file, ErrorCode::too_large, what);
  for (const auto& [what, file] : headers_of(19999, 5001)) expect_refused(file, ErrorCode::too_large, what);
  for (const auto& [what, file] : headers_of(0x7FFFFFFF, 0x7FFFFFFF)) {
    const auto image = decode_image(file, "huge");
    ASSERT_FALSE(image) << what;
    EXPECT_EQ(image.error().code, ErrorCode::too_large) << what << ": " << image.error().message;
  }
  EXPECT_LT(peak_growth(), 20);
}

// Within the limits, so that only the missing data can tell: still no memory is taken for what is not there.
TEST(HostileImage, LargeHeadersWithoutDataAreRefusedBeforeMemoryIsTaken) {
  peak_growth();
  for (const auto& [what, file] : headers_of(4999, 4999)) {
    const auto image = decode_image(file, what);
    ASSERT_FALSE(image) << what;
    EXPECT_TRUE(image.error().code == ErrorCode::truncated || image.error().code == ErrorCode::malformed)
        << image.error().message;
  }
  EXPECT_LT(peak_growth(), 20);
}

TEST(HostileImage, SizesOfZeroAreRefused) {
  for (const auto& [what, file] : headers_of(0, 0)) {
    const auto image = decode_image(file, what);
    ASSERT_FALSE(image) << what;
    EXPECT_NE(image.error().code, ErrorCode::too_large) << image.error().message;
  }
}

TEST(HostileImage, LimitsAreTheCallers) {
  const Bytes png = make_png(textured(20, 10, 3), 20, 10, 8, PNG_COLOR_TYPE_RGB);
  EXPECT_TRUE(decode_image(png, "png", {.max_side = 20, .max_pixels = 200}));
  expect_refused(png, ErrorCode::too_large, "side", {.max_side = 19});
  expect_refused(png, ErrorCode::too_large, "pixels", {.max_pixels = 199});
  expect_refused(png, ErrorCode::too_large, "bytes", {.max_bytes = png.size() - 1});
}

TEST(HostileImage, WhatIsNoImageIsRefused) {
  expect_refused({}, ErrorCode::empty_input, "nothing");
  expect_refused({0}, ErrorCode::unsupported, "one byte");
  expect_refused(bytes_of("GIF89a..............."), ErrorCode::unsupported, "GIF");
  expect_refused(bytes_of("%PDF-1.7"), ErrorCode::unsupported, "PDF");
  expect_refused(bytes_of("P5 is not a picture\n"), ErrorCode::malformed, "text");
  expect_refused(bytes_of("BM" + std::string(60, 'x')), ErrorCode::malformed, "text");
  expect_refused(bytes_of("P5 1 1 0 x"), ErrorCode::malformed, "largest sample 0");
  expect_refused(bytes_of("P5 1 1 65536 xx"), ErrorCode::malformed, "largest sample 65536");
  expect_refused(bytes_of("P5 1 1 9999999999 xx"), ErrorCode::malformed, "too many digits");
  expect_refused(bytes_of("P5 1 1 100 \x65"), ErrorCode::malformed, "sample above the largest");
}

Bytes lossless_jpeg2000(const Image& image) {
  const TemporaryFolder scratch;
  Bytes pnm = bytes_of("P6\n" + std::to_string(image.width) + " " + std::to_string(image.height) + "\n255\n");
  pnm.insert(pnm.end(), image.pixels.begin(), image.pixels.end());
  if (!write_file(scratch / "a.ppm", pnm)) return {};
  const std::string command = "opj_compress -i " + (scratch / "a.ppm").string() + " -o " +
                              (scratch / "a.jp2").string() + " -t 16,16 -n 3 > /dev/null 2>&1";
  return std::system(command.c_str()) == 0 ? read_file(scratch / "a.jp2", 1U << 24U).value_or(Bytes{}) : Bytes{};
}

// One good file of each type that a library or program other than enrolkit wrote, or that is written by hand.
std::vector<std::pair<std::string, Bytes>> good_files() {
  const Bytes colours = textured(31, 19, 3);
  std::vector<std::pair<std::string, Bytes>> files = {
      {"JPEG", make_jpeg(colours, 31, 19, JCS_RGB, {})},
      {"progressive JPEG", make_jpeg(colours, 31, 19, JCS_RGB, {.progressive = true})},
      {"arithmetic JPEG", make_jpeg(colours, 31, 19, JCS_RGB, {.arithmetic = true})},
      {"JPEG with restarts", make_jpeg(colours, 31, 19, JCS_RGB, {.restart_rows = 1})},
      {"PNG", make_png(colours, 31, 19, 8, PNG_COLOR_TYPE_RGB)},
      {"interlaced PNG", make_png(colours, 31, 19, 8, PNG_COLOR_TYPE_RGB, true)},
      {"PNM", bytes_of("P6\n31 19\n255\n" + std::string(colours.begin(), colours.end()))},
      {"BMP", from_hex("424D 46000000 00000000 36000000 28000000 02000000 02000000 0100 1800 00000000 10000000 00000000"
                       "00000000 00000000 00000000  030201 060504 0000  090807 0C0B0A 0000")},
      {"palette BMP", from_hex("424D 46000000 00000000 3E000000 28000000 03000000 FEFFFFFF 0100 0800 00000000 00000000"
                               "00000000 00000000 02000000 00000000  0A0A0A00 C8C8C800  00010000 01010000")},
      {"TIFF",
       bytes_of("MM\0*\0\0\0\x0E"
                "abcdef\0\x07\x01\0\0\x03\0\0\0\x01\0\x03\0\0\x01\x01\0\x03\0\0\0\x01\0\x02\0\0"
                "\x01\x02\0\x03\0\0\0\x01\0\x08\0\0\x01\x06\0\x03\0\0\0\x01\0\x01\0\0\x01\x11\0\x04\0\0\0\x01\0\0\0\x08"
                "\x01\x16\0\x03\0\0\0\x01\0\x02\0\0\x01\x17\0\x04\0\0\0\x01\0\0\0\x06\0\0\0\0"s)},
  };
  if (has_tool("opj_compress")) {
    files.emplace_back("JPEG 2000", lossless_jpeg2000(textured_image(31, 19, PixelFormat::rgb8)));
  }
  return files;
}

// The header's first bytes alone are of no known type; from there on each prefix is known to be cut.
TEST(HostileImage, EveryPrefixIsRefused) {
  for (const auto& [what, file] : good_files()) {
    ASSERT_TRUE(decode_image(file, what)) << what << ": " << decode_image(file, what).error().message;
    for (std::size_t length = 0; length < file.size(); ++length) {
      const Bytes cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length));  // its own allocation
      const auto image = decode_image(cut, "cut");
      const std::string where = what + " at " + std::to_string(length) + " of " + std::to_string(file.size());
      if (image && what == "TIFF" && length >= file.size() - 4) continue;  // the offset of a next picture is optional
      ASSERT_FALSE(image) << where;
      const ErrorCode expected = length == 0                          ? ErrorCode::empty_input
                                 : detect_image_type(cut).has_value() ? ErrorCode::truncated
                                                                      : ErrorCode::unsupported;
      EXPECT_EQ(error_code_name(image.error().code), error_code_name(expected))
          << where << ": " << image.error().message;
    }
  }
}

// A camera's file is larger than libjpeg's buffers: cut at many places, down to the last byte.
TEST(HostileImage, TruncatedPhotoIsRefusedNotHalfGrey) {
  const Bytes colours = textured(640, 480, 3);
  for (const bool progressive : {false, true}) {
    const Bytes file = make_jpeg(colours, 640, 480, JCS_RGB, {.progressive = progressive});
    for (std::size_t part = 1; part <= 40; ++part) {
      Bytes cut = file;
      cut.resize(part == 40 ? file.size() - 1 : file.size() * part / 40);
      expect_refused(cut, ErrorCode::truncated, "part " + std::to_string(part));
      cut.insert(cut.end(), {0xFF, 0xD9});  // closed by a program that repairs files
      if (part >= 39) continue;             // so little is missing that it can be padding
      const auto closed = decode_image(cut, "closed");
      EXPECT_FALSE(closed) << "part " << part;
    }
  }
}

TEST(HostileImage, AnyByteMayBeWrong) {
  const std::uint8_t values[] = {0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF};
  for (const auto& [what, file] : good_files()) {
    std::size_t refused = 0;
    for (std::size_t at = 0; at < file.size(); ++at) {
      for (const std::uint8_t value : values) {
        Bytes changed = file;
        changed[at] = value;
        const auto image = decode_image(changed, what, {.max_pixels = 1'000'000});
        if (!image) {
          ++refused;
          continue;
        }
        ASSERT_EQ(image->image.pixels.size(), std::size_t(image->image.stride()) * std::size_t(image->image.height));
      }
    }
    EXPECT_GT(refused, file.size() / 100) << what;
  }
}

TEST(HostileImage, CorruptDataIsRefused) {
  Bytes png = make_png(textured(31, 19, 3), 31, 19, 8, PNG_COLOR_TYPE_RGB);
  png[png.size() - 40] ^= 1;  // inside the compressed pixels
  expect_refused(png, ErrorCode::malformed, "PNG");
  // Two restart markers exchanged.
  Bytes jpeg = make_jpeg(textured(64, 64, 3), 64, 64, JCS_RGB, {.restart_rows = 1});
  const auto marker = [&](std::uint8_t code) {
    const Bytes wanted = {0xFF, code};
    return std::search(jpeg.begin(), jpeg.end(), wanted.begin(), wanted.end());
  };
  const auto first = marker(0xD0), second = marker(0xD1);
  ASSERT_NE(second, jpeg.end());
  std::swap(first[1], second[1]);
  expect_refused(jpeg, ErrorCode::malformed, "JPEG");
}

// Bytes taken out of the only tile, with all lengths put right again; and a header that asks for 39,000 layers.
TEST(HostileImage, Jpeg2000WithLessThanItsHeaderSaysIsRefused) {
  const Bytes file = encode_jpeg2000_to_size(textured_image(64, 48, PixelFormat::rgb8).view(), 3000).value();
  ASSERT_TRUE(decode_image(file, "whole"));
  const auto at = [&](std::string_view wanted) {
    return std::string_view(reinterpret_cast<const char*>(file.data()), file.size()).find(wanted);
  };
  const std::size_t box = at("jp2c"), tile = at("\xFF\x90\0\x0A"s), style = at("\xFF\x52\0\x0C"s);
  ASSERT_NE(box, std::string::npos);
  ASSERT_NE(tile, std::string::npos);
  ASSERT_NE(style, std::string::npos);
  for (const std::size_t missing : {50U, 500U, 2000U}) {
    std::string cut(file.begin(), file.end());
    cut.erase(cut.size() - 2 - missing, missing);
    cut.replace(box - 4, 4, big(static_cast<std::uint32_t>(cut.size() - box + 4), 4));
    cut.replace(tile + 6, 4, big(static_cast<std::uint32_t>(cut.size() - tile - 2), 4));
    expect_refused(bytes_of(cut), ErrorCode::malformed, std::to_string(missing));
  }
  Bytes layers = file;
  layers[style + 6] = 0x9A;
  expect_refused(layers, ErrorCode::truncated, "layers");
}

// What cameras do: motion pictures and previews after the end, padding of a few bytes before it.
TEST(HostileImage, HarmlessOdditiesAreAccepted) {
  const Bytes file = make_jpeg(textured(64, 48, 3), 64, 48, JCS_RGB, {});
  Bytes appended = file;
  appended.insert(appended.end(), 1000, 0xAB);
  const auto plain = decode_image(file, "plain"), longer = decode_image(appended, "longer");
  ASSERT_TRUE(plain && longer);
  EXPECT_EQ(plain->image.pixels, longer->image.pixels);
  Bytes padded = file;
  padded.insert(padded.end() - 2, 8, 0x00);
  const auto webcam = decode_image(padded, "padded");
  ASSERT_TRUE(webcam) << webcam.error().message;
  EXPECT_EQ(plain->image.pixels, webcam->image.pixels);
  padded.insert(padded.end() - 2, 1000, 0x00);
  expect_refused(padded, ErrorCode::malformed, "much before the end marker");
}

// Each scan is a pass over the whole picture.
TEST(HostileImage, HundredsOfScansAreRefused) {
  Bytes file = make_jpeg(textured(16, 16, 3), 16, 16, JCS_RGB, {.separate_scans = true});
  const Bytes scan = {0xFF, 0xDA};
  const auto last = std::find_end(file.begin(), file.end(), scan.begin(), scan.end());
  const Bytes again(last, file.end() - 2);
  const auto with_scans = [&](int more) {
    Bytes longer = file;
    for (int i = 0; i < more; ++i) longer.insert(longer.end() - 2, again.begin(), again.end());
    return longer;
  };
  EXPECT_TRUE(decode_image(with_scans(90), "93 scans"));
  expect_refused(with_scans(200), ErrorCode::too_large, "203 scans");
}

}  // namespace
}  // namespace enrolkit
