// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/report.hpp"
#include "sdk/dossier/sha256.hpp"
#include "sdk/report/decisions_section.hpp"
#include "sdk/report/findings_panel.hpp"
#include "sdk/report/html_text.hpp"
#include "sdk/report/overlay_svg.hpp"
#include "sdk/report/page.hpp"
#include "sdk/report/photo_section.hpp"

namespace enrolkit {

namespace {

std::string applicant_section(const Enrolment& enrolment) {
  const Applicant& applicant = enrolment.applicant;
  const auto row = [](const char* what, const std::string& value) {
    return "<tr><th>" + std::string(what) + "<td>" + escaped(value);
  };
  std::string html = "<section><h2>Applicant</h2><table><tbody>";
  html += row("Surname", applicant.surname) + row("Given names", applicant.given_names) +
          row("Date of birth", format_date(applicant.birth_date)) + row("Nationality", applicant.nationality) +
          row("Place of birth", applicant.place_of_birth) + row("Document number", applicant.document_number);
  if (applicant.expiry_date) html += row("Valid until", format_date(*applicant.expiry_date));
  html += row("Application", applicant.application.kind + ", " + format_date(applicant.application.date) +
                                 (applicant.application.post.empty() ? "" : ", " + applicant.application.post));
  if (!enrolment.retained.empty()) html += row("Samples of", "dossier " + enrolment.retained);
  for (const auto& [input, value] : applicant.inputs) html += row(input.c_str(), value);
  return html + "</tbody></table></section>";
}

std::string rules_section(const RulesAnswer& rules) {
  std::string html = "<section><h2>What the rules say at " + std::to_string(rules.age) +
                     " years</h2><div class='scroll'><table><thead><tr><th>Sample<th>Decision<th>Reason<th>Until"
                     "</thead><tbody>";
  for (const SampleDecision& decision : rules.samples) {
    std::string word(decision_name(decision.decision));
    for (char& c : word) c = c == '_' ? ' ' : c;
    html += "<tr><td>" + std::string(sample_name(decision.sample)) + "<td><b>" + word + "</b><td>" +
            escaped(decision.reason) + "<div class='soft'>" + escaped(decision.source) + "</div><td>" +
            (decision.changes_on ? format_date(*decision.changes_on) : "");
  }
  html += "</tbody></table></div>";
  for (const std::string& condition : rules.conditions) html += "<p>" + escaped(condition) + "</p>";
  if (rules.validity) html += "<p>" + escaped(rules.validity->reason) + "</p>";
  html += "<p>Data kept until " + format_date(rules.retain_until) + ". " + escaped(rules.retention.reason) + "</p>";
  return html + "<p class='soft'>Policy " + escaped(rules.policy) + ", version " + escaped(rules.policy_version) +
         "</p></section>";
}

std::string finger_section(const FingerResult& finger) {
  std::string name(finger_name(finger.position));
  name[name.find('-')] = ' ';
  std::string html = section_start("Fingerprint: " + name, finger.report.verdict) + "<div class='columns'><div>" +
                     finger_svg(finger) + "<p>" + std::to_string(finger.report.minutiae.minutiae.size()) +
                     " minutiae: <span class='fail'>endings</span>, <span style='color:#06e'>bifurcations</span>. "
                     "Quality <b>" +
                     std::to_string(finger.report.quality.score) + "</b> of 100 (" +
                     escaped(finger.report.quality.name) + " " + escaped(finger.report.quality.version) + ").</p>";
  for (const std::string& advice : finger.report.feedback) html += "<p class='unsure'>" + escaped(advice) + "</p>";
  return html + "</div>" + findings_panel(finger.report.findings) + "</div>" +
         profile_line(finger.report.profile, finger.report.profile_version, finger.report.algorithms) + "</section>";
}

std::string signature_section(const SignatureResult& signature) {
  return section_start("Signature", signature.report.verdict) + "<div class='columns'><img alt='signature' src='" +
         jpeg_data_uri(signature.preview) + "'>" + findings_panel(signature.report.findings) + "</div>" +
         profile_line(signature.report.profile, signature.report.profile_version, signature.report.algorithms) +
         "</section>";
}

std::string chip_section(const Enrolment& enrolment) {
  if (enrolment.chip.empty()) return "";  // an application that makes no document
  std::string zone;
  for (const std::string& line : enrolment.mrz.lines) zone += (zone.empty() ? "" : "\n") + line;
  std::string html = "<section><h2>Chip</h2><p class='mrz'>" + escaped(zone) + "</p>";
  if (enrolment.mrz.name_truncated) html += "<p class='unsure'>The name is longer than the zone and was shortened.</p>";
  if (!enrolment.chip.contains(ChipFile::sod)) {
    html += "<p class='unsure'>The chip files are not signed: no document signer was given.</p>";
  }
  html += "<div class='scroll'><table><thead><tr><th>File<th>Bytes<th>SHA-256</thead><tbody>";
  for (const FileEntry& file : enrolment.files) {
    html += "<tr><td>" + escaped(file.path) + "<td class='number'>" + std::to_string(file.bytes.size()) + "<td><code>" +
            sha256_hex(file.bytes) + "</code>";
  }
  return html + "</tbody></table></div></section>";
}

std::string banner(const Enrolment& enrolment) {
  const char* advice = "Every requirement that was assessed is met.";
  if (enrolment.verdict == Overall::not_compliant) {
    advice =
        "At least one requirement is not met: take the sample again, or let an officer decide before the document is "
        "produced.";
  } else if (enrolment.verdict == Overall::review) {
    advice = "At least one measurement lies too near its limit for a machine to decide: an officer looks at it.";
  }
  return "<section><div class='banner'><div><h1>" + escaped(enrolment.applicant.surname) +
         (enrolment.applicant.given_names.empty() ? "" : ", " + escaped(enrolment.applicant.given_names)) + "</h1><p>" +
         advice + "</p></div>" + mark(overall_name(enrolment.verdict)) + "</div></section>";
}

}  // namespace

std::string enrolment_html(const Enrolment& enrolment) {
  std::string html = page_start("Enrolment " + enrolment.applicant.document_number) + banner(enrolment) +
                     applicant_section(enrolment) + rules_section(enrolment.rules) + decisions_section(enrolment);
  if (enrolment.photo) html += photo_section(*enrolment.photo, "Photo", "photo");
  for (const FingerResult& finger : enrolment.fingers) html += finger_section(finger);
  if (enrolment.signature) html += signature_section(*enrolment.signature);
  return html + chip_section(enrolment) +
         page_end("This page holds biometric data: keep it where the dossier is kept.");
}

}  // namespace enrolkit
