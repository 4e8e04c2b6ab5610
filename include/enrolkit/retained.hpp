// SPDX-License-Identifier: Apache-2.0
// The samples of an earlier enrolment, used for another application as far as the rules allow it: for a duplicate of
// the document within its retention, and for one application after a pre-registration.
#pragma once

#include <string>
#include <string_view>

#include "enrolkit/dossier_store.hpp"
#include "enrolkit/enrolment.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// The samples of dossier `id` for this applicant's application, with what the rules need to know of it. The rules are
// asked before anything is decrypted but the dossier's record; the reading stands in the audit. Whether it is the same
// holder the policy says (same_holder); what differs all the same, such as a name that was corrected, is told in
// `differences`. Errors: refused_by_rules, with the rule and its source: the retention for this use
// has ended, the longer one was not asked for, the application is of a kind that uses no retained data, the data was
// destroyed or used already, it is another person's, the document has expired, no document was produced; those of
// DossierStore::find, get and of apply_rules; malformed (dossier.json).
[[nodiscard]] Result<RetainedSamples> retained_samples(DossierStore& store, std::string_view id,
                                                       const Applicant& applicant, const Policy& policy);

// The use to be stored with the dossier that uses them (DossierTies::use, DossierStore::finish): it is noted in the
// audit of theirs, which is destroyed where its retention ends with one use, all in the same step. Empty when
// `enrolment` uses none. Errors: those of DossierStore::find.
[[nodiscard]] Result<std::optional<RetainedUse>> retained_use(DossierStore& store, const Enrolment& enrolment,
                                                              const Policy& policy);

}  // namespace enrolkit
#pragma GCC visibility pop
