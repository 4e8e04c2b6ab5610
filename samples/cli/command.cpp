// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/command.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace enrolkit::cli {
namespace {

std::string number_text(const std::optional<double>& value) {
  if (!value) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", *value);
  return text;
}

std::string limit_text(const Finding& finding) {
  if (finding.min && finding.max) return number_text(finding.min) + " .. " + number_text(finding.max);
  if (finding.min) return ">= " + number_text(finding.min);
  if (finding.max) return "<= " + number_text(finding.max);
  return "";
}

}  // namespace

int report_error(const Error& error) {
  std::string line = error.message;
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  std::fprintf(stderr, "enrolkit: %s\n", line.c_str());
  return kImpossible;
}

Result<Date> date_option(const std::string& option, const std::string& text) {
  auto date = parse_date(text);
  if (!date) return Error{date.error().code, option + ": " + date.error().message};
  return date;
}

Date today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  return Date{std::chrono::year(local.tm_year + 1900), std::chrono::month(static_cast<unsigned>(local.tm_mon) + 1),
              std::chrono::day(static_cast<unsigned>(local.tm_mday))};
}

int worse(int a, int b) { return std::max(a, b); }

int exit_code_of(Overall verdict) { return verdict == Overall::compliant ? kCompliant : kNotCompliant; }

void print_findings(std::string_view file, Overall verdict, const std::vector<Finding>& findings) {
  std::printf("%.*s: %s\n", static_cast<int>(file.size()), file.data(), std::string(overall_name(verdict)).c_str());
  for (const Finding& finding : findings) {
    std::printf("  %-13s %-22s %10s %-12s %-18s %s\n", std::string(verdict_name(finding.verdict)).c_str(),
                finding.requirement.c_str(), number_text(finding.value).c_str(), finding.unit.c_str(),
                limit_text(finding).c_str(), finding.message.c_str());
  }
}

}  // namespace enrolkit::cli
