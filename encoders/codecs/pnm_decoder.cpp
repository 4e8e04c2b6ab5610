// SPDX-License-Identifier: Apache-2.0
// Binary PGM and PPM, as pgm(5) and ppm(5) describe them.
#include <string>

#include "encoders/codecs/image_decoding.hpp"

namespace enrolkit::codecs {
namespace {

constexpr std::int64_t kMaxSample = 65535;
constexpr std::size_t kMaxDigits = 18;  // fits 63 bits

bool is_space(std::uint8_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

class Header {
 public:
  explicit Header(BytesView data) : data_(data) {}

  // The next decimal number after blanks and comments.
  Result<std::int64_t> number(const char* what) {
    skip_blanks();
    std::int64_t value = 0;
    std::size_t digits = 0;
    for (; at_ < data_.size() && data_[at_] >= '0' && data_[at_] <= '9'; ++at_, ++digits) {
      if (digits == kMaxDigits) return Error{ErrorCode::malformed, std::string("the PNM's ") + what + " is too long"};
      value = value * 10 + (data_[at_] - '0');
    }
    if (at_ == data_.size()) return Error{ErrorCode::truncated, "the PNM ends inside its header"};
    if (digits == 0) return Error{ErrorCode::malformed, std::string("the PNM has no number where its ") + what + " is"};
    return value;
  }

  // What follows the single blank after the header.
  Result<BytesView> raster() {
    if (at_ >= data_.size()) return Error{ErrorCode::truncated, "the PNM ends inside its header"};
    if (!is_space(data_[at_])) return Error{ErrorCode::malformed, "the PNM's header does not end with a blank"};
    return data_.subspan(at_ + 1);
  }

 private:
  void skip_blanks() {
    while (at_ < data_.size() && (is_space(data_[at_]) || data_[at_] == '#')) {
      if (data_[at_] == '#') {
        while (at_ < data_.size() && data_[at_] != '\n' && data_[at_] != '\r') ++at_;
      } else {
        ++at_;
      }
    }
  }

  BytesView data_;
  std::size_t at_ = 2;  // after P5 or P6
};

}  // namespace

Result<DecodedImage> decode_pnm(BytesView data, const ImageLimits& limits) {
  Header header(data);
  const auto width = header.number("width");
  if (!width) return width.error();
  const auto height = header.number("height");
  if (!height) return height.error();
  if (const Status size = check_size(*width, *height, limits); !size) return size.error();
  const auto maximum = header.number("largest sample");
  if (!maximum) return maximum.error();
  if (*maximum < 1 || *maximum > kMaxSample) {
    return Error{ErrorCode::malformed, "the PNM's largest sample is " + std::to_string(*maximum) + ", expected 1 to " +
                                           std::to_string(kMaxSample)};
  }
  const auto raster = header.raster();
  if (!raster) return raster.error();

  const PixelFormat format = data[1] == '5' ? PixelFormat::grey8 : PixelFormat::rgb8;
  const std::size_t bytes = *maximum > 255 ? 2 : 1;
  const auto samples = static_cast<std::size_t>(*width * *height * channels_of(format));
  if (raster->size() < samples * bytes) {
    return Error{ErrorCode::truncated, "the PNM has " + std::to_string(raster->size()) + " bytes of pixels, expected " +
                                           std::to_string(samples * bytes)};
  }
  DecodedImage decoded;
  const auto most = static_cast<std::uint32_t>(*maximum);
  decoded.image = Image(static_cast<int>(*width), static_cast<int>(*height), format);
  for (std::size_t i = 0; i < samples; ++i) {
    const std::uint32_t sample =
        bytes == 1 ? (*raster)[i] : std::uint32_t{(*raster)[2 * i]} << 8U | (*raster)[2 * i + 1];
    if (sample > most) {
      return Error{ErrorCode::malformed, "the PNM has a sample of " + std::to_string(sample) +
                                             ", more than its largest " + std::to_string(most)};
    }
    decoded.image.pixels[i] = static_cast<std::uint8_t>((sample * 255 + most / 2) / most);
  }
  return decoded;
}

}  // namespace enrolkit::codecs
