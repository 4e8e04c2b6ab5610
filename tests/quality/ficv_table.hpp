// SPDX-License-Identifier: Apache-2.0
// Equal error rates of the battery's defects, and gathered by the tests of the FICV benchmark.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "enrolkit/photo.hpp"

namespace enrolkit::testing {

using Margins = std::vector<std::optional<double>>;  // one for each picture

// How far inside its limits the worst of these requirements lies, in units of its doubt; nothing when none was
// assessed.
[[nodiscard]] std::optional<double> margin(const PhotoReport& report, const std::vector<std::string>& requirements);

// Where as many good pictures lie below a threshold as bad ones above it, percent. What was not assessed is an error on
// either side.
[[nodiscard]] double equal_error_rate(const Margins& good, const Margins& bad);

class FicvTable {
 public:
  // What the requirements that name a defect say of the pictures without it and with it.
  void add(const std::string& defect, const Margins& good, const Margins& bad);
  // One line for each test of which a defect was added: all grades together, and BioLab's figure.
  void print() const;

 private:
  struct Pictures {
    Margins good;
    Margins bad;
  };
  std::map<std::string, Pictures> by_test_;
};

}  // namespace enrolkit::testing
