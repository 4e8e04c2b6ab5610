// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/exif.hpp"

#include <algorithm>
#include <cstdint>

#include "encoders/codecs/image_decoding.hpp"

namespace enrolkit::codecs {
namespace {

constexpr std::uint32_t kOrientation = 0x0112, kXResolution = 0x011A, kResolutionUnit = 0x0128;
constexpr std::uint32_t kShort = 3, kRational = 5;
constexpr double kCentimetresPerInch = 2.54;

// Reads outside the block give 0, which no field below takes for a value.
class TiffBytes {
 public:
  explicit TiffBytes(BytesView data) : data_(data), little_(data.size() >= 8 && data[0] == 'I' && data[1] == 'I') {}

  [[nodiscard]] bool valid() const {
    return data_.size() >= 8 && (little_ || (data_[0] == 'M' && data_[1] == 'M')) && u16(2) == 42;
  }
  [[nodiscard]] std::uint32_t u16(std::size_t at) const {
    if (at > data_.size() || data_.size() - at < 2) return 0;
    const std::uint32_t first = data_[at], second = data_[at + 1];
    return little_ ? second << 8U | first : first << 8U | second;
  }
  [[nodiscard]] std::uint32_t u32(std::size_t at) const {
    return little_ ? u16(at + 2) << 16U | u16(at) : u16(at) << 16U | u16(at + 2);
  }

 private:
  BytesView data_;
  bool little_;
};

}  // namespace

Exif read_exif(BytesView data) {
  Exif exif;
  const TiffBytes tiff(data);
  if (!tiff.valid()) return exif;
  const std::size_t directory = tiff.u32(4);
  const std::uint32_t entries = tiff.u16(directory);
  double resolution = 0;
  std::uint32_t unit = 2;  // inches, the default of the standard
  for (std::uint32_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + std::size_t{12} * i;
    const std::uint32_t tag = tiff.u16(entry), type = tiff.u16(entry + 2), count = tiff.u32(entry + 4);
    if (tag == kOrientation && type == kShort && count == 1) {
      const std::uint32_t value = tiff.u16(entry + 8);
      if (value >= 1 && value <= 8) exif.orientation = static_cast<int>(value);
    } else if (tag == kResolutionUnit && type == kShort && count == 1) {
      unit = tiff.u16(entry + 8);
    } else if (tag == kXResolution && type == kRational && count == 1) {
      const std::size_t at = tiff.u32(entry + 8);
      const std::uint32_t denominator = tiff.u32(at + 4);
      if (denominator > 0) resolution = static_cast<double>(tiff.u32(at)) / denominator;
    }
  }
  if (unit == 2) exif.ppi = ppi_of(resolution, 1);
  if (unit == 3) exif.ppi = ppi_of(resolution, 1 / kCentimetresPerInch);
  return exif;
}

Image oriented(Image image, int orientation) {
  if (orientation < 2 || orientation > 8) return image;
  const bool transposed = orientation >= 5;
  Image result(transposed ? image.height : image.width, transposed ? image.width : image.height, image.format);

  // Going right or down in the result is a step of so many bytes in the source.
  const std::ptrdiff_t pixel = channels_of(image.format), line = image.stride();
  const std::ptrdiff_t right_end = pixel * (image.width - 1), bottom = line * (image.height - 1);
  std::ptrdiff_t start = 0, step_x = pixel, step_y = line;
  switch (orientation) {
    case 2:  // mirrored left to right
      start = right_end, step_x = -pixel;
      break;
    case 3:  // upside down
      start = right_end + bottom, step_x = -pixel, step_y = -line;
      break;
    case 4:  // mirrored top to bottom
      start = bottom, step_y = -line;
      break;
    case 5:  // mirrored at the main diagonal
      step_x = line, step_y = pixel;
      break;
    case 6:  // to be turned clockwise
      start = bottom, step_x = -line, step_y = pixel;
      break;
    case 7:  // mirrored at the other diagonal
      start = right_end + bottom, step_x = -line, step_y = -pixel;
      break;
    default:  // 8: to be turned anticlockwise
      start = right_end, step_x = line, step_y = -pixel;
      break;
  }
  constexpr int kTile = 64;  // a tile of the source stays in the first-level cache while it is read crosswise
  for (int top = 0; top < result.height; top += kTile) {
    for (int left = 0; left < result.width; left += kTile) {
      for (int y = top; y < std::min(top + kTile, result.height); ++y) {
        const std::uint8_t* from = image.pixels.data() + start + y * step_y + left * step_x;
        std::uint8_t* to = result.row(y) + left * pixel;
        for (int x = left; x < std::min(left + kTile, result.width); ++x, from += step_x, to += pixel) {
          std::copy_n(from, pixel, to);
        }
      }
    }
  }
  return result;
}

}  // namespace enrolkit::codecs
