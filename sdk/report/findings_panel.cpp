// SPDX-License-Identifier: Apache-2.0
#include "sdk/report/findings_panel.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "sdk/report/html_text.hpp"
#include "sdk/report/limit_bar.hpp"
#include "sdk/report/problems.hpp"
#include "sdk/report/requirement_titles.hpp"

namespace enrolkit {
namespace {

const char* sign_of(std::string_view name) {
  if (name == "pass" || name == "compliant") return "&#10003; ";
  if (name == "unsure" || name == "review") return "? ";
  if (name == "not_assessed") return "&ndash; ";
  return "&#10007; ";
}

std::string with_unit(const std::string& number, const Finding& finding) {
  return number + (finding.unit.empty() ? "" : " " + escaped(finding.unit));
}

std::string limits_of(const Finding& finding) {
  if (finding.min && finding.max) {
    if (*finding.min == *finding.max) return "exactly " + with_unit(short_number(finding.min), finding);
    return with_unit(short_number(finding.min) + " to " + short_number(finding.max), finding);
  }
  if (finding.min) return "at least " + with_unit(short_number(finding.min), finding);
  if (finding.max) return "at most " + with_unit(short_number(finding.max), finding);
  return "";
}

std::string facts_of(const Finding& finding) {
  std::string facts;
  const auto add = [&](const std::string& fact) {
    if (!fact.empty()) facts += (facts.empty() ? "" : " &middot; ") + fact;
  };
  if (finding.value) add("measured <b>" + with_unit(short_number(finding.value), finding) + "</b>");
  if (const std::string limits = limits_of(finding); !limits.empty()) add("allowed " + limits);
  add(escaped(finding.clause));
  return "<p class='soft'>" + facts + "</p>";
}

std::string problem_card(const Finding& finding, std::size_t number) {
  const std::string verdict(verdict_name(finding.verdict));
  std::string html = "<article class='finding is-" + verdict + "'><header><span class='tag'>" + std::to_string(number) +
                     "</span><h3>" + escaped(title_of(finding.requirement)) + "</h3>";
  if (finding.severity == Severity::advice) html += "<span class='soft'>advice</span>";
  html += mark(verdict) + "</header><p>" + escaped(finding.message) + "</p>" + limit_bar(finding);
  return html + facts_of(finding) + "</article>";
}

// The bar tells value and limits already.
std::string passed_row(const Finding& finding) {
  const std::string bar = limit_bar(finding);
  const std::string unit = finding.unit.empty() ? "" : escaped(finding.unit) + " &middot; ";
  return "<article class='passed'><div><h4><span class='pass'>&#10003;</span> " +
         escaped(title_of(finding.requirement)) + "</h4><p>" + escaped(finding.message) + "</p>" +
         (bar.empty() ? facts_of(finding) : "<p class='soft'>" + unit + escaped(finding.clause) + "</p>") + "</div>" +
         bar + "</article>";
}

// The groups in which findings of that verdict lie, in the order of the findings.
std::vector<std::string_view> groups_of(std::span<const Finding> findings, Verdict verdict) {
  std::vector<std::string_view> groups;
  for (const Finding& finding : findings) {
    const std::string_view group = group_of(finding.requirement);
    if (finding.verdict == verdict && std::find(groups.begin(), groups.end(), group) == groups.end()) {
      groups.push_back(group);
    }
  }
  return groups;
}

std::ptrdiff_t count_of(std::span<const Finding> findings, Verdict verdict) {
  return std::count_if(findings.begin(), findings.end(),
                       [&](const Finding& finding) { return finding.verdict == verdict; });
}

std::string passed_part(std::span<const Finding> findings) {
  const auto count = count_of(findings, Verdict::pass);
  if (count == 0) return "";
  std::string html = "<details class='all-passed'><summary>" + mark("pass") + " <b>" + std::to_string(count) +
                     (count == 1 ? "</b> requirement is" : "</b> requirements are") + " met</summary>";
  for (const std::string_view group : groups_of(findings, Verdict::pass)) {
    if (!group.empty()) html += "<h3 class='group'>" + escaped(group) + "</h3>";
    for (const Finding& finding : findings) {
      if (finding.verdict == Verdict::pass && group_of(finding.requirement) == group) html += passed_row(finding);
    }
  }
  return html + "</details>";
}

std::string not_assessed_part(std::span<const Finding> findings) {
  const auto count = count_of(findings, Verdict::not_assessed);
  if (count == 0) return "";
  std::string html = "<div class='untold'><h3>" + mark("not_assessed") + " " + std::to_string(count) +
                     " could not be told from this sample</h3><dl>";
  std::vector<std::string_view> reasons;
  for (const Finding& finding : findings) {
    if (finding.verdict == Verdict::not_assessed &&
        std::find(reasons.begin(), reasons.end(), finding.message) == reasons.end()) {
      reasons.emplace_back(finding.message);
    }
  }
  for (const std::string_view reason : reasons) {
    html += "<dt>" + escaped(reason) + "</dt><dd>";
    for (const Finding& finding : findings) {
      if (finding.verdict != Verdict::not_assessed || finding.message != reason) continue;
      html += "<span class='one'>" + escaped(title_of(finding.requirement)) + " <span class='soft'>" +
              escaped(finding.clause) + (finding.severity == Severity::advice ? ", advice" : "") + "</span></span>";
    }
    html += "</dd>";
  }
  return html + "</dl></div>";
}

}  // namespace

std::string mark(std::string_view name) {
  std::string words(name);
  std::replace(words.begin(), words.end(), '_', ' ');
  return "<span class='mark " + std::string(name) + "'>" + sign_of(name) + words + "</span>";
}

std::string tally(std::span<const Finding> findings) {
  std::string text;
  for (const Verdict verdict : {Verdict::fail, Verdict::unsure, Verdict::pass, Verdict::not_assessed}) {
    const auto count = count_of(findings, verdict);
    if (count == 0) continue;
    std::string words(verdict_name(verdict));
    std::replace(words.begin(), words.end(), '_', ' ');
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + words;
  }
  return text;
}

std::string findings_panel(std::span<const Finding> findings) {
  std::string html = "<div class='findings'>";
  std::size_t number = 0;
  for (const Finding* problem : problems_of(findings)) html += problem_card(*problem, ++number);
  return html + passed_part(findings) + not_assessed_part(findings) + "</div>";
}

}  // namespace enrolkit
