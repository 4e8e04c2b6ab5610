// SPDX-License-Identifier: Apache-2.0
// The CMS SignedData of EF.SOD and of CSCA master lists (RFC 5652, profiles of Doc 9303-10 section 4.6.2 and Doc
// 9303-12 sections 4.1.6 and 8). All views point into the file.
#pragma once

#include <optional>
#include <vector>

#include "encoders/lds/signature_algorithm.hpp"
#include "encoders/lds/time_period.hpp"
#include "encoders/lds/tlv.hpp"

namespace enrolkit::lds {

inline constexpr std::string_view kSignedDataOid = "1.2.840.113549.1.7.2";
inline constexpr std::string_view kContentTypeOid = "1.2.840.113549.1.9.3";
inline constexpr std::string_view kMessageDigestOid = "1.2.840.113549.1.9.4";
inline constexpr std::string_view kSigningTimeOid = "1.2.840.113549.1.9.5";

struct SignerInfo {
  std::size_t offset = 0;
  BytesView issuer, serial;  // both whole elements; or
  BytesView key_identifier;
  std::string problem;                      // why nobody can verify this one: an algorithm that enrolkit does not know
  const DigestAlgorithm* digest = nullptr;  // empty where it is not known
  BytesView digest_identifier;              // whole
  BytesView signed_attributes;              // the whole element with tag A0; empty: the content itself is signed
  std::vector<BytesView> attributes;
  BytesView message_digest;
  bool digest_missing = false;  // signed attributes without a message digest
  std::optional<Time> signing_time;
  SignatureAlgorithm algorithm;
  BytesView algorithm_identifier;  // whole
  BytesView signature;
  std::vector<BytesView> unsigned_attributes;
};

struct SignedData {
  std::vector<BytesView> digest_identifiers;  // whole
  Element content;                            // the OCTET STRING with what is signed
  std::vector<Element> certificates;
  std::vector<BytesView> revocation_lists;  // whole
  std::vector<SignerInfo> signers;
};

// Reads a ContentInfo and nothing behind it. `content_type` is the OID that it must have.
[[nodiscard]] SignedData read_signed_data(TlvReader file, std::string_view content_type, FileReview& review);

// The names by which a certificate is found: whole elements of its issuer and serial number.
struct CertificateIdentity {
  BytesView issuer, serial;
};
[[nodiscard]] CertificateIdentity read_certificate_identity(TlvReader certificate, FileReview& review);

// The attributes to sign (tag 31), and the file's ContentInfo once they are signed.
[[nodiscard]] Bytes signed_attributes(BytesView content, const DigestAlgorithm& digest,
                                      std::optional<Time> signing_time);
struct SignedContent {
  BytesView content;
  const DigestAlgorithm* digest;
  BytesView certificate;
  BytesView issuer, serial;  // or
  BytesView key_identifier;
  BytesView attributes;
  BytesView signature_algorithm;
  BytesView signature;
};
[[nodiscard]] Bytes encode_signed_data(const SignedContent& signed_content);

// What the signature is over: the attributes with tag 31, or the content.
[[nodiscard]] Bytes signed_message(const SignedData& data, const SignerInfo& signer);

// Empty when `signer` has signed the content with `key`, else why not.
[[nodiscard]] std::string check_signer(const SignedData& data, const SignerInfo& signer, EVP_PKEY* key);
// Whether `signer` names the certificate; `key_identifier` is the certificate's, empty without one.
[[nodiscard]] bool is_named(const SignerInfo& signer, const CertificateIdentity& identity, BytesView key_identifier);

}  // namespace enrolkit::lds
