// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/dossier_options.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  StoreAccess access;
  std::string state;
  DossierFilter filter;
  bool names = false;
  bool json = false;
};

constexpr DossierState kStates[] = {DossierState::open, DossierState::finished, DossierState::exported,
                                    DossierState::destroyed};

std::string name_of(const DossierSubject& subject) {
  if (subject.surname.empty()) return {};  // destroyed or damaged
  return subject.surname + ", " + subject.given_names + " " + subject.document_number;
}

Result<DossierCards> without_names(Result<DossierList> list) {
  if (!list) return list.error();
  DossierCards cards;
  for (DossierEntry& entry : list->entries) cards.cards.push_back({std::move(entry), {}, {}, false, true});
  cards.problems = std::move(list->problems);
  return cards;
}

int run(Options& options) {
  if (!options.state.empty()) {
    for (const DossierState state : kStates) {
      if (options.state == dossier_state_name(state)) options.filter.state = state;
    }
    if (!options.filter.state) {
      return report_error({ErrorCode::invalid_argument,
                           "--state " + options.state + ": open, finished, exported or destroyed is expected"});
    }
  }
  auto store = open_store(options.access);
  if (!store) return report_error(store.error());
  auto cards = options.names ? store->cards(options.filter) : without_names(store->list(options.filter));
  if (!cards) return report_error(cards.error());
  tell_unnoted(cards->in_audit);
  auto document = store_document("dossier-list", options.access);
  document["dossiers"] = nlohmann::ordered_json::array();
  for (const DossierCard& card : cards->cards) {
    auto object = entry_json(card.entry);
    const std::string name = options.names ? name_of(card.subject) : "";
    if (!name.empty()) object["name"] = name;
    document["dossiers"].push_back(object);
    if (!options.json) print_entry(card.entry, name);
  }
  document["problems"] = problems_json(cards->problems);
  if (options.json) print_document(document);
  if (!options.json) print_problems(cards->problems);
  return cards->problems.empty() ? kCompliant : kNotCompliant;
}

}  // namespace

void add_dossier_list_command(Command dossier, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = dossier.add_subcommand("list", "The dossiers, the newest first; exit code 1 when some are damaged");
  add_store_options(command, options->access);
  command.add_option("--state", options->state, "Only those open, finished, exported or destroyed");
  command.add_option("--limit", options->filter.limit, "How many at most").within(1, 1'000'000);
  command.add_option("--before", options->filter.before, "Only those with a lower number");
  command.add_flag("--names", options->names, "Decrypts the names too, which stands in the audit");
  command.add_flag("--json", options->json, "One JSON document");
  command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace enrolkit::cli
