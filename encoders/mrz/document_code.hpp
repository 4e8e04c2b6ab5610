// SPDX-License-Identifier: Apache-2.0
// The two letters that tell the kind of document: Doc 9303-4 section 4.4 (TD3), 9303-5 (TD1), 9303-6 (TD2).
#pragma once

#include <optional>
#include <string_view>

#include "encoders/mrz/layout.hpp"

namespace enrolkit::mrz {

struct DocumentCodeFault {
  std::string_view expected;
  bool tolerated = false;  // on documents of before 2026
};

// `code` is without fillers; `optional_data` as the zone has it, for the airline of a crew member certificate.
[[nodiscard]] std::optional<DocumentCodeFault> document_code_fault(const Layout& layout, std::string_view code,
                                                                   std::string_view optional_data);

}  // namespace enrolkit::mrz
