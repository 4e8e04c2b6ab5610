// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "enrolkit/bytes.hpp"

namespace enrolkit::crypto {

// Lower-case digits.
std::string to_hex(BytesView bytes);

// Lower-case digits only; nothing for an odd number or another character.
std::optional<Bytes> from_hex(std::string_view text);

}  // namespace enrolkit::crypto
