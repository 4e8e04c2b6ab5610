// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "encoders/lds/lds_security_object.hpp"
#include "encoders/lds/signed_data.hpp"
#include "enrolkit/chip.hpp"

namespace enrolkit::lds {
namespace {

Bytes attribute(std::string_view type, BytesView value) { return tlv(kSequence, {der_oid(type), tlv(kSet, value)}); }

bool same(BytesView left, BytesView right) { return std::equal(left.begin(), left.end(), right.begin(), right.end()); }

}  // namespace

Bytes signed_attributes(BytesView content, const DigestAlgorithm& digest, std::optional<Time> signing_time) {
  std::vector<Bytes> attributes = {attribute(kContentTypeOid, der_oid(kLdsSecurityObjectOid)),
                                   attribute(kMessageDigestOid, tlv(kOctetString, hash(digest, content)))};
  if (signing_time) attributes.push_back(attribute(kSigningTimeOid, encode_time(*signing_time)));
  return der_set_of(kSet, std::move(attributes));
}

Bytes encode_signed_data(const SignedContent& in) {
  const bool by_key = !in.key_identifier.empty();
  const Bytes name = by_key ? tlv(0x80, in.key_identifier) : tlv(kSequence, {in.issuer, in.serial});
  Bytes implicit_attributes(in.attributes.begin(), in.attributes.end());
  implicit_attributes.front() = kContext0;
  const Bytes signer = tlv(kSequence, {der_integer(by_key ? 3 : 1), name, digest_identifier(*in.digest),
                                       implicit_attributes, in.signature_algorithm, tlv(kOctetString, in.signature)});
  const Bytes encapsulated =
      tlv(kSequence, {der_oid(kLdsSecurityObjectOid), tlv(kContext0, tlv(kOctetString, in.content))});
  const Bytes data = tlv(kSequence, {der_integer(3), tlv(kSet, digest_identifier(*in.digest)), encapsulated,
                                     tlv(kContext0, in.certificate), tlv(kSet, signer)});
  const Bytes info = tlv(kSequence, {der_oid(kSignedDataOid), tlv(kContext0, data)});
  return tlv(chip_file_tag(ChipFile::sod), info);
}

Bytes signed_message(const SignedData& data, const SignerInfo& signer) {
  if (signer.signed_attributes.empty()) return {data.content.value.begin(), data.content.value.end()};
  Bytes message(signer.signed_attributes.begin(), signer.signed_attributes.end());
  message.front() = kSet;
  return message;
}

std::string check_signer(const SignedData& data, const SignerInfo& signer, EVP_PKEY* key) {
  if (!signer.problem.empty()) return signer.problem;
  if (!signer.signed_attributes.empty() && !same(signer.message_digest, hash(*signer.digest, data.content.value))) {
    return "the message digest is not that of the content";
  }
  return check_signature(key, signer.algorithm, signed_message(data, signer), signer.signature);
}

bool is_named(const SignerInfo& signer, const CertificateIdentity& identity, BytesView key_identifier) {
  if (!signer.key_identifier.empty()) return same(signer.key_identifier, key_identifier);
  return same(signer.issuer, identity.issuer) && same(signer.serial, identity.serial);
}

}  // namespace enrolkit::lds
