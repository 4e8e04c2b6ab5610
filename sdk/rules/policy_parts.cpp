// SPDX-License-Identifier: Apache-2.0
#include "sdk/rules/policy_parts.hpp"

#include <algorithm>
#include <array>

namespace enrolkit {
namespace {

using Need = JsonReader::Need;

constexpr int kMaxCount = 1000;        // of a number that is counted at a counter
constexpr int kMaxCents = 100'000'00;  // a hundred thousand: more is a typing mistake
constexpr int kMaxWorkingDays = 260;   // a year
constexpr int kMaxYears = 100;         // of any period
const std::vector<std::string> kYesNo = {"yes", "no"};

// The input or fact of that name; nullptr with an error when there is none.
const Input* input_of(JsonReader& reader, const PolicyNames& names, const std::string& name, InputType type) {
  static const std::map<std::string, Input, std::less<>> facts = {
      {std::string(kReuseFact), {InputType::choice, "", kYesNo}},
      {std::string(kKeepFact), {InputType::choice, "", kYesNo}},
      {std::string(kRecordExpiryFact), {InputType::date, "", {}}}};
  const auto entry = names.inputs.find(name);
  const auto fact = facts.find(name);
  const Input* input = entry != names.inputs.end() ? &entry->second : fact != facts.end() ? &fact->second : nullptr;
  if (input == nullptr) {
    reader.fail(name, "is no input of this policy");
    return nullptr;
  }
  const bool texts = type == InputType::choice && (input->type == InputType::choice || input->type == InputType::text);
  if (!texts && input->type != type) {
    reader.fail(name, "this input is of another type");
    return nullptr;
  }
  return input;
}

void read_values(JsonReader& reader, const PolicyNames& names, When& when) {
  for (const std::string& name : reader.keys()) {
    InputTest test;
    test.input = name;
    test.values = reader.texts(name);
    const Input* input = input_of(reader, names, name, InputType::choice);
    if (input == nullptr) return;
    if (test.values.empty()) reader.fail(name, "at least one value is expected");
    for (const std::string& value : test.values) {
      if (input->type == InputType::choice && std::ranges::find(input->values, value) == input->values.end()) {
        reader.fail(name, "'" + value + "' is no value of this input");
      }
    }
    when.inputs.push_back(std::move(test));
  }
}

}  // namespace

Rule read_rule(JsonReader& reader, PolicyNames& names, std::string_view key) {
  const std::string id = reader.text(key);
  if (reader.error()) return {};
  const auto rule = names.rules.find(id);
  if (rule == names.rules.end()) {
    reader.fail(key, "'" + id + "' is no rule of this policy");
    return {};
  }
  names.used_rules.insert(id);
  return rule->second;
}

Period read_period(JsonReader& reader) {
  Period period;
  period.years = reader.integer("years", 0, kMaxYears, Need::optional);
  period.months = reader.integer("months", 0, kMaxYears * 12, Need::optional);
  period.days = reader.integer("days", 0, kMaxYears * 366, Need::optional);
  if (period.years + period.months + period.days == 0) reader.fail("", "a period of years, months or days is expected");
  return period;
}

When read_when(JsonReader& parent, const PolicyNames& names, std::string_view key) {
  When when;
  if (!parent.has(key)) return when;
  parent.object(key, [&](JsonReader& reader) {
    when.age_from = reader.integer("age_from", 0, kMaxAge, Need::optional);
    if (reader.has("age_below")) when.age_below = reader.integer("age_below", 1, kMaxAge);
    if (when.age_below <= when.age_from) {
      reader.fail("age_below", "no age is from " + std::to_string(when.age_from) + " on and below " +
                                   std::to_string(when.age_below));
    }
    if (reader.has("is")) reader.object("is", [&](JsonReader& is) { read_values(is, names, when); });
    if (reader.has("at_least")) {
      reader.object("at_least", [&](JsonReader& numbers) {
        for (const std::string& name : numbers.keys()) {
          const int least = numbers.integer(name, 0, kMaxCount);
          if (input_of(numbers, names, name, InputType::number) == nullptr) return;
          when.inputs.push_back({name, {}, least, std::nullopt, false});
        }
      });
    }
    if (reader.has("within")) {
      reader.object("within", [&](JsonReader& days) {
        for (const std::string& name : days.keys()) {
          if (input_of(days, names, name, InputType::date) == nullptr) return;
          days.object(name, [&](JsonReader& period) {
            when.inputs.push_back({name, {}, std::nullopt, read_period(period), false});
          });
        }
      });
    }
    if (reader.has("not_passed")) {
      for (const std::string& name : reader.texts("not_passed")) {
        if (input_of(reader, names, name, InputType::date) == nullptr) return;
        when.inputs.push_back({name, {}, std::nullopt, std::nullopt, true});
      }
    }
  });
  return when;
}

std::vector<Fee> read_fees(JsonReader& parent, PolicyNames& names) {
  std::vector<Fee> fees;
  if (!parent.has("fees")) return fees;
  parent.objects("fees", [&](JsonReader& reader) {
    Fee fee;
    fee.applications = reader.texts("applications");
    fee.when = read_when(reader, names);
    fee.cents = reader.integer("cents", 0, kMaxCents);
    fee.currency = reader.text("currency");
    fee.from = reader.date("from").value_or(Date{});
    fee.rule = read_rule(reader, names);
    if (fee.currency.size() != 3) reader.fail("currency", "a code of three letters such as EUR is expected");
    fees.push_back(std::move(fee));
  });
  return fees;
}

std::vector<Term> read_terms(JsonReader& parent, PolicyNames& names) {
  std::vector<Term> terms;
  if (!parent.has("terms")) return terms;
  parent.objects("terms", [&](JsonReader& reader) {
    Term term;
    term.when = read_when(reader, names);
    term.working_days = reader.integer("working_days", 0, kMaxWorkingDays);
    term.runs_from = reader.choice("runs_from", {"application", "approval"});
    term.rule = read_rule(reader, names);
    terms.push_back(std::move(term));
  });
  return terms;
}

std::vector<Service> read_services(JsonReader& parent, PolicyNames& names) {
  std::vector<Service> services;
  if (!parent.has("services")) return services;
  parent.objects("services", [&](JsonReader& reader) {
    Service service;
    service.name = reader.text("name");
    service.asks = reader.texts("asks");
    reader.objects("terms", [&](JsonReader& term) {
      service.terms.push_back({term.text("channel"), term.integer("working_days", 0, kMaxWorkingDays)});
    });
    service.rule = read_rule(reader, names);
    services.push_back(std::move(service));
  });
  return services;
}

std::map<std::string, Place> read_places(JsonReader& parent, PolicyNames& names) {
  std::map<std::string, Place> places;
  if (!parent.has("places")) return places;
  parent.members("places", [&](const std::string& name, JsonReader& reader) {
    Place place;
    place.equipment = reader.texts("equipment");
    place.rule = read_rule(reader, names);
    places.emplace(name, std::move(place));
  });
  return places;
}

}  // namespace enrolkit
