// SPDX-License-Identifier: Apache-2.0
#include "sdk/report/officer_json.hpp"

namespace enrolkit {

Json exceptions_json(const std::map<FingerPosition, FingerException>& fingers,
                     const std::optional<SignatureException>& signature) {
  Json list = Json::array();
  for (const auto& [finger, exception] : fingers) {
    list.push_back({{"sample", sample_name(Sample::fingerprints)},
                    {"finger", finger_name(finger)},
                    {"fault", finger_fault_name(exception.fault)},
                    {"permanent", exception.permanent}});
  }
  if (signature) {
    list.push_back({{"sample", sample_name(Sample::signature)},
                    {"fault", signature_fault_name(signature->fault)},
                    {"permanent", signature->permanent}});
  }
  return list;
}

Json conditions_json(const std::vector<ConfirmedCondition>& conditions) {
  Json list = Json::array();
  for (const ConfirmedCondition& one : conditions) {
    list.push_back({{"rule", one.rule},
                    {"condition", one.condition},
                    {"officer", one.by.officer},
                    {"time", format_timestamp(one.by.at)}});
  }
  return list;
}

Json overrides_json(const std::vector<Override>& overrides) {
  Json list = Json::array();
  for (const Override& one : overrides) {
    list.push_back({{"finding", finding_name_text(one.finding)},
                    {"severity", severity_name(one.severity)},
                    {"verdict", verdict_name(one.verdict)},
                    {"reason", one.request.reason_code},
                    {"text", one.request.text},
                    {"officer", one.request.officer},
                    {"second_officer", one.request.second_officer},
                    {"time", format_timestamp(one.at)}});
  }
  return list;
}

Json events_json(const std::vector<EnrolmentEvent>& events) {
  Json list = Json::array();
  for (const EnrolmentEvent& event : events) {
    list.push_back({{"time", format_timestamp(event.by.at)},
                    {"actor", event.by.officer},
                    {"what", event.what},
                    {"detail", event.detail},
                    {"policy", {{"name", event.policy}, {"version", event.policy_version}}}});
  }
  return list;
}

}  // namespace enrolkit
