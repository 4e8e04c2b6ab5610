// SPDX-License-Identifier: Apache-2.0
// What passive authentication asks of a certificate, whoever has read it: OpenSSL, which takes every form there is, or
// enrolkit itself (common_certificate.cpp), which takes the usual one in a tenth of the time.
#pragma once

#include <cstdint>
#include <optional>

#include "encoders/lds/openssl_handles.hpp"
#include "encoders/lds/signature_algorithm.hpp"
#include "encoders/lds/time_period.hpp"
#include "enrolkit/bytes.hpp"

namespace enrolkit::lds {

using NamePtr = std::shared_ptr<X509_NAME>;  // a CSCA has one for its issuer and its subject
[[nodiscard]] inline NamePtr owned(X509_NAME* name) { return {name, Freed<X509_NAME_free>()}; }
using SerialPtr = std::unique_ptr<ASN1_INTEGER, Freed<ASN1_INTEGER_free>>;

enum class CertificateExtension : std::uint8_t {
  subject_key_identifier,
  key_usage,
  key_usage_period,
  subject_alternative_name,
  issuer_alternative_name,
  basic_constraints,
  crl_distribution_points,
  authority_key_identifier,
  extended_key_usage,
  name_change,
  document_type_list,
};

class ExtensionSet {
 public:
  void insert(CertificateExtension extension) noexcept { bits_ |= 1U << static_cast<unsigned>(extension); }
  [[nodiscard]] bool has(CertificateExtension extension) const noexcept {
    return (bits_ >> static_cast<unsigned>(extension) & 1U) != 0;
  }
  friend bool operator==(const ExtensionSet&, const ExtensionSet&) = default;

 private:
  std::uint32_t bits_ = 0;
};

struct PassportCertificate {
  NamePtr issuer, subject;
  SerialPtr serial;
  KeyPtr key;  // empty: it cannot be read
  bool named_curve = false;
  ExtensionSet extensions, critical;
  bool authority = false;         // may stand above others: basic constraints, or what OpenSSL takes for them
  bool unknown_critical = false;  // an extension that a verifier must understand and enrolkit does not
  std::uint32_t key_usage = 0;    // KU_*; all bits without the extension, none where extensions cannot be read
  std::optional<Bytes> key_identifier, authority_key_identifier;
  std::optional<Period> validity;        // empty: a date that is none
  std::optional<Period> signing_period;  // the part of it in which the private key may be used

  // How it is certified: by OpenSSL's word on its own object, or the signature over the content.
  CertificatePtr x509;
  Bytes content, signature;
  SignatureAlgorithm algorithm;
};

[[nodiscard]] std::optional<CertificateExtension> extension_by_oid(BytesView oid) noexcept;  // the OID's octets

[[nodiscard]] PassportCertificate content_of(X509* x509);  // keeps a reference
// By OpenSSL, from DER. Empty: it is no certificate, or something follows.
[[nodiscard]] std::optional<PassportCertificate> read_passport_certificate(BytesView der);

class KeyTemplates;
// The usual form only. Empty: whatever is unusual, wrong or has a key of which there is no template; OpenSSL tells.
[[nodiscard]] std::optional<PassportCertificate> read_common_certificate(BytesView der, const KeyTemplates& templates);
// One way or the other. Empty: it is no certificate, or something follows.
[[nodiscard]] std::optional<PassportCertificate> read_certificate(BytesView der, KeyTemplates& templates);

[[nodiscard]] bool is_certified_by(const PassportCertificate& certificate, EVP_PKEY* issuer);

}  // namespace enrolkit::lds
