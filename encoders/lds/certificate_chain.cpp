// SPDX-License-Identifier: Apache-2.0
// The passport PKI has two levels: a document signer's certificate is issued by a CSCA, which the caller trusts, or
// whose key a former one has certified (link certificates). Where each certificate has but one use, and times count at
// the signing, this is all there is of the path validation of RFC 5280; the signatures are OpenSSL's.
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>

#include "encoders/lds/certificate.hpp"
#include "encoders/lds/tlv.hpp"
#include "encoders/lds/trust_store.hpp"

namespace enrolkit::lds {
namespace {

constexpr std::size_t kMaxIssuers = 8;  // a CSCA and a link for each time it has changed its key

// Extensions of Doc 9303-12 that OpenSSL does not know: harmless to a chain even where an issuer marks them critical.
constexpr std::array<std::string_view, 3> kKnownExtensions = {
    "2.23.136.1.1.6.1",  // name change
    "2.23.136.1.1.6.2",  // document type list
    "2.5.29.16",         // private key usage period
};

bool has_only_known_critical_extensions(const X509* certificate) {
  for (int i = 0; i < X509_get_ext_count(certificate); ++i) {
    X509_EXTENSION* extension = X509_get_ext(certificate, i);
    if (X509_EXTENSION_get_critical(extension) == 0 || X509_supported_extension(extension) != 0) continue;
    const ASN1_OBJECT* type = X509_EXTENSION_get_object(extension);
    const std::string oid = oid_text({OBJ_get0_data(type), OBJ_length(type)});
    if (std::find(kKnownExtensions.begin(), kKnownExtensions.end(), oid) == kKnownExtensions.end()) return false;
  }
  return true;
}

bool may_certify(X509* authority) {
  return X509_check_ca(authority) != 0 && (X509_get_key_usage(authority) & KU_KEY_CERT_SIGN) != 0;
}

std::string quoted_name(X509* certificate) { return " (" + name_text(X509_get_subject_name(certificate)) + ")"; }

// Depth first, since a State may have several keys and links under one name.
bool lead_to_anchor(X509* certificate, const TrustStore& store, Chain& chain) {
  for (const Authority* authority : store.candidates(certificate)) {
    X509* issuer = authority->certificate.get();
    if (std::find(chain.issuers.begin(), chain.issuers.end(), authority) != chain.issuers.end()) continue;
    if (X509_verify(certificate, X509_get0_pubkey(issuer)) != 1) {
      chain.problem = "the certificate" + quoted_name(certificate) + " was not signed with the key of its CSCA";
    } else if (!may_certify(issuer)) {
      chain.problem = "the CSCA" + quoted_name(issuer) + " may not sign certificates";
    } else if (!has_only_known_critical_extensions(issuer)) {
      chain.problem = "the CSCA" + quoted_name(issuer) + " has an unknown critical extension";
    } else {
      chain.issuers.push_back(authority);
      if (authority->anchor) return true;
      if (chain.issuers.size() == kMaxIssuers) {
        chain.problem = "more than 8 certificates would be needed";
      } else if (lead_to_anchor(issuer, store, chain)) {
        return true;
      }
      chain.issuers.pop_back();
    }
  }
  if (chain.problem.empty()) {
    chain.problem =
        "none of the given CSCA certificates is the issuer (" + name_text(X509_get_issuer_name(certificate)) + ")";
  }
  return false;
}

}  // namespace

Chain build_chain(X509* signer, const TrustStore& store) {
  const ErrorScope errors;
  Chain chain;
  if ((X509_get_key_usage(signer) & KU_DIGITAL_SIGNATURE) == 0) {  // all bits are set without the extension
    chain.problem = "the signer's key usage is not digitalSignature";
  } else if (!has_only_known_critical_extensions(signer)) {
    chain.problem = "the signer's certificate has an unknown critical extension";
  } else if (lead_to_anchor(signer, store, chain)) {
    chain.problem.clear();
  }
  return chain;
}

std::string check_times(const Chain& chain, Time at) {
  for (const Authority* authority : chain.issuers) {
    if (authority->validity.holds(at)) continue;
    return "the CSCA" + quoted_name(authority->certificate.get()) + " is valid " + period_text(authority->validity) +
           ", not at the time of signing, " + day_text(at);
  }
  return {};
}

}  // namespace enrolkit::lds
