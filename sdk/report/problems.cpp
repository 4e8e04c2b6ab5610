// SPDX-License-Identifier: Apache-2.0
#include "sdk/report/problems.hpp"

namespace enrolkit {

std::vector<const Finding*> problems_of(std::span<const Finding> findings) {
  std::vector<const Finding*> problems;
  for (const bool advice : {false, true}) {
    for (const Verdict verdict : {Verdict::fail, Verdict::unsure}) {
      for (const Finding& finding : findings) {
        if (finding.verdict == verdict && (finding.severity == Severity::advice) == advice) {
          problems.push_back(&finding);
        }
      }
    }
  }
  return problems;
}

}  // namespace enrolkit
