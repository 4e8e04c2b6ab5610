// SPDX-License-Identifier: Apache-2.0
// EF.SOD as a value: read without verifying, and written again as it was.
#include "encoders/lds/lds_security_object.hpp"
#include "encoders/lds/signed_data.hpp"
#include "enrolkit/security_object.hpp"

namespace enrolkit {
namespace {

using namespace lds;

constexpr std::string_view kRule = "Doc 9303-10 section 4.6.2";

std::vector<Bytes> copies(const std::vector<BytesView>& views) {
  std::vector<Bytes> all;
  for (const BytesView view : views) all.push_back(copy_of(view));
  return all;
}

SecurityObjectSigner signer_of(const SignerInfo& info) {
  return {copy_of(info.issuer),         copy_of(info.serial),
          copy_of(info.key_identifier), copy_of(info.digest_identifier),
          copies(info.attributes),      copy_of(info.algorithm_identifier),
          copy_of(info.signature),      copies(info.unsigned_attributes)};
}

Bytes encode_signer(const SecurityObjectSigner& signer) {
  const bool by_key = !signer.key_identifier.empty();
  const Bytes name = by_key ? tlv(0x80, signer.key_identifier) : tlv(kSequence, {signer.issuer, signer.serial});
  const Bytes attributes = signer.signed_attributes.empty() ? Bytes{} : der_set_of(kContext0, signer.signed_attributes);
  const Bytes unsigned_attributes =
      signer.unsigned_attributes.empty() ? Bytes{} : der_set_of(kContext1, signer.unsigned_attributes);
  return tlv(kSequence, {der_integer(by_key ? 3 : 1), name, signer.digest_algorithm, attributes,
                         signer.signature_algorithm, tlv(kOctetString, signer.signature), unsigned_attributes});
}

Status check(const SecurityObject& object) {
  const auto refuse = [](const std::string& reason) { return Error{ErrorCode::invalid_argument, "EF.SOD: " + reason}; };
  if (object.version != 0 && object.version != 1) {
    return refuse("there is no version " + std::to_string(object.version) + ", expected 0 or 1");
  }
  for (const auto& [file, hash] : object.hashes) {
    const auto number = static_cast<int>(file);
    if (number < 1 || number > 16) return refuse(chip_file_name(file) + " is no data group");
    if (hash.size() != digest_algorithm(object.digest).size) {
      return refuse("the hash of " + chip_file_name(file) + " has not the size of " +
                    std::string(digest_name(object.digest)));
    }
  }
  return {};
}

}  // namespace

Result<SecurityObject> decode_security_object(BytesView file, const Reading& reading) {
  FileReview review("EF.SOD", reading.mode);
  const SignedData data =
      read_signed_data(open_chip_file(file, chip_file_tag(ChipFile::sod), review), kLdsSecurityObjectOid, review);
  const LdsSecurityObject content = read_lds_security_object(TlvReader(file, review).inside(data.content), review);
  SecurityObject object;
  if (!review.failed()) {
    if (data.signers.empty()) review.breach(data.content.offset, kRule, "nobody has signed the file");
    object.version = content.version;
    object.digest = content.digest->digest;
    object.digest_null = content.digest_null;
    object.hashes = content.hashes;
    object.lds_version = content.lds_version;
    object.unicode_version = content.unicode_version;
    object.digest_algorithms = copies(data.digest_identifiers);
    for (const Element& certificate : data.certificates) object.certificates.push_back(copy_of(certificate.whole));
    object.revocation_lists = copies(data.revocation_lists);
    for (const SignerInfo& info : data.signers) object.signers.push_back(signer_of(info));
  }
  return review.result(std::move(object), reading);
}

Result<Bytes> encode(const SecurityObject& object) {
  if (Status status = check(object); !status) return status.error();
  LdsSecurityObject content{object.version,     &digest_algorithm(object.digest),
                            object.digest_null, object.hashes,
                            object.lds_version, object.unicode_version};
  const Bytes certificates = object.certificates.empty() ? Bytes{} : der_set_of(kContext0, object.certificates);
  const Bytes lists = object.revocation_lists.empty() ? Bytes{} : der_set_of(kContext1, object.revocation_lists);
  std::vector<Bytes> signers;
  for (const SecurityObjectSigner& signer : object.signers) signers.push_back(encode_signer(signer));
  const Bytes encapsulated =
      tlv(kSequence, {der_oid(kLdsSecurityObjectOid), tlv(kContext0, tlv(kOctetString, encode(content)))});
  const Bytes data = tlv(kSequence, {der_integer(3), der_set_of(kSet, object.digest_algorithms), encapsulated,
                                     certificates, lists, der_set_of(kSet, signers)});
  Bytes file = tlv(chip_file_tag(ChipFile::sod), tlv(kSequence, {der_oid(kSignedDataOid), tlv(kContext0, data)}));
  if (file.size() <= kMaxChipFileBytes) return file;
  return Error{ErrorCode::too_large, "EF.SOD: " + std::to_string(file.size()) + " bytes are more than the limit of " +
                                         std::to_string(kMaxChipFileBytes)};
}

}  // namespace enrolkit
