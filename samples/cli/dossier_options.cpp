// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/dossier_options.hpp"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "samples/cli/signer_options.hpp"

namespace enrolkit::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxPassphraseBytes = 1024;

std::string user_name() {
  const passwd* user = ::getpwuid(::geteuid());
  return user != nullptr ? user->pw_name : "uid " + std::to_string(::geteuid());
}

Result<std::string> read_passphrase(const std::string& path) {
  if (path == "-") {
    std::string line;
    std::getline(std::cin, line);
    return line;
  }
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && (info.st_mode & 077U) != 0) {
    return Error{ErrorCode::permission_denied,
                 path + ": others than its owner may read this secret; chmod 600 is expected"};
  }
  const auto bytes = read_file(path, kMaxPassphraseBytes);
  if (!bytes) return bytes.error();
  const std::string text(bytes->begin(), bytes->end());
  return text.substr(0, text.find_first_of("\r\n"));
}

}  // namespace

Option add_key_choice(Command command, KeyAccess& access, const std::string& key_name,
                      const std::string& passphrase_name) {
  const Option key = command.add_option(key_name, access.key_file, "The station's key file");
  const Option passphrase = command
                                .add_option(passphrase_name, access.passphrase_file,
                                            "A file whose first line is the station's passphrase; - for standard input")
                                .excludes(key);
  const Option token = command
                           .add_option(key_name + "-token", access.token,
                                       "The station's key lies in a PKCS #11 token: the vendor's library (.so)")
                           .excludes(key)
                           .excludes(passphrase);
  command.add_option(key_name + "-token-label", access.token_label, "Which token, if there are several").needs(token);
  command.add_option(key_name + "-token-slot", access.token_slot, "Which slot, if there are several").needs(token);
  command.add_option(key_name + "-label", access.token_key, "Label of the key in the token").needs(token);
  command.add_option(key_name + "-id", access.token_key_id, "Id of the key in the token, hexadecimal").needs(token);
  command
      .add_option(key_name + "-pin-file", access.pin_file,
                  "Its first line is the token's PIN; without it the token asks on its own keypad")
      .needs(token);
  return key;
}

void add_key_options(Command command, StoreAccess& access, const std::string& key_name) {
  add_key_choice(command, access, key_name, "--passphrase-file").envname("ENROLKIT_STORE_KEY");
  command.add_option("--actor", access.actor, "Who works with the store, for its audit; else the user of this process");
}

void add_store_options(Command command, StoreAccess& access) {
  command.add_option("store", access.store, "The store's folder").required();
  add_key_options(command, access, "--key");
}

namespace {

struct TokenAccess {
  TokenKey key;
  std::string pin;
};

Result<TokenAccess> token_access(const KeyAccess& access) {
  auto id = parse_hex("the key's id", access.token_key_id);
  if (!id) return id.error();
  TokenAccess token{{access.token, access.token_label, access.token_slot, access.token_key, *std::move(id)}, {}};
  if (access.pin_file.empty()) return token;
  auto pin = read_passphrase(access.pin_file);
  if (!pin) return pin.error();
  token.pin = *std::move(pin);
  return token;
}

}  // namespace

Result<std::shared_ptr<const StationKey>> station_key(const KeyAccess& access) {
  if (!access.passphrase_file.empty()) {
    const auto passphrase = read_passphrase(access.passphrase_file);
    if (!passphrase) return passphrase.error();
    return passphrase_key(*passphrase);
  }
  if (!access.token.empty()) {
    const auto token = token_access(access);
    if (!token) return token.error();
    return token_station_key(token->key, token->pin);
  }
  if (access.key_file.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "the station's key file, its passphrase or its token is needed to open a store"};
  }
  return read_key_file(access.key_file);
}

Status make_station_key(const KeyAccess& access) {
  if (!access.token.empty()) {
    const auto token = token_access(access);
    if (!token) return token.error();
    return make_token_station_key(token->key, token->pin);
  }
  if (!access.key_file.empty()) return make_key_file(access.key_file);
  return Error{ErrorCode::invalid_argument, "--new-key makes a key file or a key in a token, but neither is named"};
}

StoreOptions store_options(const StoreAccess& access) {
  StoreOptions options;
  options.actor = access.actor.empty() ? user_name() : access.actor;
  return options;
}

Result<DossierStore> open_store(const StoreAccess& access) {
  const auto key = station_key(access);
  if (!key) return key.error();
  return DossierStore::open(access.store, **key, store_options(access));
}

Json store_document(const std::string& name, const StoreAccess& access) {
  return {{"schema", "enrolkit." + name + "/1"}, {"version", version()}, {"store", access.store}};
}

Json entry_json(const DossierEntry& entry) {
  const DossierTerms& terms = entry.terms;
  return {{"id", entry.id},
          {"number", entry.number},
          {"state", dossier_state_name(entry.state)},
          {"application", terms.application},
          {"date", format_date(terms.date)},
          {"policy", terms.policy},
          {"policy_version", terms.policy_version},
          {"use_until", format_date(terms.use_until)},
          {"retain_until", format_date(terms.retain_until)},
          {"keep_seven_years", terms.keep_seven_years},
          {"created", format_time(entry.created)},
          {"changed", format_time(entry.changed)}};
}

Json event_json(const AuditEvent& event) {
  return {{"sequence", event.sequence}, {"time", format_time(event.time)},
          {"actor", event.actor},       {"policy", event.policy},
          {"event", event.event},       {"dossier", event.dossier},
          {"detail", event.detail}};
}

Json problems_json(const std::vector<StoreProblem>& problems) {
  Json list = Json::array();
  for (const StoreProblem& problem : problems) {
    list.push_back({{"where", problem.where}, {"dossier", problem.dossier}, {"message", problem.message}});
  }
  return list;
}

void print_document(const Json& document) {
  std::printf("%s\n", document.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
}

void print_entry(const DossierEntry& entry, const std::string& more) {
  std::printf("%s  %-9s  %-16s  %s  kept until %s  %s\n", entry.id.c_str(),
              std::string(dossier_state_name(entry.state)).c_str(), entry.terms.application.c_str(),
              format_date(entry.terms.date).c_str(), format_date(entry.terms.retain_until).c_str(), more.c_str());
}

void tell_unnoted(bool in_audit) {
  if (in_audit) return;
  std::fputs("enrolkit: the audit is damaged or the disk is full: that this was read is not noted\n", stderr);
}

void print_problems(const std::vector<StoreProblem>& problems) {
  for (const StoreProblem& problem : problems) {
    std::printf("problem: %s: %s\n", problem.where.c_str(), problem.message.c_str());
  }
}

}  // namespace enrolkit::cli
