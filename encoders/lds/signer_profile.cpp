// SPDX-License-Identifier: Apache-2.0
// What a document signer's certificate must and must not hold: Doc 9303-12 section 7.1, table 6.
#include <algorithm>
#include <array>
#include <string_view>

#include "encoders/lds/certificate.hpp"
#include "encoders/lds/tlv.hpp"

namespace enrolkit::lds {
namespace {

constexpr std::string_view kCurveRule = "Doc 9303-12 section 4.1.6.3";
constexpr std::string_view kStrengthRule = "Doc 9303-12 section 4.4";

struct Extension {
  CertificateExtension extension;
  std::string_view name;
};

constexpr std::array<Extension, 7> kMandatory = {
    {{CertificateExtension::authority_key_identifier, "authority key identifier"},
     {CertificateExtension::key_usage, "key usage"},
     {CertificateExtension::subject_alternative_name, "subject alternative name"},
     {CertificateExtension::issuer_alternative_name, "issuer alternative name"},
     {CertificateExtension::crl_distribution_points, "CRL distribution points"},
     {CertificateExtension::key_usage_period, "private key usage period"},
     {CertificateExtension::document_type_list, "document type list"}}};
constexpr std::array<Extension, 2> kForbidden = {{{CertificateExtension::basic_constraints, "basic constraints"},
                                                  {CertificateExtension::extended_key_usage, "extended key usage"}}};

std::string country_of(const X509_NAME* name) {
  const int at = X509_NAME_get_index_by_NID(name, NID_countryName, -1);
  if (at < 0) return {};
  const ASN1_STRING* text = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at));
  return text_of({ASN1_STRING_get0_data(text), static_cast<std::size_t>(ASN1_STRING_length(text))});
}

bool is_country(std::string_view code) {
  return code.size() == 2 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string weakness_of(const EVP_PKEY* key) {
  if (key == nullptr) return {};
  const bool elliptic = EVP_PKEY_get_base_id(key) == EVP_PKEY_EC;
  const int least = elliptic ? 224 : 2048;
  if (EVP_PKEY_get_bits(key) >= least) return {};
  return "has a key of " + std::to_string(EVP_PKEY_get_bits(key)) + " bits, fewer than " + std::to_string(least);
}

}  // namespace

std::vector<ChipDeviation> signer_profile_deviations(const PassportCertificate& certificate) {
  std::vector<ChipDeviation> found;
  const auto note = [&](std::string_view reason, std::string_view rule = kSignerProfileRule) {
    found.push_back({0, std::string(rule), "the document signer's certificate " + std::string(reason), true});
  };
  for (const Extension& one : kMandatory) {
    if (!certificate.extensions.has(one.extension)) note("lacks the " + std::string(one.name));
  }
  for (const Extension& one : kForbidden) {
    if (certificate.extensions.has(one.extension)) note("has " + std::string(one.name));
  }
  if (certificate.extensions.has(CertificateExtension::key_usage)) {
    if (!certificate.critical.has(CertificateExtension::key_usage)) note("has a key usage that is not critical");
    if (certificate.key_usage != KU_DIGITAL_SIGNATURE) note("has another key usage than digitalSignature alone");
  }
  const std::string issuer = country_of(certificate.issuer.get());
  const std::string subject = country_of(certificate.subject.get());
  if (!is_country(issuer) || issuer != subject) {
    note("must name one country of two capital letters in issuer and subject");
  }
  if (const std::string weak = weakness_of(certificate.key.get()); !weak.empty()) note(weak, kStrengthRule);
  if (certificate.named_curve) note("has a named curve where explicit parameters are demanded", kCurveRule);
  return found;
}

}  // namespace enrolkit::lds
