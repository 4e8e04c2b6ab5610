// SPDX-License-Identifier: Apache-2.0
// The check digits of a whole zone (Doc 9303-3 section 4.9), and why one of them does not fit.
#pragma once

#include <string_view>
#include <vector>

#include "encoders/mrz/document_number.hpp"
#include "encoders/mrz/layout.hpp"

namespace enrolkit::mrz {

[[nodiscard]] std::vector<MrzCheckDigit> read_check_digits(const Layout& layout, std::string_view joined,
                                                           const DocumentNumber& number);

}  // namespace enrolkit::mrz
