// SPDX-License-Identifier: Apache-2.0
// CSCA master lists (Doc 9303-12 section 8): a CMS over SEQUENCE { version 0, SET OF Certificate }, signed by somebody
// whom a CSCA has certified for it.
#include <algorithm>

#include "encoders/lds/certificate.hpp"
#include "encoders/lds/signed_data.hpp"
#include "encoders/lds/trust_store.hpp"

namespace enrolkit::lds {
namespace {

constexpr std::string_view kMasterListOid = "2.23.136.1.1.2", kListSignerOid = "2.23.136.1.1.3";
constexpr std::string_view kRule = "Doc 9303-12 section 8";
constexpr std::size_t kMaxEntries = 4096;  // all States together have had some 600

CertificatePtr read_list_signer(BytesView der) {
  const std::uint8_t* at = der.data();
  CertificatePtr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  return at == der.data() + der.size() ? std::move(certificate) : nullptr;
}

bool may_sign_lists(X509* certificate) {
  using UsagePtr = std::unique_ptr<EXTENDED_KEY_USAGE, Freed<EXTENDED_KEY_USAGE_free>>;
  const UsagePtr usage(
      static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr)));
  for (int i = 0; usage && i < sk_ASN1_OBJECT_num(usage.get()); ++i) {
    const ASN1_OBJECT* purpose = sk_ASN1_OBJECT_value(usage.get(), i);
    if (oid_text({OBJ_get0_data(purpose), OBJ_length(purpose)}) == kListSignerOid) return true;
  }
  return false;
}

bool issued_by(X509* certificate, const std::vector<EncodedCertificate>& issuers, Time at) {
  return std::any_of(issuers.begin(), issuers.end(), [&](const EncodedCertificate& entry) {
    const PassportCertificate& issuer = entry.content;
    return issuer.authority && X509_NAME_cmp(X509_get_issuer_name(certificate), issuer.subject.get()) == 0 &&
           issuer.validity.value_or(Period{}).holds(at) && issuer.key != nullptr &&
           X509_verify(certificate, issuer.key.get()) == 1;
  });
}

// Empty, or why the list's signer may not have signed then.
std::string check_signing_time(const X509* certificate, Time at) {
  const std::optional<Period> period = signing_period_of(certificate);
  if (!period) return "the certificate of the master list's signer has a date that is none";
  if (period->holds(at)) return {};
  return "the key of the master list's signer may sign " + period_text(*period) + ", not on " + day_text(at);
}

// Empty, or why nobody whom a CSCA of the list has certified has signed it.
std::string check_authentic(const SignedData& data, const std::vector<EncodedCertificate>& cscas) {
  if (data.signers.empty()) return "nobody has signed the master list";
  for (const Element& element : data.certificates) {
    FileReview names("the certificate");
    const CertificateIdentity identity = read_certificate_identity(TlvReader(element.whole, names), names);
    const CertificatePtr certificate = read_list_signer(element.whole);
    if (names.failed() || !certificate) continue;
    BytesView key_identifier;
    if (const ASN1_OCTET_STRING* id = X509_get0_subject_key_id(certificate.get()); id != nullptr) {
      key_identifier = {ASN1_STRING_get0_data(id), static_cast<std::size_t>(ASN1_STRING_length(id))};
    }
    if (!is_named(data.signers.front(), identity, key_identifier)) continue;
    EVP_PKEY* key = X509_get0_pubkey(certificate.get());
    if (key == nullptr) return "the public key of the master list's signer cannot be read";
    if (!may_sign_lists(certificate.get())) return "its signer's certificate is not one for master lists";
    if (const std::string problem = check_signer(data, data.signers.front(), key); !problem.empty()) {
      return "the master list's signature is invalid: " + problem;
    }
    // A list without its time of signing counts as of today.
    const Time now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const Time at = data.signers.front().signing_time.value_or(now);
    if (at > now) return "the master list was signed in the future, on " + day_text(at);
    if (std::string problem = check_signing_time(certificate.get(), at); !problem.empty()) return problem;
    if (!issued_by(certificate.get(), cscas, at)) {
      return "the master list's signer is certified by no CSCA of the list that was valid at the signing, " +
             day_text(at);
    }
    return {};
  }
  return "the certificate of the master list's signer is not in it";
}

}  // namespace

bool is_signed_data(BytesView file) {
  FileReview review("the file");
  TlvReader info = TlvReader(file, review).enter(kSequence, "the ContentInfo");
  return oid_text(info.read(kObjectIdentifier, "the content type").value) == kSignedDataOid && !review.failed();
}

Result<std::vector<EncodedCertificate>> read_master_list(BytesView file, KeyTemplates& templates) {
  FileReview review("the master list");
  const SignedData data = read_signed_data(TlvReader(file, review), kMasterListOid, review);
  TlvReader content = TlvReader(file, review).inside(data.content);
  TlvReader fields = content.enter(kSequence, "the content");
  content.finish("the content");
  const std::size_t start = fields.offset();
  if (fields.read_count(kInteger, "the version") != 0 && !review.failed()) {
    review.fail(ErrorCode::unsupported, start, kRule, "the version is not 0");
  }
  TlvReader entries = fields.enter(kSet, "the list of certificates");
  fields.finish("the content");
  std::vector<EncodedCertificate> certificates;
  for (std::size_t count = 0; !entries.at_end(); ++count) {
    const Element entry = entries.read(kSequence, "a certificate");
    if (count == kMaxEntries) {
      review.fail(ErrorCode::too_large, entry.offset, kRule, "there are more than 4096 certificates");
    }
    if (review.failed()) break;
    if (std::optional<PassportCertificate> content = read_certificate(entry.whole, templates)) {
      certificates.push_back({copy_of(entry.whole), *std::move(content)});
    }
  }
  if (const auto read = review.result(true); !read) return Error{ErrorCode::crypto, read.error().message};
  for (const ChipDeviation& deviation : review.deviations()) {
    if (!deviation.tolerated) return Error{ErrorCode::crypto, "the master list: " + deviation.message};
  }
  if (const std::string problem = check_authentic(data, certificates); !problem.empty()) {
    return Error{ErrorCode::crypto, problem};
  }
  return certificates;
}

}  // namespace enrolkit::lds
