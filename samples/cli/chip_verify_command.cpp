// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>
#include <functional>
#include <iterator>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  std::string folder;
  std::vector<std::string> csca;
  std::vector<std::string> revocation_lists;
  std::string on;
  bool json = false;
};

Result<TrustSource> read_source(const std::filesystem::path& path) {
  auto bytes = read_file(path, kMaxTrustBytes);
  if (!bytes) return bytes.error();
  return TrustSource{path.string(), *std::move(bytes)};
}

// What a verifier can be made of; keys and document signers often lie beside a CSCA.
using Usable = std::function<Result<ChipVerifier>(const TrustSource&)>;

// The usable files of a folder, and not those of folders in it; hidden ones are left out. What is passed over is told.
Result<std::vector<TrustSource>> read_folder(const std::string& path, const char* wanted, const Usable& usable) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(path, error)) {
    if (entry.is_regular_file(error) && entry.path().filename().string().front() != '.') files.push_back(entry.path());
  }
  if (error) return Error{ErrorCode::permission_denied, path + ": cannot be read: " + error.message()};
  std::sort(files.begin(), files.end());
  std::vector<TrustSource> sources;
  for (const auto& file : files) {
    auto source = read_source(file);
    const auto verifier = source ? usable(*source) : Result<ChipVerifier>(source.error());
    if (verifier) {
      sources.push_back(*std::move(source));
    } else {
      std::fprintf(stderr, "enrolkit: note: passed over: %s\n", verifier.error().message.c_str());
    }
  }
  if (sources.empty()) return Error{ErrorCode::not_found, path + ": there is no " + wanted + " in this folder"};
  return sources;
}

// A file that the user names must be what it is given for.
Result<std::vector<TrustSource>> read_sources(const std::vector<std::string>& paths, const char* wanted,
                                              const Usable& usable) {
  std::vector<TrustSource> all;
  for (const std::string& path : paths) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
      auto sources = read_folder(path, wanted, usable);
      if (!sources) return sources;
      std::move(sources->begin(), sources->end(), std::back_inserter(all));
    } else {
      auto source = read_source(path);
      if (!source) return source.error();
      all.push_back(*std::move(source));
    }
  }
  return all;
}

void print(const ChipVerification& verification) {
  for (const ChipFileVerification& file : verification.files) {
    std::printf("  %-8s %-10s hash %s\n", file.name.c_str(), file.parsed ? "parsed" : "not parsed",
                std::string(hash_state_name(file.hash)).c_str());
    for (const ChipDeviation& deviation : file.deviations) {
      std::printf("           at byte %zu: %s (%s)\n", deviation.offset, deviation.message.c_str(),
                  deviation.rule.c_str());
    }
  }
  const SecurityObjectVerification& sod = verification.sod;
  std::printf("  signed   %s, signature %s, chain %s\n           signer %s\n", sod.digest.c_str(),
              sod.signature.c_str(), sod.chain.c_str(), sod.signer.c_str());
  if (!sod.signer_from.empty()) {
    std::printf("           valid from %s until %s%s\n", sod.signer_from.c_str(), sod.signer_until.c_str(),
                sod.signing_time.empty() ? "" : (", signed " + sod.signing_time).c_str());
  }
  if (!sod.anchor.empty()) std::printf("           CSCA %s\n", sod.anchor.c_str());
  if (sod.revocation != "not_checked") std::printf("           revocation %s\n", sod.revocation.c_str());
}

Result<ChipVerification> verify_folder(const Options& options) {
  std::optional<Date> on;
  if (!options.on.empty()) {
    const auto date = date_option("--on", options.on);
    if (!date) return date.error();
    on = *date;
  }
  const auto files = load_chip(options.folder);
  if (!files) return files.error();
  const auto csca = read_sources(options.csca, "CSCA's certificate or master list",
                                 [](const TrustSource& source) { return ChipVerifier::make({source}); });
  if (!csca) return csca.error();
  const auto lists =
      read_sources(options.revocation_lists, "certificate revocation list",
                   [&](const TrustSource& source) { return ChipVerifier::make({csca->front()}, {source}); });
  if (!lists) return lists.error();
  const auto verifier = ChipVerifier::make(*csca, *lists);
  if (!verifier) return verifier.error();
  return verifier->verify(*files, on);
}

int verify(const Options& options) {
  const auto verification = verify_folder(options);
  if (!verification) return report_error(verification.error());
  if (options.json) {
    std::printf("%s\n", chip_json(*verification).c_str());
  } else {
    std::printf("%s: %s\n", options.folder.c_str(), verification->valid ? "valid" : "invalid");
    print(*verification);
  }
  return verification->valid ? kCompliant : kNotCompliant;
}

}  // namespace

void add_chip_verify_command(Command chip, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = chip.add_subcommand("verify", "Passive authentication of a folder of EF.* files");
  command.add_option("folder", options->folder, "The folder, such as out/chip").required();
  const Option csca =
      command
          .add_option("--csca", options->csca,
                      "Whom to trust: a CSCA's certificate, a PEM bundle, a master list, or a folder of "
                      "them; may be given again")
          .repeated();
  command.add_option("--crl", options->revocation_lists, "A revocation list, or a folder of them; may be given again")
      .repeated()
      .needs(csca);
  command.add_option("--on", options->on, "The day of the verification (YYYY-MM-DD, default today)");
  command.add_flag("--json", options->json, "One JSON document");
  command.callback([options, &exit_code] { exit_code = verify(*options); });
}

}  // namespace enrolkit::cli
