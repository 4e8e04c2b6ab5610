// SPDX-License-Identifier: Apache-2.0
// What --set says, applied: the table of keys and their values.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "enrolkit/result.hpp"
#include "people/applicant.hpp"
#include "people/fingerprint.hpp"
#include "people/portrait.hpp"
#include "people/signature.hpp"

namespace enrolkit::people {

// All that a person is drawn from.
struct Draft {
  PortraitParameters portrait;
  SignatureParameters signature;
  Touch touch;  // added to each drawn touch: offsets, and factors for contact, distortion and noise
  std::optional<Pattern> pattern;
  std::optional<double> creases;
  bool fingers = true;
  int jpeg = 0;  // quality of a first, bad compression; 0 = none
  Identity* identity = nullptr;
};

// What must be known before anything is drawn.
struct Wishes {
  std::optional<bool> female;
  double skin = -1;
  double variety = 0;
};

[[nodiscard]] Result<Wishes> read_wishes(const std::map<std::string, std::string>& set);
[[nodiscard]] Status apply_settings(const std::map<std::string, std::string>& set, Draft& draft);

}  // namespace enrolkit::people
