// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/rules_text.hpp"

#include <algorithm>
#include <cstdio>
#include <sstream>

namespace enrolkit::cli {
namespace {

constexpr std::size_t kWidth = 110;
constexpr std::size_t kIndent = 28;

std::string padded(std::string_view text, std::size_t width) {
  std::string result(text);
  result.append(result.size() < width ? width - result.size() : 0, ' ');
  return result + " ";
}

// Words in lines that begin at kIndent; the caller has written that much of the first.
std::string wrapped(const std::string& text) {
  std::istringstream words(text);
  std::string result;
  std::size_t column = kIndent;
  for (std::string word; words >> word;) {
    if (column > kIndent && column + 1 + word.size() > kWidth) {
      result += "\n" + std::string(kIndent, ' ');
      column = kIndent;
    }
    if (column > kIndent) {
      result += " ";
      ++column;
    }
    result += word;
    column += word.size();
  }
  return result + "\n";
}

std::string line(std::string_view what, std::string_view how, const std::string& text) {
  return "  " + padded(what, 13) + padded(how, 11) + wrapped(text);
}

std::string below(const std::string& text) { return std::string(kIndent, ' ') + wrapped(text); }

std::string spoken(std::string_view name) {
  std::string text(name);
  std::ranges::replace(text, '_', ' ');
  return text;
}

std::string why(const Explanation& answer) {
  std::string text = below("[" + answer.rule + ": " + answer.source + (answer.verified ? "]" : "; not verified]"));
  if (answer.changes_on) {
    text += below("would be '" + spoken(answer.changes_to) + "' for an application from " +
                  format_date(*answer.changes_on) + " on");
  }
  return text;
}

std::string verdict_text(const RulesAnswer& answer) {
  const auto of = [&](Standing standing) {
    return std::ranges::count_if(answer.demands,
                                 [&](const DemandAnswer& demand) { return demand.standing == standing; });
  };
  std::string text;
  if (!answer.admissible) {
    text = "NOT ADMISSIBLE";
    for (const DemandAnswer& demand : answer.demands) {
      if (demand.standing == Standing::refused) text += "\n  " + demand.reason;
    }
    text += "\n";
  } else {
    const auto open = of(Standing::open);
    text = open == 0 ? "ADMISSIBLE\n" : "ADMISSIBLE, if the " + std::to_string(open) + " open below are so\n";
  }
  if (answer.admissible_changes_on) {
    text += std::string("  This would ") + (answer.admissible ? "end" : "change") + " for an application on " +
            format_date(*answer.admissible_changes_on) + ".\n";
  }
  return text;
}

std::string demands_text(const RulesAnswer& answer) {
  if (answer.demands.empty()) return {};
  std::string text = "\nWhat must be so\n";
  for (const DemandAnswer& demand : answer.demands) {
    text +=
        line("", standing_name(demand.standing), demand.standing == Standing::refused ? demand.reason : demand.what);
    std::string asked;
    for (const std::string& input : demand.inputs) asked += (asked.empty() ? "" : ", ") + input;
    if (!asked.empty()) text += below("not told yet: " + asked);
    text += why(demand);
  }
  return text;
}

std::string document_text(const RulesAnswer& answer) {
  std::string text = "\nDocument and data\n";
  if (!answer.makes_document) text += line("document", "none", "This application makes no document yet.");
  if (answer.validity) {
    const std::string expiry = answer.expiry ? format_date(*answer.expiry) : std::string("unknown");
    text += line("valid until", expiry, answer.validity->reason) + why(*answer.validity);
  }
  text += line("kept until", format_date(answer.retain_until), answer.retention.reason) + why(answer.retention);
  if (answer.fee) {
    char amount[32];
    std::snprintf(amount, sizeof amount, "%d.%02d %s", answer.fee->cents / 100, answer.fee->cents % 100,
                  answer.fee->currency.c_str());
    text += line("fee", amount, answer.fee->reason) + why(*answer.fee);
  }
  if (answer.term) {
    text += line("ready in", std::to_string(answer.term->working_days) + " days",
                 answer.term->reason + " It runs from the " + answer.term->runs_from + ".") +
            why(*answer.term);
  }
  return text;
}

std::string type_text(const Input& input) {
  if (input.type == InputType::text) return "any text";
  if (input.type == InputType::number) return "a number";
  if (input.type == InputType::date) return "a date";
  std::string values;
  for (const std::string& value : input.values) values += (values.empty() ? "" : " | ") + value;
  return values;
}

}  // namespace

std::string rules_text(const RulesAnswer& answer) {
  std::string text = answer.title + " (" + answer.application + "), application on " + format_date(answer.on) + " at " +
                     std::to_string(answer.age) + " years; " + answer.policy + " version " + answer.policy_version +
                     "\n" + verdict_text(answer) + "\nWhat is taken\n";
  for (const SampleDecision& decision : answer.samples) {
    text +=
        line(sample_name(decision.sample), spoken(decision_name(decision.decision)), decision.reason) + why(decision);
  }
  if (answer.presence) {
    text += line("presence", answer.presence->required ? "required" : "not needed", answer.presence->reason) +
            why(*answer.presence);
  }
  if (answer.reuse) {
    text += line("earlier data", answer.reuse->allowed ? "usable" : "not usable", answer.reuse->reason) +
            why(*answer.reuse);
  }
  if (answer.birthday) text += line("birthday", "29 February", answer.birthday->reason) + why(*answer.birthday);
  return text + demands_text(answer) + document_text(answer);
}

std::string policy_text(const Policy& policy) {
  std::string text = policy.name + ", version " + policy.version + ", " + std::to_string(policy.rules.size()) +
                     " rules\n\nKinds of application\n";
  for (const auto& [kind, rules] : policy.applications) text += "  " + padded(kind, 25) + rules.title + "\n";
  text += "\nWhat it asks (--input NAME=VALUE)\n";
  for (const auto& [name, input] : policy.inputs) {
    text += "  " + padded(name, 25) + wrapped(input.question) + below(type_text(input));
  }
  if (!policy.services.empty()) text += "\nServices\n";
  for (const Service& service : policy.services) {
    text += "  " + padded(service.name, 25) + wrapped(service.rule.says);
    for (const ServiceTerm& term : service.terms) {
      text += below(term.channel + ": " + std::to_string(term.working_days) + " working days");
    }
  }
  return text;
}

}  // namespace enrolkit::cli
