// SPDX-License-Identifier: Apache-2.0
// The passport PKI has two levels: a document signer's certificate is issued by a CSCA, which the caller trusts, or
// whose key a former one has certified (link certificates). Where each certificate has but one use, and times count at
// the signing, this is all there is of the path validation of RFC 5280; the signatures are OpenSSL's.
#include <openssl/x509v3.h>

#include <algorithm>

#include "encoders/lds/certificate.hpp"
#include "encoders/lds/trust_store.hpp"

namespace enrolkit::lds {
namespace {

constexpr std::size_t kMaxIssuers = 8;  // a CSCA and a link for each time it has changed its key

bool may_certify(const PassportCertificate& authority) {
  return authority.authority && (authority.key_usage & KU_KEY_CERT_SIGN) != 0;
}

std::string quoted_name(const PassportCertificate& certificate) {
  return " (" + name_text(certificate.subject.get()) + ")";
}

// Depth first, since a State may have several keys and links under one name.
bool lead_to_anchor(const PassportCertificate& certificate, const TrustStore& store, Chain& chain) {
  for (const Authority* authority : store.candidates(certificate)) {
    const PassportCertificate& issuer = authority->certificate;
    if (std::find(chain.issuers.begin(), chain.issuers.end(), authority) != chain.issuers.end()) continue;
    if (!is_certified_by(certificate, issuer.key.get())) {
      chain.problem = "the certificate" + quoted_name(certificate) + " was not signed with the key of its CSCA";
    } else if (!may_certify(issuer)) {
      chain.problem = "the CSCA" + quoted_name(issuer) + " may not sign certificates";
    } else if (issuer.unknown_critical) {
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
    chain.problem = "none of the given CSCA certificates is the issuer (" + name_text(certificate.issuer.get()) + ")";
  }
  return false;
}

}  // namespace

Chain build_chain(const PassportCertificate& signer, const TrustStore& store) {
  const ErrorScope errors;
  Chain chain;
  if ((signer.key_usage & KU_DIGITAL_SIGNATURE) == 0) {  // all bits are set without the extension
    chain.problem = "the signer's key usage is not digitalSignature";
  } else if (signer.unknown_critical) {
    chain.problem = "the signer's certificate has an unknown critical extension";
  } else if (lead_to_anchor(signer, store, chain)) {
    chain.problem.clear();
  }
  return chain;
}

std::string check_times(const Chain& chain, Time at) {
  for (const Authority* authority : chain.issuers) {
    const Period& validity = *authority->certificate.validity;
    if (validity.holds(at)) continue;
    return "the CSCA" + quoted_name(authority->certificate) + " is valid " + period_text(validity) +
           ", not at the time of signing, " + day_text(at);
  }
  return {};
}

}  // namespace enrolkit::lds
