// SPDX-License-Identifier: Apache-2.0
// What the encoders of all file types share.
#pragma once

#include "enrolkit/image_codec.hpp"

namespace enrolkit::codecs {

// An image that can be read row by row, with sides of at most `max_side`. Errors: invalid_argument.
[[nodiscard]] Status check_view(ImageView image, int max_side);

// `needed`: the bytes of the smallest file that can be made, 0 = not known.
[[nodiscard]] Error cannot_fit(const char* type, ImageView image, std::size_t max_bytes, std::size_t needed = 0);

}  // namespace enrolkit::codecs
