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
constexpr std::string_view kKeyUsage = "2.5.29.15";

struct Extension {
  std::string_view oid;
  std::string_view name;
};

constexpr std::array<Extension, 7> kMandatory = {{{"2.5.29.35", "authority key identifier"},
                                                  {kKeyUsage, "key usage"},
                                                  {"2.5.29.17", "subject alternative name"},
                                                  {"2.5.29.18", "issuer alternative name"},
                                                  {"2.5.29.31", "CRL distribution points"},
                                                  {"2.5.29.16", "private key usage period"},
                                                  {"2.23.136.1.1.6.2", "document type list"}}};
constexpr std::array<Extension, 2> kForbidden = {
    {{"2.5.29.19", "basic constraints"}, {"2.5.29.37", "extended key usage"}}};

X509_EXTENSION* find_extension(const X509* certificate, std::string_view oid) {
  for (int i = 0; i < X509_get_ext_count(certificate); ++i) {
    X509_EXTENSION* extension = X509_get_ext(certificate, i);
    const ASN1_OBJECT* type = X509_EXTENSION_get_object(extension);
    if (oid_text({OBJ_get0_data(type), OBJ_length(type)}) == oid) return extension;
  }
  return nullptr;
}

std::string country_of(const X509_NAME* name) {
  const int at = X509_NAME_get_index_by_NID(name, NID_countryName, -1);
  if (at < 0) return {};
  const ASN1_STRING* text = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at));
  return text_of({ASN1_STRING_get0_data(text), static_cast<std::size_t>(ASN1_STRING_length(text))});
}

bool is_country(std::string_view code) {
  return code.size() == 2 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool has_named_curve(X509* certificate) {
  X509_ALGOR* algorithm = nullptr;
  if (X509_PUBKEY_get0_param(nullptr, nullptr, nullptr, &algorithm, X509_get_X509_PUBKEY(certificate)) != 1) {
    return false;
  }
  const ASN1_OBJECT* kind = nullptr;
  int parameters = 0;
  X509_ALGOR_get0(&kind, &parameters, nullptr, algorithm);
  return OBJ_obj2nid(kind) == NID_X9_62_id_ecPublicKey && parameters == V_ASN1_OBJECT;
}

std::string weakness_of(const EVP_PKEY* key) {
  if (key == nullptr) return {};
  const bool elliptic = EVP_PKEY_get_base_id(key) == EVP_PKEY_EC;
  const int least = elliptic ? 224 : 2048;
  if (EVP_PKEY_get_bits(key) >= least) return {};
  return "has a key of " + std::to_string(EVP_PKEY_get_bits(key)) + " bits, fewer than " + std::to_string(least);
}

}  // namespace

std::vector<ChipDeviation> signer_profile_deviations(X509* certificate) {
  std::vector<ChipDeviation> found;
  const auto note = [&](std::string_view reason, std::string_view rule = kSignerProfileRule) {
    found.push_back({0, std::string(rule), "the document signer's certificate " + std::string(reason), true});
  };
  for (const Extension& extension : kMandatory) {
    if (find_extension(certificate, extension.oid) == nullptr) note("lacks the " + std::string(extension.name));
  }
  for (const Extension& extension : kForbidden) {
    if (find_extension(certificate, extension.oid) != nullptr) note("has " + std::string(extension.name));
  }
  if (X509_EXTENSION* usage = find_extension(certificate, kKeyUsage); usage != nullptr) {
    if (X509_EXTENSION_get_critical(usage) == 0) note("has a key usage that is not critical");
    if (X509_get_key_usage(certificate) != KU_DIGITAL_SIGNATURE) {
      note("has another key usage than digitalSignature alone");
    }
  }
  const std::string issuer = country_of(X509_get_issuer_name(certificate));
  const std::string subject = country_of(X509_get_subject_name(certificate));
  if (!is_country(issuer) || issuer != subject) {
    note("must name one country of two capital letters in issuer and subject");
  }
  if (const std::string weak = weakness_of(X509_get0_pubkey(certificate)); !weak.empty()) note(weak, kStrengthRule);
  if (has_named_curve(certificate)) note("has a named curve where explicit parameters are demanded", kCurveRule);
  return found;
}

}  // namespace enrolkit::lds
