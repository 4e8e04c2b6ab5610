// SPDX-License-Identifier: Apache-2.0
// Where in a JSON text a key stands, for messages: the parsed document no longer knows.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace enrolkit {

// "line 3, column 7" of the byte at `offset`; both count from 1, columns in bytes.
std::string place_in(std::string_view text, std::size_t offset);

// The byte at which the key or list item of a path such as "applications.ordinary.validity[1].rule" begins; where it is
// missing, what should hold it. `text` must be valid JSON.
std::size_t offset_of(std::string_view text, std::string_view path);

// The second of two equal keys of one object. `text` must be valid JSON.
std::optional<std::size_t> repeated_key(std::string_view text);

}  // namespace enrolkit
