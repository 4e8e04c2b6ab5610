// SPDX-License-Identifier: Apache-2.0
// A document signer's private key, wherever it lives: in a file, in a PKCS #11 token, or behind an interface of the
// issuing authority (derive from Signer).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "enrolkit/bytes.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// Those of Doc 9303-12 section 4.4; SHA-1 is only ever read, in passports before 2010 or so.
enum class Digest : std::uint8_t { sha256, sha384, sha512, sha224, sha1 };
[[nodiscard]] std::string_view digest_name(Digest digest) noexcept;     // "SHA-256"
[[nodiscard]] Result<Digest> parse_digest_name(std::string_view name);  // "SHA-256" or "sha256"; invalid_argument

// Signs with a document signer's private key. All members may be called from several threads at once.
class Signer {
 public:
  virtual ~Signer();
  Signer(const Signer&) = delete;
  Signer& operator=(const Signer&) = delete;

  [[nodiscard]] virtual BytesView certificate() const = 0;      // DER, X.509; the same bytes at each call
  [[nodiscard]] virtual Bytes signature_algorithm() const = 0;  // DER AlgorithmIdentifier that goes into the SignerInfo
  [[nodiscard]] virtual Digest digest() const = 0;              // used for the data groups and the signature
  // Signs the octets (not their hash). Errors: crypto; device_missing, device_failed (a token).
  [[nodiscard]] virtual Result<Bytes> sign(BytesView message) const = 0;
  // Whether the signer itself has made sure that its key is the certificate's. Without that, each signature is verified
  // before it leaves the house: a wrong one would be found at a border.
  [[nodiscard]] virtual bool key_is_proven() const noexcept { return false; }

  // What enrolkit reads in certificate(), once for each signer.
  struct ReadCertificate;
  [[nodiscard]] const ReadCertificate& read_certificate() const;

 protected:
  Signer();

 private:
  struct Cache;
  std::unique_ptr<Cache> cache_;
};

// A signer from key and certificate files, PEM or DER: RSA of 2048 to 4096 bits (RSASSA-PSS) or ECDSA on a curve of at
// least 224 bits, named or with explicit parameters. The key must belong to the certificate. `passphrase` opens an
// encrypted key and is not kept.
// Errors: those of read_file; invalid_argument (SHA-1); crypto (the message says which file and why: an encrypted key
// without a passphrase, a wrong passphrase, a weak key, a key that is not the certificate's).
[[nodiscard]] Result<std::unique_ptr<Signer>> make_file_signer(const std::filesystem::path& key,
                                                               const std::filesystem::path& certificate,
                                                               Digest digest = Digest::sha256,
                                                               std::string_view passphrase = {});

// Where a PKCS #11 token keeps the private key.
struct TokenKey {
  std::filesystem::path module;       // the vendor's library, such as /usr/lib/softhsm/libsofthsm2.so
  std::string token_label;            // which token; may be empty with a slot, or where there is only one token
  std::optional<unsigned long> slot;  // which slot; any without
  std::string key_label;              // CKA_LABEL of the private key; may be empty with an id
  Bytes key_id;                       // CKA_ID of the private key; may be empty with a label
};

// A signer whose key never leaves its token: ECDSA or RSASSA-PSS as with files. Each thread that signs gets a session
// of its own. `pin` is used once, to log in, and not kept; PKCS #11 logs a whole process in, so that a second signer of
// the same token is not asked for it again; an empty one leaves it to the keypad of a token that has one. `certificate`
// is a file; an empty path takes the certificate from the token that has the key's id, or else its label. One signature
// is made and verified on the way. Errors: not_found (no such module, token or key), invalid_argument (several match,
// neither label nor id, SHA-1), permission_denied (wrong or locked PIN), unsupported (a mechanism that the token lacks,
// a key that wants the PIN at each signature), device_failed, crypto, and those of read_file. sign() answers
// device_missing once the token is gone: make the signer anew then.
[[nodiscard]] Result<std::unique_ptr<Signer>> make_token_signer(const TokenKey& key, std::string_view pin,
                                                                const std::filesystem::path& certificate = {},
                                                                Digest digest = Digest::sha256);

}  // namespace enrolkit
#pragma GCC visibility pop
