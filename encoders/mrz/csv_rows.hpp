// SPDX-License-Identifier: Apache-2.0
// The rows of an embedded table. A field that holds a comma is quoted, and only the last fields may be.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace enrolkit::mrz {

// Calls `row` with the first `Fields` fields of each line that is neither a comment nor the heading.
template <std::size_t Fields, class Row>
void for_each_row(std::string_view csv, const Row& row) {
  bool heading = true;
  while (!csv.empty()) {
    std::string_view line = csv.substr(0, csv.find('\n'));
    csv.remove_prefix(std::min(line.size() + 1, csv.size()));
    if (line.empty() || line[0] == '#') continue;
    if (heading) {
      heading = false;
      continue;
    }
    std::array<std::string_view, Fields> fields;
    for (std::string_view& field : fields) {
      field = line.substr(0, line.find(','));
      line.remove_prefix(std::min(field.size() + 1, line.size()));
    }
    row(fields);
  }
}

}  // namespace enrolkit::mrz
