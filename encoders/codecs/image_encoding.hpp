// SPDX-License-Identifier: Apache-2.0
// What the encoders of all file types share.
#pragma once

#include "enrolkit/image_codec.hpp"

namespace enrolkit::codecs {

// An image that can be read row by row, with sides of at most `max_side`. Errors: invalid_argument.
[[nodiscard]] Status check_view(ImageView image, int max_side);

[[nodiscard]] Error cannot_fit(const char* type, ImageView image, std::size_t max_bytes);

}  // namespace enrolkit::codecs
