// SPDX-License-Identifier: Apache-2.0
// The signature of the station. Its key may live in a token or behind somebody's interface, which signs octets and
// gives no EVP_PKEY: OpenSSL builds the message, and the signature is put into it.
#include <openssl/x509_vfy.h>

#include <algorithm>

#include "sdk/dossier/transfer_message.hpp"

namespace enrolkit {
namespace {

using lds::ErrorScope;

Error failed(const std::string& what) {
  return Error{ErrorCode::crypto, "the transfer cannot be signed: " + what + ": " + ErrorScope::reason()};
}

const EVP_MD* digest_of(const Signer& station) {
  switch (station.digest()) {
    case Digest::sha384:
      return EVP_sha384();
    case Digest::sha512:
      return EVP_sha512();
    default:
      return EVP_sha256();
  }
}

template <class Object, class Encode>
Bytes der_of(Object* object, Encode encode) {
  std::uint8_t* der = nullptr;
  const int size = encode(object, &der);
  if (size <= 0) return {};
  Bytes bytes(der, der + size);
  OPENSSL_free(der);
  return bytes;
}

// The octets that are signed: SET OF the signed attributes in DER (RFC 5652 section 5.4).
Bytes attributes_to_sign(const CMS_SignerInfo* signer) {
  std::vector<Bytes> attributes;
  std::size_t size = 0;
  for (int i = 0; i < CMS_signed_get_attr_count(signer); ++i) {
    attributes.push_back(der_of(CMS_signed_get_attr(signer, i),
                                [](X509_ATTRIBUTE* one, std::uint8_t** to) { return i2d_X509_ATTRIBUTE(one, to); }));
    size += attributes.back().size();
  }
  std::sort(attributes.begin(), attributes.end(), [](const Bytes& a, const Bytes& b) {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
  });
  Bytes set(static_cast<std::size_t>(ASN1_object_size(1, static_cast<int>(size), V_ASN1_SET)));
  std::uint8_t* end = set.data();
  ASN1_put_object(&end, 1, static_cast<int>(size), V_ASN1_SET, V_ASN1_UNIVERSAL);
  for (const Bytes& one : attributes) end = std::copy(one.begin(), one.end(), end);
  return set;
}

Bytes digest_bytes(const EVP_MD* digest, BytesView content) {
  Bytes value(static_cast<std::size_t>(EVP_MD_get_size(digest)));
  unsigned size = 0;
  if (EVP_Digest(content.data(), content.size(), value.data(), &size, digest, nullptr) != 1) return {};
  return value;
}

bool add_attributes(CMS_SignerInfo* signer, const Bytes& digest, Timestamp at) {
  const std::unique_ptr<ASN1_TIME, lds::Freed<ASN1_TIME_free>> time(
      ASN1_TIME_set(nullptr, std::chrono::system_clock::to_time_t(at)));
  return time && !digest.empty() &&
         CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_contentType, V_ASN1_OBJECT, OBJ_nid2obj(NID_pkcs7_data), -1) ==
             1 &&
         CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING, digest.data(),
                                     static_cast<int>(digest.size())) == 1 &&
         CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime, ASN1_STRING_type(time.get()), time.get(), -1) == 1;
}

bool put_algorithm(CMS_SignerInfo* signer, const Bytes& identifier) {
  const std::uint8_t* der = identifier.data();
  const std::unique_ptr<X509_ALGOR, lds::Freed<X509_ALGOR_free>> given(
      d2i_X509_ALGOR(nullptr, &der, static_cast<long>(identifier.size())));
  X509_ALGOR* place = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, nullptr, &place);
  return given && place != nullptr && X509_ALGOR_copy(place, given.get()) == 1;
}

}  // namespace

Result<Bytes> sign_content(BytesView content, const Signer& station, Timestamp at) {
  const ErrorScope errors;
  const std::uint8_t* der = station.certificate().data();
  const lds::CertificatePtr certificate(d2i_X509(nullptr, &der, static_cast<long>(station.certificate().size())));
  if (!certificate) return failed("the station's certificate");
  const CmsPtr message(CMS_sign(nullptr, nullptr, nullptr, nullptr, CMS_PARTIAL | CMS_BINARY | CMS_STREAM));
  if (!message) return failed("the message");
  const EVP_MD* digest = digest_of(station);
  CMS_SignerInfo* signer = CMS_add1_signer(message.get(), certificate.get(), X509_get0_pubkey(certificate.get()),
                                           digest, CMS_PARTIAL | CMS_BINARY | CMS_NOSMIMECAP);
  if (signer == nullptr || !add_attributes(signer, digest_bytes(digest, content), at) ||
      !put_algorithm(signer, station.signature_algorithm())) {
    return failed("the signer's attributes");
  }
  const auto signature = station.sign(attributes_to_sign(signer));
  if (!signature) return signature.error();
  ASN1_OCTET_STRING** place = CMS_get0_content(message.get());
  if (place == nullptr || (*place == nullptr && (*place = ASN1_OCTET_STRING_new()) == nullptr) ||
      ASN1_OCTET_STRING_set(*place, content.data(), static_cast<int>(content.size())) != 1 ||
      ASN1_OCTET_STRING_set(CMS_SignerInfo_get0_signature(signer), signature->data(),
                            static_cast<int>(signature->size())) != 1) {
    return failed("the content");
  }
  // Without this the string keeps the mark of a content that is still to come, and is written as nothing.
  (*place)->flags &= ~ASN1_STRING_FLAG_CONT;
  Bytes bytes =
      der_of(message.get(), [](CMS_ContentInfo* one, std::uint8_t** to) { return i2d_CMS_ContentInfo(one, to); });
  if (bytes.empty()) return failed("the encoding");
  return bytes;
}

namespace {

struct SignersFreed {
  void operator()(STACK_OF(X509) * list) const noexcept { sk_X509_free(list); }
};

// A passport PKI states the parameters of its curves, as Doc 9303-12 demands, which OpenSSL refuses otherwise. What is
// stated stands in certificates that are trusted themselves or signed by such.
int allow_explicit_curve(int right, X509_STORE_CTX* context) {
  if (right == 1 || X509_STORE_CTX_get_error(context) != X509_V_ERR_EC_KEY_EXPLICIT_PARAMS) return right;
  X509_STORE_CTX_set_error(context, X509_V_OK);
  return 1;
}

// Empty when the certificate is a trusted one or issued by one, and valid now.
std::string why_untrusted(X509* signer, const std::vector<lds::CertificatePtr>& stations) {
  const std::unique_ptr<X509_STORE, lds::Freed<X509_STORE_free>> store(X509_STORE_new());
  const std::unique_ptr<X509_STORE_CTX, lds::Freed<X509_STORE_CTX_free>> context(X509_STORE_CTX_new());
  for (const lds::CertificatePtr& station : stations) {
    if (!store || X509_STORE_add_cert(store.get(), station.get()) != 1) return ErrorScope::reason();
  }
  if (!context || X509_STORE_CTX_init(context.get(), store.get(), signer, nullptr) != 1) return ErrorScope::reason();
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_ANY);
  X509_STORE_CTX_set_verify_cb(context.get(), allow_explicit_curve);
  if (X509_verify_cert(context.get()) != 1) {
    return X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
  }
  return (X509_get_key_usage(signer) & KU_DIGITAL_SIGNATURE) != 0 ? std::string()
                                                                  : "the key usage is not digitalSignature";
}

}  // namespace

Result<SignedContent> verify_content(BytesView message, const std::vector<lds::CertificatePtr>& stations,
                                     const std::string& name) {
  const ErrorScope errors;
  const std::uint8_t* der = message.data();
  const CmsPtr parsed(d2i_CMS_ContentInfo(nullptr, &der, static_cast<long>(message.size())));
  if (!parsed || der != message.data() + message.size() ||
      OBJ_obj2nid(CMS_get0_type(parsed.get())) != NID_pkcs7_signed) {
    return Error{ErrorCode::malformed, name + ": the decrypted content is no CMS SignedData"};
  }
  SignedContent answer;
  if (ASN1_OCTET_STRING** content = CMS_get0_content(parsed.get()); content != nullptr && *content != nullptr) {
    const std::uint8_t* data = ASN1_STRING_get0_data(*content);
    answer.content.assign(data, data + ASN1_STRING_length(*content));
  }
  const lds::BioPtr nowhere(BIO_new(BIO_s_null()));
  if (CMS_verify(parsed.get(), nullptr, nullptr, nullptr, nowhere.get(), CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) != 1) {
    answer.fault = "the station's signature is wrong: " + ErrorScope::reason();
    return answer;
  }
  const std::unique_ptr<STACK_OF(X509), SignersFreed> signers(CMS_get0_signers(parsed.get()));
  if (!signers || sk_X509_num(signers.get()) != 1) {
    answer.fault = "one station is expected to have signed it";
    return answer;
  }
  X509* signer = sk_X509_value(signers.get(), 0);
  answer.signer = lds::name_text(X509_get_subject_name(signer));
  if (const std::string why = why_untrusted(signer, stations); !why.empty()) {
    answer.fault = "the station " + answer.signer + " is not trusted: " + why;
  }
  return answer;
}

}  // namespace enrolkit
