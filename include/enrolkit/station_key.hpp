// SPDX-License-Identifier: Apache-2.0
// The key of a station: what opens its dossier store. A store holds one key of its own, wrapped by the station's key;
// that one wraps the data key of each dossier.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "enrolkit/bytes.hpp"
#include "enrolkit/result.hpp"
#include "enrolkit/signer.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// Wraps and unwraps the 32 bytes of a store's key. One object may be used by several threads at once.
class StationKey {
 public:
  StationKey() = default;
  StationKey(const StationKey&) = delete;
  StationKey& operator=(const StationKey&) = delete;
  virtual ~StationKey() = default;

  // "file", "passphrase" or "pkcs11": written beside the wrapped key, so that the right question is asked next time.
  [[nodiscard]] virtual std::string_view kind() const noexcept = 0;

  // What wrap() returned is opened by unwrap() with the same `context` only. Errors: crypto; of unwrap also: another
  // key or passphrase, or changed bytes.
  [[nodiscard]] virtual Result<Bytes> wrap(BytesView key, std::string_view context) const = 0;
  [[nodiscard]] virtual Result<Bytes> unwrap(BytesView wrapped, std::string_view context) const = 0;
};

// Makes a key file: 32 random bytes as text, readable by its owner only. Errors: already_exists, those of write_file.
[[nodiscard]] Status make_key_file(const std::filesystem::path& path);

// Errors: not_found; permission_denied: it belongs to somebody else, or its group or others may read it (chmod 600);
// not_a_file; malformed: no key file, or a part of one.
[[nodiscard]] Result<std::shared_ptr<const StationKey>> read_key_file(const std::filesystem::path& path);

// A passphrase can be tried out offline by whoever has a copy of the store: shorter ones are refused.
inline constexpr std::size_t kMinPassphraseBytes = 12;
// scrypt with N = 2^cost, r = 8, p = 1: 17 takes 128 MiB and half a second (OWASP's minimum of 2023).
inline constexpr int kScryptCost = 17;

// Errors: invalid_argument: fewer than kMinPassphraseBytes, or a cost outside 10 to 20.
[[nodiscard]] Result<std::shared_ptr<const StationKey>> passphrase_key(std::string_view passphrase,
                                                                       int cost = kScryptCost);

// A key that never leaves its PKCS #11 token: either a secret key for HMAC (generic secret of 32 bytes at least), or an
// RSA private key, for cards that hold no other; it must serve nothing else. The token computes HMAC-SHA-256 or a
// signature (RSASSA-PKCS1-v1_5, which is the same each time) of a random salt and the store's name; the key that wraps
// is derived from that: those are what SoftHSM 2, network HSMs, YubiHSM and, for RSA, nearly every card can do, whereas
// few do AES-GCM or export what they unwrapped. `pin` is used once and not kept; empty: the token's own keypad.
// Errors: not_found (no such module, token or key), invalid_argument (several match; neither label nor id),
// permission_denied (wrong or locked PIN), unsupported (a key of another type, or one that wants the PIN at each use),
// device_failed. wrap() and unwrap() answer device_missing once the token is gone; unwrap() crypto: another key.
[[nodiscard]] Result<std::shared_ptr<const StationKey>> token_station_key(const TokenKey& key, std::string_view pin);

// Makes such a secret key in the token, which will not give it out. Errors: already_exists, unsupported (a token that
// makes none), those of token_station_key.
[[nodiscard]] Status make_token_station_key(const TokenKey& key, std::string_view pin);

}  // namespace enrolkit
#pragma GCC visibility pop
