// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/report.hpp"
#include "sdk/report/json_parts.hpp"

namespace enrolkit {
namespace {

Json date_json(const std::optional<Date>& date) { return date ? Json(format_date(*date)) : Json(nullptr); }

// `object` and why it is so.
Json with(Json object, const Explanation& why) {
  object["rule"] = why.rule;
  object["reason"] = why.reason;
  object["source"] = why.source;
  object["verified"] = why.verified;
  object["changes_on"] = date_json(why.changes_on);
  object["changes_to"] = why.changes_on ? Json(why.changes_to) : Json(nullptr);
  return object;
}

Json retention_json(const Retention& retention) {
  Json spans = Json::array();
  for (const RetentionSpan& span : retention.spans) {
    spans.push_back(with({{"until", format_date(span.until)}, {"uses", span.uses}}, span));
  }
  Json object =
      with({{"until", format_date(retention.until)}, {"destroy_from", format_date(retention.destroy_from)}}, retention);
  object["spans"] = std::move(spans);
  return object;
}

Json reuse_json(const ReuseAnswer& reuse) {
  Json samples = Json::array();
  for (const Sample sample : reuse.samples) samples.push_back(sample_name(sample));
  return with({{"allowed", reuse.allowed}, {"until", date_json(reuse.until)}, {"samples", std::move(samples)}}, reuse);
}

}  // namespace

Json rules_object(const RulesAnswer& answer) {
  Json samples = Json::array();
  for (const SampleDecision& decision : answer.samples) {
    samples.push_back(
        with({{"sample", sample_name(decision.sample)}, {"decision", decision_name(decision.decision)}}, decision));
  }
  Json demands = Json::array();
  for (const DemandAnswer& demand : answer.demands) {
    demands.push_back(
        with({{"what", demand.what}, {"standing", standing_name(demand.standing)}, {"inputs", demand.inputs}}, demand));
  }
  Json duties = Json::array();
  for (const Rule& duty : answer.duties) {
    duties.push_back({{"rule", duty.id}, {"says", duty.says}, {"source", duty.source}, {"verified", duty.verified}});
  }
  Json object = {{"policy", {{"name", answer.policy}, {"version", answer.policy_version}}},
                 {"application", answer.application},
                 {"title", answer.title},
                 {"on", format_date(answer.on)},
                 {"age", answer.age},
                 {"admissible", answer.admissible},
                 {"admissible_changes_on", date_json(answer.admissible_changes_on)},
                 {"samples", std::move(samples)},
                 {"makes_document", answer.makes_document}};
  object["birthday"] = answer.birthday ? with(Json::object(), *answer.birthday) : Json(nullptr);
  object["presence"] =
      answer.presence ? with({{"required", answer.presence->required}}, *answer.presence) : Json(nullptr);
  object["reuse"] = answer.reuse ? reuse_json(*answer.reuse) : Json(nullptr);
  object["validity"] = answer.validity ? with({{"expiry", date_json(answer.validity->expiry)},
                                               {"length", answer.validity->length},
                                               {"at_most", answer.validity->at_most}},
                                              *answer.validity)
                                       : Json(nullptr);
  object["retention"] = retention_json(answer.retention);
  object["conditions"] = answer.conditions;
  object["demands"] = std::move(demands);
  object["fee"] = answer.fee ? with({{"cents", answer.fee->cents}, {"currency", answer.fee->currency}}, *answer.fee)
                             : Json(nullptr);
  object["term"] =
      answer.term
          ? with({{"working_days", answer.term->working_days}, {"runs_from", answer.term->runs_from}}, *answer.term)
          : Json(nullptr);
  object["duties"] = std::move(duties);
  return object;
}

std::string rules_json(const RulesAnswer& answer) {
  Json document = document_of("rules");
  document.update(rules_object(answer));
  return line_of(document);
}

}  // namespace enrolkit
