// SPDX-License-Identifier: Apache-2.0
// The pieces that the JSON documents share.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string_view>

#include "enrolkit/enrolment.hpp"

namespace enrolkit {

using Json = nlohmann::ordered_json;

// {"schema": "enrolkit.NAME/1", "version": ...}
Json document_of(std::string_view name);

Json region_json(const Region& region);
Json findings_json(std::span<const Finding> findings);
Json rules_object(const RulesAnswer& answer);
// As parse_applicant reads it, but for an expiry date that is not known: null.
Json applicant_object(const Applicant& applicant);

// Adds profile, verdict, findings and algorithms to `document`.
void add_photo(Json& document, const PhotoReport& report);
void add_finger(Json& document, const FingerReport& report);
void add_signature(Json& document, const SignatureReport& report);

// One line; bytes that are no UTF-8 (file names may be anything) become U+FFFD.
std::string line_of(const Json& document);

}  // namespace enrolkit
