// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "encoders/lds/signed_data.hpp"

namespace enrolkit::lds {
namespace {

constexpr std::string_view kRule = "RFC 5652 section 5";
constexpr std::string_view kSetRule = "ISO/IEC 8825-1 clause 11.6";
constexpr std::size_t kMaxCertificates = 8;  // one is expected; each costs a look at its names
constexpr std::size_t kMaxSigners = 8;       // one is expected; each may cost a verification

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

void read_signing_time(TlvReader values, std::size_t offset, SignerInfo& signer, FileReview& review) {
  if (signer.signing_time) review.breach(offset, kRule, "the signing time is there twice");
  const Element element = values.read("the signing time");
  values.finish("the signing time");
  signer.signing_time = read_time(element);
  if (!review.failed() && !signer.signing_time) {
    review.breach(element.offset, "RFC 5652 section 11.3", "the signing time is no instant in UTC");
  }
}

void read_signed_attributes(TlvReader attributes, std::string_view content_type_oid, SignerInfo& signer,
                            FileReview& review) {
  bool content_type = false;
  BytesView previous;
  while (!attributes.at_end()) {
    const Element attribute = attributes.read(kSequence, "a signed attribute");
    if (!review.failed() && !previous.empty() && !in_der_order(previous, attribute.whole)) {
      review.note(attribute.offset, kSetRule, "the signed attributes are not sorted");
    }
    previous = attribute.whole;
    signer.attributes.push_back(attribute.whole);
    TlvReader fields = attributes.inside(attribute);
    const std::string type = oid_text(fields.read(kObjectIdentifier, "the type of a signed attribute").value);
    TlvReader values = fields.enter(kSet, "the values of a signed attribute");
    fields.finish("a signed attribute");
    if (type == kContentTypeOid) {
      if (content_type) review.breach(attribute.offset, kRule, "the content type is there twice");
      content_type = true;
      expect_oid(values, content_type_oid, "the signed content type", review);
      values.finish("the signed content type");
    } else if (type == kMessageDigestOid) {
      if (!signer.digest_missing) review.breach(attribute.offset, kRule, "the message digest is there twice");
      signer.digest_missing = false;
      signer.message_digest = values.read(kOctetString, "the message digest").value;
      values.finish("the message digest");
    } else if (type == kSigningTimeOid) {
      read_signing_time(values, attribute.offset, signer, review);
    }
  }
  if (!content_type) review.breach(signer.offset, kRule, "the signed attributes lack the content type");
  if (signer.digest_missing) review.breach(signer.offset, kRule, "the signed attributes lack the message digest");
}

SignerInfo read_signer_info(TlvReader fields, std::string_view content_type, FileReview& review) {
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
  signer.digest = read_digest_identifier(fields, "the signer's digest algorithm", review, &signer.digest_identifier);
  if (fields.next_is(kContext0)) {
    const Element attributes = fields.read(kContext0, "the signed attributes");
    signer.signed_attributes = attributes.whole;
    signer.digest_missing = true;
    read_signed_attributes(fields.inside(attributes), content_type, signer, review);
  } else {
    review.breach(signer.offset, kRule, "there are no signed attributes");
  }
  signer.algorithm =
      read_signature_identifier(fields, review, &signer.algorithm_identifier).value_or(SignatureAlgorithm{});
  if (signer.algorithm.digest == nullptr) signer.algorithm.digest = signer.digest;
  if (!review.failed() && signer.algorithm.digest != signer.digest) {
    review.breach(digest_offset, kRule, "the signer's digest algorithm is not that of its signature algorithm");
  }
  signer.signature = fields.read(kOctetString, "the signature").value;
  if (fields.next_is(kContext1)) {
    const Element attributes = fields.read(kContext1, "the unsigned attributes");
    review.note(attributes.offset, kRule, "there are unsigned attributes");
    TlvReader each = fields.inside(attributes);
    while (!each.at_end()) signer.unsigned_attributes.push_back(each.read(kSequence, "an unsigned attribute").whole);
  }
  fields.finish("the signer's information");
  return signer;
}

void read_certificates(TlvReader certificates, SignedData& data, FileReview& review) {
  while (!certificates.at_end()) {
    const Element certificate = certificates.read("a certificate");
    if (review.failed()) break;
    if (certificate.tag != kSequence) {
      review.note(certificate.offset, kRule, "an entry of the certificates is no X.509 certificate");
    }
    if (data.certificates.size() == kMaxCertificates) {
      review.fail(ErrorCode::too_large, certificate.offset, kRule, "there are more than 8 certificates");
    }
    data.certificates.push_back(certificate);
  }
}

void read_signers(TlvReader signers, std::string_view content_type, SignedData& data, FileReview& review) {
  const std::size_t offset = signers.offset();
  BytesView previous;
  while (!signers.at_end()) {
    const Element signer = signers.read(kSequence, "the signer's information");
    if (data.signers.size() == kMaxSigners) {
      review.fail(ErrorCode::too_large, signer.offset, kRule, "there are more than 8 signers");
    }
    if (!review.failed() && !previous.empty() && !in_der_order(previous, signer.whole)) {
      review.note(signer.offset, kSetRule, "the signers are not sorted");
    }
    previous = signer.whole;
    SignerInfo info = read_signer_info(signers.inside(signer), content_type, review);
    if (!review.failed()) data.signers.push_back(std::move(info));
  }
  if (!review.failed() && data.signers.size() > 1) {
    review.note(offset, "Doc 9303-10 section 4.6.2.2", "there are several signers, where one is recommended");
  }
}

}  // namespace

SignedData read_signed_data(TlvReader file, std::string_view content_type, FileReview& review) {
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
  TlvReader algorithms = fields.enter(kSet, "the digest algorithms");
  while (!algorithms.at_end()) {
    BytesView& identifier = data.digest_identifiers.emplace_back();
    digests.push_back(read_digest_identifier(algorithms, "a digest algorithm", review, &identifier));
  }

  TlvReader content = fields.enter(kSequence, "the encapsulated content");
  expect_oid(content, content_type, "the encapsulated content type", review);
  TlvReader octets = content.enter(kContext0, "the encapsulated content");
  content.finish("the encapsulated content");
  data.content = octets.read(kOctetString, "the encapsulated content");
  octets.finish("the encapsulated content");

  if (fields.next_is(kContext0)) read_certificates(fields.enter(kContext0, "the certificates"), data, review);
  if (fields.next_is(kContext1)) {
    const Element lists = fields.read(kContext1, "the revocation lists");
    review.note(lists.offset, kRule, "there are revocation lists");
    TlvReader each = fields.inside(lists);
    while (!each.at_end()) data.revocation_lists.push_back(each.read("a revocation list").whole);
  }
  TlvReader signers = fields.enter(kSet, "the signers");
  fields.finish("the SignedData");
  read_signers(signers, content_type, data, review);
  for (const SignerInfo& signer : data.signers) {
    if (!review.failed() && std::find(digests.begin(), digests.end(), signer.digest) == digests.end()) {
      review.breach(start, kRule, "the signer's digest algorithm is not in the list of digest algorithms");
    }
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
