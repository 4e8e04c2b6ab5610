// SPDX-License-Identifier: Apache-2.0
// A document signer whose key lies in a file.
#include <openssl/crypto.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>

#include <utility>

#include "encoders/lds/certificate.hpp"
#include "encoders/lds/openssl_handles.hpp"
#include "encoders/lds/signature_algorithm.hpp"
#include "enrolkit/file.hpp"
#include "enrolkit/security_object.hpp"

namespace enrolkit {
namespace {

using namespace lds;

constexpr std::size_t kMaxKeyFileBytes = 64U << 10U;   // a key of 4096 bits takes 3 KB in PEM
constexpr int kMinRsaBits = 2048, kMaxRsaBits = 4096;  // Doc 9303-12 section 4.4; the contract of make_file_signer
constexpr int kMinEcBits = 224;                        // Doc 9303-12 section 4.4

class FileSigner : public Signer {
 public:
  FileSigner(KeyPtr key, Bytes certificate, Digest digest)
      : key_(std::move(key)),
        certificate_(std::move(certificate)),
        digest_(digest),
        elliptic_(EVP_PKEY_get_base_id(key_.get()) == EVP_PKEY_EC) {}

  [[nodiscard]] BytesView certificate() const override { return certificate_; }
  [[nodiscard]] Digest digest() const override { return digest_; }
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

Result<KeyPtr> read_key(const std::filesystem::path& path) {
  Result<Bytes> text = read_file(path, kMaxKeyFileBytes);
  if (!text) return text.error();
  const auto size = static_cast<int>(text->size());
  bool encrypted = false;
  KeyPtr key;
  if (is_pem(*text)) {
    const BioPtr source(BIO_new_mem_buf(text->data(), size));
    key.reset(PEM_read_bio_PrivateKey(source.get(), nullptr, refuse_password, &encrypted));
  } else {
    const std::uint8_t* der = text->data();
    key.reset(d2i_AutoPrivateKey(nullptr, &der, size));
    if (!key) {
      der = text->data();
      const std::unique_ptr<X509_SIG, Freed<X509_SIG_free>> wrapped(d2i_X509_SIG(nullptr, &der, size));
      encrypted = wrapped != nullptr;
    }
  }
  const std::string reason = encrypted ? "the private key is encrypted, which is not supported"
                                       : "there is no private key in PEM or DER: " + ErrorScope::reason();
  OPENSSL_cleanse(text->data(), text->size());
  if (!key) return Error{ErrorCode::crypto, path.string() + ": " + reason};
  return key;
}

Status check_strength(const EVP_PKEY* key, const std::filesystem::path& path) {
  const int type = EVP_PKEY_get_base_id(key);
  const int bits = EVP_PKEY_get_bits(key);
  const auto refuse = [&](const std::string& reason) {
    return Error{ErrorCode::crypto, path.string() + ": " + reason};
  };
  if (type == EVP_PKEY_RSA || type == EVP_PKEY_RSA_PSS) {
    if (bits >= kMinRsaBits && bits <= kMaxRsaBits) return {};
    return refuse("the RSA key has " + std::to_string(bits) + " bits, expected 2048 to 4096");
  }
  if (type != EVP_PKEY_EC) return refuse("the key is neither RSA nor elliptic curve");
  if (bits >= kMinEcBits) return {};
  return refuse("the elliptic curve has " + std::to_string(bits) + " bits, expected at least 224");
}

}  // namespace

Result<std::unique_ptr<Signer>> make_file_signer(const std::filesystem::path& key_path,
                                                 const std::filesystem::path& certificate_path, Digest digest) {
  const ErrorScope errors;
  Result<KeyPtr> key = read_key(key_path);
  if (!key) return key.error();
  if (Status status = check_strength(key->get(), key_path); !status) return status.error();

  const Result<Bytes> file = read_file(certificate_path, kMaxCertificateBytes);
  if (!file) return file.error();
  Result<std::vector<CertificatePtr>> certificates = read_certificates(*file);
  if (!certificates) {
    return Error{ErrorCode::crypto, certificate_path.string() + ": " + certificates.error().message};
  }
  X509* certificate = certificates->front().get();
  if (X509_check_private_key(certificate, key->get()) != 1) {
    return Error{ErrorCode::crypto,
                 key_path.string() + ": the key does not belong to the certificate " + certificate_path.string()};
  }
  return std::unique_ptr<Signer>(std::make_unique<FileSigner>(*std::move(key), encoded(certificate), digest));
}

}  // namespace enrolkit
