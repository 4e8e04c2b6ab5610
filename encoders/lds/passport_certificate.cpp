// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/passport_certificate.hpp"

#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "encoders/lds/key_templates.hpp"

namespace enrolkit::lds {
namespace {

using namespace std::string_view_literals;

struct KnownExtension {
  std::string_view oid;  // its octets
  CertificateExtension extension;
};

constexpr std::array<KnownExtension, 11> kExtensions = {{
    {"\x55\x1D\x0E"sv, CertificateExtension::subject_key_identifier},              // 2.5.29.14
    {"\x55\x1D\x0F"sv, CertificateExtension::key_usage},                           // 2.5.29.15
    {"\x55\x1D\x10"sv, CertificateExtension::key_usage_period},                    // 2.5.29.16
    {"\x55\x1D\x11"sv, CertificateExtension::subject_alternative_name},            // 2.5.29.17
    {"\x55\x1D\x12"sv, CertificateExtension::issuer_alternative_name},             // 2.5.29.18
    {"\x55\x1D\x13"sv, CertificateExtension::basic_constraints},                   // 2.5.29.19
    {"\x55\x1D\x1F"sv, CertificateExtension::crl_distribution_points},             // 2.5.29.31
    {"\x55\x1D\x23"sv, CertificateExtension::authority_key_identifier},            // 2.5.29.35
    {"\x55\x1D\x25"sv, CertificateExtension::extended_key_usage},                  // 2.5.29.37
    {"\x67\x81\x08\x01\x01\x06\x01"sv, CertificateExtension::name_change},         // 2.23.136.1.1.6.1
    {"\x67\x81\x08\x01\x01\x06\x02"sv, CertificateExtension::document_type_list},  // 2.23.136.1.1.6.2
}};

// Those of Doc 9303-12 that OpenSSL does not know: harmless to a chain even where an issuer marks them critical.
constexpr std::array<CertificateExtension, 3> kHarmless = {CertificateExtension::name_change,
                                                           CertificateExtension::document_type_list,
                                                           CertificateExtension::key_usage_period};

void read_extensions(X509* x509, PassportCertificate& certificate) {
  for (int i = 0; i < X509_get_ext_count(x509); ++i) {
    X509_EXTENSION* extension = X509_get_ext(x509, i);
    const ASN1_OBJECT* type = X509_EXTENSION_get_object(extension);
    const auto known = extension_by_oid({OBJ_get0_data(type), OBJ_length(type)});
    const bool critical = X509_EXTENSION_get_critical(extension) != 0;
    if (known && !certificate.extensions.has(*known)) {
      certificate.extensions.insert(*known);
      if (critical) certificate.critical.insert(*known);
    }
    const bool harmless = known && std::find(kHarmless.begin(), kHarmless.end(), *known) != kHarmless.end();
    if (critical && !harmless && X509_supported_extension(extension) == 0) certificate.unknown_critical = true;
  }
}

bool has_named_curve(X509* x509) {
  X509_ALGOR* algorithm = nullptr;
  if (X509_PUBKEY_get0_param(nullptr, nullptr, nullptr, &algorithm, X509_get_X509_PUBKEY(x509)) != 1) return false;
  const ASN1_OBJECT* kind = nullptr;
  int parameters = 0;
  X509_ALGOR_get0(&kind, &parameters, nullptr, algorithm);
  return OBJ_obj2nid(kind) == NID_X9_62_id_ecPublicKey && parameters == V_ASN1_OBJECT;
}

std::optional<Bytes> octets_of(const ASN1_OCTET_STRING* string) {
  if (string == nullptr) return std::nullopt;
  return Bytes(ASN1_STRING_get0_data(string), ASN1_STRING_get0_data(string) + ASN1_STRING_length(string));
}

}  // namespace

std::optional<CertificateExtension> extension_by_oid(BytesView oid) noexcept {
  for (const KnownExtension& known : kExtensions) {
    if (std::equal(oid.begin(), oid.end(), known.oid.begin(), known.oid.end(),
                   [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); })) {
      return known.extension;
    }
  }
  return std::nullopt;
}

PassportCertificate content_of(X509* x509) {
  const ErrorScope errors;
  PassportCertificate certificate;
  certificate.issuer = owned(X509_NAME_dup(X509_get_issuer_name(x509)));
  certificate.subject = owned(X509_NAME_dup(X509_get_subject_name(x509)));
  certificate.serial.reset(ASN1_INTEGER_dup(X509_get0_serialNumber(x509)));
  certificate.key.reset(X509_get_pubkey(x509));
  certificate.named_curve = has_named_curve(x509);
  read_extensions(x509, certificate);
  certificate.authority = X509_check_ca(x509) != 0;
  certificate.key_usage = X509_get_key_usage(x509);
  certificate.key_identifier = octets_of(X509_get0_subject_key_id(x509));
  certificate.authority_key_identifier = octets_of(X509_get0_authority_key_id(x509));
  certificate.validity = validity_of(x509);
  certificate.signing_period = signing_period_of(x509);
  X509_up_ref(x509);
  certificate.x509.reset(x509);
  return certificate;
}

std::optional<PassportCertificate> read_passport_certificate(BytesView der) {
  const ErrorScope errors;
  const std::uint8_t* at = der.data();
  const CertificatePtr x509(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!x509 || at != der.data() + der.size()) return std::nullopt;
  return content_of(x509.get());
}

std::optional<PassportCertificate> read_certificate(BytesView der, KeyTemplates& templates) {
  std::optional<PassportCertificate> certificate = read_common_certificate(der, templates);
  if (!certificate) {
    certificate = read_passport_certificate(der);
    if (certificate) templates.learn(certificate->x509.get());
  }
  return certificate;
}

bool is_certified_by(const PassportCertificate& certificate, EVP_PKEY* issuer) {
  const ErrorScope errors;
  if (certificate.x509) return X509_verify(certificate.x509.get(), issuer) == 1;
  return check_signature(issuer, certificate.algorithm, certificate.content, certificate.signature).empty();
}

}  // namespace enrolkit::lds
