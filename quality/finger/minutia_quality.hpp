// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "quality/finger/print_analysis.hpp"

namespace enrolkit::ridges {

// Gives each minutia (in working pixels) its quality 1..100, from how clear the ridges around it are, and sorts them.
void rate_minutiae(PrintAnalysis& analysis);

}  // namespace enrolkit::ridges
