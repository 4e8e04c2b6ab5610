// SPDX-License-Identifier: Apache-2.0
// The name field of an MRZ: filling it, or shortening names that are longer (Doc 9303-4).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace enrolkit::lds {

struct MrzName {
  std::string field;  // exactly `width` characters
  bool truncated = false;
};

// `primary` (not empty) and `secondary` are transliterated, their components separated by one filler each.
[[nodiscard]] MrzName fill_name_field(std::string_view primary, std::string_view secondary, std::size_t width);

}  // namespace enrolkit::lds
