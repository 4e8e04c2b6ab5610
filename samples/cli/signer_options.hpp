// SPDX-License-Identifier: Apache-2.0
// The document signer on the command line: a key file or a PKCS #11 token.
#pragma once

#include <optional>
#include <string>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {

struct SignerOptions {
  std::string key, certificate, passphrase_file;
  std::string digest = "sha256";
  std::string token, token_label, token_key, token_key_id, pin_file;
  std::optional<unsigned long> token_slot;

  [[nodiscard]] bool given() const { return !key.empty() || !token.empty(); }
};

// --signer-key, --signer-cert, --signer-passphrase-file, --digest; --signer-token, --token-label, --token-slot,
// --token-key, --token-key-id, --pin-file.
void add_signer_options(Command command, SignerOptions& options);

// Pairs of hexadecimal digits. Errors: invalid_argument; names the option.
[[nodiscard]] Result<Bytes> parse_hex(const std::string& option, const std::string& text);

// Empty when no signer is given.
[[nodiscard]] Result<std::shared_ptr<const Signer>> make_signer(const SignerOptions& options);

}  // namespace enrolkit::cli
