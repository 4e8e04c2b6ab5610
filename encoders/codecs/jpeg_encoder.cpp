// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

#include "encoders/codecs/image_encoding.hpp"
#include "encoders/codecs/jpeg_encoding.hpp"

namespace enrolkit::codecs {
namespace {

constexpr int kMinQuality = 1, kMaxQuality = 100;
constexpr double kMaxPpi = 65535;  // JFIF has 16 bits for it

// Exif 2.32 with nothing but its version and ColorSpace 1, sRGB: JFIF has no word for it, and this is shorter than any
// ICC profile.
constexpr std::uint8_t kExifSrgb[] = {
    'E',  'x',  'i',  'f',  0, 0,                                              //
    'M',  'M',  0,    42,   0, 0, 0, 8,                                        // TIFF, big-endian, directory at 8
    0,    1,    0x87, 0x69, 0, 4, 0, 0, 0, 1, 0,   0,   0,   26,  0, 0, 0, 0,  // the Exif directory is at 26
    0,    2,    0x90, 0x00, 0, 7, 0, 0, 0, 4, '0', '2', '3', '2',              // ExifVersion
    0xA0, 0x01, 0,    3,    0, 0, 0, 1, 0, 1, 0,   0,   0,   0,   0, 0};       // ColorSpace

class JpegWriter {
 public:
  JpegWriter() { info_.err = &errors_; }
  ~JpegWriter() {
    jpeg_destroy_compress(&info_);
    std::free(buffer_);
  }
  JpegWriter(const JpegWriter&) = delete;
  JpegWriter& operator=(const JpegWriter&) = delete;

  [[nodiscard]] bool write(ImageView image, int quality, double ppi) noexcept {
    if (setjmp(errors_.jump) != 0) return false;
    jpeg_create_compress(&info_);
    jpeg_mem_dest(&info_, &buffer_, &size_);
    info_.image_width = static_cast<JDIMENSION>(image.width);
    info_.image_height = static_cast<JDIMENSION>(image.height);
    info_.input_components = channels_of(image.format);
    info_.in_color_space = image.format == PixelFormat::grey8 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&info_);  // JFIF; YCbCr 4:2:0 for colour
    jpeg_set_quality(&info_, quality, TRUE);
    info_.optimize_coding = TRUE;
    if (ppi > 0) {
      info_.density_unit = 1;  // per inch
      info_.X_density = info_.Y_density = static_cast<UINT16>(std::max(1L, std::lround(ppi)));
    }
    jpeg_start_compress(&info_, TRUE);
    if (image.format == PixelFormat::rgb8) write_srgb_marker(info_);
    while (info_.next_scanline < info_.image_height) {
      auto* row = const_cast<JSAMPROW>(image.row(static_cast<int>(info_.next_scanline)));
      jpeg_write_scanlines(&info_, &row, 1);
    }
    jpeg_finish_compress(&info_);
    return true;
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] Bytes bytes() const { return Bytes(buffer_, buffer_ + size_); }
  [[nodiscard]] Error error() const { return Error{errors_.code, "the JPEG cannot be encoded: " + errors_.message()}; }

 private:
  JpegErrors errors_;
  jpeg_compress_struct info_ = {};
  unsigned char* buffer_ = nullptr;
  unsigned long size_ = 0;
};

}  // namespace

Status check_jpeg_ppi(double ppi) {
  if (ppi >= 0 && ppi <= kMaxPpi) return {};
  return Error{ErrorCode::invalid_argument,
               "the JPEG's resolution is " + std::to_string(ppi) + " ppi, expected 0 (none) to 65535"};
}

void write_srgb_marker(jpeg_compress_struct& info) {
  jpeg_write_marker(&info, JPEG_APP0 + 1, kExifSrgb, sizeof kExifSrgb);
}

}  // namespace enrolkit::codecs

namespace enrolkit {

Result<Bytes> encode_jpeg(ImageView image, int quality, double ppi) {
  if (quality < codecs::kMinQuality || quality > codecs::kMaxQuality) {
    return Error{ErrorCode::invalid_argument, "the JPEG quality is " + std::to_string(quality) + ", expected 1 to 100"};
  }
  if (const Status usable = codecs::check_view(image, JPEG_MAX_DIMENSION); !usable) return usable.error();
  if (const Status resolution = codecs::check_jpeg_ppi(ppi); !resolution) return resolution.error();
  codecs::JpegWriter writer;
  if (!writer.write(image, quality, ppi)) return writer.error();
  return writer.bytes();
}

}  // namespace enrolkit
