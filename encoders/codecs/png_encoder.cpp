// SPDX-License-Identifier: Apache-2.0
#include <png.h>

#include <array>
#include <cmath>
#include <csetjmp>
#include <string>

#include "encoders/codecs/image_encoding.hpp"

namespace enrolkit::codecs {
namespace {

constexpr int kMaxSide = PNG_USER_WIDTH_MAX;  // 1,000,000: libpng's own
constexpr int kCompression = 1;               // of zlib's 1..9: see encode_png
constexpr double kMaxPpi = 1e6;               // 39 million dots a metre, well inside the 31 bits of the chunk
constexpr double kInchesPerMetre = 1 / 0.0254;

class PngWriter {
 public:
  PngWriter() = default;
  ~PngWriter() { png_destroy_write_struct(&png_, &info_); }
  PngWriter(const PngWriter&) = delete;
  PngWriter& operator=(const PngWriter&) = delete;

  [[nodiscard]] bool write(ImageView image, double ppi) noexcept {
    if (setjmp(jump_) != 0) return false;
    png_ = png_create_write_struct(PNG_LIBPNG_VER_STRING, this, on_error, on_warning);
    info_ = png_ == nullptr ? nullptr : png_create_info_struct(png_);
    if (info_ == nullptr) return false;
    png_set_write_fn(png_, this, on_write, on_flush);
    png_set_compression_level(png_, kCompression);
    png_set_filter(png_, PNG_FILTER_TYPE_BASE, PNG_FILTER_UP);
    png_set_IHDR(png_, info_, static_cast<png_uint_32>(image.width), static_cast<png_uint_32>(image.height), 8,
                 image.format == PixelFormat::grey8 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (image.format == PixelFormat::rgb8) png_set_sRGB(png_, info_, PNG_sRGB_INTENT_PERCEPTUAL);
    if (ppi > 0) {
      const auto dots = static_cast<png_uint_32>(std::lround(ppi * kInchesPerMetre));
      png_set_pHYs(png_, info_, dots, dots, PNG_RESOLUTION_METER);
    }
    png_write_info(png_, info_);
    for (int y = 0; y < image.height; ++y) png_write_row(png_, image.row(y));
    png_write_end(png_, nullptr);
    return true;
  }

  [[nodiscard]] Bytes& bytes() { return bytes_; }

 private:
  [[noreturn]] static void on_error(png_structp png, png_const_charp /*text*/) {
    std::longjmp(static_cast<PngWriter*>(png_get_error_ptr(png))->jump_, 1);
  }
  static void on_warning(png_structp /*png*/, png_const_charp /*text*/) {}
  static void on_flush(png_structp /*png*/) {}
  static void on_write(png_structp png, png_bytep from, std::size_t count) {
    if (!static_cast<PngWriter*>(png_get_io_ptr(png))->append(from, count)) png_error(png, "");
  }
  bool append(const std::uint8_t* from, std::size_t count) noexcept {
    try {
      bytes_.insert(bytes_.end(), from, from + count);
      return true;
    } catch (const std::exception&) {
      return false;
    }
  }

  std::jmp_buf jump_ = {};
  Bytes bytes_;
  png_structp png_ = nullptr;
  png_infop info_ = nullptr;
};

}  // namespace
}  // namespace enrolkit::codecs

namespace enrolkit {

Result<Bytes> encode_png(ImageView image, double ppi) {
  if (const Status usable = codecs::check_view(image, codecs::kMaxSide); !usable) return usable.error();
  if (!std::isfinite(ppi) || ppi < 0 || ppi > codecs::kMaxPpi) {
    return Error{ErrorCode::invalid_argument, "the PNG's resolution is " + std::to_string(ppi) +
                                                  " ppi, expected 0 (none) to " + std::to_string(codecs::kMaxPpi)};
  }
  codecs::PngWriter writer;
  if (!writer.write(image, ppi)) return Error{ErrorCode::internal, "the PNG cannot be encoded: memory is short"};
  return std::move(writer.bytes());
}

}  // namespace enrolkit
