// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "enrolkit/retained.hpp"
#include "sdk/dossier/dossier_record.hpp"

namespace enrolkit {
namespace {

constexpr const char* kUsed = "samples_used";

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

// What differs between two that may be the same person; the first that tells two persons apart is `other`.
struct Comparison {
  std::vector<std::string> differences;
  std::string other;
};

Comparison compare(const DossierRecord& record, const Applicant& applicant) {
  Comparison result;
  const bool numbers = !record.personal_number.empty() && !applicant.personal_number.empty();
  if (numbers && record.personal_number != applicant.personal_number) result.other = "personal_number";
  for (const auto& [what, differs] : {std::pair("surname", record.surname != applicant.surname),
                                      {"given_names", record.given_names != applicant.given_names},
                                      {"birth_date", record.birth != applicant.birth_date}}) {
    if (!differs) continue;
    result.differences.emplace_back(what);
    if (!numbers && result.other.empty()) result.other = what;
  }
  return result;
}

Result<RetainedRecord> record_of(DossierStore& store, const DossierEntry& entry) {
  RetainedRecord record;
  record.kind = entry.terms.application;
  record.applied_on = entry.terms.date;
  record.keep_on_request = entry.terms.keep_seven_years;
  const auto day = [](AuditTime time) { return Date(std::chrono::floor<std::chrono::days>(time)); };
  if (entry.state >= DossierState::destroying) record.destroyed_on = day(entry.changed);
  const auto events = store.events(entry.id);
  if (!events) return events.error();
  for (const AuditEvent& event : *events) {
    if (event.event == kUsed && !record.used_on) record.used_on = day(event.time);
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
  const Comparison holder = compare(*record, applicant);
  if (!holder.other.empty()) {
    return refused(*entry,
                   "they are another person's, for " + holder.other + " is not the same. " + rules->reuse->reason,
                   *rules->reuse);
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

Status settle_retained(DossierStore& store, std::string_view id, const RulesAnswer& used_by, const Policy& policy) {
  const auto entry = store.find(id);
  if (!entry) return entry.error();
  const std::string use = "for the " + used_by.application + " application of " + format_date(used_by.on);
  if (Status noted = store.note(entry->id, {kUsed, use}); !noted) return noted;
  const auto kind = policy.applications.find(entry->terms.application);
  if (kind == policy.applications.end()) return {};
  for (const RetentionRule& rule : kind->second.retention) {
    if (!rule.until_used) continue;
    const auto evidence = store.destroy(entry->id, "used " + use + " (rule " + rule.rule.id + ")");
    return evidence ? Status{} : Status(evidence.error());
  }
  return {};
}

}  // namespace enrolkit
