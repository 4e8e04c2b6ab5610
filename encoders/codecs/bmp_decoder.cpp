// SPDX-License-Identifier: Apache-2.0
// Windows bitmaps without compression: a palette of 1, 4 or 8 bits, 24 and 32 bits. Facts: Microsoft, "Bitmap Storage".
#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <string>
#include <utility>

#include "encoders/codecs/image_decoding.hpp"

namespace enrolkit::codecs {
namespace {

constexpr std::size_t kFileHeader = 14, kCoreHeader = 12, kInfoHeader = 40, kMaskedHeader = 52, kAlphaHeader = 56;
constexpr std::uint32_t kUncompressed = 0, kBitFields = 3;
constexpr double kInchesPerMetre = 1 / 0.0254;

struct Rgb {
  std::uint8_t red = 0, green = 0, blue = 0;
};

struct Bitmap {
  std::int64_t width = 0, height = 0;
  bool top_down = false;
  std::uint32_t bits = 0;
  std::size_t pixels_at = 0, stride = 0;
  double ppi = 0;
  std::array<std::uint32_t, 4> masks = {0xFF0000, 0xFF00, 0xFF, 0};  // red, green, blue, alpha of 32 bits
  std::vector<Rgb> palette;
};

class Fields {
 public:
  explicit Fields(BytesView data) : data_(data) {}
  [[nodiscard]] bool has(std::size_t count) const { return data_.size() >= count; }
  [[nodiscard]] std::uint32_t u16(std::size_t at) const { return data_[at] | std::uint32_t{data_[at + 1]} << 8U; }
  [[nodiscard]] std::uint32_t u32(std::size_t at) const { return u16(at) | u16(at + 2) << 16U; }
  [[nodiscard]] std::int64_t i32(std::size_t at) const { return std::bit_cast<std::int32_t>(u32(at)); }
  [[nodiscard]] Rgb bgr(std::size_t at) const { return {data_[at + 2], data_[at + 1], data_[at]}; }

 private:
  BytesView data_;
};

Error cut_short(const char* where) {
  return Error{ErrorCode::truncated, std::string("the BMP ends inside its ") + where};
}

Result<Bitmap> read_header(const Fields& file) {
  if (!file.has(kFileHeader + 4)) return cut_short("header");
  const std::size_t header = file.u32(kFileHeader);
  const bool core = header == kCoreHeader;
  if (!core && (header < kInfoHeader || header > 4096)) {
    return Error{ErrorCode::malformed, "the BMP's header of " + std::to_string(header) + " bytes is of no known kind"};
  }
  if (!file.has(kFileHeader + header)) return cut_short("header");

  Bitmap bitmap;
  bitmap.pixels_at = file.u32(10);
  bitmap.width = core ? file.u16(18) : file.i32(18);
  const std::int64_t height = core ? file.u16(20) : file.i32(22);
  bitmap.top_down = height < 0;
  bitmap.height = std::abs(height);
  bitmap.bits = core ? file.u16(24) : file.u16(28);
  const std::uint32_t compression = core ? kUncompressed : file.u32(30);
  if (!core && file.i32(38) > 0) bitmap.ppi = ppi_of(static_cast<double>(file.i32(38)), kInchesPerMetre);

  std::size_t after_header = kFileHeader + header;
  if (compression == kBitFields && bitmap.bits == 32) {
    if (header < kMaskedHeader) after_header += 12;
    if (!file.has(kFileHeader + kMaskedHeader)) return cut_short("header");
    for (std::size_t i = 0; i < 3; ++i) bitmap.masks[i] = file.u32(kFileHeader + kInfoHeader + 4 * i);
    if (header >= kAlphaHeader) bitmap.masks[3] = file.u32(kFileHeader + kMaskedHeader);
  } else if (compression != kUncompressed) {
    return Error{ErrorCode::unsupported,
                 "the BMP is compressed (method " + std::to_string(compression) + "), expected an uncompressed one"};
  }
  if (bitmap.bits == 1 || bitmap.bits == 4 || bitmap.bits == 8) {
    const std::uint32_t most = 1U << bitmap.bits, stated = core ? 0 : file.u32(46);
    if (stated > most) {
      return Error{ErrorCode::malformed, "the BMP's palette has " + std::to_string(stated) +
                                             " colours, expected at most " + std::to_string(most)};
    }
    bitmap.palette.resize(stated == 0 ? most : stated);
    const std::size_t step = core ? 3 : 4;
    if (!file.has(after_header + step * bitmap.palette.size())) return cut_short("palette");
    for (std::size_t i = 0; i < bitmap.palette.size(); ++i) bitmap.palette[i] = file.bgr(after_header + step * i);
  } else if (bitmap.bits != 24 && bitmap.bits != 32) {
    return Error{ErrorCode::unsupported,
                 "the BMP has " + std::to_string(bitmap.bits) + " bits a pixel, expected 1, 4, 8, 24 or 32"};
  }
  if (bitmap.pixels_at < after_header) {
    return Error{ErrorCode::malformed, "the BMP's pixels begin inside its header"};
  }
  return bitmap;
}

// The bits of `mask` in `value` as 0..255.
int masked(std::uint32_t value, std::uint32_t mask) {
  if (mask == 0) return 0;
  const std::uint64_t part = (value & mask) >> static_cast<unsigned>(std::countr_zero(mask));
  const std::uint64_t most = mask >> static_cast<unsigned>(std::countr_zero(mask));
  return static_cast<int>((part * 255 + most / 2) / most);
}

Status read_palette_row(const Bitmap& bitmap, const std::uint8_t* from, Image& image, int y) {
  const std::uint32_t in_byte = 8 / bitmap.bits, mask = (1U << bitmap.bits) - 1;
  std::uint8_t* to = image.row(y);
  for (std::uint32_t x = 0; x < static_cast<std::uint32_t>(image.width); ++x) {
    const std::uint32_t shift = (in_byte - 1 - x % in_byte) * bitmap.bits;
    const std::uint32_t index = (from[x / in_byte] >> shift) & mask;
    if (index >= bitmap.palette.size()) {
      return Error{ErrorCode::malformed, "the BMP has a pixel of colour " + std::to_string(index) +
                                             " of a palette of " + std::to_string(bitmap.palette.size())};
    }
    const Rgb colour = bitmap.palette[index];
    *to++ = colour.red;
    if (image.format == PixelFormat::grey8) continue;
    *to++ = colour.green;
    *to++ = colour.blue;
  }
  return {};
}

// A file whose alpha is 0 everywhere was written by a program that does not know of alpha.
bool has_alpha(const Bitmap& bitmap, const Fields& file) {
  if (bitmap.bits != 32 || bitmap.masks[3] == 0) return false;
  const std::size_t end = bitmap.pixels_at + bitmap.stride * static_cast<std::size_t>(bitmap.height);
  for (std::size_t at = bitmap.pixels_at; at < end; at += 4) {
    if ((file.u32(at) & bitmap.masks[3]) != 0) return true;
  }
  return false;
}

}  // namespace

Result<DecodedImage> decode_bmp(BytesView data, const ImageLimits& limits) {
  const Fields file(data);
  auto bitmap = read_header(file);
  if (!bitmap) return bitmap.error();
  if (const Status size = check_size(bitmap->width, bitmap->height, limits); !size) return size.error();
  const auto width = static_cast<std::size_t>(bitmap->width), height = static_cast<std::size_t>(bitmap->height);
  bitmap->stride = (width * bitmap->bits + 31) / 32 * 4;
  if (data.size() < bitmap->pixels_at || data.size() - bitmap->pixels_at < bitmap->stride * height) {
    return Error{ErrorCode::truncated, "the BMP has " + std::to_string(data.size()) + " bytes, expected " +
                                           std::to_string(bitmap->pixels_at + bitmap->stride * height)};
  }
  const bool grey = !bitmap->palette.empty() &&
                    std::all_of(bitmap->palette.begin(), bitmap->palette.end(),
                                [](Rgb colour) { return colour.red == colour.green && colour.red == colour.blue; });
  const bool alpha = has_alpha(*bitmap, file);
  DecodedImage decoded;
  decoded.ppi = bitmap->ppi;
  decoded.image =
      Image(static_cast<int>(width), static_cast<int>(height), grey ? PixelFormat::grey8 : PixelFormat::rgb8);
  for (std::size_t line = 0; line < height; ++line) {
    const std::size_t from = bitmap->pixels_at + bitmap->stride * line;
    const auto y = static_cast<int>(bitmap->top_down ? line : height - 1 - line);
    if (bitmap->bits <= 8) {
      if (const Status row = read_palette_row(*bitmap, data.data() + from, decoded.image, y); !row) return row.error();
      continue;
    }
    std::uint8_t* to = decoded.image.row(y);
    for (std::size_t x = 0; x < width; ++x, to += 3) {
      if (bitmap->bits == 24) {
        const Rgb colour = file.bgr(from + 3 * x);
        to[0] = colour.red, to[1] = colour.green, to[2] = colour.blue;
        continue;
      }
      const std::uint32_t value = file.u32(from + 4 * x);
      const int opaque = alpha ? masked(value, bitmap->masks[3]) : 255;
      decoded.alpha_dropped |= opaque != 255;
      for (std::size_t c = 0; c < 3; ++c) to[c] = over_white(masked(value, bitmap->masks[c]), opaque);
    }
  }
  return decoded;
}

}  // namespace enrolkit::codecs
