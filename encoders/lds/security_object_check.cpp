// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/security_object_check.hpp"

#include <algorithm>
#include <utility>

#include "encoders/lds/certificate.hpp"
#include "encoders/lds/signed_data.hpp"

namespace enrolkit::lds {
namespace {

constexpr std::string_view kAuthenticationRule = "Doc 9303-11 section 5.1";
constexpr std::string_view kPeriodRule = "Doc 9303-12 section 5";
constexpr std::string_view kRevocationRule = "Doc 9303-12 section 7.2";
constexpr std::string_view kInvalid = "invalid: ";

struct DocumentSigner {
  std::shared_ptr<const KnownSigner> known;  // empty: not in the file
  std::size_t offset = 0;
  const SignerInfo* info = nullptr;
  std::string problem;  // of the signature
};

// The certificate that the signer information names, out of those in the file.
DocumentSigner find_signer(const SignedData& data, const SignerInfo& info, const KnownSigners& signers,
                           FileReview& review) {
  for (const Element& element : data.certificates) {
    if (element.tag != kSequence) continue;
    FileReview names("the certificate");
    const CertificateIdentity identity = read_certificate_identity(TlvReader(element.whole, names), names);
    std::shared_ptr<const KnownSigner> known = names.failed() ? nullptr : signers.find(element.whole);
    if (!known) {
      review.breach(element.offset, "Doc 9303-12 section 7.1", "a certificate cannot be read");
    } else if (is_named(info, identity, known->certificate.key_identifier.value_or(Bytes{}))) {
      return {std::move(known), element.offset, &info, ""};
    }
  }
  return {nullptr, info.offset, &info, "the document signer's certificate is not in the file"};
}

// Whoever has rightly signed; else the first who tried.
DocumentSigner find_valid_signer(const SignedData& data, const KnownSigners& signers, FileReview& review) {
  std::optional<DocumentSigner> first;
  for (const SignerInfo& info : data.signers) {
    DocumentSigner signer = find_signer(data, info, signers, review);
    if (signer.known && !signer.known->certificate.key) {
      signer.problem = "the certificate's public key cannot be read";
    } else if (signer.known) {
      signer.problem = check_signer(data, info, signer.known->certificate.key.get());
    }
    if (signer.problem.empty()) return signer;
    if (!first) first = std::move(signer);
  }
  return *std::move(first);
}

// Of the certificate at the time of signing and on the day of the verification; "" or what is wrong.
std::string check_periods(const DocumentSigner& signer, Date on, SecurityObjectVerification& verification,
                          FileReview& review) {
  const KnownSigner& known = *signer.known;
  if (!known.certificate.validity || !known.certificate.signing_period)
    return "the signer's certificate has a date that is none";
  verification.signer_from = day_text(known.certificate.validity->from);
  verification.signer_until = day_text(known.certificate.validity->until);
  if (known.certificate.validity->from > known.certificate.validity->until)
    return "the signer's certificate was never valid";
  const Time day = std::chrono::sys_days(on);
  const Time day_end = day + std::chrono::days(1) - std::chrono::seconds(1);
  if (known.certificate.validity->from > day_end) {
    return "the signer's certificate is valid only from " + day_text(known.certificate.validity->from);
  }
  if (known.certificate.validity->until < day) {
    verification.signer_expired = true;
    review.note(signer.offset, kPeriodRule,
                "the document signer's certificate has expired on " + day_text(known.certificate.validity->until) +
                    "; what it signed before stays valid");
  }
  if (const auto& time = signer.info->signing_time; time) {
    verification.signing_time = time_text(*time);
    if (*time > day_end) return "the signing time " + verification.signing_time + " lies in the future";
    if (!known.certificate.validity->holds(*time)) {
      return "the signer's certificate is valid " + period_text(*known.certificate.validity) +
             ", not at the signing time, " + day_text(*time);
    }
    if (!known.certificate.signing_period->holds(*time)) {
      return "the signer's key may be used " + period_text(*known.certificate.signing_period) +
             ", not at the signing time, " + day_text(*time);
    }
  }
  return {};
}

void check_trust(const DocumentSigner& signer, const TrustStore& store, Date on,
                 SecurityObjectVerification& verification, FileReview& review) {
  const KnownSigner& known = *signer.known;
  std::string problem = check_periods(signer, on, verification, review);
  if (problem.empty() && !store.empty()) problem = known.chain.problem;
  if (problem.empty() && !store.empty()) {
    problem = check_times(known.chain, signer.info->signing_time.value_or(known.certificate.signing_period->from));
  }
  if (store.empty()) {
    if (!problem.empty()) review.note(signer.offset, kPeriodRule, problem);
    return;
  }
  verification.chain = problem.empty() ? "valid" : std::string(kInvalid) + problem;
  if (!problem.empty())
    review.breach(signer.offset, kAuthenticationRule, "the certificate chain is " + verification.chain);
  if (!known.chain.issuers.empty()) {
    verification.anchor = name_text(known.chain.issuers.back()->certificate.subject.get());
  }
  std::string remark;
  verification.revocation = check_revocation(known.certificate, known.chain, store, std::chrono::sys_days(on), remark);
  if (!remark.empty()) review.note(signer.offset, kRevocationRule, remark);
  if (verification.revocation.rfind("revoked", 0) == 0) {
    review.breach(signer.offset, kRevocationRule, "a certificate of the chain is " + verification.revocation);
  } else if (verification.revocation.rfind("unknown", 0) == 0) {
    review.note(signer.offset, kRevocationRule, "whether the certificate is revoked is " + verification.revocation);
  }
}

}  // namespace

std::optional<LdsSecurityObject> check_security_object(BytesView file, const TrustStore& store,
                                                       const KnownSigners& signers, Date on,
                                                       SecurityObjectVerification& verification, FileReview& review) {
  const ErrorScope errors;
  const SignedData data =
      read_signed_data(open_chip_file(file, chip_file_tag(ChipFile::sod), review), kLdsSecurityObjectOid, review);
  if (review.failed()) {
    verification.signature = std::string(kInvalid) + "the file cannot be read";
    return std::nullopt;
  }

  if (data.signers.empty()) {
    review.breach(data.content.offset, kAuthenticationRule, "nobody has signed the file");
  } else {
    const DocumentSigner signer = find_valid_signer(data, signers, review);
    verification.signature = signer.problem.empty() ? "valid" : std::string(kInvalid) + signer.problem;
    if (!signer.problem.empty()) {
      review.breach(signer.info->offset, kAuthenticationRule, "the signature is invalid: " + signer.problem);
    }
    if (signer.known) {
      verification.signer = signer.known->name;
      for (const ChipDeviation& deviation : signer.known->profile) {
        review.note(signer.offset, deviation.rule, deviation.message);
      }
      check_trust(signer, store, on, verification, review);
    }
  }

  TlvReader content(file, review);
  LdsSecurityObject object = read_lds_security_object(content.inside(data.content), review);
  if (review.failed()) return std::nullopt;
  verification.version = object.version;
  verification.digest = object.digest->name;
  return object;
}

}  // namespace enrolkit::lds
