// SPDX-License-Identifier: Apache-2.0
// The still check as the tests of photos use it: one checker for a program, and what a report says of a requirement.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "enrolkit/photo.hpp"

namespace enrolkit::testing {

// By the limits of icao-2018.
inline PhotoChecker& still_checker() {
  static PhotoChecker one(PhotoModels::load().value(), builtin_photo_profile("icao-2018").value());
  return one;
}

// Fails the test when the report has none.
inline const Finding& finding_of(const PhotoReport& report, const std::string& requirement) {
  static const Finding none;
  const auto found = std::find_if(report.findings.begin(), report.findings.end(),
                                  [&](const Finding& finding) { return finding.requirement == requirement; });
  if (found != report.findings.end()) return *found;
  ADD_FAILURE() << "no finding " << requirement;
  return none;
}

inline Verdict verdict_of(const PhotoReport& report, const std::string& requirement) {
  return finding_of(report, requirement).verdict;
}

}  // namespace enrolkit::testing
