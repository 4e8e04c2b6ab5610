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
// asked before anything is decrypted but the dossier's record; the reading stands in the audit. It is the same holder
// when both state the same personal number (then a name may have been corrected: `differences`), or when surname, given
// names and birth date are the same. Errors: refused_by_rules, with the rule and its source: the retention for this use
// has ended, the longer one was not asked for, the application is of a kind that uses no retained data, the data was
// destroyed or used already, it is another person's, the document has expired, no document was produced; those of
// DossierStore::find, get and of apply_rules; malformed (dossier.json).
[[nodiscard]] Result<RetainedSamples> retained_samples(DossierStore& store, std::string_view id,
                                                       const Applicant& applicant, const Policy& policy);

// To be called when the application that uses them is stored: notes the use in the audit of their dossier, and destroys
// the dossier where its retention ends with the use. Errors: those of DossierStore::note and destroy.
[[nodiscard]] Status settle_retained(DossierStore& store, std::string_view id, const RulesAnswer& used_by,
                                     const Policy& policy);

}  // namespace enrolkit
#pragma GCC visibility pop
