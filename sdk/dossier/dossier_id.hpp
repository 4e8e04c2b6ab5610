// SPDX-License-Identifier: Apache-2.0
// The id of a dossier, a store or a transfer: 32 lower-case hexadecimal digits.
#pragma once

#include <string>
#include <string_view>

#include "enrolkit/result.hpp"

namespace enrolkit {

inline constexpr std::size_t kIdDigits = 32;

bool is_hexadecimal(std::string_view text);
bool is_id(std::string_view text);
// Errors: crypto.
Result<std::string> random_id();

}  // namespace enrolkit
