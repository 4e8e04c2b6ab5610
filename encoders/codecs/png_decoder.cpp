// SPDX-License-Identifier: Apache-2.0
#include <png.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "encoders/codecs/big_endian_view.hpp"
#include "encoders/codecs/colour_profile.hpp"
#include "encoders/codecs/exif.hpp"
#include "encoders/codecs/image_decoding.hpp"

namespace enrolkit::codecs {
namespace {

// The header chunk comes first: signature 8, length 4, "IHDR", width 4, height 4, ...
constexpr std::size_t kHeaderEnd = 33;
// Deflate packs at most 258 bytes into two bits; a shorter file cannot hold the picture it announces.
constexpr std::size_t kMaxDeflateRatio = 1032;
constexpr double kInchesPerMetre = 1 / 0.0254;
// Chunks that are never used here and that can unpack to more than the picture (any other: 8 MB, libpng's limit). The
// names end with a zero each.
constexpr char kIgnoredChunks[] = "iTXt\0tEXt\0zTXt\0sPLT\0hIST";
constexpr int kIgnoredChunkCount = 5;

class PngReader {
 public:
  explicit PngReader(BytesView data) : left_(data) {}
  ~PngReader() { png_destroy_read_struct(&png_, &info_, nullptr); }
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;

  [[nodiscard]] bool read_header() noexcept {
    if (setjmp(jump_) != 0) return false;
    png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, on_error, on_warning);
    info_ = png_ == nullptr ? nullptr : png_create_info_struct(png_);
    if (info_ == nullptr) return note(ErrorCode::too_large, "there is not enough memory");
    png_set_read_fn(png_, this, on_read);
    png_set_keep_unknown_chunks(png_, PNG_HANDLE_CHUNK_NEVER, reinterpret_cast<png_const_bytep>(kIgnoredChunks),
                                kIgnoredChunkCount);
    png_read_info(png_, info_);
    png_set_expand(png_);  // palettes, fewer than 8 bits, and transparency as an alpha channel
    png_set_scale_16(png_);
    png_set_interlace_handling(png_);
    png_read_update_info(png_, info_);
    return true;
  }

  [[nodiscard]] bool read_pixels(png_bytepp rows) noexcept {
    if (setjmp(jump_) != 0) return false;
    png_read_image(png_, rows);
    png_read_end(png_, info_);
    return true;
  }

  [[nodiscard]] int channels() const { return png_get_channels(png_, info_); }
  [[nodiscard]] double ppi() const {
    png_uint_32 x = 0, y = 0;
    int unit = PNG_RESOLUTION_UNKNOWN;
    if (png_get_pHYs(png_, info_, &x, &y, &unit) == 0 || unit != PNG_RESOLUTION_METER) return 0;
    return ppi_of(x, kInchesPerMetre);
  }
  [[nodiscard]] BytesView icc_profile() const {
    png_charp name = nullptr;
    int compression = 0;
    png_bytep data = nullptr;
    png_uint_32 length = 0;
    if (png_get_iCCP(png_, info_, &name, &compression, &data, &length) == 0) return {};
    return {data, length};
  }
  [[nodiscard]] Exif exif() const {
    png_uint_32 length = 0;
    png_bytep data = nullptr;
    if (png_get_eXIf_1(png_, info_, &length, &data) == 0) return {};
    return read_exif(BytesView(data, length));
  }
  [[nodiscard]] Error error() const { return Error{code_, std::string("the PNG cannot be decoded: ") + text_.data()}; }

 private:
  bool note(ErrorCode code, const char* text) noexcept {
    if (code_ == ErrorCode::internal) {  // the first error is the cause
      code_ = code;
      std::copy_n(text, std::min(std::strlen(text), text_.size() - 1), text_.begin());
    }
    return false;
  }
  [[noreturn]] static void on_error(png_structp png, png_const_charp text) {
    auto* reader = static_cast<PngReader*>(png_get_error_ptr(png));
    reader->note(ErrorCode::malformed, text);
    std::longjmp(reader->jump_, 1);
  }
  static void on_warning(png_structp /*png*/, png_const_charp /*text*/) {}
  static void on_read(png_structp png, png_bytep to, std::size_t count) {
    auto* reader = static_cast<PngReader*>(png_get_io_ptr(png));
    if (count > reader->left_.size()) {
      reader->note(ErrorCode::truncated, "the data ends before its end chunk");
      png_error(png, "");
    }
    std::memcpy(to, reader->left_.data(), count);
    reader->left_ = reader->left_.subspan(count);
  }

  std::jmp_buf jump_ = {};
  BytesView left_;
  ErrorCode code_ = ErrorCode::internal;
  std::array<char, 128> text_ = {};
  png_structp png_ = nullptr;
  png_infop info_ = nullptr;
};

// Drops the last of `channels` samples a pixel in place. Returns whether any pixel was not opaque.
bool lay_over_white(std::vector<std::uint8_t>& pixels, int channels) {
  bool transparent = false;
  const auto step = static_cast<std::size_t>(channels);
  std::uint8_t* to = pixels.data();
  for (std::size_t at = 0; at < pixels.size(); at += step) {
    const int alpha = pixels[at + step - 1];
    transparent |= alpha != 255;
    for (std::size_t c = 0; c + 1 < step; ++c) *to++ = over_white(pixels[at + c], alpha);
  }
  pixels.resize(pixels.size() / step * (step - 1));
  return transparent;
}

}  // namespace

Result<DecodedImage> decode_png(BytesView data, const ImageLimits& limits) {
  if (data.size() < kHeaderEnd) return Error{ErrorCode::truncated, "the PNG ends inside its header"};
  if (std::memcmp(data.data() + 12, "IHDR", 4) != 0) {
    return Error{ErrorCode::malformed, "the PNG does not begin with its header chunk IHDR"};
  }
  const BigEndianView header(data);
  const std::int64_t width = header.u32(16), height = header.u32(20);
  if (const Status size = check_size(width, height, limits); !size) return size.error();

  PngReader reader(data);
  if (!reader.read_header()) return reader.error();
  const auto stride = static_cast<std::size_t>(width) * static_cast<std::size_t>(reader.channels());
  const std::size_t bits = std::size_t{data[24]} * static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  if (bits / 8 / kMaxDeflateRatio > data.size()) {
    return Error{ErrorCode::truncated, std::to_string(data.size()) + " bytes are too few for the PNG's " +
                                           std::to_string(width) + " x " + std::to_string(height) + " pixels"};
  }
  std::vector<std::uint8_t> pixels(stride * static_cast<std::size_t>(height));
  std::vector<png_bytep> rows(static_cast<std::size_t>(height));
  for (std::size_t y = 0; y < rows.size(); ++y) rows[y] = pixels.data() + y * stride;
  if (!reader.read_pixels(rows.data())) return reader.error();

  DecodedImage decoded;
  const int channels = reader.channels();
  if (channels == 2 || channels == 4) decoded.alpha_dropped = lay_over_white(pixels, channels);
  decoded.image.width = static_cast<int>(width);
  decoded.image.height = static_cast<int>(height);
  decoded.image.format = channels <= 2 ? PixelFormat::grey8 : PixelFormat::rgb8;
  decoded.image.pixels = std::move(pixels);
  decoded.colour_profile = convert_to_srgb(decoded.image, reader.icc_profile());
  const Exif exif = reader.exif();
  decoded.ppi = reader.ppi() > 0 ? reader.ppi() : exif.ppi;
  decoded.image = oriented(std::move(decoded.image), exif.orientation);
  return decoded;
}

}  // namespace enrolkit::codecs
