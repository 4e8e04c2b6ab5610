// SPDX-License-Identifier: Apache-2.0
// Verdicts and findings as a person reads them: what is wrong first, what is well folded away.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "enrolkit/finding.hpp"

namespace enrolkit {

// A word with a sign, so that the colour need not be seen: "✗ fail". `name` is verdict_name's, overall_name's or
// "error".
std::string mark(std::string_view name);

// "2 fail, 1 unsure, 38 pass, 5 not assessed"
std::string tally(std::span<const Finding> findings);

// Failed and unsure findings with bar, sentence and clause, numbered as in the picture; the passed ones folded, by
// group; last what was not assessed, and why.
std::string findings_panel(std::span<const Finding> findings);

}  // namespace enrolkit
