// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  std::string folder;
  std::string csca;
  bool json = false;
};

constexpr std::size_t kMaxCertificateBytes = 64U << 10U;  // a certificate with explicit parameters has about 2 kB

Result<std::vector<Bytes>> read_certificates(const std::string& path) {
  std::vector<std::filesystem::path> files = {path};
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    files.clear();
    for (const auto& entry : std::filesystem::directory_iterator(path, error)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
  }
  std::vector<Bytes> certificates;
  for (const auto& file : files) {
    auto bytes = read_file(file, kMaxCertificateBytes);
    if (!bytes) return bytes.error();
    certificates.push_back(*std::move(bytes));
  }
  return certificates;
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
}

int verify(const Options& options) {
  const auto files = load_chip(options.folder);
  if (!files) return report_error(files.error());
  std::vector<Bytes> csca;
  if (!options.csca.empty()) {
    auto certificates = read_certificates(options.csca);
    if (!certificates) return report_error(certificates.error());
    csca = *std::move(certificates);
  }
  const auto verification = verify_chip(*files, csca);
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

void add_chip_verify_command(CLI::App& chip, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = chip.add_subcommand("verify", "Passive authentication of a folder of EF.* files");
  command->add_option("folder", options->folder, "The folder, such as out/chip")->required();
  command->add_option("--csca", options->csca, "The country's certificate, or a folder of them");
  command->add_flag("--json", options->json, "One JSON document");
  command->callback([options, &exit_code] { exit_code = verify(*options); });
}

}  // namespace enrolkit::cli
