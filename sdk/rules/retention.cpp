// SPDX-License-Identifier: Apache-2.0
// How long the data of an application is kept, and for what it may be used in that time.
#include <algorithm>

#include "sdk/rules/moment.hpp"

namespace enrolkit {

Retention retention_in(const ApplicationRules& rules, Date applied_on, bool keep_on_request,
                       std::optional<Date> used_on) {
  Retention retention;
  bool offered = false;
  for (const RetentionRule& rule : rules.retention) {
    offered = offered || rule.on_request;
    if (rule.on_request && !keep_on_request) continue;
    auto span = explained<RetentionSpan>(rule.rule);
    span.until = last_day(applied_on, rule.period);
    span.uses = rule.uses;
    Date destroy_from = next_day(span.until);
    if (rule.until_used && used_on && *used_on <= span.until) {
      span.until = *used_on;
      span.reason += " It was used on " + format_date(*used_on) + ".";
      destroy_from = *used_on;
    }
    if (retention.spans.empty() || span.until > retention.until) {
      static_cast<Explanation&>(retention) = span;
      retention.until = span.until;
      retention.destroy_from = destroy_from;
    }
    retention.spans.push_back(std::move(span));
  }
  if (keep_on_request && !offered) {
    retention.reason += " A longer retention on request is not offered for this kind of application.";
  }
  return retention;
}

Result<Retention> retention_of(const Policy& policy, std::string_view kind, Date applied_on, bool keep_on_request,
                               std::optional<Date> used_on) {
  const auto rules = policy.applications.find(std::string(kind));
  if (rules == policy.applications.end()) {
    return Error{ErrorCode::invalid_argument,
                 "'" + std::string(kind) + "' is no kind of application of policy " + policy.name};
  }
  if (!applied_on.ok()) return Error{ErrorCode::invalid_argument, "the day of the application is missing"};
  if (used_on && *used_on < applied_on) {
    return Error{ErrorCode::invalid_argument, "the data of an application of " + format_date(applied_on) +
                                                  " cannot have been used on " + format_date(*used_on)};
  }
  return retention_in(rules->second, applied_on, keep_on_request, used_on);
}

}  // namespace enrolkit
