// SPDX-License-Identifier: Apache-2.0
// Drawn portraits and what the still check says of them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "people/people.hpp"
#include "tests/photo_findings.hpp"

namespace enrolkit::testing {

inline PhotoReport checked(ImageView image) {
  auto report = still_checker().check(image);
  EXPECT_TRUE(report) << report.error().message;
  return std::move(*report);
}

inline PhotoReport drawn(std::uint64_t seed, std::map<std::string, std::string> set) {
  people::Settings settings;
  settings.seed = seed;
  settings.set = std::move(set);
  settings.set["width"] = "480";
  settings.set["fingers"] = "none";
  return checked(people::make_person(settings).value().portrait.view());
}

}  // namespace enrolkit::testing
