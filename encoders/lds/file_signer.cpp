// SPDX-License-Identifier: Apache-2.0
// A document signer whose key lies in a file.
#include <openssl/crypto.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "encoders/lds/openssl_handles.hpp"
#include "encoders/lds/signature_algorithm.hpp"
#include "encoders/lds/signer_certificate.hpp"
#include "enrolkit/file.hpp"

namespace enrolkit {
namespace {

using namespace lds;

constexpr std::size_t kMaxKeyFileBytes = 64U << 10U;  // a key of 4096 bits takes 3 KB in PEM

class FileSigner : public Signer {
 public:
  FileSigner(KeyPtr key, Bytes certificate, Digest digest)
      : key_(std::move(key)),
        certificate_(std::move(certificate)),
        digest_(digest),
        elliptic_(EVP_PKEY_get_base_id(key_.get()) == EVP_PKEY_EC) {}

  [[nodiscard]] BytesView certificate() const override { return certificate_; }
  [[nodiscard]] Digest digest() const override { return digest_; }
  [[nodiscard]] bool key_is_proven() const noexcept override { return true; }
  [[nodiscard]] Bytes signature_algorithm() const override {
    return elliptic_ ? ecdsa_identifier(digest_algorithm(digest_)) : rsa_pss_identifier(digest_algorithm(digest_));
  }

  [[nodiscard]] Result<Bytes> sign(BytesView message) const override {
    const ErrorScope errors;
    const DigestContextPtr context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* parameters = nullptr;
    const EVP_MD* digest = digest_algorithm(digest_).evp();
    bool done = context && EVP_DigestSignInit(context.get(), &parameters, digest, nullptr, key_.get()) == 1;
    if (done && !elliptic_) {
      done = EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) > 0 &&
             EVP_PKEY_CTX_set_rsa_mgf1_md(parameters, digest) > 0 &&
             EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) > 0;
    }
    std::size_t size = 0;
    done = done && EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) == 1;
    Bytes signature(size);
    done = done && EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) == 1;
    if (!done) return Error{ErrorCode::crypto, "the document signer's key cannot sign: " + ErrorScope::reason()};
    signature.resize(size);
    return signature;
  }

 private:
  KeyPtr key_;
  Bytes certificate_;
  Digest digest_;
  bool elliptic_;
};

struct Passphrase {
  std::string_view text;
  bool asked = false;
};

// Without it OpenSSL would ask on the terminal.
int give_passphrase(char* buffer, int size, int /*writing*/, void* passphrase) {
  auto& given = *static_cast<Passphrase*>(passphrase);
  given.asked = true;
  if (given.text.empty() || given.text.size() > static_cast<std::size_t>(size)) return -1;
  std::copy(given.text.begin(), given.text.end(), buffer);
  return static_cast<int>(given.text.size());
}

Result<KeyPtr> read_key(const std::filesystem::path& path, std::string_view text_of_passphrase) {
  Result<Bytes> text = read_file(path, kMaxKeyFileBytes);
  if (!text) return text.error();
  const auto size = static_cast<int>(text->size());
  Passphrase passphrase{text_of_passphrase};
  const BioPtr source(BIO_new_mem_buf(text->data(), size));
  KeyPtr key;
  if (is_pem(*text)) {
    key.reset(PEM_read_bio_PrivateKey(source.get(), nullptr, give_passphrase, &passphrase));
  } else {
    const std::uint8_t* der = text->data();
    key.reset(d2i_AutoPrivateKey(nullptr, &der, size));
    if (!key) key.reset(d2i_PKCS8PrivateKey_bio(source.get(), nullptr, give_passphrase, &passphrase));
  }
  const std::string reason = !passphrase.asked ? "there is no private key in PEM or DER: " + ErrorScope::reason()
                             : passphrase.text.empty() ? "the private key is encrypted, and no passphrase is given"
                                                       : "the passphrase does not open the private key";
  OPENSSL_cleanse(text->data(), text->size());
  if (!key) return Error{ErrorCode::crypto, path.string() + ": " + reason};
  return key;
}

}  // namespace

Result<std::unique_ptr<Signer>> make_file_signer(const std::filesystem::path& key_path,
                                                 const std::filesystem::path& certificate_path, Digest digest,
                                                 std::string_view passphrase) {
  const ErrorScope errors;
  if (Status status = check_signing_digest(digest); !status) return status.error();
  Result<KeyPtr> key = read_key(key_path, passphrase);
  if (!key) return key.error();
  if (Status status = check_strength(key->get(), key_path.string()); !status) return status.error();
  const Result<CertificatePtr> certificate = read_signer_certificate(certificate_path);
  if (!certificate) return certificate.error();
  if (X509_check_private_key(certificate->get(), key->get()) != 1) {
    return Error{ErrorCode::crypto,
                 key_path.string() + ": the key does not belong to the certificate " + certificate_path.string()};
  }
  return std::unique_ptr<Signer>(std::make_unique<FileSigner>(*std::move(key), encoded(certificate->get()), digest));
}

}  // namespace enrolkit
