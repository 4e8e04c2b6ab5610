// SPDX-License-Identifier: Apache-2.0
// What the commands on a dossier store share: which store, which key, who works.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {

struct KeyAccess {
  std::string key_file;
  std::string passphrase_file;  // "-": the next line of standard input
  std::string token, token_label, token_key, token_key_id, pin_file;
  std::optional<unsigned long> token_slot;
};

struct StoreAccess : KeyAccess {
  std::string store;
  std::string actor;  // empty: the user of this process
};

// STORE, --key, --passphrase-file, --key-token and what belongs to it, --actor.
void add_store_options(Command command, StoreAccess& access);
// All but the first, with names that begin with `key_name`: for commands whose subject is not the store.
void add_key_options(Command command, StoreAccess& access, const std::string& key_name);
// The key alone; returns the option of the key file.
Option add_key_choice(Command command, KeyAccess& access, const std::string& key_name,
                      const std::string& passphrase_name);

Result<std::shared_ptr<const StationKey>> station_key(const KeyAccess& access);
// Makes the key file, or the key in the token.
Status make_station_key(const KeyAccess& access);
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
// One line on standard error when what was read could not be noted in the audit.
void tell_unnoted(bool in_audit);
void print_problems(const std::vector<StoreProblem>& problems);

}  // namespace enrolkit::cli
