// SPDX-License-Identifier: Apache-2.0
// Which requirement has no room: how far good portraits stay from its limits, how likely one that was never seen will
// not pass, and how near the defects come that it must refuse.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "enrolkit/photo.hpp"
#include "tests/quality/defect.hpp"

namespace enrolkit::testing {

class MarginTable {
 public:
  void add_good(const PhotoReport& report);
  void add_bad(const Defect& defect, const PhotoReport& report);
  // One line for each limit that a portrait of this kind may miss, the likeliest first.
  void print() const;

 private:
  std::map<std::string, Finding> limits_;  // by requirement
  std::map<std::string, std::vector<double>> good_;
  std::map<std::string, std::map<std::string, std::vector<double>>> bad_;  // by requirement, then defect
};

}  // namespace enrolkit::testing
