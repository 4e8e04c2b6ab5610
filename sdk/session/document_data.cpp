// SPDX-License-Identifier: Apache-2.0
#include "sdk/session/document_data.hpp"

#include <string>
#include <utility>

namespace enrolkit {

Result<Applicant> complete_applicant(Applicant applicant, const RulesAnswer& rules, const Policy& policy) {
  if (applicant.issuing_state.empty()) applicant.issuing_state = policy.issuing_state;
  if (!rules.expiry && rules.makes_document && applicant.expiry_date)
    return applicant;  // the original's, of a duplicate
  if (!rules.expiry) {
    return Error{ErrorCode::unsupported,
                 "an application of kind '" + rules.application + "' makes no document of its own"};
  }
  if (applicant.expiry_date && *applicant.expiry_date != *rules.expiry) {
    return Error{ErrorCode::refused_by_rules, "expiry_date is " + format_date(*applicant.expiry_date) +
                                                  ", but must be " + format_date(*rules.expiry) + ": " +
                                                  rules.validity->reason};
  }
  applicant.expiry_date = rules.expiry;
  return applicant;
}

Result<Mrz> document_mrz(const Applicant& applicant) {
  MrzFields fields;
  fields.document_code =
      std::string("PP");  // ordinary passport, required from 2026-01-01 where a second letter is used (Doc 9303-4)
  fields.issuing_state = applicant.issuing_state;
  fields.surname = applicant.surname;
  fields.given_names = applicant.given_names;
  fields.document_number = applicant.document_number;
  fields.nationality = applicant.nationality;
  fields.birth_date = applicant.birth_date;
  fields.sex = applicant.sex;
  fields.expiry_date = *applicant.expiry_date;
  fields.transliteration.language = applicant.name_language;
  fields.transliteration.suggestions = applicant.name_suggestions;
  return compose_mrz(fields);
}

}  // namespace enrolkit
