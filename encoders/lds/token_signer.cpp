// SPDX-License-Identifier: Apache-2.0
// A document signer whose key stays in a PKCS #11 token.
#include <openssl/ecdsa.h>

#include <array>
#include <cstring>
#include <mutex>
#include <utility>

#include "encoders/lds/signature_algorithm.hpp"
#include "encoders/lds/signer_certificate.hpp"
#include "encoders/lds/token_session.hpp"

namespace enrolkit {
namespace {

using namespace lds;

using SessionPtr = std::unique_ptr<TokenSession>;

struct DigestMechanism {
  Digest digest;
  CK_MECHANISM_TYPE hash;
  unsigned long mask;  // MGF1 with the same digest
};
constexpr std::array<DigestMechanism, 4> kMechanisms = {{{Digest::sha256, CKM_SHA256, CKG_MGF1_SHA256},
                                                         {Digest::sha384, CKM_SHA384, CKG_MGF1_SHA384},
                                                         {Digest::sha512, CKM_SHA512, CKG_MGF1_SHA512},
                                                         {Digest::sha224, CKM_SHA224, CKG_MGF1_SHA224}}};

// PKCS #11 gives r and s side by side, X9.62 and so EF.SOD wants a SEQUENCE of two numbers.
Bytes ecdsa_value(BytesView plain) {
  const auto half = static_cast<int>(plain.size() / 2);
  using SignaturePtr = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;
  using NumberPtr = std::unique_ptr<BIGNUM, Freed<BN_free>>;
  const SignaturePtr signature(ECDSA_SIG_new());
  NumberPtr r(BN_bin2bn(plain.data(), half, nullptr));
  NumberPtr s(BN_bin2bn(plain.data() + half, half, nullptr));
  if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return {};
  (void)r.release();
  (void)s.release();
  std::uint8_t* der = nullptr;
  const int size = i2d_ECDSA_SIG(signature.get(), &der);
  Bytes value;
  if (size > 0) value.assign(der, der + size);
  OPENSSL_free(der);
  return value;
}

class TokenSigner : public Signer {
 public:
  TokenSigner(std::shared_ptr<const TokenModule> module, CK_SLOT_ID slot, CK_OBJECT_HANDLE key, SessionPtr session,
              CertificatePtr certificate, Digest digest)
      : module_(std::move(module)),
        slot_(slot),
        key_(key),
        certificate_(encoded(certificate.get())),
        digest_(digest),
        elliptic_(EVP_PKEY_get_base_id(X509_get0_pubkey(certificate.get())) == EVP_PKEY_EC) {
    idle_.push_back(std::move(session));
  }

  [[nodiscard]] BytesView certificate() const override { return certificate_; }
  [[nodiscard]] Digest digest() const override { return digest_; }
  [[nodiscard]] Bytes signature_algorithm() const override {
    return elliptic_ ? ecdsa_identifier(digest_algorithm(digest_)) : rsa_pss_identifier(digest_algorithm(digest_));
  }

  [[nodiscard]] Result<Bytes> sign(BytesView message) const override {
    Result<SessionPtr> session = take_session();
    if (!session) return session.error();
    const DigestAlgorithm& digest = digest_algorithm(digest_);
    const Bytes hashed = hash(digest, message);
    CK_MECHANISM mechanism{CKM_ECDSA, nullptr, 0};
    CK_RSA_PKCS_PSS_PARAMS parameters{};
    if (!elliptic_) {
      for (const DigestMechanism& known : kMechanisms) {
        if (known.digest == digest_) parameters = {known.hash, known.mask, digest.size};
      }
      mechanism = {CKM_RSA_PKCS_PSS, &parameters, sizeof parameters};
    }
    Result<Bytes> signature = (*session)->sign(key_, mechanism, hashed);
    put_back(*std::move(session));  // also after a failure: the token logs out with its last session
    if (!signature || !elliptic_) return signature;
    return ecdsa_value(*signature);
  }

 private:
  [[nodiscard]] Result<SessionPtr> take_session() const {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        SessionPtr session = std::move(idle_.back());
        idle_.pop_back();
        return session;
      }
    }
    return TokenSession::open(module_, slot_);
  }
  void put_back(SessionPtr session) const {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(session));
  }

  std::shared_ptr<const TokenModule> module_;
  CK_SLOT_ID slot_;
  CK_OBJECT_HANDLE key_;
  Bytes certificate_;
  Digest digest_;
  bool elliptic_;
  mutable std::mutex mutex_;
  mutable std::vector<SessionPtr> idle_;  // never all closed: the token logs out with the last one
};

// The only private key that `key` describes, fit to sign.
Result<CK_OBJECT_HANDLE> find_key(TokenSession& session, const TokenKey& key) {
  const std::string module = key.module.string();
  auto found = session.find_one(CKO_PRIVATE_KEY, key, "private key");
  if (!found) return found;
  const auto always = session.attribute(*found, CKA_ALWAYS_AUTHENTICATE);
  if (!always) return always.error();
  if (value_of<CK_BBOOL>(*always, CK_FALSE) != CK_FALSE) {
    return Error{ErrorCode::unsupported,
                 module + ": the private key" + described(key) + " wants the PIN at each signature"};
  }
  return found;
}

Result<CertificatePtr> certificate_on_token(TokenSession& session, const TokenKey& key, CK_OBJECT_HANDLE private_key) {
  const std::string module = key.module.string();
  const auto id = session.attribute(private_key, CKA_ID);
  if (!id) return id.error();
  const std::string label = id->empty() ? key.key_label : std::string();
  const auto found = session.find(CKO_CERTIFICATE, label, *id);
  if (!found) return found.error();
  if (found->size() != 1) {
    return Error{found->empty() ? ErrorCode::not_found : ErrorCode::invalid_argument,
                 module + ": the token holds " + (found->empty() ? "no certificate" : "several certificates") +
                     " for the private key" + described(key) + ", expected one, or a certificate file"};
  }
  const auto der = session.attribute(found->front(), CKA_VALUE);
  if (!der) return der.error();
  Result<std::vector<CertificatePtr>> read = read_certificates(*der);
  if (!read) return Error{ErrorCode::crypto, module + ": the token's certificate: " + read.error().message};
  return std::move(read->front());
}

Error not_of_certificate(const TokenKey& key) {
  return {ErrorCode::crypto,
          key.module.string() + ": the token's private key" + described(key) + " does not belong to the certificate"};
}

// The token's answer about its key is what counts: one signature, verified with the certificate.
Status prove_key(const TokenSigner& signer, EVP_PKEY* key, const TokenKey& token_key) {
  const Bytes message = Bytes(32, 0x5A);
  const Result<Bytes> signature = signer.sign(message);
  if (!signature) return signature.error();
  const DigestAlgorithm* digest = &digest_algorithm(signer.digest());
  SignatureAlgorithm algorithm{SignatureScheme::ecdsa, digest, digest, digest->size};
  if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC) algorithm.scheme = SignatureScheme::rsa_pss;
  if (check_signature(key, algorithm, message, *signature).empty()) return {};
  return not_of_certificate(token_key);
}

}  // namespace

Result<std::unique_ptr<Signer>> make_token_signer(const TokenKey& key, std::string_view pin,
                                                  const std::filesystem::path& certificate_path, Digest digest) {
  const ErrorScope errors;
  if (Status status = check_signing_digest(digest); !status) return status.error();
  if (key.key_label.empty() && key.key_id.empty()) {
    return Error{ErrorCode::invalid_argument, key.module.string() + ": expected the label or the id of a private key"};
  }
  Result<std::shared_ptr<const TokenModule>> module = TokenModule::load(key.module);
  if (!module) return module.error();
  const Result<CK_SLOT_ID> slot = (*module)->find_slot(key);
  if (!slot) return slot.error();
  Result<SessionPtr> session = TokenSession::open(*module, *slot);
  if (!session) return session.error();
  if (Status status = (*session)->login(pin); !status) return status.error();
  const Result<CK_OBJECT_HANDLE> private_key = find_key(**session, key);
  if (!private_key) return private_key.error();

  Result<CertificatePtr> certificate = certificate_path.empty() ? certificate_on_token(**session, key, *private_key)
                                                                : read_signer_certificate(certificate_path);
  if (!certificate) return certificate.error();
  EVP_PKEY* public_key = X509_get0_pubkey(certificate->get());
  const std::string name = certificate_path.empty() ? key.module.string() : certificate_path.string();
  if (public_key == nullptr) return Error{ErrorCode::crypto, name + ": the certificate has no readable public key"};
  if (Status status = check_strength(public_key, name); !status) return status.error();
  const auto kind = (*session)->attribute(*private_key, CKA_KEY_TYPE);
  if (!kind) return kind.error();
  const bool elliptic = EVP_PKEY_get_base_id(public_key) == EVP_PKEY_EC;
  if (value_of<CK_KEY_TYPE>(*kind, CKK_RSA) != (elliptic ? CKK_EC : CKK_RSA)) return not_of_certificate(key);
  const KeyPtr kept(X509_get_pubkey(certificate->get()));
  auto signer = std::make_unique<TokenSigner>(*std::move(module), *slot, *private_key, *std::move(session),
                                              *std::move(certificate), digest);
  if (Status status = prove_key(*signer, kept.get(), key); !status) return status.error();
  return std::unique_ptr<Signer>(std::move(signer));
}

}  // namespace enrolkit
