// SPDX-License-Identifier: Apache-2.0
// What officers decided, as JSON.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "enrolkit/finger_session.hpp"
#include "enrolkit/officer.hpp"
#include "sdk/report/json_parts.hpp"

namespace enrolkit {

Json exceptions_json(const std::map<FingerPosition, FingerException>& fingers,
                     const std::optional<SignatureException>& signature);
Json conditions_json(const std::vector<ConfirmedCondition>& conditions);
Json overrides_json(const std::vector<Override>& overrides);
Json events_json(const std::vector<EnrolmentEvent>& events);

}  // namespace enrolkit
