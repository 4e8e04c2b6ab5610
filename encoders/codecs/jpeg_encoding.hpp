// SPDX-License-Identifier: Apache-2.0
// What the two ways of making a JPEG share.
#pragma once

#include "encoders/codecs/image_encoding.hpp"
#include "encoders/codecs/jpeg_errors.hpp"

namespace enrolkit::codecs {

// A resolution that JFIF has room for. Errors: invalid_argument.
[[nodiscard]] Status check_jpeg_ppi(double ppi);

// Exif with nothing but that the colours are sRGB. Calls libjpeg: its errors jump.
void write_srgb_marker(jpeg_compress_struct& info);

}  // namespace enrolkit::codecs
