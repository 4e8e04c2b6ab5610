// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "enrolkit/station_key.hpp"
#include "sdk/dossier/crypto/aes_gcm.hpp"
#include "sdk/dossier/crypto/key_derivation.hpp"
#include "sdk/dossier/crypto/random.hpp"

namespace enrolkit {
namespace {

// A wrapped key: cost, r, p, salt, then AES-256-GCM.
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kHeaderBytes = 3 + kSaltBytes;
constexpr int kLeastCost = 10;
constexpr int kMostCost = 20;  // 1 GiB with r = 8: what a small laptop can spare
constexpr int kBlock = 8;
constexpr int kParallel = 1;

class PassphraseKey final : public StationKey {
 public:
  PassphraseKey(std::string_view passphrase, int cost) : passphrase_(passphrase), cost_(cost) {}
  PassphraseKey(const PassphraseKey&) = delete;
  PassphraseKey& operator=(const PassphraseKey&) = delete;
  ~PassphraseKey() override { OPENSSL_cleanse(passphrase_.data(), passphrase_.size()); }

  [[nodiscard]] std::string_view kind() const noexcept override { return "passphrase"; }

  [[nodiscard]] Result<Bytes> wrap(BytesView key, std::string_view context) const override {
    Bytes wrapped(kHeaderBytes);
    wrapped[0] = static_cast<std::uint8_t>(cost_);
    wrapped[1] = kBlock;
    wrapped[2] = kParallel;
    if (const Status drawn = crypto::random_bytes(std::span(wrapped).subspan(3)); !drawn) return drawn.error();
    const auto derived = crypto::scrypt_key(passphrase_, BytesView(wrapped).subspan(3), cost_, kBlock, kParallel);
    if (!derived) return derived.error();
    const auto sealed = crypto::seal(*derived, key, context);
    if (!sealed) return sealed.error();
    wrapped.insert(wrapped.end(), sealed->begin(), sealed->end());
    return wrapped;
  }

  [[nodiscard]] Result<Bytes> unwrap(BytesView wrapped, std::string_view context) const override {
    if (wrapped.size() < kHeaderBytes) {
      return Error{ErrorCode::truncated, "the key wrapped by a passphrase ends within its header"};
    }
    if (wrapped[0] < kLeastCost || wrapped[0] > kMostCost || wrapped[1] != kBlock || wrapped[2] != kParallel) {
      return Error{ErrorCode::unsupported, "the key is wrapped with scrypt parameters that enrolkit does not use"};
    }
    const auto derived = crypto::scrypt_key(passphrase_, wrapped.subspan(3, kSaltBytes), wrapped[0], kBlock, kParallel);
    if (!derived) return derived.error();
    auto plain = crypto::open_sealed(*derived, wrapped.subspan(kHeaderBytes), context);
    if (!plain) return Error{ErrorCode::crypto, "the passphrase is not the one of this store"};
    return plain;
  }

 private:
  std::string passphrase_;
  int cost_;
};

}  // namespace

Result<std::shared_ptr<const StationKey>> passphrase_key(std::string_view passphrase, int cost) {
  if (passphrase.size() < kMinPassphraseBytes) {
    return Error{ErrorCode::invalid_argument, "the passphrase is shorter than " + std::to_string(kMinPassphraseBytes) +
                                                  " characters; several words are expected"};
  }
  if (cost < kLeastCost || cost > kMostCost) {
    return Error{ErrorCode::invalid_argument,
                 "the cost of scrypt must be " + std::to_string(kLeastCost) + " to " + std::to_string(kMostCost)};
  }
  return std::shared_ptr<const StationKey>(std::make_shared<PassphraseKey>(passphrase, cost));
}

}  // namespace enrolkit
