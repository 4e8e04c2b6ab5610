// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/signer_options.hpp"

#include <algorithm>
#include <charconv>

namespace enrolkit::cli {
namespace {

constexpr std::size_t kMaxSecretBytes = 1024;  // OpenSSL and the tokens take no longer passphrases

// A secret is a file's first line: arguments are seen by everybody on the machine.
Result<std::string> read_secret(const std::string& path) {
  auto bytes = read_file(path, kMaxSecretBytes);
  if (!bytes) return bytes.error();
  std::string secret(bytes->begin(), bytes->end());
  secret.erase(std::min(secret.find_first_of("\r\n"), secret.size()));
  if (secret.empty()) return Error{ErrorCode::invalid_argument, path + ": the first line is empty, expected a secret"};
  return secret;
}

Result<std::unique_ptr<Signer>> make_token(const SignerOptions& options, Digest digest) {
  const auto id = parse_hex("--token-key-id", options.token_key_id);
  if (!id) return id.error();
  const auto pin = read_secret(options.pin_file);
  if (!pin) return pin.error();
  const TokenKey key{options.token, options.token_label, options.token_slot, options.token_key, *id};
  return make_token_signer(key, *pin, options.certificate, digest);
}

Result<std::unique_ptr<Signer>> make_from_file(const SignerOptions& options, Digest digest) {
  std::string passphrase;
  if (!options.passphrase_file.empty()) {
    auto secret = read_secret(options.passphrase_file);
    if (!secret) return secret.error();
    passphrase = *std::move(secret);
  }
  return make_file_signer(options.key, options.certificate, digest, passphrase);
}

}  // namespace

Result<Bytes> parse_hex(const std::string& option, const std::string& text) {
  Bytes bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    std::uint8_t byte = 0;
    const char* const end = text.data() + i + 2;
    if (std::from_chars(text.data() + i, end, byte, 16).ptr != end) break;
    bytes.push_back(byte);
  }
  if (bytes.size() * 2 == text.size()) return bytes;
  return Error{ErrorCode::invalid_argument, option + " " + text + ": expected pairs of hexadecimal digits"};
}

void add_signer_options(Command command, SignerOptions& options) {
  const Option certificate =
      command.add_option("--signer-cert", options.certificate, "The document signer's certificate (PEM or DER)");
  const Option key = command.add_option("--signer-key", options.key, "The document signer's private key (PEM or DER)");
  key.needs(certificate);
  command.add_option("--signer-passphrase-file", options.passphrase_file, "Its first line opens an encrypted key")
      .needs(key);
  const Option token = command.add_option("--signer-token", options.token,
                                          "The key lies in a PKCS #11 token: the vendor's library (.so)");
  token.excludes(key);
  command.add_option("--token-label", options.token_label, "Which token, if there are several").needs(token);
  command.add_option("--token-slot", options.token_slot, "Which slot, if there are several").needs(token);
  command.add_option("--token-key", options.token_key, "Label of the private key in the token").needs(token);
  command.add_option("--token-key-id", options.token_key_id, "Id of the private key in the token, hexadecimal")
      .needs(token);
  const Option pin =
      command.add_option("--pin-file", options.pin_file, "Its first line is the token's PIN").needs(token);
  token.needs(pin);
  command.add_option("--digest", options.digest, "sha256, sha384 or sha512 (default sha256)")
      .one_of({"sha256", "sha384", "sha512"});
}

Result<std::shared_ptr<const Signer>> make_signer(const SignerOptions& options) {
  if (!options.given()) {
    if (options.certificate.empty()) return std::shared_ptr<const Signer>();
    return Error{ErrorCode::invalid_argument, "--signer-cert needs --signer-key or --signer-token"};
  }
  const auto digest = parse_digest_name(options.digest);
  if (!digest) return digest.error();
  auto signer = options.key.empty() ? make_token(options, *digest) : make_from_file(options, *digest);
  if (!signer) return signer.error();
  return std::shared_ptr<const Signer>(*std::move(signer));
}

}  // namespace enrolkit::cli
