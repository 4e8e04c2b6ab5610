// SPDX-License-Identifier: Apache-2.0
// Pixels in memory: what cameras, readers and decoders give and what every check takes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#pragma GCC visibility push(default)
namespace enrolkit {

enum class PixelFormat : std::uint8_t {
  grey8,  // one byte a pixel, 0 black .. 255 white
  rgb8,   // three bytes a pixel: red, green, blue, sRGB transfer curve
};

[[nodiscard]] constexpr int channels_of(PixelFormat format) noexcept { return format == PixelFormat::grey8 ? 1 : 3; }

// A borrowed rectangle of pixels; row r starts at data + r * stride (bytes). Valid as long as its owner.
struct ImageView {
  const std::uint8_t* data = nullptr;
  int width = 0;
  int height = 0;
  std::ptrdiff_t stride = 0;
  PixelFormat format = PixelFormat::grey8;

  [[nodiscard]] bool empty() const noexcept { return data == nullptr || width <= 0 || height <= 0; }
  [[nodiscard]] const std::uint8_t* row(int r) const noexcept { return data + r * stride; }
};

// An owned image without padding between rows.
struct Image {
  int width = 0;
  int height = 0;
  PixelFormat format = PixelFormat::grey8;
  std::vector<std::uint8_t> pixels;

  Image() = default;
  // A black image; width and height in pixels, both at least 1.
  Image(int w, int h, PixelFormat f)
      : width(w),
        height(h),
        format(f),
        pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * static_cast<std::size_t>(channels_of(f))) {}

  [[nodiscard]] bool empty() const noexcept { return pixels.empty(); }
  [[nodiscard]] std::ptrdiff_t stride() const noexcept {
    return static_cast<std::ptrdiff_t>(width) * channels_of(format);
  }
  [[nodiscard]] const std::uint8_t* row(int r) const noexcept { return pixels.data() + r * stride(); }
  [[nodiscard]] std::uint8_t* row(int r) noexcept { return pixels.data() + r * stride(); }
  [[nodiscard]] ImageView view() const noexcept { return {pixels.data(), width, height, stride(), format}; }
};

// The image in grey: luma of ITU-R BT.601, rounded; a grey one as it is.
[[nodiscard]] Image to_grey(const Image& image);

// Image coordinates: x to the right, y down, origin at the centre of the top left pixel.
struct Point {
  double x = 0;
  double y = 0;
};

struct Region {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
};

}  // namespace enrolkit
#pragma GCC visibility pop
