// SPDX-License-Identifier: Apache-2.0
// Good inputs from which the fuzzers start. usage: fuzz_seeds FOLDER (with a folder for each fuzzer)
#include <cmath>
#include <cstdio>
#include <string>

#include "enrolkit/file.hpp"
#include "enrolkit/records.hpp"
#include "enrolkit/wsq.hpp"

namespace enrolkit {
namespace {

Image rings(int width, int height) {
  Image image(width, height, PixelFormat::grey8);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) image.row(y)[x] = static_cast<std::uint8_t>(128 + 100 * std::cos(std::hypot(x, y)));
  }
  return image;
}

FingerMinutiaeRecord minutiae(MinutiaeFormat format) {
  FingerTemplate finger{200, 300, 500, {}};
  for (int i = 0; i < 5; ++i) {
    finger.minutiae.push_back({10.0 + i, 20.0 * i, 1.0 * i, static_cast<MinutiaType>(i % 3), 20 * i});
  }
  FingerMinutiaeRecord record = minutiae_record(finger, FingerPosition::right_index, 70);
  record.format = format;
  record.views.push_back(record.views.front());
  record.views.back().view_number = 1;
  return record;
}

FingerImageRecord images() {
  FingerImageRecord record;
  record.format = FingerImageFormat::wsq;
  FingerImage image{FingerPosition::left_thumb, 2, 1, 60, 0, 33, 40, Bytes(30, 0xA5)};
  record.images = {image, image};
  record.images.back().view_number = 2;
  return record;
}

FaceRecord face() {
  FaceImage image;
  image.width = 24;
  image.height = 32;
  image.feature_points = {{1, 0xC1, 5, 6}, {1, 0xC2, 15, 6}};
  image.image = Bytes(20, 0x5A);
  return {{image, image}};
}

Result<Bytes> text(std::string_view characters) { return Bytes(characters.begin(), characters.end()); }

int write_seeds(const std::string& folder) {
  const auto write = [&](const char* name, const Result<Bytes>& bytes) {
    const Status written = bytes ? write_file(folder + "/" + name, BytesView(*bytes)) : Status(bytes.error());
    if (!written) std::fprintf(stderr, "fuzz_seeds: %s: %s\n", name, written.error().message.c_str());
    return written ? 0 : 1;
  };
  return write("wsq/33x33", encode_wsq(rings(33, 33).view(), {0.75, 500, ""})) +
         write("wsq/97x60", encode_wsq(rings(97, 60).view(), {4, 500, "a comment"})) +
         write("wsq/one_shade", encode_wsq(Image(64, 64, PixelFormat::grey8).view())) +
         write("minutiae/2005", encode(minutiae(MinutiaeFormat::iso_2005))) +
         write("minutiae/2011", encode(minutiae(MinutiaeFormat::iso_2011))) +
         write("mrz/td1",
               text("I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<")) +
         write("mrz/td2", text("I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<D23145890<UTO3407127M95071227349<<<8")) +
         write("mrz/td3",
               text("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10")) +
         write("name/latin", text("Müller-Lüdenscheidt d’Haene")) + write("name/cyrillic", text("\xFFЩербаков Юрій")) +
         write("name/arabic", text("فضّة بن زكريا")) + write("finger_image/two", encode(images())) +
         write("face_image/two", encode(face()));
}

}  // namespace
}  // namespace enrolkit

int main(int argc, char** argv) { return argc == 2 ? enrolkit::write_seeds(argv[1]) : 2; }
