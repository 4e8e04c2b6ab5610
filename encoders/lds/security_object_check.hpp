// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "encoders/lds/known_signers.hpp"
#include "encoders/lds/lds_security_object.hpp"
#include "enrolkit/passive_authentication.hpp"

namespace enrolkit::lds {

// Reads EF.SOD, verifies its signature and, with CSCAs, its chain, times and revocation. What is wrong also becomes a
// deviation of the file. Gives the hashes whenever they could be read, for they are compared even where the signature
// is not right.
std::optional<LdsSecurityObject> check_security_object(BytesView file, const TrustStore& store,
                                                       const KnownSigners& signers, Date on,
                                                       SecurityObjectVerification& verification, FileReview& review);

}  // namespace enrolkit::lds
