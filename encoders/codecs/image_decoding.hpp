// SPDX-License-Identifier: Apache-2.0
// What the decoders of all file types share. Their error messages do not name the file: decode_image() does.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "enrolkit/image_codec.hpp"

namespace enrolkit::codecs {

[[nodiscard]] Result<DecodedImage> decode_jpeg(BytesView data, const ImageLimits& limits);
[[nodiscard]] Result<DecodedImage> decode_png(BytesView data, const ImageLimits& limits);
[[nodiscard]] Result<DecodedImage> decode_jpeg2000(BytesView data, const ImageLimits& limits);
[[nodiscard]] Result<DecodedImage> decode_pnm(BytesView data, const ImageLimits& limits);
[[nodiscard]] Result<DecodedImage> decode_bmp(BytesView data, const ImageLimits& limits);
[[nodiscard]] Result<DecodedImage> decode_tiff(BytesView data, const ImageLimits& limits);
[[nodiscard]] Result<DecodedImage> decode_wsq_print(BytesView data, const ImageLimits& limits);

// To be called with the header's numbers before anything is allocated. Errors: malformed (no pixels), too_large.
[[nodiscard]] Status check_size(std::int64_t width, std::int64_t height, const ImageLimits& limits);

// A sample of 0..255 of which `alpha` of 255 covers white paper.
[[nodiscard]] constexpr std::uint8_t over_white(int sample, int alpha) noexcept {
  return static_cast<std::uint8_t>((sample * alpha + 255 * (255 - alpha) + 127) / 255);
}

// Files state whole dots per metre or centimetre; two decimals give back the 300 or 500 ppi that was meant.
[[nodiscard]] inline double ppi_of(double dots, double inches) noexcept {
  const double ppi = std::round(dots / inches * 100) / 100;
  return std::isfinite(ppi) && ppi > 0 ? ppi : 0;
}

}  // namespace enrolkit::codecs
