// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/image.hpp"

namespace enrolkit {

Image to_grey(const Image& image) {
  if (image.format == PixelFormat::grey8) return image;
  Image grey(image.width, image.height, PixelFormat::grey8);
  for (std::size_t i = 0; i < grey.pixels.size(); ++i) {
    const std::uint8_t* rgb = &image.pixels[3 * i];
    grey.pixels[i] = static_cast<std::uint8_t>((299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2] + 500) / 1000);
  }
  return grey;
}

}  // namespace enrolkit
