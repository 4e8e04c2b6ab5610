// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  std::string birth;
  std::string on;
  std::string application = "ordinary";
  std::string policy = "be-passport-2026";
  bool json = false;
};

void print(const RulesAnswer& answer) {
  std::printf("%s, version %s: %s application on %s at %d years\n", answer.policy.c_str(),
              answer.policy_version.c_str(), answer.application.c_str(), format_date(answer.on).c_str(), answer.age);
  for (const SampleDecision& decision : answer.samples) {
    std::printf("  %-13s %-10s %s [%s]\n", std::string(sample_name(decision.sample)).c_str(),
                std::string(decision_name(decision.decision)).c_str(), decision.reason.c_str(),
                decision.source.c_str());
    if (decision.changes_on) std::printf("  %-24s changes on %s\n", "", format_date(*decision.changes_on).c_str());
  }
  if (answer.expiry) {
    std::printf("  valid until   %s %s\n", format_date(*answer.expiry).c_str(), answer.validity_reason.c_str());
  }
  std::printf("  data kept to  %s %s\n", format_date(answer.retain_until).c_str(), answer.retention_reason.c_str());
  for (const std::string& condition : answer.conditions) std::printf("  condition     %s\n", condition.c_str());
}

int run(const Options& options) {
  const auto policy = load_profile<Policy>(options.policy, builtin_policy, parse_policy);
  if (!policy) return report_error(policy.error());
  const auto birth = date_option("--birth", options.birth);
  if (!birth) return report_error(birth.error());
  const auto on = date_option("--on", options.on);
  if (!on) return report_error(on.error());
  const auto answer = apply_rules(*policy, options.application, *birth, *on);
  if (!answer) return report_error(answer.error());
  if (options.json) {
    std::printf("%s\n", rules_json(*answer).c_str());
  } else {
    print(*answer);
  }
  return kCompliant;
}

}  // namespace

void add_rules_command(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("rules", "Which samples an applicant gives, why, and when that changes");
  command->add_option("--birth", options->birth, "Date of birth, such as 2014-11-22")->required();
  command->add_option("--on", options->on, "Date of the application")->required();
  command->add_option("--application", options->application, "ordinary, provisional, pre-registration or duplicate");
  command->add_option("--policy", options->policy, "Name of a policy, or a policy file (.json)");
  command->add_flag("--json", options->json, "One JSON document");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace enrolkit::cli
