// SPDX-License-Identifier: Apache-2.0
// A sealed dossier opened at the production centre.
#include <cstdio>

#include "samples/cli/dossier_options.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  std::string message, key, certificate, passphrase_file, output;
  std::vector<std::string> stations;
  StoreAccess access;
  bool json = false;
};

nlohmann::ordered_json document_of(const Options& options) {
  return {{"schema", "enrolkit.dossier_import/1"}, {"version", version()}, {"file", options.message}};
}

Result<std::string> passphrase_of(const Options& options) {
  if (options.passphrase_file.empty()) return std::string();
  const auto text = read_file(options.passphrase_file, kMaxTextBytes);
  if (!text) return text.error();
  const std::string line(text->begin(), text->end());
  return line.substr(0, line.find_first_of("\r\n"));
}

Result<ReceivedTransfer> receive(const Options& options) {
  const auto message = options.message.ends_with(".parts.json") ? join_transfer_parts(options.message)
                                                                : read_file(options.message, kMaxTransferBytes);
  if (!message) return message.error();
  const auto passphrase = passphrase_of(options);
  if (!passphrase) return passphrase.error();
  const auto key = RecipientKey::load(options.key, options.certificate, *passphrase);
  if (!key) return key.error();
  std::vector<Bytes> stations;
  for (const std::string& path : options.stations) {
    auto station = read_file(path, kMaxTextBytes);
    if (!station) return station.error();
    stations.push_back(*std::move(station));
  }
  return open_transfer(*message, *key, stations, options.message);
}

// Which parts are still to come: 1, and nothing is read.
int tell_parts(const Options& options, const PartsReview& review) {
  if (options.json) {
    auto document = document_of(options);
    document["id"] = review.id;
    document["complete"] = false;
    document["missing"] = review.missing;
    document["damaged"] = review.damaged;
    print_document(document);
  } else {
    for (const std::string& part : review.missing) std::printf("missing: %s\n", part.c_str());
    for (const std::string& part : review.damaged) std::printf("damaged: %s\n", part.c_str());
  }
  return kNotCompliant;
}

// In this side's own store.
int keep(const Options& options, const ReceivedTransfer& transfer) {
  auto store = open_store(options.access);
  if (!store) return report_error(store.error());
  const auto kept = store_transfer(transfer, *store);
  if (!kept) return report_error(kept.error());
  if (options.json) {
    auto document = document_of(options);
    document["id"] = transfer.id;
    document["complete"] = true;
    document["station"] = transfer.station;
    document["sealed"] = format_timestamp(transfer.sealed);
    document["store"] = options.access.store;
    document["dossier"] = kept->dossier;
    document["files"] = transfer.files.size();
    document["was_there"] = kept->was_there;
    print_document(document);
  } else {
    std::printf("dossier %s: %s, %zu files, sealed %s by %s\n", kept->dossier.c_str(),
                kept->was_there ? "was there already" : "new", transfer.files.size(),
                format_timestamp(transfer.sealed).c_str(), transfer.station.c_str());
  }
  return kCompliant;
}

int run(const Options& options) {
  if (options.message.ends_with(".parts.json")) {
    const auto review = review_transfer_parts(options.message);
    if (!review) return report_error(review.error());
    if (!review->complete()) return tell_parts(options, *review);
  }
  const auto transfer = receive(options);
  if (!transfer) return report_error(transfer.error());
  if (!options.access.store.empty()) return keep(options, *transfer);
  const auto stored = store_transfer(*transfer, options.output);
  if (!stored) return report_error(stored.error());
  if (options.json) {
    auto document = document_of(options);
    document["id"] = transfer->id;
    document["complete"] = true;
    document["station"] = transfer->station;
    document["sealed"] = format_timestamp(transfer->sealed);
    document["folder"] = stored->folder.string();
    document["files"] = transfer->files.size();
    document["was_there"] = stored->was_there;
    print_document(document);
  } else {
    std::printf("%s: %s, %zu files, sealed %s by %s\n", stored->folder.c_str(),
                stored->was_there ? "was there already" : "new", transfer->files.size(),
                format_timestamp(transfer->sealed).c_str(), transfer->station.c_str());
  }
  return kCompliant;
}

}  // namespace

void add_dossier_import_command(Command dossier, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = dossier.add_subcommand("import", "Open what a station sealed, and keep it once");
  command.add_option("message", options->message, "ID.p7m, or ID.parts.json beside its parts").required();
  command.add_option("--recipient-key", options->key, "The recipient's private key").required();
  command.add_option("--recipient-cert", options->certificate, "The recipient's certificate").required();
  command.add_option("--recipient-passphrase-file", options->passphrase_file, "Its first line opens the key");
  command.add_option("--station", options->stations, "The certificate of a station, or of its CA; once for each")
      .required()
      .repeated();
  Command place = command.add_option_group("place", 1, 1);
  place.add_option("-o,--output", options->output, "An existing folder: the dossier is written to ID in it");
  place.add_option("--store", options->access.store, "This side's dossier store: it is kept there, encrypted, as ID");
  add_key_options(command, options->access, "--store-key");
  command.add_flag("--json", options->json, "One JSON document");
  command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace enrolkit::cli
