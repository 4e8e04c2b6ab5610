// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "enrolkit/retained.hpp"
#include "sdk/dossier/dossier_record.hpp"
#include "sdk/dossier/store_parts.hpp"

namespace enrolkit {
namespace {

Error refused(const DossierEntry& entry, const std::string& reason, const Explanation& rule) {
  return {ErrorCode::refused_by_rules, "dossier " + entry.id + ": its samples may not be used: " + reason + " (rule " +
                                           rule.rule + "; " + rule.source + ")"};
}

// What the rules say of it, and where they forbid it, why.
Result<RulesAnswer> ask(const DossierEntry& entry, const RetainedRecord& record, const Applicant& applicant,
                        const Policy& policy) {
  RulesQuestion question = question_of(applicant, policy);
  question.record = record;
  auto answer = apply_rules(policy, question);
  if (!answer) return answer.error();
  if (!answer->reuse->allowed) return refused(entry, answer->reuse->reason, *answer->reuse);
  for (const DemandAnswer& demand : answer->demands) {
    if (demand.standing == Standing::refused) return refused(entry, demand.reason, demand);
  }
  return answer;
}

// The document is the original's, with its expiry date, and not one of its own.
bool duplicates(const Applicant& applicant, const Policy& policy) {
  const auto rules = policy.applications.find(applicant.application.kind);
  if (rules == policy.applications.end()) return false;
  const auto& validity = rules->second.validity;
  return std::any_of(validity.begin(), validity.end(), [](const ValidityRule& rule) { return rule.of_record; });
}

std::string member_of(const Applicant& applicant, const std::string& member) {
  if (member == "personal_number") return applicant.personal_number;
  if (member == "surname") return applicant.surname;
  if (member == "given_names") return applicant.given_names;
  if (member == "birth_date") return format_date(applicant.birth_date);
  if (member == "nationality") return applicant.nationality;
  return applicant.place_of_birth;
}

// What differs between two that may be the same person.
struct Comparison {
  std::vector<std::string> differences;
  std::string other;  // the first member that tells two persons apart; empty: it is one person
  Rule rule;          // that decided
};

Comparison compare(const Applicant& then, const Applicant& now, const Policy& policy) {
  Comparison result;
  const auto differs = [&](const std::string& member) { return member_of(then, member) != member_of(now, member); };
  const auto known = [&](const std::string& member) {
    return !member_of(then, member).empty() && !member_of(now, member).empty();
  };
  const std::vector<HolderRule> strictest = {{holder_members(), {}}};
  const auto& rules = policy.same_holder.empty() ? strictest : policy.same_holder;
  const auto told = std::find_if(rules.begin(), rules.end() - 1, [&](const HolderRule& rule) {
    return std::all_of(rule.same.begin(), rule.same.end(), known);
  });
  const auto other = std::find_if(told->same.begin(), told->same.end(), differs);
  if (other != told->same.end()) result.other = *other;
  result.rule = told->rule;
  for (const std::string& member : holder_members()) {
    if (differs(member)) result.differences.push_back(member);
  }
  return result;
}

Result<RetainedRecord> record_of(DossierStore& store, const DossierEntry& entry) {
  RetainedRecord record;
  record.kind = entry.terms.application;
  record.applied_on = entry.terms.date;
  record.keep_on_request = entry.terms.keep_seven_years;
  if (entry.state >= DossierState::destroying) record.destroyed_on = store::local_date(entry.changed);
  const auto events = store.events(entry.id);
  if (!events) return events.error();
  for (const AuditEvent& event : *events) {
    if (event.event == kSamplesUsed && !record.used_on) record.used_on = store::local_date(event.time);
  }
  return record;
}

void add_samples(std::vector<FileEntry>& files, const DossierRecord& record, RetainedSamples& retained) {
  const auto take = [&](const std::string& path) -> std::optional<SampleFile> {
    const auto file = std::find_if(files.begin(), files.end(),
                                   [&](const FileEntry& one) { return one.path == path && !path.empty(); });
    if (file == files.end()) return std::nullopt;
    return SampleFile{file->path, std::move(file->bytes)};
  };
  std::vector<Sample> held;
  if ((retained.photo = take(record.photo))) held.push_back(Sample::photo);
  if ((retained.signature = take(record.signature))) held.push_back(Sample::signature);
  for (const auto& [position, path] : record.fingers) {
    if (auto print = take(path)) retained.fingers[position] = *std::move(print);
  }
  if (!retained.fingers.empty()) held.push_back(Sample::fingerprints);
  retained.record.samples = std::move(held);
}

}  // namespace

Result<RetainedSamples> retained_samples(DossierStore& store, std::string_view id, const Applicant& applicant,
                                         const Policy& policy) {
  const auto entry = store.find(id);
  if (!entry) return entry.error();
  if (entry->state == DossierState::open) {
    return Error{ErrorCode::invalid_argument,
                 "dossier " + entry->id + ": its session is not finished: there is nothing retained to be used"};
  }
  auto terms = record_of(store, *entry);
  if (!terms) return terms.error();
  // First what stands in the open: whoever may not use it does not get it decrypted.
  auto rules = ask(*entry, *terms, applicant, policy);
  if (!rules) return rules.error();

  const bool duplicate = duplicates(applicant, policy);
  auto dossier = store.get(entry->id, duplicate ? DossierUse::duplicate : DossierUse::production);
  if (!dossier) return dossier.error();
  const auto record = record_among(dossier->files);
  if (!record) return record.error();
  if (const Status whole = check_listed(dossier->files, *record); !whole) return whole.error();
  const auto then = parse_applicant(record->applicant, "dossier.json");
  if (!then) return then.error();
  const Comparison holder = compare(*then, applicant, policy);
  if (!holder.other.empty()) {
    Explanation why = *rules->reuse;
    if (!holder.rule.id.empty()) {
      why.rule = holder.rule.id;
      why.reason = holder.rule.says;
      why.source = holder.rule.source;
    }
    return refused(*entry, "they are another person's, for " + holder.other + " is not the same. " + why.reason, why);
  }
  if (duplicate && record->verdict != overall_name(Overall::compliant)) {
    return refused(*entry,
                   "its verdict is " + record->verdict + ", so that no document was produced of which there " +
                       "could be a duplicate. " + rules->reuse->reason,
                   *rules->reuse);
  }
  RetainedSamples retained;
  retained.dossier = entry->id;
  retained.record = *std::move(terms);
  retained.record.expiry = record->expiry;
  retained.overrides = record->overrides;
  retained.differences = holder.differences;
  add_samples(dossier->files, *record, retained);
  rules = ask(*entry, retained.record, applicant, policy);  // with its expiry date, and what it holds
  if (!rules) return rules.error();
  return retained;
}

Result<std::optional<RetainedUse>> retained_use(DossierStore& store, const Enrolment& enrolment, const Policy& policy) {
  if (enrolment.retained.empty()) return std::optional<RetainedUse>();
  const auto entry = store.find(enrolment.retained);
  if (!entry) return entry.error();
  const RulesAnswer& by = enrolment.rules;
  RetainedUse use{entry->id, "for the " + by.application + " application of " + format_date(by.on), {}};
  if (const auto kind = policy.applications.find(entry->terms.application); kind != policy.applications.end()) {
    const auto& rules = kind->second.retention;
    const auto once =
        std::find_if(rules.begin(), rules.end(), [](const RetentionRule& rule) { return rule.until_used; });
    if (once != rules.end()) use.ends = once->rule.id;
  }
  return std::optional(std::move(use));
}

}  // namespace enrolkit
