// SPDX-License-Identifier: Apache-2.0
// What every measure of a photo asks of its pixels.
#pragma once

#include <optional>

#include "enrolkit/image.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::photo {

// Why these pixels cannot be a photo; nothing when they can.
[[nodiscard]] std::optional<Error> refusal(ImageView image);

}  // namespace enrolkit::photo
