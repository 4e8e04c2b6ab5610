// SPDX-License-Identifier: Apache-2.0
// The name field of an MRZ: filling it, or shortening names that are longer (Doc 9303-4 section 4.2.3).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "enrolkit/mrz.hpp"

namespace enrolkit::mrz {

struct NameField {
  std::string text;  // exactly `width` characters
  bool truncated = false;
};

// `primary` (not empty) and `secondary` are transliterated, their components separated by one filler each. A shortened
// name ends with a letter; only when each component that is shown is a single letter may a filler follow.
[[nodiscard]] NameField fill_name_field(std::string_view primary, std::string_view secondary, std::size_t width,
                                        NameShortening way = NameShortening::cut);

}  // namespace enrolkit::mrz
