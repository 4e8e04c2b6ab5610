// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/photo_input.hpp"

#include <algorithm>
#include <string>

namespace enrolkit::photo {
namespace {

// Below it there is no face to see; above it no camera and no scanner of a passport photo (see ImageLimits).
constexpr int kMinSide = 16;
constexpr int kMaxSide = 20000;

}  // namespace

std::optional<Error> refusal(ImageView image) {
  if (image.empty()) return Error{ErrorCode::invalid_argument, "the photo has no pixels"};
  const auto [low, high] = std::minmax(image.width, image.height);
  if (low < kMinSide || high > kMaxSide) {
    return Error{ErrorCode::invalid_argument,
                 "the photo has " + std::to_string(image.width) + " x " + std::to_string(image.height) +
                     " pixels, expected " + std::to_string(kMinSide) + " to " + std::to_string(kMaxSide) + " a side"};
  }
  if (image.stride < static_cast<std::ptrdiff_t>(image.width) * channels_of(image.format)) {
    return Error{ErrorCode::invalid_argument, "the rows of the photo overlap: its stride is smaller than a row"};
  }
  return std::nullopt;
}

}  // namespace enrolkit::photo
