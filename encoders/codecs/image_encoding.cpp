// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/image_encoding.hpp"

#include <cstdlib>
#include <string>

namespace enrolkit::codecs {
namespace {

std::string size_of(ImageView image) {
  return std::to_string(image.width) + " x " + std::to_string(image.height) + " pixels";
}

}  // namespace

Status check_view(ImageView image, int max_side) {
  if (image.empty()) return Error{ErrorCode::invalid_argument, "the image to encode has no pixels"};
  if (image.width > max_side || image.height > max_side) {
    return Error{ErrorCode::invalid_argument, "the image to encode has " + size_of(image) + ", expected at most " +
                                                  std::to_string(max_side) + " a side"};
  }
  const std::ptrdiff_t row = std::ptrdiff_t{image.width} * channels_of(image.format);
  if (image.height > 1 && std::abs(image.stride) < row) {
    return Error{ErrorCode::invalid_argument, "the image to encode has rows of " + std::to_string(row) +
                                                  " bytes that overlap: its stride is " + std::to_string(image.stride)};
  }
  return {};
}

Error cannot_fit(const char* type, ImageView image, std::size_t max_bytes, std::size_t needed) {
  return Error{ErrorCode::too_large, "an image of " + size_of(image) + " cannot be made a " + type + " of at most " +
                                         std::to_string(max_bytes) + " bytes" +
                                         (needed == 0 ? "" : ": it needs " + std::to_string(needed))};
}

}  // namespace enrolkit::codecs
