// SPDX-License-Identifier: Apache-2.0
// What the document says of the applicant.
#pragma once

#include "enrolkit/enrolment.hpp"

namespace enrolkit {

// The applicant as the rules complete him: issuing state and expiry date. Errors: unsupported (an application that
// makes no document), refused_by_rules (another expiry date).
Result<Applicant> complete_applicant(Applicant applicant, const RulesAnswer& rules, const Policy& policy);

// The MRZ of a completed applicant.
Result<Mrz> document_mrz(const Applicant& applicant);

}  // namespace enrolkit
