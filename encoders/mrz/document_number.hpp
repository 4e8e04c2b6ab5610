// SPDX-License-Identifier: Apache-2.0
// The document number, of which cards write what exceeds nine characters into their optional data: Doc 9303-5 section
// 4.2.2 note j, 9303-6 section 4.2.2.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "encoders/mrz/layout.hpp"

namespace enrolkit::mrz {

struct DocumentNumber {
  std::string value;
  std::size_t digit = 0;  // where its check digit stands
  bool is_long = false;
  Field optional_data;  // what of it is left
};

[[nodiscard]] DocumentNumber read_document_number(const Layout& layout, std::string_view joined,
                                                  std::vector<MrzRemark>& remarks);

// Into `joined`, which holds fillers; returns what of the optional data is left. `value` is not too long.
Field write_document_number(const Layout& layout, std::string_view value, std::string& joined);

}  // namespace enrolkit::mrz
