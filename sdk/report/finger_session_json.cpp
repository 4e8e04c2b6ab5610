// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/report.hpp"
#include "sdk/report/json_parts.hpp"

namespace enrolkit {

std::string finger_step_json(const FingerStep& step) {
  Json document = document_of("finger_step");
  document["finger"] = finger_name(step.finger);
  document["result"] = attempt_result_name(step.result);
  document["quality"] = step.quality;
  document["reasons"] = step.reasons;
  return line_of(document);
}

std::string finger_session_json(const FingerSession& session) {
  Json document = document_of("finger_session");
  document["verdict"] = fingers_verdict_name(session.verdict());
  Json fingers = Json::array();
  for (const TakenFinger& taken : session.taken()) {
    Json finger = {{"finger", finger_name(taken.finger)},  {"attempts", taken.attempts},
                   {"sufficient", taken.sufficient},       {"width", taken.capture.image.width},
                   {"height", taken.capture.image.height}, {"ppi", taken.capture.ppi}};
    add_finger(finger, taken.report);
    fingers.push_back(std::move(finger));
  }
  document["fingers"] = std::move(fingers);
  Json exceptions = Json::array();
  for (const auto& [finger, exception] : session.exceptions()) {
    exceptions.push_back({{"finger", finger_name(finger)},
                          {"fault", finger_fault_name(exception.fault)},
                          {"permanent", exception.permanent}});
  }
  document["exceptions"] = std::move(exceptions);
  return line_of(document);
}

std::string slap_json(const Slap& slap, std::string_view file) {
  Json document = document_of("finger_slap");
  document["file"] = file;
  document["complete"] = slap.complete();
  document["hand"] = hand_side_name(slap.hand);
  Json fingers = Json::array();
  for (const SlapFinger& found : slap.fingers) {
    Json finger = {{"finger", finger_name(found.position)}, {"lean", found.lean}, {"area", found.area}};
    finger["box"] = region_json(found.box);
    fingers.push_back(std::move(finger));
  }
  document["fingers"] = std::move(fingers);
  return line_of(document);
}

}  // namespace enrolkit
