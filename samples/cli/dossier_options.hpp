// SPDX-License-Identifier: Apache-2.0
// What the commands on a dossier store share: which store, which key, who works.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {

struct StoreAccess {
  std::string store;
  std::string key_file;
  std::string passphrase_file;  // "-": the first line of standard input
  std::string actor;            // empty: the user of this process
};

// STORE, --key, --passphrase-file, --actor.
void add_store_options(CLI::App& command, StoreAccess& access);
// The last three, the first named `--store-key`: for commands whose subject is not the store.
void add_key_options(CLI::App& command, StoreAccess& access, const std::string& key_name);

Result<std::shared_ptr<const StationKey>> station_key(const StoreAccess& access);
StoreOptions store_options(const StoreAccess& access);
Result<DossierStore> open_store(const StoreAccess& access);

// {"schema": "enrolkit.NAME/1", "version": ..., "store": ...}
nlohmann::ordered_json store_document(const std::string& name, const StoreAccess& access);
nlohmann::ordered_json entry_json(const DossierEntry& entry);
nlohmann::ordered_json event_json(const AuditEvent& event);
nlohmann::ordered_json problems_json(const std::vector<StoreProblem>& problems);
void print_document(const nlohmann::ordered_json& document);

// A table's row and the problems, for people.
void print_entry(const DossierEntry& entry, const std::string& more = {});
void print_problems(const std::vector<StoreProblem>& problems);

}  // namespace enrolkit::cli
