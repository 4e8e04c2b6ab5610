// SPDX-License-Identifier: Apache-2.0
// The handwritten signature: scanned or from a pad, dark ink on light ground.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "enrolkit/finding.hpp"
#include "enrolkit/image.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

struct SignatureReport {
  std::string profile;
  std::string profile_version;
  Overall verdict = Overall::not_compliant;
  std::vector<Finding> findings;  // signature_present, signature_contrast, signature_uncut
  Region ink;                     // bounding box of the ink; empty when there is none
  std::map<std::string, std::string> algorithms;
};

// Errors: invalid_argument (empty, below 16 px or above 20,000 px a side). Pure: any thread.
[[nodiscard]] Result<SignatureReport> check_signature(ImageView signature);

}  // namespace enrolkit
#pragma GCC visibility pop
