// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/lds_security_object.hpp"
#include "encoders/lds/signed_data.hpp"
#include "enrolkit/chip.hpp"

namespace enrolkit::lds {
namespace {

Bytes attribute(std::string_view type, BytesView value) { return tlv(kSequence, {der_oid(type), tlv(kSet, value)}); }

}  // namespace

Bytes signed_attributes(BytesView content, const DigestAlgorithm& digest) {
  return der_set_of(kSet, {attribute(kContentTypeOid, der_oid(kLdsSecurityObjectOid)),
                           attribute(kMessageDigestOid, tlv(kOctetString, hash(digest, content)))});
}

Bytes encode_signed_data(BytesView content, const DigestAlgorithm& digest, BytesView certificate,
                         const CertificateIdentity& identity, BytesView attributes, BytesView signature_algorithm,
                         BytesView signature) {
  Bytes implicit_attributes(attributes.begin(), attributes.end());
  implicit_attributes.front() = kContext0;
  const Bytes signer =
      tlv(kSequence, {der_integer(1), tlv(kSequence, {identity.issuer, identity.serial}), digest_identifier(digest),
                      implicit_attributes, signature_algorithm, tlv(kOctetString, signature)});
  const Bytes encapsulated =
      tlv(kSequence, {der_oid(kLdsSecurityObjectOid), tlv(kContext0, tlv(kOctetString, content))});
  const Bytes data = tlv(kSequence, {der_integer(3), tlv(kSet, digest_identifier(digest)), encapsulated,
                                     tlv(kContext0, certificate), tlv(kSet, signer)});
  const Bytes info = tlv(kSequence, {der_oid(kSignedDataOid), tlv(kContext0, data)});
  return tlv(chip_file_tag(ChipFile::sod), info);
}

Bytes signed_message(const SignedData& data) {
  const BytesView attributes = data.signer->signed_attributes;
  if (attributes.empty()) return {data.content.value.begin(), data.content.value.end()};
  Bytes message(attributes.begin(), attributes.end());
  message.front() = kSet;
  return message;
}

}  // namespace enrolkit::lds
