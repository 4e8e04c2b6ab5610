// SPDX-License-Identifier: Apache-2.0
// The rules applied: which samples an applicant gives, whether the application is admissible, how long the document
// lives and the data is kept; each with its rule, its source and the day on which the answer would be another one.
//
// All functions are pure and safe on any thread. Days are calendar dates: no time of day, no time zone.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/date.hpp"
#include "enrolkit/finger.hpp"
#include "enrolkit/policy.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// What is still kept of an earlier application: a pre-registration, or the original of a duplicate.
struct RetainedRecord {
  std::string kind;              // of application
  Date applied_on{};             // the day of the application; of a pre-registration: of the capture
  bool keep_on_request = false;  // the applicant asked for the longer retention
  std::optional<Date> expiry;    // of the document it made
  std::optional<Date> used_on;   // when another application used it
  std::optional<Date> destroyed_on;
  std::optional<std::vector<Sample>> samples;  // that it holds; empty: those that were required at the age of then
};

struct RulesQuestion {
  std::string application = "ordinary";
  Date birth{};
  Date on{};                     // the day of the application
  bool keep_on_request = false;  // the applicant asks for the longer retention
  std::optional<RetainedRecord> record;
  std::map<std::string, std::string> inputs;  // by the names that the policy asks; what is absent is not known
};

// Why an answer is as it is.
struct Explanation {
  std::string rule;  // its id in the policy
  std::string reason;
  std::string source;
  bool verified = false;           // see Rule
  std::optional<Date> changes_on;  // the first later day of application on which the answer would be another one
  std::string changes_to;          // what it would then be; empty without such a day
};

struct SampleDecision : Explanation {
  Sample sample = Sample::photo;
  Decision decision = Decision::not_taken;
  std::string equipment;  // that taking it needs
};

struct PresenceAnswer : Explanation {
  bool required = true;
};

enum class Standing : std::uint8_t {
  met,
  open,     // not known yet: ask `inputs`
  refused,  // the application is not admissible
};
[[nodiscard]] std::string_view standing_name(Standing standing) noexcept;  // "met", "open", "refused"

struct DemandAnswer : Explanation {
  std::string what;
  Standing standing = Standing::open;
  std::vector<std::string> inputs;  // whose value is not known
};

struct ValidityAnswer : Explanation {
  std::optional<Date> expiry;  // empty: the original's is not known
  std::string length;          // "7 years"; "as the original"
  bool at_most = false;        // the authority may make it shorter
};

// One span in which the data is kept, and for which kinds of application it may be used then.
struct RetentionSpan : Explanation {
  Date until{};  // its last day
  std::vector<std::string> uses;
};

struct Retention : Explanation {     // the explanation of the longest span
  Date until{};                      // the last day on which the data is kept
  Date destroy_from{};               // from this day on it is due for destruction; the day of use where one use ends it
  std::vector<RetentionSpan> spans;  // each from the application on
};

struct ReuseAnswer : Explanation {
  bool allowed = false;
  std::vector<Sample> samples;  // that the record holds and the application asks for
  std::optional<Date> until;    // the last day of application on which the record may be used
};

struct FeeAnswer : Explanation {
  int cents = 0;
  std::string currency;
};

struct TermAnswer : Explanation {
  int working_days = 0;
  std::string runs_from;
};

struct RulesAnswer {
  std::string policy;
  std::string policy_version;
  std::string application;
  std::string title;
  Date on{};
  int age = 0;
  std::optional<Explanation> birthday;  // of who was born on 29 February: which day counts in a common year
  bool admissible = true;               // no demand is refused
  std::optional<Date> admissible_changes_on;
  std::vector<SampleDecision> samples;  // photo, signature, fingerprints
  std::optional<PresenceAnswer> presence;
  std::optional<ReuseAnswer> reuse;  // of the record in the question
  bool makes_document = true;
  std::optional<Date> expiry;  // of the document; empty: the application makes none, or the original's is not known
  std::optional<ValidityAnswer> validity;  // and why
  Date retain_until{};
  Retention retention;
  std::vector<DemandAnswer> demands;    // refused ones first, then open, then met
  std::vector<std::string> conditions;  // what must be there besides the samples: the demands, as sentences
  std::optional<FeeAnswer> fee;         // empty: the policy knows none
  std::optional<TermAnswer> term;
  std::vector<Rule> duties;
};

// Errors: invalid_argument: a birth date after `on`, an age above kMaxAge, an unknown kind of application, an input
// that the policy does not ask or a value that it does not know, a record that is younger than the application or older
// than the applicant. An application that the rules refuse is a good answer, with `admissible` false.
[[nodiscard]] Result<RulesAnswer> apply_rules(const Policy& policy, const RulesQuestion& question);
[[nodiscard]] Result<RulesAnswer> apply_rules(const Policy& policy, std::string_view application, Date birth, Date on);

// How long the data of an application is kept, why, and for what it may be used in that time. `used_on`: the day on
// which another application used it, where the policy lets one use end it. What is kept because of a request needs the
// request: `keep_on_request` of a kind that offers none changes nothing. Errors: invalid_argument (an unknown kind, a
// use before the application).
[[nodiscard]] Result<Retention> retention_of(const Policy& policy, std::string_view kind, Date applied_on,
                                             bool keep_on_request, std::optional<Date> used_on = std::nullopt);

// Whether the samples of `record` may be used for the application of `question` (whose own `record` is not looked at).
// `reason` says why or why not. Errors: those of apply_rules.
[[nodiscard]] Result<ReuseAnswer> may_reuse(const Policy& policy, const RetainedRecord& record,
                                            const RulesQuestion& question);

// Completed years by the policy's rule for 29 February, and the day on which they are completed.
[[nodiscard]] int age_on(const Policy& policy, Date birth, Date on);
[[nodiscard]] Date birthday(const Policy& policy, Date birth, int years);

}  // namespace enrolkit
#pragma GCC visibility pop
