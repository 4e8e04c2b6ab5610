// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "encoders/lds/signed_data.hpp"

namespace enrolkit::lds {
namespace {

constexpr std::string_view kRule = "RFC 5652 section 5";
constexpr std::size_t kMaxCertificates = 8;  // one is expected; each costs a look at its names
constexpr std::size_t kMaxSigners = 8;       // one is expected; each may cost a verification

void expect_oid(TlvReader& reader, std::string_view oid, std::string_view what, FileReview& review) {
  const Element element = reader.read(kObjectIdentifier, what);
  if (review.failed()) return;
  if (const std::string found = oid_text(element.value); found != oid) {
    review.breach(element.offset, kRule, std::string(what) + " is '" + found + "', expected " + std::string(oid));
  }
}

// The elements of a SET OF as they pass: DER wants them in ascending order.
class SetOrder {
 public:
  SetOrder(std::string_view what, FileReview& review) : what_(what), review_(review) {}

  void next(BytesView element, std::size_t offset) {
    if (std::lexicographical_compare(element.begin(), element.end(), previous_.begin(), previous_.end())) {
      review_.note(offset, "ISO/IEC 8825-1 clause 11.6", what_ + " are not sorted");
    }
    previous_ = element;
  }

 private:
  std::string what_;
  FileReview& review_;
  BytesView previous_;
};

// Whether the AlgorithmIdentifier that comes next is one that enrolkit knows; a broken one is.
template <class Read>
bool is_known(TlvReader fields, Read&& read, std::string_view what) {
  const Element identifier = fields.read(what);
  FileReview review{std::string(what)};
  TlvReader again(identifier.whole, review);
  read(again, review);
  const auto answer = review.result(true);
  return answer.has_value() || answer.error().code != ErrorCode::unsupported;
}

// The OID of an AlgorithmIdentifier that is not looked into; `whole` gets its bytes.
std::string pass_identifier(TlvReader& fields, std::string_view what, BytesView& whole) {
  const Element identifier = fields.read(kSequence, what);
  whole = identifier.whole;
  return oid_text(fields.inside(identifier).read(kObjectIdentifier, what).value);
}

// Empty, with a note, for one that enrolkit does not know: another signer may still vouch for the file.
const DigestAlgorithm* read_any_digest(TlvReader& fields, std::string_view what, FileReview& review, BytesView& whole,
                                       std::string* problem = nullptr) {
  const auto read = [&](TlvReader& again, FileReview& quiet) { read_digest_identifier(again, what, quiet); };
  if (is_known(fields, read, what)) return read_digest_identifier(fields, what, review, &whole);
  const std::size_t offset = fields.offset();
  const std::string unknown = std::string(what) + " '" + pass_identifier(fields, what, whole) + "' is not known";
  review.note(offset, "Doc 9303-12 section 4.4", unknown);
  if (problem != nullptr) *problem = unknown;
  return nullptr;
}

void read_any_signature_algorithm(TlvReader& fields, SignerInfo& signer, FileReview& review) {
  constexpr std::string_view kWhat = "the signature algorithm";
  const auto read = [](TlvReader& again, FileReview& quiet) { (void)read_signature_identifier(again, quiet); };
  if (is_known(fields, read, kWhat)) {
    signer.algorithm =
        read_signature_identifier(fields, review, &signer.algorithm_identifier).value_or(SignatureAlgorithm{});
    if (signer.algorithm.digest == nullptr) signer.algorithm.digest = signer.digest;
    return;
  }
  const std::size_t offset = fields.offset();
  const std::string oid = pass_identifier(fields, kWhat, signer.algorithm_identifier);
  signer.problem = std::string(kWhat) + " '" + oid + "' is none of ECDSA, RSASSA-PSS and RSASSA-PKCS1-v1_5";
  review.note(offset, "Doc 9303-12 section 4.4", signer.problem);
}

// The elements of an optional SET OF, which may not be empty.
std::vector<BytesView> read_set(TlvReader elements, const std::string& what, FileReview& review) {
  SetOrder order(what, review);
  std::vector<BytesView> all;
  if (elements.at_end()) review.note(elements.offset(), kRule, what + " are an empty list");
  while (!elements.at_end()) {
    const Element element = elements.read(what);
    if (review.failed()) break;
    order.next(element.whole, element.offset);
    all.push_back(element.whole);
  }
  return all;
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
  SetOrder order("the signed attributes", review);
  while (!attributes.at_end()) {
    const Element attribute = attributes.read(kSequence, "a signed attribute");
    order.next(attribute.whole, attribute.offset);
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
    const Element identifier = fields.read(0x80, "the signer's key identifier");
    signer.key_identifier = identifier.value;
    if (!review.failed() && identifier.value.empty()) {
      review.fail(ErrorCode::malformed, identifier.offset, kRule, "the signer's key identifier is empty");
    }
  }
  const int expected = signer.key_identifier.empty() ? 1 : 3;
  if (!review.failed() && version != expected) {
    review.breach(signer.offset, kRule,
                  "the signer's version is " + std::to_string(version) + ", expected " + std::to_string(expected));
  }
  const std::size_t digest_offset = fields.offset();
  signer.digest =
      read_any_digest(fields, "the signer's digest algorithm", review, signer.digest_identifier, &signer.problem);
  if (fields.next_is(kContext0)) {
    const Element attributes = fields.read(kContext0, "the signed attributes");
    signer.signed_attributes = attributes.whole;
    signer.digest_missing = true;
    read_signed_attributes(fields.inside(attributes), content_type, signer, review);
  } else {
    review.breach(signer.offset, kRule, "there are no signed attributes");
  }
  read_any_signature_algorithm(fields, signer, review);
  const bool known = !review.failed() && signer.problem.empty();
  if (known && signer.algorithm.digest != signer.digest) {
    review.note(digest_offset, "RFC 4056 section 3",
                "the signer's digest algorithm is not that of its signature algorithm");
  }
  if (known && signer.algorithm.digest->digest == Digest::sha1) {
    review.note(digest_offset, "Doc 9303-12 section 4.4",
                "the signature is over a SHA-1 hash, which is no longer allowed");
  }
  signer.signature = fields.read(kOctetString, "the signature").value;
  if (fields.next_is(kContext1)) {
    const Element attributes = fields.read(kContext1, "the unsigned attributes");
    review.note(attributes.offset, kRule, "there are unsigned attributes");
    signer.unsigned_attributes = read_set(fields.inside(attributes), "the unsigned attributes", review);
  }
  fields.finish("the signer's information");
  return signer;
}

void read_certificates(TlvReader certificates, SignedData& data, FileReview& review) {
  SetOrder order("the certificates", review);
  if (certificates.at_end()) review.note(certificates.offset(), kRule, "the certificates are an empty list");
  while (!certificates.at_end()) {
    const Element certificate = certificates.read("a certificate");
    if (review.failed()) break;
    order.next(certificate.whole, certificate.offset);
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
  SetOrder order("the signers", review);
  while (!signers.at_end()) {
    const Element signer = signers.read(kSequence, "the signer's information");
    if (data.signers.size() == kMaxSigners) {
      review.fail(ErrorCode::too_large, signer.offset, kRule, "there are more than 8 signers");
    }
    order.next(signer.whole, signer.offset);
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
  SetOrder order("the digest algorithms", review);
  while (!algorithms.at_end()) {
    const std::size_t offset = algorithms.offset();
    BytesView& identifier = data.digest_identifiers.emplace_back();
    digests.push_back(read_any_digest(algorithms, "a digest algorithm", review, identifier));
    order.next(identifier, offset);
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
    data.revocation_lists = read_set(fields.inside(lists), "the revocation lists", review);
  }
  TlvReader signers = fields.enter(kSet, "the signers");
  fields.finish("the SignedData");
  read_signers(signers, content_type, data, review);
  for (const SignerInfo& signer : data.signers) {
    const bool listed = std::find(digests.begin(), digests.end(), signer.digest) != digests.end();
    if (!review.failed() && signer.digest != nullptr && !listed) {
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
