// SPDX-License-Identifier: Apache-2.0
// The CMS SignedData of EF.SOD (RFC 5652, profile of Doc 9303-10 section 4.6.2 and Doc 9303-12 section 4.1.6).
// All views point into the file.
#pragma once

#include <optional>
#include <vector>

#include "encoders/lds/signature_algorithm.hpp"
#include "encoders/lds/tlv.hpp"

namespace enrolkit::lds {

inline constexpr std::string_view kSignedDataOid = "1.2.840.113549.1.7.2";
inline constexpr std::string_view kContentTypeOid = "1.2.840.113549.1.9.3";
inline constexpr std::string_view kMessageDigestOid = "1.2.840.113549.1.9.4";

struct SignerInfo {
  std::size_t offset = 0;
  BytesView issuer, serial;  // both whole elements; or
  BytesView key_identifier;
  const DigestAlgorithm* digest = nullptr;
  BytesView signed_attributes;  // the whole element with tag A0; empty: the content itself is signed
  BytesView message_digest;
  bool digest_missing = false;  // signed attributes without a message digest
  SignatureAlgorithm algorithm;
  BytesView signature;
};

struct SignedData {
  Element content;  // the OCTET STRING with the LDS security object
  std::vector<Element> certificates;
  std::optional<SignerInfo> signer;
};

// Reads what stands inside tag 77.
[[nodiscard]] SignedData read_signed_data(TlvReader file, FileReview& review);

// The names by which a certificate is found: whole elements of its issuer and serial number.
struct CertificateIdentity {
  BytesView issuer, serial;
};
[[nodiscard]] CertificateIdentity read_certificate_identity(TlvReader certificate, FileReview& review);

// The attributes to sign (tag 31), and the file's ContentInfo once they are signed.
[[nodiscard]] Bytes signed_attributes(BytesView content, const DigestAlgorithm& digest);
[[nodiscard]] Bytes encode_signed_data(BytesView content, const DigestAlgorithm& digest, BytesView certificate,
                                       const CertificateIdentity& identity, BytesView attributes,
                                       BytesView signature_algorithm, BytesView signature);

// What the signature is over: the attributes with tag 31, or the content.
[[nodiscard]] Bytes signed_message(const SignedData& data);

}  // namespace enrolkit::lds
