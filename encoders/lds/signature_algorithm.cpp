// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/signature_algorithm.hpp"

#include <openssl/rsa.h>

#include <array>

namespace enrolkit::lds {
namespace {

constexpr std::string_view kRule = "RFC 4055 section 3.1";
constexpr std::string_view kRsa = "1.2.840.113549.1.1.1", kRsaPss = "1.2.840.113549.1.1.10",
                           kMgf1 = "1.2.840.113549.1.1.8";
constexpr std::size_t kMaxSaltBytes = 512;  // no salt is longer than the modulus of 4096 bits

struct Named {
  std::string_view oid;
  SignatureScheme scheme;
  std::string_view digest;  // OID; empty: that of the SignerInfo
};

constexpr std::array<Named, 11> kNamed = {{
    {"1.2.840.10045.4.3.2", SignatureScheme::ecdsa, "2.16.840.1.101.3.4.2.1"},
    {"1.2.840.10045.4.3.3", SignatureScheme::ecdsa, "2.16.840.1.101.3.4.2.2"},
    {"1.2.840.10045.4.3.4", SignatureScheme::ecdsa, "2.16.840.1.101.3.4.2.3"},
    {"1.2.840.10045.4.3.1", SignatureScheme::ecdsa, "2.16.840.1.101.3.4.2.4"},
    {"1.2.840.10045.4.1", SignatureScheme::ecdsa, "1.3.14.3.2.26"},
    {"1.2.840.113549.1.1.11", SignatureScheme::rsa_pkcs1, "2.16.840.1.101.3.4.2.1"},
    {"1.2.840.113549.1.1.12", SignatureScheme::rsa_pkcs1, "2.16.840.1.101.3.4.2.2"},
    {"1.2.840.113549.1.1.13", SignatureScheme::rsa_pkcs1, "2.16.840.1.101.3.4.2.3"},
    {"1.2.840.113549.1.1.14", SignatureScheme::rsa_pkcs1, "2.16.840.1.101.3.4.2.4"},
    {"1.2.840.113549.1.1.5", SignatureScheme::rsa_pkcs1, "1.3.14.3.2.26"},
    {kRsa, SignatureScheme::rsa_pkcs1, ""},
}};

// RSASSA-PSS-params; what is left out has the defaults of RFC 4055: SHA-1, MGF1 with SHA-1, 20 bytes.
SignatureAlgorithm read_pss_parameters(TlvReader& identifier, FileReview& review) {
  const DigestAlgorithm* sha1 = digest_by_oid("1.3.14.3.2.26");
  SignatureAlgorithm algorithm{SignatureScheme::rsa_pss, sha1, sha1, 20};
  TlvReader parameters = identifier.enter(kSequence, "the PSS parameters");
  if (parameters.next_is(kContext0)) {
    TlvReader field = parameters.enter(kContext0, "the PSS hash algorithm");
    algorithm.digest = read_digest_identifier(field, "the PSS hash algorithm", review);
    field.finish("the PSS hash algorithm");
  }
  if (parameters.next_is(kContext1)) {
    TlvReader field = parameters.enter(kContext1, "the PSS mask algorithm");
    TlvReader mask = field.enter(kSequence, "the PSS mask algorithm");
    const Element oid = mask.read(kObjectIdentifier, "the PSS mask algorithm");
    if (!review.failed() && oid_text(oid.value) != kMgf1) {
      review.fail(ErrorCode::unsupported, oid.offset, kRule, "the PSS mask algorithm is not MGF1");
    }
    algorithm.mask_digest = read_digest_identifier(mask, "the hash algorithm of MGF1", review);
    mask.finish("the PSS mask algorithm");
    field.finish("the PSS mask algorithm");
  }
  for (const Tag tag : {kContext2, kContext3}) {  // salt length, trailer field
    if (!parameters.next_is(tag)) continue;
    TlvReader field = parameters.enter(tag, "a PSS number");
    const Element number = field.read(kInteger, "a PSS number");
    field.finish("a PSS number");
    std::size_t value = 0;
    for (const std::uint8_t byte : number.value) value = std::min<std::size_t>(value << 8 | byte, 0xFFFF);
    const bool right = !number.value.empty() && (number.value[0] & 0x80) == 0 &&
                       (tag == kContext2 ? value <= kMaxSaltBytes : value == 1);
    if (!right) review.fail(ErrorCode::unsupported, number.offset, kRule, "a PSS number is out of its range");
    if (tag == kContext2) algorithm.salt_size = value;
  }
  parameters.finish("the PSS parameters");
  return algorithm;
}

}  // namespace

Bytes ecdsa_identifier(const DigestAlgorithm& digest) {
  for (const Named& named : kNamed) {
    if (named.scheme == SignatureScheme::ecdsa && named.digest == digest.oid) return tlv(kSequence, der_oid(named.oid));
  }
  return {};
}

Bytes rsa_pss_identifier(const DigestAlgorithm& digest) {
  // RFC 4055 section 2.1 writes the digests of PSS with NULL.
  const Bytes identifier = tlv(kSequence, {der_oid(digest.oid), tlv(kNull, BytesView())});
  const Bytes mask = tlv(kSequence, {der_oid(kMgf1), identifier});
  const Bytes parameters = tlv(kSequence, {tlv(kContext0, identifier), tlv(kContext1, mask),
                                           tlv(kContext2, der_integer(static_cast<std::uint32_t>(digest.size)))});
  return tlv(kSequence, {der_oid(kRsaPss), parameters});
}

std::optional<SignatureAlgorithm> read_signature_identifier(TlvReader& reader, FileReview& review, BytesView* whole) {
  constexpr std::string_view kWhat = "the signature algorithm";
  const Element sequence = reader.read(kSequence, kWhat);
  if (whole != nullptr) *whole = sequence.whole;
  TlvReader identifier = reader.inside(sequence);
  const Element element = identifier.read(kObjectIdentifier, kWhat);
  const std::string oid = oid_text(element.value);
  SignatureAlgorithm algorithm;
  if (oid == kRsaPss) {
    algorithm = read_pss_parameters(identifier, review);
  } else {
    const Named* known = nullptr;
    for (const Named& named : kNamed) {
      if (named.oid == oid) known = &named;
    }
    if (known == nullptr) {
      review.fail(ErrorCode::unsupported, element.offset, "Doc 9303-12 section 4.4",
                  "the signature algorithm '" + oid + "' is none of ECDSA, RSASSA-PSS and RSASSA-PKCS1-v1_5");
      return std::nullopt;
    }
    algorithm.scheme = known->scheme;
    algorithm.digest = digest_by_oid(known->digest);
    if (!identifier.at_end()) {
      const Element parameters = identifier.read(kNull, "the signature algorithm's parameters");
      if (!parameters.value.empty()) {
        review.fail(ErrorCode::malformed, parameters.offset, "RFC 3279", "the signature algorithm's NULL is not empty");
      } else if (known->scheme == SignatureScheme::ecdsa) {
        review.note(parameters.offset, "RFC 5754 section 3.3", "ECDSA has no parameters, not even NULL");
      }
    }
  }
  identifier.finish(kWhat);
  if (review.failed()) return std::nullopt;
  return algorithm;
}

std::string check_signature(EVP_PKEY* key, const SignatureAlgorithm& algorithm, BytesView message,
                            BytesView signature) {
  const ErrorScope errors;
  const int type = EVP_PKEY_get_base_id(key);
  const bool fits = algorithm.scheme == SignatureScheme::ecdsa     ? type == EVP_PKEY_EC
                    : algorithm.scheme == SignatureScheme::rsa_pss ? type == EVP_PKEY_RSA || type == EVP_PKEY_RSA_PSS
                                                                   : type == EVP_PKEY_RSA;
  if (!fits) return "the certificate's key is not of the kind that the signature algorithm needs";
  const DigestContextPtr context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;
  bool ready = context && EVP_DigestVerifyInit(context.get(), &parameters, algorithm.digest->evp(), nullptr, key) == 1;
  if (ready && algorithm.scheme == SignatureScheme::rsa_pss) {
    ready = EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) > 0 &&
            EVP_PKEY_CTX_set_rsa_mgf1_md(parameters, algorithm.mask_digest->evp()) > 0 &&
            EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, static_cast<int>(algorithm.salt_size)) > 0;
  }
  if (!ready) return "the signature cannot be checked: " + ErrorScope::reason();
  if (EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) != 1) {
    return "it was not made over this content with the certificate's key";
  }
  return {};
}

}  // namespace enrolkit::lds
