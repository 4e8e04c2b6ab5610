// SPDX-License-Identifier: Apache-2.0
// The passport PKI has two levels: a document signer's certificate is issued by a CSCA, which the caller trusts.
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>

#include "encoders/lds/certificate.hpp"
#include "encoders/lds/tlv.hpp"

namespace enrolkit::lds {
namespace {

using StorePtr = std::unique_ptr<X509_STORE, Freed<X509_STORE_free>>;
using StoreContextPtr = std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX_free>>;

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

int allow_passport_profile(int ok, X509_STORE_CTX* context) {
  switch (X509_STORE_CTX_get_error(context)) {
    case X509_V_ERR_EC_KEY_EXPLICIT_PARAMS:  // Doc 9303-12 section 4.1.6.3 demands them
      return 1;
    case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION:
      return has_only_known_critical_extensions(X509_STORE_CTX_get_current_cert(context)) ? 1 : 0;
    default:
      return ok;
  }
}

// Empty when `anchor` issued `signer` and both are valid now.
std::string check_issued(X509* signer, X509* anchor) {
  const StorePtr store(X509_STORE_new());
  const StoreContextPtr context(X509_STORE_CTX_new());
  if (!store || !context || X509_STORE_add_cert(store.get(), anchor) != 1 ||
      X509_STORE_CTX_init(context.get(), store.get(), signer, nullptr) != 1) {
    return "the chain cannot be checked: " + ErrorScope::reason();
  }
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_ANY);
  X509_VERIFY_PARAM_set_auth_level(parameters, 0);  // old passports have weak keys; their file is told so elsewhere
  X509_STORE_CTX_set_verify_cb(context.get(), allow_passport_profile);
  if (X509_verify_cert(context.get()) == 1) return {};
  const X509* at = X509_STORE_CTX_get_current_cert(context.get());
  const std::string whose = at == nullptr ? "" : " (" + name_text(X509_get_subject_name(at)) + ")";
  return X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get())) + whose;
}

}  // namespace

std::string check_chain(X509* signer, const std::vector<CertificatePtr>& anchors) {
  const ErrorScope errors;
  const std::uint32_t usage = X509_get_key_usage(signer);  // all bits set without the extension
  if ((usage & KU_DIGITAL_SIGNATURE) == 0) return "invalid: the signer's key usage is not digitalSignature";
  std::string reason;
  for (const CertificatePtr& anchor : anchors) {
    if (X509_NAME_cmp(X509_get_issuer_name(signer), X509_get_subject_name(anchor.get())) != 0) continue;
    reason = check_issued(signer, anchor.get());
    if (reason.empty()) return "valid";
  }
  if (reason.empty()) {
    reason = "none of the given CSCA certificates is the issuer (" + name_text(X509_get_issuer_name(signer)) + ")";
  }
  return "invalid: " + reason;
}

}  // namespace enrolkit::lds
