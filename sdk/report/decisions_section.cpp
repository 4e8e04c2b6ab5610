// SPDX-License-Identifier: Apache-2.0
#include "sdk/report/decisions_section.hpp"

#include "sdk/report/html_text.hpp"

namespace enrolkit {
namespace {

std::string spaced(std::string_view name) {
  std::string words(name);
  for (char& c : words) c = c == '_' || c == '-' ? ' ' : c;
  return words;
}

std::string overrides_table(const std::vector<Override>& overrides) {
  std::string html =
      "<div class='scroll'><table><thead><tr><th>Overridden<th>Was<th>Severity<th>Reason<th>Officers<th>Time"
      "</thead><tbody>";
  for (const Override& one : overrides) {
    html += "<tr><td>" + escaped(finding_name_text(one.finding)) + "<td>" + spaced(verdict_name(one.verdict)) + "<td>" +
            std::string(severity_name(one.severity)) + "<td><b>" + escaped(one.request.reason_code) + "</b> " +
            escaped(one.request.text) + "<td>" + escaped(one.request.officer) +
            (one.request.second_officer.empty() ? "" : ", " + escaped(one.request.second_officer)) + "<td>" +
            format_timestamp(one.at);
  }
  return html + "</tbody></table></div>";
}

}  // namespace

std::string decisions_section(const Enrolment& enrolment) {
  if (enrolment.overrides.empty() && enrolment.finger_exceptions.empty() && !enrolment.signature_exception &&
      enrolment.conditions.empty()) {
    return "";
  }
  std::string html = "<section><h2>What officers decided</h2>";
  if (!enrolment.overrides.empty()) {
    html += "<p class='unsure'>By the checks alone the verdict is <b>" +
            spaced(overall_name(enrolment.measured_verdict)) + "</b>.</p>" + overrides_table(enrolment.overrides);
  }
  for (const auto& [finger, exception] : enrolment.finger_exceptions) {
    html += "<p>Not taken: " + spaced(finger_name(finger)) + ", " + std::string(finger_fault_name(exception.fault)) +
            (exception.permanent ? ", permanently" : ", for the time being") + ".</p>";
  }
  if (enrolment.signature_exception) {
    html += "<p>Not signed: " + spaced(signature_fault_name(enrolment.signature_exception->fault)) +
            (enrolment.signature_exception->permanent ? ", permanently" : ", for the time being") + ".</p>";
  }
  for (const ConfirmedCondition& one : enrolment.conditions) {
    html += "<p>Confirmed: " + escaped(one.condition) + " <span class='soft'>" + escaped(one.by.officer) + ", " +
            format_timestamp(one.by.at) + "</span></p>";
  }
  return html + "</section>";
}

}  // namespace enrolkit
