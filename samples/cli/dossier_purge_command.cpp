// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "samples/cli/dossier_options.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  StoreAccess access;
  std::string on;
  std::string confirm_date;
  bool dry_run = false;
  bool json = false;
};

// Who names today's date has looked at the clock.
Status confirm(const Options& options, DossierStore& store) {
  if (options.confirm_date.empty()) return {};
  const auto date = date_option("--confirm-date", options.confirm_date);
  if (!date) return date.error();
  if (*date != today()) {
    return Error{ErrorCode::invalid_argument, "--confirm-date " + options.confirm_date +
                                                  ": the clock of this machine says " + format_date(today()) +
                                                  "; set it right first"};
  }
  return store.confirm_clock();
}

Error with_remedy(const Error& error) {
  if (error.code != ErrorCode::refused_by_rules) return error;  // the clock
  return {error.code, error.message + " (--confirm-date " + format_date(today()) + ", when that is today)"};
}

void print(const PurgeReport& report) {
  for (const PurgedDossier& purged : report.destroyed) {
    std::printf("%s  %s  %s\n", purged.entry.id.c_str(), std::string(dossier_state_name(purged.entry.state)).c_str(),
                purged.rule.c_str());
  }
  std::printf("%s: %zu %s, %lld kept, %lld of them for a duplicate only\n", format_date(report.on).c_str(),
              report.destroyed.size(), report.dry_run ? "would be destroyed" : "destroyed",
              static_cast<long long>(report.kept), static_cast<long long>(report.kept_for_duplicate));
  print_problems(report.problems);
}

int run(const Options& options) {
  if (!options.on.empty() && !options.dry_run) {
    return report_error({ErrorCode::invalid_argument, "--on " + options.on + ": only a --dry-run takes a date"});
  }
  const auto on = options.on.empty() ? Result<Date>(today()) : date_option("--on", options.on);
  if (!on) return report_error(on.error());
  auto store = open_store(options.access);
  if (!store) return report_error(store.error());
  if (const Status confirmed = confirm(options, *store); !confirmed) return report_error(confirmed.error());
  const auto report = store->purge(*on, options.dry_run);
  if (!report) return report_error(with_remedy(report.error()));
  if (options.json) {
    auto document = store_document("dossier-purge", options.access);
    document["on"] = format_date(report->on);
    document["dry_run"] = report->dry_run;
    document["destroyed"] = nlohmann::ordered_json::array();
    for (const PurgedDossier& purged : report->destroyed) {
      auto object = entry_json(purged.entry);
      object["rule"] = purged.rule;
      document["destroyed"].push_back(object);
    }
    document["kept"] = report->kept;
    document["kept_for_duplicate"] = report->kept_for_duplicate;
    document["problems"] = problems_json(report->problems);
    print_document(document);
  } else {
    print(*report);
  }
  return report->problems.empty() ? kCompliant : kNotCompliant;
}

}  // namespace

void add_dossier_purge_command(Command dossier, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = dossier.add_subcommand(
      "purge", "Destroys what is not to be kept any longer; exit code 1 when damaged dossiers were left alone");
  add_store_options(command, options->access);
  command.add_flag("--dry-run", options->dry_run, "Only tells what would be destroyed");
  command.add_option("--on", options->on, "With --dry-run: what would be due on that day");
  command.add_option("--confirm-date", options->confirm_date,
                     "Today's date, when the clock was set back or jumped and is right now");
  command.add_flag("--json", options->json, "One JSON document");
  command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace enrolkit::cli
