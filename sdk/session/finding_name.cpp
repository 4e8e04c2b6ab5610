// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "enrolkit/officer.hpp"

namespace enrolkit {

std::string finding_name_text(const FindingName& name) {
  const bool finger = name.sample == Sample::fingerprints && name.finger != FingerPosition::unknown;
  std::string text(finger ? finger_name(name.finger) : sample_name(name.sample));
  if (!name.requirement.empty()) text += "/" + name.requirement;
  return text;
}

Result<FindingName> parse_finding_name(std::string_view text) {
  const Error wrong{
      ErrorCode::invalid_argument,
      "'" + std::string(text) + "' is no finding: SAMPLE/REQUIREMENT is expected, such as photo/background_light"};
  const std::size_t slash = text.find('/');
  const std::string_view sample = text.substr(0, slash);
  FindingName name;
  if (slash != std::string_view::npos) name.requirement = text.substr(slash + 1);
  const bool known = std::all_of(name.requirement.begin(), name.requirement.end(),
                                 [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
  if (!known || (slash != std::string_view::npos && name.requirement.empty())) return wrong;
  for (const Sample one : {Sample::photo, Sample::signature, Sample::fingerprints}) {
    if (sample != sample_name(one)) continue;
    if (one == Sample::fingerprints && !name.requirement.empty()) return wrong;
    name.sample = one;
    return name;
  }
  const auto finger = parse_finger_name(sample);
  if (!finger || name.requirement.empty()) return wrong;
  name.sample = Sample::fingerprints;
  name.finger = *finger;
  return name;
}

}  // namespace enrolkit
