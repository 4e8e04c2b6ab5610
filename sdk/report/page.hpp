// SPDX-License-Identifier: Apache-2.0
// The frame of every page: one file, no network, no script.
#pragma once

#include <string>
#include <string_view>

namespace enrolkit {

std::string page_start(std::string_view title);

// `note`: HTML of a last line.
std::string page_end(std::string_view note);

}  // namespace enrolkit
