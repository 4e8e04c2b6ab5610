// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdio>
#include <map>

#include "samples/cli/command.hpp"
#include "samples/cli/rules_text.hpp"

namespace enrolkit::cli {
namespace {

// Options that give an input of the policy its value; `yes` of a flag.
struct InputOption {
  const char* option;
  const char* input;
  const char* flag_value;  // nullptr: the option takes a value
  const char* help;
};
constexpr std::array kInputOptions = {
    InputOption{"--registered", "registered", nullptr, "In the consular registers: permanent, temporary or no"},
    InputOption{"--where", "where", nullptr,
                "post-of-registration, other-post, mobile-kit, honorary-consulate, belgium, last-commune, ..."},
    InputOption{"--post", "post", nullptr, "The post's name: it decides the term of delivery"},
    InputOption{"--approved", "approved", "yes", "The post of registration has approved"},
    InputOption{"--urgent", "urgent", "yes", "The case is urgent"},
    InputOption{"--consent", "consent", nullptr,
                "Who signed for a minor: both-parents, guardianship, one-parent, none"},
    InputOption{"--guardian", "consent", "guardianship", "Guardianship is proved: as --consent guardianship"},
    InputOption{"--appears", "appears", nullptr, "yes: present in person; no: sent by post or handed in"},
    InputOption{"--photo-origin", "photo_origin", nullptr, "live, scanned or posted"},
    InputOption{"--photo-reason", "photo_scan_reason", nullptr, "Why the photo is scanned and not taken"},
    InputOption{"--photo-taken", "photo_taken_on", nullptr, "The day on which a posted photo was taken"},
    InputOption{"--photo-prints", "photo_prints", nullptr, "How many prints of a posted photo"},
    InputOption{"--fingers-impossible", "fingers_impossible", nullptr, "temporary or permanent"},
    InputOption{"--reason", "duplicate_reason", nullptr,
                "Of a duplicate: administrative-error, production-error, loss or theft"},
};

struct Options {
  std::string birth;
  std::string on;
  std::string application = "ordinary";
  std::string policy = "be-passport-2026";
  bool keep_seven_years = false;
  std::string pre_registered_on;
  std::string original_application;
  std::string original_kind = "ordinary";
  std::string original_issued;
  std::string original_expiry;
  std::vector<std::string> record_holds;
  std::string record_used;
  std::string record_destroyed;
  std::map<std::string, std::string> inputs;
  std::vector<std::string> more_inputs;
  bool validate = false;
  bool list = false;
  bool json = false;
};

Result<std::optional<Date>> optional_date(const std::string& option, const std::string& text) {
  if (text.empty()) return std::optional<Date>();
  const auto date = date_option(option, text);
  if (!date) return date.error();
  return std::optional<Date>(*date);
}

Status check_issue(const Options& options, const RetainedRecord& record, Date on) {
  const auto issued = optional_date("--original-issued", options.original_issued);
  if (!issued) return issued.error();
  if (*issued && (**issued < record.applied_on || **issued > on)) {
    return Error{ErrorCode::invalid_argument,
                 "--original-issued: " + options.original_issued + " does not lie between the two applications"};
  }
  return {};
}

Result<std::vector<Sample>> samples_of(const std::vector<std::string>& names) {
  std::vector<Sample> samples;
  for (const std::string& name : names) {
    const auto before = samples.size();
    for (const Sample sample : {Sample::photo, Sample::signature, Sample::fingerprints}) {
      if (sample_name(sample) == name) samples.push_back(sample);
    }
    if (samples.size() == before) {
      return Error{ErrorCode::invalid_argument,
                   "--record-holds: '" + name + "' is none of photo, signature, fingerprints"};
    }
  }
  return samples;
}

// The earlier application that the options tell of.
Result<std::optional<RetainedRecord>> record_of(const Options& options, Date on) {
  const bool pre_registered = !options.pre_registered_on.empty();
  const bool original = !options.original_application.empty();
  if (pre_registered && original) {
    return Error{ErrorCode::invalid_argument, "--pre-registered-on and --original-application exclude each other"};
  }
  if (!pre_registered && !original) {
    if (options.original_issued.empty() && options.original_expiry.empty()) return std::optional<RetainedRecord>();
    return Error{ErrorCode::invalid_argument,
                 "--original-application is required beside the original's other dates: its data is kept from then on"};
  }
  RetainedRecord record;
  record.kind = pre_registered ? "pre-registration" : options.original_kind;
  const auto applied = pre_registered ? date_option("--pre-registered-on", options.pre_registered_on)
                                      : date_option("--original-application", options.original_application);
  if (!applied) return applied.error();
  record.applied_on = *applied;
  record.keep_on_request = original && options.keep_seven_years;
  auto expiry = optional_date("--original-expiry", options.original_expiry);
  if (!expiry) return expiry.error();
  auto used = optional_date("--record-used", options.record_used);
  if (!used) return used.error();
  auto destroyed = optional_date("--record-destroyed", options.record_destroyed);
  if (!destroyed) return destroyed.error();
  record.expiry = *expiry;
  record.used_on = *used;
  record.destroyed_on = *destroyed;
  if (!options.record_holds.empty()) {
    auto samples = samples_of(options.record_holds);
    if (!samples) return samples.error();
    record.samples = *std::move(samples);
  }
  if (const Status issue = check_issue(options, record, on); !issue) return issue.error();
  return std::optional<RetainedRecord>(std::move(record));
}

Result<RulesQuestion> question_of(const Options& options) {
  RulesQuestion question;
  for (const auto& [option, text] : {std::pair{"--birth", &options.birth}, std::pair{"--on", &options.on}}) {
    if (text->empty()) return Error{ErrorCode::invalid_argument, std::string(option) + " is required"};
  }
  const auto birth = date_option("--birth", options.birth);
  if (!birth) return birth.error();
  const auto on = date_option("--on", options.on);
  if (!on) return on.error();
  question.application = options.application;
  question.birth = *birth;
  question.on = *on;
  question.inputs = options.inputs;
  for (const std::string& pair : options.more_inputs) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string::npos) {
      return Error{ErrorCode::invalid_argument, "--input: '" + pair + "' is not of the form NAME=VALUE"};
    }
    question.inputs[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  auto record = record_of(options, *on);
  if (!record) return record.error();
  question.record = *std::move(record);
  question.keep_on_request = options.keep_seven_years && options.original_application.empty();
  return question;
}

int run(const Options& options) {
  const auto policy = load_profile<Policy>(options.policy, builtin_policy, parse_policy);
  if (!policy) return report_error(policy.error());
  if (options.validate || options.list) {
    if (options.list) {
      std::fputs(policy_text(*policy).c_str(), stdout);
    } else {
      std::printf("%s: a valid policy (%s, version %s)\n", options.policy.c_str(), policy->name.c_str(),
                  policy->version.c_str());
    }
    return kCompliant;
  }
  const auto question = question_of(options);
  if (!question) return report_error(question.error());
  const auto answer = apply_rules(*policy, *question);
  if (!answer) return report_error(answer.error());
  std::fputs((options.json ? rules_json(*answer) + "\n" : rules_text(*answer)).c_str(), stdout);
  return answer->admissible ? kCompliant : kNotCompliant;
}

}  // namespace

void add_rules_command(Command app, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command =
      app.add_subcommand("rules", "Whether an application is admissible, which samples are taken, why, until when");
  command.add_option("--birth", options->birth, "Date of birth, such as 2014-11-22");
  command.add_option("--on", options->on, "Date of the application");
  command.add_option("--application", options->application,
                     "ordinary, provisional, pre-registration or duplicate, or another kind of the policy");
  command.add_option("--policy", options->policy, "Name of a policy, or a policy file (.json)");
  for (const InputOption& input : kInputOptions) {
    if (input.flag_value == nullptr) {
      command.add_option_function(
          input.option, [options, &input](const std::string& value) { options->inputs[input.input] = value; },
          input.help);
    } else {
      command.add_flag_callback(
          input.option, [options, &input] { options->inputs[input.input] = input.flag_value; }, input.help);
    }
  }
  command.add_option("--input", options->more_inputs, "NAME=VALUE: anything else that the policy asks (see --list)");
  command.add_flag("--keep-seven-years", options->keep_seven_years,
                   "The applicant asks for the longer retention; of a duplicate: asked for it at the original");
  command.add_option("--pre-registered-on", options->pre_registered_on, "Day of a pre-registration");
  command.add_option("--original-application", options->original_application,
                     "Day of the earlier application whose data is retained");
  command.add_option("--original-kind", options->original_kind, "Its kind; ordinary if not told");
  command.add_option("--original-issued", options->original_issued, "Day on which its document was issued");
  command.add_option("--original-expiry", options->original_expiry, "Expiry date of its document");
  command
      .add_option("--record-holds", options->record_holds,
                  "photo, signature, fingerprints: what the earlier data holds; else what its age asked")
      .delimiter(',');
  command.add_option("--record-used", options->record_used, "Day on which the earlier data was used");
  command.add_option("--record-destroyed", options->record_destroyed, "Day on which the earlier data was destroyed");
  command.add_flag("--validate", options->validate, "Only check the policy");
  command.add_flag("--list", options->list, "Only tell what the policy offers and asks");
  command.add_flag("--json", options->json, "One JSON document");
  command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace enrolkit::cli
