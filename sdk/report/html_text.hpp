// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "enrolkit/bytes.hpp"

namespace enrolkit {

// Text in which nothing is markup any more.
std::string escaped(std::string_view text);

// "data:image/jpeg;base64,..."
std::string jpeg_data_uri(BytesView jpeg);

// Up to four significant digits, no trailing zeros: "3.142", "120", "0.05".
std::string short_number(double value);
std::string short_number(const std::optional<double>& value);  // "" when empty

}  // namespace enrolkit
