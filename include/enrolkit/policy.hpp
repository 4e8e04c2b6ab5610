// SPDX-License-Identifier: Apache-2.0
// A policy: the law of one country's passports as data. Named, versioned, checked when it is read; no rule of any
// country stands in code. The format is described by sdk/rules/policies/policy.schema.json.
//
// A policy is a table of rules (what it says, its source) and, for each kind of application, lists of entries that say
// under which condition which rule holds. Of the lists `samples`, `presence` and `validity` the first entry whose
// condition holds decides; of `demands` and `validity_limits` all that hold count.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/date.hpp"
#include "enrolkit/finding.hpp"
#include "enrolkit/records.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

enum class Sample : std::uint8_t { photo, signature, fingerprints };
enum class Decision : std::uint8_t {
  required,
  not_taken,  // must not be taken, and not be stored when offered
  exempt,     // would be required, but cannot be given
  reuse,      // the retained sample is used, nothing is captured
};
[[nodiscard]] std::string_view sample_name(Sample sample) noexcept;        // "photo", "signature", "fingerprints"
[[nodiscard]] std::string_view decision_name(Decision decision) noexcept;  // "required", ...

// Ages above this are taken for a typing mistake: nobody on record lived longer than 122 years.
inline constexpr int kMaxAge = 125;
inline constexpr int kNoAgeLimit = kMaxAge + 1;

struct Rule {
  std::string id;    // lasting name within the policy: "fingerprints-from-12"
  std::string says;  // one or two English sentences, for the counter
  std::string source;
  bool verified = false;  // true: read in that source; false: recalled or a reading of the project
};

// A span of calendar time. Its last day is the day of the same number in the last month, or that month's last day.
struct Period {
  int years = 0;
  int months = 0;
  int days = 0;
};
[[nodiscard]] Date last_day(Date from, const Period& period);  // the day on which a period that runs from `from` ends
[[nodiscard]] std::string period_text(const Period& period);   // "3 months", "1 year", "90 days"

// What a front end tells or asks: "registered", "where", "photo_origin", ... Each policy names its own.
enum class InputType : std::uint8_t { choice, text, number, date };
struct Input {
  InputType type = InputType::choice;
  std::string question;             // for the counter
  std::vector<std::string> values;  // of a choice, in the order in which they are offered
};

// True when the input has one of `values` (of a text, "*" stands for any), is at least `at_least`, is a day not longer
// ago than `within` and not in the future, or a day that has not passed.
struct InputTest {
  std::string input;
  std::vector<std::string> values;
  std::optional<int> at_least;
  std::optional<Period> within;
  bool not_passed = false;
};

// All of it must hold. Besides the policy's inputs it may test what the engine knows: `reuse` (yes, no: the applicant's
// retained samples are used), `keep_on_request` (yes, no), `record_expiry` (the day of the original's expiry).
struct When {
  int age_from = 0;
  int age_below = kNoAgeLimit;  // exclusive
  std::vector<InputTest> inputs;
};

struct SampleRule {
  When when;
  Decision decision = Decision::not_taken;
  std::string equipment;  // that taking it needs at the counter: "fingerprint-reader"; empty: none
  Rule rule;
};

struct PresenceRule {
  When when;
  bool required = false;
  Rule rule;
};

// Where `when` holds, `need` must hold too, or the application is not admissible.
struct Demand {
  When when;
  When need;
  Rule rule;
  std::string otherwise;  // what to tell whom it refuses; may be empty
};

struct ValidityRule {
  When when;
  Period period;
  bool at_most = false;    // the authority may make it shorter
  bool of_record = false;  // the original's expiry date instead of a period
  Rule rule;
};

struct RetentionRule {
  Period period;                  // from the day of the application (or capture)
  bool on_request = false;        // only when the applicant asked for it
  bool until_used = false;        // ends when the data is used once
  std::vector<std::string> uses;  // kinds of application that may use the data in this time; empty: none
  Rule rule;
};

struct ReuseRule {
  std::vector<std::string> of;  // kinds of application whose retained samples may be used
  When when;
  bool needed = false;    // without such a record the application is not admissible
  bool whole = false;     // nothing is reused when the record lacks a sample that is required
  std::string otherwise;  // what to tell whom it refuses; may be empty
  Rule rule;
};

struct ApplicationRules {
  std::string title;           // for the counter: "Pre-registration of biometric data"
  bool makes_document = true;  // false: nothing is encoded for a chip yet
  std::map<Sample, std::vector<SampleRule>> samples;
  std::vector<PresenceRule> presence;
  std::vector<Demand> demands;
  std::vector<ReuseRule> reuse;
  std::optional<Rule> no_reuse;  // why other retained samples are never used
  std::vector<ValidityRule> validity;
  std::vector<ValidityRule> validity_limits;  // the earliest of those that hold cuts the validity
  std::vector<RetentionRule> retention;       // the first always holds
};

// In the smallest unit of the currency, from a day on.
struct Fee {
  std::vector<std::string> applications;
  When when;
  int cents = 0;
  std::string currency;
  Date from{};
  Rule rule;
};

// How long the document takes.
struct Term {
  When when;
  int working_days = 0;
  std::string runs_from;  // "application", "approval"
  Rule rule;
};

// A value of the input `where`, and what stands at its counter.
struct Place {
  std::vector<std::string> equipment;
  Rule rule;
};

// What a post does besides passports, without biometrics: for its front end to tell.
struct ServiceTerm {
  std::string channel;  // "post", "portal"
  int working_days = 0;
};
struct Service {
  std::string name;
  std::vector<std::string> asks;
  std::vector<ServiceTerm> terms;
  Rule rule;
};

// What an image on the chip may measure. A larger picture is scaled down to fit, never stretched.
struct ChipImageLimit {
  std::size_t max_bytes = 0;
  int max_width = 0;
  int max_height = 0;
};

// Whose birthday is missing in a common year.
struct LeapDayRule {
  bool first_of_march = true;  // false: 28 February
  Rule rule;
};

// Which findings an officer may override, with which reasons. A finding of severity law is in none of them.
struct OverrideSeverity {
  Severity severity = Severity::advice;
  bool second_officer = false;
  Rule rule;
};
struct OverrideException {
  std::vector<std::string> requirements;
  bool never = false;  // true: not to be overridden; false: a second officer agrees
  Rule rule;
};
struct OverrideReason {
  std::string code;  // lasting name, for the record
  std::string text;
  std::vector<std::string> requirements;  // that it may excuse; empty: any
};
struct OverrideRules {
  std::vector<OverrideSeverity> severities;  // those that may be overridden; empty: none
  std::vector<OverrideException> exceptions;
  std::vector<OverrideReason> reasons;
  int least_text = 0;  // letters that the officer writes at least
};

// When retained samples are the applicant's own. Of several entries the first decides whose members both applicants'
// files state, the last one in any case: all members are the same, or it is another person.
struct HolderRule {
  std::vector<std::string> same;  // of holder_members()
  Rule rule;
};
// The members of an applicant's file that may be held against each other.
[[nodiscard]] const std::vector<std::string>& holder_members();

struct Policy {
  std::string name;  // "be-passport-2026"
  std::string version;
  std::string issuing_state;  // of documents whose applicant's file does not say
  std::map<std::string, Rule> rules;
  LeapDayRule leap_day;
  std::vector<HolderRule> same_holder;  // empty: all members must be the same
  std::map<std::string, Input> inputs;
  std::map<std::string, ApplicationRules> applications;  // by kind: "ordinary", ...
  std::map<std::string, Place> places;                   // the values of the input `where`
  std::vector<Fee> fees;                                 // the last one that holds counts
  std::vector<Term> terms;                               // the first one that holds counts
  OverrideRules overrides;
  std::vector<Service> services;
  std::vector<Rule> duties;   // what always holds: privacy, evidence of destruction
  std::string photo_profile;  // names of the profiles that judge the samples
  std::string finger_profile;
  int finger_count = 2;
  int finger_attempts = 3;                // with one finger, before the next of the hand is asked for
  std::vector<std::string> finger_order;  // "index", "middle", ...: which finger of a hand, the first the best
  ChipImageLimit portrait;
  ChipImageLimit finger;
  FingerImageFormat finger_format = FingerImageFormat::jpeg2000;
  ChipImageLimit signature;
};

// The policies that are compiled in, and one of them. Errors: not_found (lists the names).
[[nodiscard]] std::vector<std::string> builtin_policy_names();
[[nodiscard]] Result<Policy> builtin_policy(std::string_view name);

// Reads and checks a policy; `name` is used in messages. Errors: malformed or invalid_argument with line, column and
// key: not valid JSON, an unknown, missing or repeated key, a rule without a source, a rule that is named and not there
// or there and never named, ages that contradict each other, an entry that can never hold, an age for which nothing
// holds, a condition on an input that is not asked; too_large above kMaxPolicyBytes.
inline constexpr std::size_t kMaxPolicyBytes = 1U << 20U;  // thirty times the largest that we know
[[nodiscard]] Result<Policy> parse_policy(std::string_view json, std::string_view name);

}  // namespace enrolkit
#pragma GCC visibility pop
