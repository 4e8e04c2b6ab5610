// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "sdk/rules/policy_parts.hpp"

namespace enrolkit {
namespace {

using Need = JsonReader::Need;

Decision decision_of(std::string_view name) {
  for (const Decision decision : {Decision::required, Decision::not_taken, Decision::exempt, Decision::reuse}) {
    if (decision_name(decision) == name) return decision;
  }
  return Decision::not_taken;
}

template <class Entry>
void check_decides(JsonReader& reader, std::string_view list, const std::vector<Entry>& entries) {
  std::vector<const When*> whens;
  for (const Entry& entry : entries) whens.push_back(&entry.when);
  check_first_match(reader, list, whens);
}

std::vector<SampleRule> read_samples(JsonReader& parent, std::string_view sample, PolicyNames& names) {
  std::vector<SampleRule> rules;
  parent.objects(sample, [&](JsonReader& reader) {
    SampleRule rule;
    rule.when = read_when(reader, names);
    rule.decision = decision_of(reader.choice("decision", {"required", "not_taken", "exempt", "reuse"}));
    rule.equipment = reader.text("equipment", Need::optional);
    rule.rule = read_rule(reader, names);
    rules.push_back(std::move(rule));
  });
  check_decides(parent, sample, rules);
  return rules;
}

std::vector<Demand> read_demands(JsonReader& parent, PolicyNames& names) {
  std::vector<Demand> demands;
  parent.objects("demands", [&](JsonReader& reader) {
    Demand demand;
    demand.when = read_when(reader, names);
    if (!reader.has("need")) reader.fail("need", "is missing");
    demand.need = read_when(reader, names, "need");
    demand.otherwise = reader.text("otherwise", Need::optional);
    demand.rule = read_rule(reader, names);
    demands.push_back(std::move(demand));
  });
  return demands;
}

std::vector<ValidityRule> read_validity(JsonReader& parent, std::string_view key, PolicyNames& names) {
  std::vector<ValidityRule> rules;
  parent.objects(key, [&](JsonReader& reader) {
    ValidityRule rule;
    rule.when = read_when(reader, names);
    rule.of_record = reader.boolean("of_record", Need::optional);
    rule.at_most = reader.boolean("at_most", Need::optional);
    if (!rule.of_record) reader.object("period", [&](JsonReader& period) { rule.period = read_period(period); });
    rule.rule = read_rule(reader, names);
    rules.push_back(std::move(rule));
  });
  return rules;
}

std::vector<RetentionRule> read_retention(JsonReader& parent, PolicyNames& names) {
  std::vector<RetentionRule> rules;
  parent.objects("retention", [&](JsonReader& reader) {
    RetentionRule rule;
    reader.object("period", [&](JsonReader& period) { rule.period = read_period(period); });
    rule.on_request = reader.boolean("on_request", Need::optional);
    rule.until_used = reader.boolean("until_used", Need::optional);
    rule.uses = reader.texts("uses");
    rule.rule = read_rule(reader, names);
    if (rules.empty() && rule.on_request) reader.fail("on_request", "the first entry must hold without a request");
    rules.push_back(std::move(rule));
  });
  if (rules.empty()) parent.fail("retention", "how long the data is kept must be told");
  return rules;
}

std::vector<ReuseRule> read_reuse(JsonReader& parent, PolicyNames& names) {
  std::vector<ReuseRule> rules;
  if (!parent.has("reuse")) return rules;
  parent.objects("reuse", [&](JsonReader& reader) {
    ReuseRule rule;
    rule.of = reader.texts("of");
    rule.when = read_when(reader, names);
    rule.needed = reader.boolean("needed", Need::optional);
    rule.whole = reader.boolean("whole", Need::optional);
    rule.otherwise = reader.text("otherwise", Need::optional);
    rule.rule = read_rule(reader, names);
    if (rule.of.empty()) reader.fail("of", "at least one kind of application is expected");
    rules.push_back(std::move(rule));
  });
  return rules;
}

}  // namespace

ApplicationRules read_application(JsonReader& reader, PolicyNames& names) {
  ApplicationRules rules;
  rules.title = reader.text("title");
  rules.makes_document = reader.boolean("makes_document");
  reader.object("samples", [&](JsonReader& samples) {
    for (const Sample sample : {Sample::photo, Sample::signature, Sample::fingerprints}) {
      rules.samples[sample] = read_samples(samples, sample_name(sample), names);
    }
  });
  if (reader.has("presence")) {
    reader.objects("presence", [&](JsonReader& item) {
      PresenceRule rule;
      rule.when = read_when(item, names);
      rule.required = item.boolean("required");
      rule.rule = read_rule(item, names);
      rules.presence.push_back(std::move(rule));
    });
    check_decides(reader, "presence", rules.presence);
  }
  if (reader.has("demands")) rules.demands = read_demands(reader, names);
  rules.reuse = read_reuse(reader, names);
  if (reader.has("no_reuse")) rules.no_reuse = read_rule(reader, names, "no_reuse");
  if (reader.has("validity")) {
    rules.validity = read_validity(reader, "validity", names);
    check_decides(reader, "validity", rules.validity);
  }
  if (reader.has("validity_limits")) rules.validity_limits = read_validity(reader, "validity_limits", names);
  if (rules.makes_document && rules.validity.empty()) reader.fail("validity", "a document needs a validity");
  if (!rules.makes_document && !rules.validity.empty()) reader.fail("validity", "without a document nothing is valid");
  rules.retention = read_retention(reader, names);
  return rules;
}

}  // namespace enrolkit
