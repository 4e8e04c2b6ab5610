// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "encoders/lds/lds_security_object.hpp"
#include "encoders/lds/signed_data.hpp"

namespace enrolkit::lds {
namespace {

constexpr std::string_view kRule = "RFC 5652 section 5";
constexpr std::size_t kMaxCertificates = 8;  // one is expected; each costs a look at its names

void expect_oid(TlvReader& reader, std::string_view oid, std::string_view what, FileReview& review) {
  const Element element = reader.read(kObjectIdentifier, what);
  if (review.failed()) return;
  if (const std::string found = oid_text(element.value); found != oid) {
    review.breach(element.offset, kRule, std::string(what) + " is '" + found + "', expected " + std::string(oid));
  }
}

bool in_der_order(BytesView previous, BytesView next) {
  return !std::lexicographical_compare(next.begin(), next.end(), previous.begin(), previous.end());
}

void read_signed_attributes(TlvReader attributes, SignerInfo& signer, FileReview& review) {
  bool content_type = false;
  BytesView previous;
  while (!attributes.at_end()) {
    const Element attribute = attributes.read(kSequence, "a signed attribute");
    if (!review.failed() && !previous.empty() && !in_der_order(previous, attribute.whole)) {
      review.note(attribute.offset, "ISO/IEC 8825-1 clause 11.6", "the signed attributes are not sorted");
    }
    previous = attribute.whole;
    TlvReader fields = attributes.inside(attribute);
    const std::string type = oid_text(fields.read(kObjectIdentifier, "the type of a signed attribute").value);
    TlvReader values = fields.enter(kSet, "the values of a signed attribute");
    fields.finish("a signed attribute");
    if (type == kContentTypeOid) {
      if (content_type) review.breach(attribute.offset, kRule, "the content type is there twice");
      content_type = true;
      expect_oid(values, kLdsSecurityObjectOid, "the signed content type", review);
      values.finish("the signed content type");
    } else if (type == kMessageDigestOid) {
      if (!signer.digest_missing) review.breach(attribute.offset, kRule, "the message digest is there twice");
      signer.digest_missing = false;
      signer.message_digest = values.read(kOctetString, "the message digest").value;
      values.finish("the message digest");
    }
  }
  if (!content_type) review.breach(signer.offset, kRule, "the signed attributes lack the content type");
  if (signer.digest_missing) review.breach(signer.offset, kRule, "the signed attributes lack the message digest");
}

SignerInfo read_signer_info(TlvReader fields, FileReview& review) {
  SignerInfo signer;
  signer.offset = fields.offset();
  const int version = fields.read_count(kInteger, "the signer's version");
  if (fields.next_is(kSequence)) {
    TlvReader names = fields.enter(kSequence, "the signer's issuer and serial number");
    signer.issuer = names.read(kSequence, "the signer's issuer").whole;
    signer.serial = names.read(kInteger, "the signer's serial number").whole;
    names.finish("the signer's issuer and serial number");
  } else {
    signer.key_identifier = fields.read(0x80, "the signer's key identifier").value;
  }
  const int expected = signer.key_identifier.empty() ? 1 : 3;
  if (!review.failed() && version != expected) {
    review.breach(signer.offset, kRule,
                  "the signer's version is " + std::to_string(version) + ", expected " + std::to_string(expected));
  }
  const std::size_t digest_offset = fields.offset();
  signer.digest = read_digest_identifier(fields, "the signer's digest algorithm", review);
  if (fields.next_is(kContext0)) {
    const Element attributes = fields.read(kContext0, "the signed attributes");
    signer.signed_attributes = attributes.whole;
    signer.digest_missing = true;
    read_signed_attributes(fields.inside(attributes), signer, review);
  } else {
    review.breach(signer.offset, kRule, "there are no signed attributes");
  }
  signer.algorithm = read_signature_identifier(fields, review).value_or(SignatureAlgorithm{});
  if (signer.algorithm.digest == nullptr) signer.algorithm.digest = signer.digest;
  if (!review.failed() && signer.algorithm.digest != signer.digest) {
    review.breach(digest_offset, kRule, "the signer's digest algorithm is not that of its signature algorithm");
  }
  signer.signature = fields.read(kOctetString, "the signature").value;
  if (fields.next_is(kContext1)) {
    review.note(fields.read(kContext1, "the unsigned attributes").offset, kRule, "there are unsigned attributes");
  }
  fields.finish("the signer's information");
  return signer;
}

void read_digests(TlvReader algorithms, std::vector<const DigestAlgorithm*>& digests, FileReview& review) {
  while (!algorithms.at_end()) digests.push_back(read_digest_identifier(algorithms, "a digest algorithm", review));
}

}  // namespace

SignedData read_signed_data(TlvReader file, FileReview& review) {
  SignedData data;
  TlvReader info = file.enter(kSequence, "the ContentInfo");
  file.finish("the file");
  expect_oid(info, kSignedDataOid, "the content type", review);
  TlvReader wrapper = info.enter(kContext0, "the SignedData");
  info.finish("the ContentInfo");
  TlvReader fields = wrapper.enter(kSequence, "the SignedData");
  wrapper.finish("the SignedData");

  const std::size_t start = fields.offset();
  const int version = fields.read_count(kInteger, "the version of the SignedData");
  if (!review.failed() && version != 3) {
    review.breach(start, kRule, "the version of the SignedData is " + std::to_string(version) + ", expected 3");
  }
  std::vector<const DigestAlgorithm*> digests;
  read_digests(fields.enter(kSet, "the digest algorithms"), digests, review);

  TlvReader content = fields.enter(kSequence, "the encapsulated content");
  expect_oid(content, kLdsSecurityObjectOid, "the encapsulated content type", review);
  TlvReader octets = content.enter(kContext0, "the encapsulated content");
  content.finish("the encapsulated content");
  data.content = octets.read(kOctetString, "the encapsulated content");
  octets.finish("the encapsulated content");

  if (fields.next_is(kContext0)) {
    TlvReader certificates = fields.enter(kContext0, "the certificates");
    while (!certificates.at_end()) {
      const Element certificate = certificates.read("a certificate");
      if (review.failed()) break;
      if (certificate.tag != kSequence) {
        review.note(certificate.offset, kRule, "an entry of the certificates is no X.509 certificate");
      } else if (data.certificates.size() < kMaxCertificates) {
        data.certificates.push_back(certificate);
      } else {
        review.fail(ErrorCode::too_large, certificate.offset, kRule, "there are more than 8 certificates");
      }
    }
  }
  if (fields.next_is(kContext1)) {
    review.note(fields.read(kContext1, "the revocation lists").offset, kRule, "there are revocation lists");
  }
  const std::size_t signers_offset = fields.offset();
  TlvReader signers = fields.enter(kSet, "the signers");
  fields.finish("the SignedData");
  if (signers.at_end()) return data;
  data.signer = read_signer_info(signers.enter(kSequence, "the signer's information"), review);
  if (!signers.at_end()) {
    check_well_formed(signers);
    review.note(signers_offset, "Doc 9303-12 section 4.1.6", "only the first of several signers is verified");
  }
  if (!review.failed() && std::find(digests.begin(), digests.end(), data.signer->digest) == digests.end()) {
    review.breach(start, kRule, "the signer's digest algorithm is not in the list of digest algorithms");
  }
  return data;
}

CertificateIdentity read_certificate_identity(TlvReader certificate, FileReview& review) {
  TlvReader fields = certificate.enter(kSequence, "the certificate").enter(kSequence, "the certificate's content");
  if (fields.next_is(kContext0)) fields.read("the certificate's version");
  CertificateIdentity identity;
  identity.serial = fields.read(kInteger, "the certificate's serial number").whole;
  fields.read(kSequence, "the certificate's signature algorithm");
  identity.issuer = fields.read(kSequence, "the certificate's issuer").whole;
  if (review.failed()) return {};
  return identity;
}

}  // namespace enrolkit::lds
