// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "encoders/lds/certificate.hpp"
#include "encoders/lds/lds_security_object.hpp"
#include "enrolkit/security_object.hpp"

namespace enrolkit::lds {

// Reads EF.SOD, verifies its signature and, with anchors, its chain. What is wrong also becomes a deviation of the
// file. Gives the hashes whenever they could be read, for they are compared even where the signature is not right.
std::optional<LdsSecurityObject> check_security_object(BytesView file, const std::vector<CertificatePtr>& anchors,
                                                       SecurityObjectVerification& verification, FileReview& review);

}  // namespace enrolkit::lds
