// SPDX-License-Identifier: Apache-2.0
// Revocation lists of CSCAs (Doc 9303-12 section 7.2).
#include <openssl/x509v3.h>

#include "encoders/lds/certificate.hpp"
#include "encoders/lds/trust_store.hpp"

namespace enrolkit::lds {
namespace {

std::string serial_text(const ASN1_INTEGER* serial) {
  const std::unique_ptr<BIGNUM, Freed<BN_free>> number(ASN1_INTEGER_to_BN(serial, nullptr));
  char* text = number ? BN_bn2hex(number.get()) : nullptr;
  std::string result = text != nullptr ? text : "?";
  OPENSSL_free(text);
  return result;
}

// Why a revoked certificate is: CRLReason of RFC 5280 section 5.3.1.
std::string reason_of(const X509_REVOKED* entry) {
  using ReasonPtr = std::unique_ptr<ASN1_ENUMERATED, Freed<ASN1_ENUMERATED_free>>;
  const ReasonPtr reason(
      static_cast<ASN1_ENUMERATED*>(X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nullptr, nullptr)));
  switch (reason ? ASN1_ENUMERATED_get(reason.get()) : 0) {
    case CRL_REASON_KEY_COMPROMISE:
      return ", its key is compromised";
    case CRL_REASON_CA_COMPROMISE:
      return ", its CSCA's key is compromised";
    case CRL_REASON_SUPERSEDED:
      return ", it is superseded";
    case CRL_REASON_CESSATION_OF_OPERATION:
      return ", it is no longer used";
    default:
      return "";
  }
}

bool has_unknown_critical(const X509_CRL* list) {
  for (int i = 0; i < X509_CRL_get_ext_count(list); ++i) {
    X509_EXTENSION* extension = X509_CRL_get_ext(list, i);
    const int type = OBJ_obj2nid(X509_EXTENSION_get_object(extension));
    if (X509_EXTENSION_get_critical(extension) != 0 && type != NID_delta_crl && type != NID_crl_number &&
        type != NID_issuing_distribution_point && type != NID_authority_key_identifier) {
      return true;
    }
  }
  return false;
}

struct Standing {
  bool listed = false;  // an authentic list of the issuer was found
  std::string revoked;
};

Standing look_up(const PassportCertificate& certificate, const PassportCertificate& issuer, const TrustStore& store,
                 Time on, std::string& remark) {
  Standing standing;
  for (const RevocationList& one : store.lists()) {
    X509_CRL* list = one.list.get();
    if (X509_NAME_cmp(X509_CRL_get_issuer(list), certificate.issuer.get()) != 0) continue;
    if (X509_CRL_verify(list, issuer.key.get()) != 1) {
      remark = "the revocation list " + one.name + " was not signed with the key of the CSCA";
      continue;
    }
    if (one.partial.empty()) {
      standing.listed = true;
    } else {
      remark = "the revocation list " + one.name + " " + one.partial + ": it can revoke, but not clear, a certificate";
    }
    const auto until = time_of(X509_CRL_get0_nextUpdate(list));
    if (until && *until < on) {
      remark = "the revocation list " + one.name + " has expired on " + day_text(*until);
    }
    X509_REVOKED* entry = nullptr;
    if (X509_CRL_get0_by_serial(list, &entry, certificate.serial.get()) != 1) continue;  // 2: taken off the list again
    const auto since = time_of(X509_REVOKED_get0_revocationDate(entry));
    standing.revoked = name_text(certificate.subject.get()) + ", serial number " +
                       serial_text(certificate.serial.get()) + (since ? ", on " + day_text(*since) : std::string()) +
                       reason_of(entry) + " (" + one.name + ")";
  }
  return standing;
}

}  // namespace

std::string incompleteness_of(X509_CRL* list) {
  const ErrorScope errors;
  if (X509_CRL_get_ext_by_NID(list, NID_delta_crl, -1) >= 0) return "is a delta list, which tells changes only";
  if (X509_CRL_get_ext_by_NID(list, NID_issuing_distribution_point, -1) >= 0) {
    using PointPtr = std::unique_ptr<ISSUING_DIST_POINT, Freed<ISSUING_DIST_POINT_free>>;
    const PointPtr point(
        static_cast<ISSUING_DIST_POINT*>(X509_CRL_get_ext_d2i(list, NID_issuing_distribution_point, nullptr, nullptr)));
    if (!point || point->onlyCA > 0 || point->onlyattr > 0 || point->indirectCRL > 0 ||
        point->onlysomereasons != nullptr) {
      return "is of some certificates or reasons only";
    }
  }
  return has_unknown_critical(list) ? "has a critical extension that is not known" : "";
}

std::string check_revocation(const PassportCertificate& signer, const Chain& chain, const TrustStore& store, Time on,
                             std::string& remark) {
  const ErrorScope errors;
  if (store.lists().empty()) return "not_checked";
  if (chain.issuers.empty()) return "unknown: without a valid chain no list can be trusted";
  const PassportCertificate* certificate = &signer;
  bool signer_listed = false;
  for (const Authority* issuer : chain.issuers) {
    const Standing standing = look_up(*certificate, issuer->certificate, store, on, remark);
    if (!standing.revoked.empty()) return "revoked: " + standing.revoked;
    if (certificate == &signer) signer_listed = standing.listed;
    certificate = &issuer->certificate;
  }
  if (signer_listed) return "good";
  return "unknown: no list of the CSCA " + name_text(signer.issuer.get()) + " is given";
}

}  // namespace enrolkit::lds
