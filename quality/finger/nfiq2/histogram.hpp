// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "quality/finger/nfiq2/parameters.hpp"

namespace enrolkit::nfiq2 {

// What is reported of a list of values: ten bins, mean and population deviation.
struct Histogram {
  std::array<int, 10> bins{};
  double mean = 0;
  double deviation = 0;
};

// The bin of a value is the number of edges it has reached. An empty list gives zeros: test before.
[[nodiscard]] Histogram histogram_of(const std::vector<double>& values, const Edges& edges);

}  // namespace enrolkit::nfiq2
