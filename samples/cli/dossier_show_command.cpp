// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "samples/cli/dossier_options.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  StoreAccess access;
  std::string id;
  bool json = false;
};

void print(const DossierEntry& entry, const DossierCard& card, const std::vector<AuditEvent>& events) {
  print_entry(entry);
  std::printf("  policy %s %s, may be used until %s\n", entry.terms.policy.c_str(), entry.terms.policy_version.c_str(),
              format_date(entry.terms.use_until).c_str());
  if (entry.state < DossierState::destroying) {
    std::printf("  %s, %s  %s\n", card.subject.surname.c_str(), card.subject.given_names.c_str(),
                card.subject.document_number.c_str());
  }
  for (const DossierFile& file : card.files) {
    std::printf("  %9llu  %s\n", static_cast<unsigned long long>(file.bytes), file.path.c_str());
  }
  for (const AuditEvent& event : events) {
    std::printf("  %s  %s  %s  %s\n", format_time(event.time).c_str(), event.actor.c_str(), event.event.c_str(),
                event.detail.c_str());
  }
}

nlohmann::ordered_json document_of(const StoreAccess& access, const DossierEntry& entry, const DossierCard& card,
                                   const std::vector<AuditEvent>& events) {
  auto document = store_document("dossier", access);
  document["dossier"] = entry_json(entry);
  if (entry.state < DossierState::destroying) {
    document["subject"] = {{"surname", card.subject.surname},
                           {"given_names", card.subject.given_names},
                           {"birth_date", card.subject.birth_date ? format_date(*card.subject.birth_date) : ""},
                           {"document_number", card.subject.document_number},
                           {"post", card.subject.post}};
    document["session"] = card.session;
  }
  document["files"] = nlohmann::ordered_json::array();
  for (const DossierFile& file : card.files) {
    document["files"].push_back({{"path", file.path}, {"bytes", file.bytes}});
  }
  document["events"] = nlohmann::ordered_json::array();
  for (const AuditEvent& event : events) document["events"].push_back(event_json(event));
  return document;
}

int run(const Options& options) {
  auto store = open_store(options.access);
  if (!store) return report_error(store.error());
  const auto entry = store->find(options.id);
  if (!entry) return report_error(entry.error());
  DossierCard card;
  if (entry->state < DossierState::destroying) {
    auto opened = store->card(entry->id);
    if (!opened) return report_error(opened.error());
    card = *std::move(opened);
    tell_unnoted(card.in_audit);
  }
  const auto events = store->events(entry->id);
  if (!events) return report_error(events.error());
  if (options.json) {
    print_document(document_of(options.access, *entry, card, *events));
  } else {
    print(*entry, card, *events);
  }
  return kCompliant;
}

}  // namespace

void add_dossier_show_command(Command dossier, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = dossier.add_subcommand("show", "One dossier: whose it is, its files, and what happened to it");
  add_store_options(command, options->access);
  command.add_option("id", options->id, "The dossier, by the first digits of its id").required();
  command.add_flag("--json", options->json, "One JSON document");
  command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace enrolkit::cli
