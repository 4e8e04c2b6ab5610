// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/security_object_check.hpp"

#include <algorithm>

#include "encoders/lds/signed_data.hpp"

namespace enrolkit::lds {
namespace {

constexpr std::string_view kAuthenticationRule = "Doc 9303-11 section 5.1";
constexpr std::string_view kInvalid = "invalid: ";

struct DocumentSigner {
  CertificatePtr certificate;
  std::size_t offset = 0;
};

bool same(BytesView left, BytesView right) { return std::equal(left.begin(), left.end(), right.begin(), right.end()); }

bool is_named(const SignerInfo& signer, X509* certificate, const CertificateIdentity& identity) {
  if (signer.key_identifier.empty())
    return same(signer.issuer, identity.issuer) && same(signer.serial, identity.serial);
  const ASN1_OCTET_STRING* id = X509_get0_subject_key_id(certificate);
  return id != nullptr &&
         same(signer.key_identifier, {ASN1_STRING_get0_data(id), static_cast<std::size_t>(ASN1_STRING_length(id))});
}

// The certificate that the signer information names, out of those in the file.
DocumentSigner find_signer(const SignedData& data, FileReview& review) {
  for (const Element& element : data.certificates) {
    FileReview names("the certificate");
    const CertificateIdentity identity = read_certificate_identity(TlvReader(element.whole, names), names);
    const std::uint8_t* der = element.whole.data();
    CertificatePtr certificate(d2i_X509(nullptr, &der, static_cast<long>(element.whole.size())));
    if (names.failed() || !certificate || der != element.whole.data() + element.whole.size()) {
      review.breach(element.offset, "Doc 9303-12 section 7.1", "a certificate cannot be read");
    } else if (is_named(*data.signer, certificate.get(), identity)) {
      return {std::move(certificate), element.offset};
    }
  }
  return {};
}

std::string check_signer(const SignedData& data, X509* certificate) {
  const SignerInfo& signer = *data.signer;
  EVP_PKEY* key = X509_get0_pubkey(certificate);
  if (key == nullptr) return "the certificate's public key cannot be read: " + ErrorScope::reason();
  if (!signer.signed_attributes.empty() && !same(signer.message_digest, hash(*signer.digest, data.content.value))) {
    return "the message digest is not that of the content";
  }
  return check_signature(key, signer.algorithm, signed_message(data), signer.signature);
}

}  // namespace

std::optional<LdsSecurityObject> check_security_object(BytesView file, const std::vector<CertificatePtr>& anchors,
                                                       SecurityObjectVerification& verification, FileReview& review) {
  const ErrorScope errors;
  verification.signature = "absent";
  verification.chain = "not_checked";
  const SignedData data = read_signed_data(open_chip_file(file, chip_file_tag(ChipFile::sod), review), review);
  if (review.failed()) {
    verification.signature = std::string(kInvalid) + "the file cannot be read";
    return std::nullopt;
  }

  if (!data.signer) {
    review.breach(data.content.offset, kAuthenticationRule, "nobody has signed the file");
  } else if (const DocumentSigner signer = find_signer(data, review); !signer.certificate) {
    verification.signature = std::string(kInvalid) + "the document signer's certificate is not in the file";
    review.breach(data.signer->offset, kAuthenticationRule, "the document signer's certificate is not in the file");
  } else {
    verification.signer = name_text(X509_get_subject_name(signer.certificate.get()));
    check_signer_profile(signer.certificate.get(), signer.offset, review);
    const std::string reason = check_signer(data, signer.certificate.get());
    verification.signature = reason.empty() ? "valid" : std::string(kInvalid) + reason;
    if (!reason.empty()) {
      review.breach(data.signer->offset, kAuthenticationRule, "the signature is invalid: " + reason);
    }
    if (!anchors.empty()) {
      verification.chain = check_chain(signer.certificate.get(), anchors);
      if (verification.chain != "valid") {
        review.breach(signer.offset, kAuthenticationRule, "the certificate chain is " + verification.chain);
      }
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
