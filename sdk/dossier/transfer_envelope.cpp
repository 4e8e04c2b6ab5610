// SPDX-License-Identifier: Apache-2.0
// The encryption for the recipients.
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <utility>

#include "enrolkit/file.hpp"
#include "sdk/dossier/transfer_message.hpp"

namespace enrolkit {
namespace {

using lds::ErrorScope;

constexpr std::size_t kMaxKeyFileBytes = 64U << 10U;  // a key of 4096 bits takes 3 KB in PEM

std::string subject_of(X509* certificate) { return lds::name_text(X509_get_subject_name(certificate)); }

// Key transport with OAEP for RSA, else what OpenSSL does for the kind of key: ECDH for elliptic curves.
Status add_recipient(CMS_ContentInfo* message, X509* certificate) {
  EVP_PKEY* key = X509_get0_pubkey(certificate);
  const Error refused{ErrorCode::invalid_argument,
                      "the recipient " + subject_of(certificate) + " has no key that can receive (RSA or ECDH)"};
  if (key == nullptr) return refused;
  const bool rsa = EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA;
  if (!rsa && EVP_PKEY_get_base_id(key) != EVP_PKEY_EC) return refused;
  CMS_RecipientInfo* recipient = CMS_add1_recipient_cert(message, certificate, rsa ? CMS_KEY_PARAM : 0U);
  if (recipient == nullptr) return refused;
  if (!rsa) return {};
  EVP_PKEY_CTX* parameters = CMS_RecipientInfo_get0_pkey_ctx(recipient);
  if (parameters == nullptr || EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_OAEP_PADDING) <= 0 ||
      EVP_PKEY_CTX_set_rsa_oaep_md(parameters, EVP_sha256()) <= 0 ||
      EVP_PKEY_CTX_set_rsa_mgf1_md(parameters, EVP_sha256()) <= 0) {
    return refused;
  }
  return {};
}

// Who can open it, as the message tells: issuer and serial number.
std::string recipients_of(CMS_ContentInfo* message) {
  std::string list;
  const auto add = [&](const X509_NAME* issuer, const ASN1_INTEGER* serial) {
    if (issuer == nullptr || serial == nullptr) return;
    const std::unique_ptr<BIGNUM, lds::Freed<BN_free>> number(ASN1_INTEGER_to_BN(serial, nullptr));
    char* hex = number ? BN_bn2hex(number.get()) : nullptr;
    list += (list.empty() ? "" : "; ") + std::string("number ") + (hex != nullptr ? hex : "?") + " of " +
            lds::name_text(issuer);
    OPENSSL_free(hex);
  };
  STACK_OF(CMS_RecipientInfo)* all = CMS_get0_RecipientInfos(message);
  for (int i = 0; i < sk_CMS_RecipientInfo_num(all); ++i) {
    CMS_RecipientInfo* one = sk_CMS_RecipientInfo_value(all, i);
    X509_NAME* issuer = nullptr;
    ASN1_INTEGER* serial = nullptr;
    if (CMS_RecipientInfo_type(one) == CMS_RECIPINFO_TRANS &&
        CMS_RecipientInfo_ktri_get0_signer_id(one, nullptr, &issuer, &serial) == 1) {
      add(issuer, serial);
    } else if (CMS_RecipientInfo_type(one) == CMS_RECIPINFO_AGREE) {
      STACK_OF(CMS_RecipientEncryptedKey)* keys = CMS_RecipientInfo_kari_get0_reks(one);
      for (int k = 0; k < sk_CMS_RecipientEncryptedKey_num(keys); ++k) {
        if (CMS_RecipientEncryptedKey_get0_id(sk_CMS_RecipientEncryptedKey_value(keys, k), nullptr, nullptr, nullptr,
                                              &issuer, &serial) == 1) {
          add(issuer, serial);
        }
      }
    }
  }
  return list;
}

bool is_for(CMS_ContentInfo* message, X509* certificate) {
  STACK_OF(CMS_RecipientInfo)* all = CMS_get0_RecipientInfos(message);
  for (int i = 0; i < sk_CMS_RecipientInfo_num(all); ++i) {
    CMS_RecipientInfo* one = sk_CMS_RecipientInfo_value(all, i);
    if (CMS_RecipientInfo_type(one) == CMS_RECIPINFO_TRANS && CMS_RecipientInfo_ktri_cert_cmp(one, certificate) == 0) {
      return true;
    }
    if (CMS_RecipientInfo_type(one) != CMS_RECIPINFO_AGREE) continue;
    STACK_OF(CMS_RecipientEncryptedKey)* keys = CMS_RecipientInfo_kari_get0_reks(one);
    for (int k = 0; k < sk_CMS_RecipientEncryptedKey_num(keys); ++k) {
      if (CMS_RecipientEncryptedKey_cert_cmp(sk_CMS_RecipientEncryptedKey_value(keys, k), certificate) == 0)
        return true;
    }
  }
  return false;
}

int give_passphrase(char* buffer, int size, int /*writing*/, void* given) {
  const auto& passphrase = *static_cast<std::string_view*>(given);
  if (passphrase.empty() || passphrase.size() > static_cast<std::size_t>(size)) return -1;
  passphrase.copy(buffer, passphrase.size());
  return static_cast<int>(passphrase.size());
}

}  // namespace

Result<Bytes> envelop(BytesView content, const std::vector<lds::CertificatePtr>& recipients) {
  const ErrorScope errors;
  const auto failed = [] {
    return Error{ErrorCode::crypto, "the transfer cannot be encrypted: " + ErrorScope::reason()};
  };
  const CmsPtr message(CMS_encrypt(nullptr, nullptr, EVP_aes_256_cbc(), CMS_PARTIAL | CMS_BINARY | CMS_STREAM));
  if (!message) return failed();
  for (const lds::CertificatePtr& recipient : recipients) {
    if (const Status added = add_recipient(message.get(), recipient.get()); !added) return added.error();
  }
  const lds::BioPtr from(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())));
  const lds::BioPtr to(BIO_new(BIO_s_mem()));
  if (!from || !to || CMS_final(message.get(), from.get(), nullptr, CMS_BINARY) != 1 ||
      i2d_CMS_bio(to.get(), message.get()) != 1) {
    return failed();
  }
  char* data = nullptr;
  const long size = BIO_get_mem_data(to.get(), &data);
  return Bytes(data, data + size);
}

Result<Bytes> open_envelope(BytesView message, const RecipientKey& key, const std::string& name) {
  const ErrorScope errors;
  const std::uint8_t* der = message.data();
  const CmsPtr parsed(d2i_CMS_ContentInfo(nullptr, &der, static_cast<long>(message.size())));
  if (!parsed || OBJ_obj2nid(CMS_get0_type(parsed.get())) != NID_pkcs7_enveloped) {
    return Error{ErrorCode::malformed,
                 name + ": is no CMS EnvelopedData in DER, or is cut or damaged in its structure"};
  }
  if (der != message.data() + message.size()) {
    return Error{ErrorCode::malformed,
                 name + ": something follows the message at byte " + std::to_string(der - message.data())};
  }
  X509* certificate = key.parts().certificate.get();
  if (!is_for(parsed.get(), certificate)) {
    return Error{ErrorCode::permission_denied, name + ": is not sealed for " + subject_of(certificate) +
                                                   ", but for certificate " + recipients_of(parsed.get())};
  }
  const lds::BioPtr to(BIO_new(BIO_s_mem()));
  if (!to || CMS_decrypt(parsed.get(), key.parts().key.get(), certificate, nullptr, to.get(), CMS_BINARY) != 1) {
    return Error{ErrorCode::crypto,
                 name + ": cannot be decrypted: the message was changed on the way (" + ErrorScope::reason() + ")"};
  }
  char* data = nullptr;
  const long size = BIO_get_mem_data(to.get(), &data);
  return Bytes(data, data + size);
}

RecipientKey::RecipientKey(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
RecipientKey::RecipientKey(RecipientKey&&) noexcept = default;
RecipientKey& RecipientKey::operator=(RecipientKey&&) noexcept = default;
RecipientKey::~RecipientKey() = default;

Result<RecipientKey> RecipientKey::load(const std::filesystem::path& key, const std::filesystem::path& certificate,
                                        std::string_view passphrase) {
  const ErrorScope errors;
  Result<Bytes> text = read_file(key, kMaxKeyFileBytes);
  if (!text) return text.error();
  auto parts = std::make_unique<Parts>();
  if (lds::is_pem(*text)) {
    const lds::BioPtr source(BIO_new_mem_buf(text->data(), static_cast<int>(text->size())));
    parts->key.reset(PEM_read_bio_PrivateKey(source.get(), nullptr, give_passphrase, &passphrase));
  } else {
    const std::uint8_t* der = text->data();
    parts->key.reset(d2i_AutoPrivateKey(nullptr, &der, static_cast<long>(text->size())));
  }
  OPENSSL_cleanse(text->data(), text->size());
  if (!parts->key) {
    return Error{ErrorCode::crypto, key.string() + ": no private key in it can be read, or its passphrase is wrong: " +
                                        ErrorScope::reason()};
  }
  const auto file = read_file(certificate, lds::kMaxCertificateBytes);
  if (!file) return file.error();
  auto certificates = lds::read_certificates(*file);
  if (!certificates) return Error{ErrorCode::crypto, certificate.string() + ": " + certificates.error().message};
  parts->certificate = std::move(certificates->front());
  if (X509_check_private_key(parts->certificate.get(), parts->key.get()) != 1) {
    return Error{ErrorCode::crypto,
                 key.string() + ": the key does not belong to the certificate " + certificate.string()};
  }
  return RecipientKey(std::move(parts));
}

}  // namespace enrolkit
