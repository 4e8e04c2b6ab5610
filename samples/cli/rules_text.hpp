// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "enrolkit/rules.hpp"

namespace enrolkit::cli {

// The answer for people at a counter: what is refused first, then what to take, to ask and to tell; each with its rule,
// source and the day on which it would change.
std::string rules_text(const RulesAnswer& answer);

// What a policy asks and offers: kinds of application, inputs with their values, services.
std::string policy_text(const Policy& policy);

}  // namespace enrolkit::cli
