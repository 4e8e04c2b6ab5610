// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "samples/cli/dossier_options.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  StoreAccess access;
  std::string head;
  bool json = false;
};

int run(const Options& options) {
  std::optional<AuditHead> known;
  if (!options.head.empty()) {
    const auto parsed = parse_head(options.head);
    if (!parsed) return report_error({parsed.error().code, "--head: " + parsed.error().message});
    known = *parsed;
  }
  auto store = open_store(options.access);
  if (!store) return report_error(store.error());
  const auto review = store->review(known);
  if (!review) return report_error(review.error());
  const auto clock = store->clock_state();
  const std::string clock_name = clock ? std::string(clock_state_name(*clock)) : "unknown";
  if (options.json) {
    auto document = store_document("dossier-verify", options.access);
    document["verdict"] = review->problems.empty() ? "valid" : "invalid";
    document["dossiers"] = review->dossiers;
    document["destroyed"] = review->destroyed;
    document["files"] = review->files;
    document["head"] = format_head(review->head);
    document["clock"] = clock_name;
    document["problems"] = problems_json(review->problems);
    print_document(document);
  } else {
    std::printf("%s: %s: %lld dossiers with %lld files, %lld destroyed\n", options.access.store.c_str(),
                review->problems.empty() ? "valid" : "invalid", static_cast<long long>(review->dossiers),
                static_cast<long long>(review->files), static_cast<long long>(review->destroyed));
    std::printf("head %s\n", format_head(review->head).c_str());
    if (clock_name != "right") std::printf("the clock looks wrong: %s\n", clock_name.c_str());
    print_problems(review->problems);
  }
  return review->problems.empty() ? kCompliant : kNotCompliant;
}

}  // namespace

void add_dossier_verify_command(Command dossier, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = dossier.add_subcommand(
      "verify", "Looks at every event, key and file; exit code 1 when something is damaged or was tampered with");
  add_store_options(command, options->access);
  command.add_option("--head", options->head, "The head that an earlier verify told: is it still part of the audit?");
  command.add_flag("--json", options->json, "One JSON document");
  command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace enrolkit::cli
