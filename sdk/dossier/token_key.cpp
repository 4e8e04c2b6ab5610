// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <mutex>
#include <string>

#include "encoders/lds/token_session.hpp"
#include "enrolkit/station_key.hpp"
#include "sdk/dossier/crypto/aes_gcm.hpp"
#include "sdk/dossier/crypto/key_derivation.hpp"
#include "sdk/dossier/crypto/random.hpp"
#include "sdk/dossier/field_bytes.hpp"

namespace enrolkit {
namespace {

// A wrapped key: how the token was asked, salt, then AES-256-GCM.
enum class Question : std::uint8_t { hmac = 1, rsa_signature = 2 };
constexpr std::size_t kSaltBytes = 32;
constexpr std::size_t kHeaderBytes = 1 + kSaltBytes;
constexpr unsigned long kNewKeyBytes = 32;

class KeyOfToken final : public StationKey {
 public:
  KeyOfToken(std::unique_ptr<lds::TokenSession> session, CK_OBJECT_HANDLE key, Question question, std::string name)
      : session_(std::move(session)), key_(key), question_(question), name_(std::move(name)) {}

  [[nodiscard]] std::string_view kind() const noexcept override { return "pkcs11"; }

  [[nodiscard]] Result<Bytes> wrap(BytesView key, std::string_view context) const override {
    Bytes wrapped(kHeaderBytes);
    wrapped[0] = static_cast<std::uint8_t>(question_);
    if (const Status drawn = crypto::random_bytes(std::span(wrapped).subspan(1)); !drawn) return drawn.error();
    const auto wrapping = ask(BytesView(wrapped).subspan(1), context);
    if (!wrapping) return wrapping.error();
    const auto sealed = crypto::seal(*wrapping, key, context);
    if (!sealed) return sealed.error();
    wrapped.insert(wrapped.end(), sealed->begin(), sealed->end());
    return wrapped;
  }

  [[nodiscard]] Result<Bytes> unwrap(BytesView wrapped, std::string_view context) const override {
    if (wrapped.size() < kHeaderBytes) {
      return Error{ErrorCode::truncated, "the key wrapped by a token ends within its header"};
    }
    if (wrapped[0] != static_cast<std::uint8_t>(question_)) return other_key();
    const auto wrapping = ask(wrapped.subspan(1, kSaltBytes), context);
    if (!wrapping) return wrapping.error();
    auto plain = crypto::open_sealed(*wrapping, wrapped.subspan(kHeaderBytes), context);
    if (!plain) return other_key();
    return plain;
  }

 private:
  [[nodiscard]] Error other_key() const {
    return {ErrorCode::crypto, name_ + ": the token's key is not the one of this store"};
  }

  [[nodiscard]] Result<crypto::SecretKey> ask(BytesView salt, std::string_view context) const {
    const store::FieldBytes question = store::FieldBytes("enrolkit station key").add(salt).add(context);
    const CK_MECHANISM mechanism{question_ == Question::hmac ? CKM_SHA256_HMAC : CKM_SHA256_RSA_PKCS, nullptr, 0};
    const std::lock_guard lock(mutex_);
    auto answer = session_->sign(key_, mechanism, question.bytes());
    if (!answer) return answer.error();
    const crypto::Wiped wiped(*answer);
    auto digest = crypto::sha256(*answer);
    if (!digest) return digest.error();
    const crypto::Wiped wiped_too(*digest);
    return crypto::derive_key(crypto::SecretKey(std::span<const std::uint8_t, crypto::kKeyBytes>(*digest)),
                              "enrolkit token");
  }

  std::unique_ptr<lds::TokenSession> session_;
  CK_OBJECT_HANDLE key_;
  Question question_;
  std::string name_;
  mutable std::mutex mutex_;  // a session is one thread's at a time
};

Status expect_name(const TokenKey& key) {
  if (!key.key_label.empty() || !key.key_id.empty()) return {};
  return Error{ErrorCode::invalid_argument,
               key.module.string() + ": expected the label or the id of the station's key"};
}

Error unfit(const TokenKey& key, const std::string& why) {
  return {ErrorCode::unsupported, key.module.string() + ": the key" + lds::described(key) + " " + why};
}

Result<std::pair<CK_OBJECT_HANDLE, Question>> find_key(lds::TokenSession& session, const TokenKey& key) {
  auto question = Question::hmac;
  auto found = session.find_one(CKO_SECRET_KEY, key, "secret key");
  if (!found && found.error().code == ErrorCode::not_found) {
    question = Question::rsa_signature;
    found = session.find_one(CKO_PRIVATE_KEY, key, "secret key and no RSA private key");
  }
  if (!found) return found.error();
  const auto attribute = session.attribute(*found, CKA_KEY_TYPE);
  if (!attribute) return attribute.error();
  const auto type = lds::value_of<CK_KEY_TYPE>(*attribute, CKK_VENDOR_DEFINED);
  if (question == Question::hmac ? type != CKK_GENERIC_SECRET && type != CKK_SHA256_HMAC : type != CKK_RSA) {
    return unfit(key, "is neither one for HMAC (a generic secret) nor an RSA key");
  }
  const auto always = session.attribute(*found, CKA_ALWAYS_AUTHENTICATE);
  if (!always) return always.error();
  if (lds::value_of<CK_BBOOL>(*always, CK_FALSE) != CK_FALSE) return unfit(key, "wants the PIN at each use");
  return std::pair{*found, question};
}

}  // namespace

Result<std::shared_ptr<const StationKey>> token_station_key(const TokenKey& key, std::string_view pin) {
  if (const Status named = expect_name(key); !named) return named.error();
  auto session = lds::TokenSession::log_in(key, pin);
  if (!session) return session.error();
  const auto found = find_key(**session, key);
  if (!found) return found.error();
  return std::shared_ptr<const StationKey>(
      std::make_shared<KeyOfToken>(*std::move(session), found->first, found->second, key.module.string()));
}

Status make_token_station_key(const TokenKey& key, std::string_view pin) {
  if (Status named = expect_name(key); !named) return named;
  auto session = lds::TokenSession::log_in(key, pin, CKF_SERIAL_SESSION | CKF_RW_SESSION);
  if (!session) return session.error();
  for (const CK_OBJECT_CLASS kind : {CKO_SECRET_KEY, CKO_PRIVATE_KEY}) {
    const auto there = (*session)->find(kind, key.key_label, key.key_id);
    if (!there) return there.error();
    if (there->empty()) continue;
    return Error{ErrorCode::already_exists,
                 key.module.string() + ": the token holds a key" + lds::described(key) + " already"};
  }
  CK_OBJECT_CLASS kind = CKO_SECRET_KEY;
  CK_KEY_TYPE type = CKK_GENERIC_SECRET;
  CK_ULONG size = kNewKeyBytes;
  CK_BBOOL yes = CK_TRUE;
  CK_BBOOL no = CK_FALSE;
  std::string label = key.key_label;
  Bytes id = key.key_id;
  std::vector<CK_ATTRIBUTE> wanted = {{CKA_CLASS, &kind, sizeof kind},     {CKA_KEY_TYPE, &type, sizeof type},
                                      {CKA_VALUE_LEN, &size, sizeof size}, {CKA_TOKEN, &yes, sizeof yes},
                                      {CKA_PRIVATE, &yes, sizeof yes},     {CKA_SENSITIVE, &yes, sizeof yes},
                                      {CKA_EXTRACTABLE, &no, sizeof no},   {CKA_SIGN, &yes, sizeof yes}};
  if (!label.empty()) wanted.push_back({CKA_LABEL, label.data(), label.size()});
  if (!id.empty()) wanted.push_back({CKA_ID, id.data(), id.size()});
  return (*session)->generate({CKM_GENERIC_SECRET_KEY_GEN, nullptr, 0}, std::move(wanted));
}

}  // namespace enrolkit
