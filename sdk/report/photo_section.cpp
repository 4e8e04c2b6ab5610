// SPDX-License-Identifier: Apache-2.0
#include "sdk/report/photo_section.hpp"

#include "sdk/report/findings_panel.hpp"
#include "sdk/report/html_text.hpp"
#include "sdk/report/overlay_svg.hpp"

namespace enrolkit {
namespace {

constexpr std::string_view kLegend =
    "<p class='legend soft'><span class='key zone'></span> allowed by the profile <span class='key seen'></span> what "
    "the check saw of the face. Lines have the colour of their verdict; the numbers are those of the findings.</p>";

const char* advice_on(Overall verdict) {
  switch (verdict) {
    case Overall::compliant:
      return "Every rule is met.";
    case Overall::not_compliant:
      return "At least one rule is not met: take the photo again.";
    case Overall::review:
      break;
  }
  return "No rule is broken, but not every one could be decided: look at the findings.";
}

}  // namespace

std::string section_start(std::string_view heading, Overall verdict, std::string_view anchor) {
  return "<section" + (anchor.empty() ? std::string() : " id='" + escaped(anchor) + "'") + "><div class='banner'><h2>" +
         escaped(heading) + "</h2>" + mark(overall_name(verdict)) + "</div>";
}

std::string profile_line(const std::string& name, const std::string& version,
                         const std::map<std::string, std::string>& algorithms) {
  std::string line = "<p class='soft'>Profile " + escaped(name) + ", version " + escaped(version);
  for (const auto& [algorithm, of] : algorithms) line += " &middot; " + escaped(algorithm) + " " + escaped(of);
  return line + "</p>";
}

std::string photo_section(const PhotoResult& photo, std::string_view heading, std::string_view anchor) {
  const PhotoReport& report = photo.report;
  return section_start(heading, report.verdict, anchor) + "<p class='summary'><b>" + advice_on(report.verdict) +
         "</b> " + tally(report.findings) + ".</p><div class='columns'><figure>" + photo_svg(photo) +
         std::string(report.face ? kLegend : "") + "</figure>" + findings_panel(report.findings) + "</div>" +
         profile_line(report.profile, report.profile_version, report.algorithms) + "</section>";
}

}  // namespace enrolkit
