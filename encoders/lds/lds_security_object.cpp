// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/lds_security_object.hpp"

namespace enrolkit::lds {
namespace {

constexpr std::string_view kRule = "Doc 9303-10 appendix D.1";
constexpr std::size_t kMinDataGroups = 2;

void read_hash(TlvReader entry, LdsSecurityObject& object, FileReview& review) {
  const std::size_t offset = entry.offset();
  const int number = entry.read_count(kInteger, "a data group's number");
  const Element value = entry.read(kOctetString, "a data group's hash");
  entry.finish("a data group's hash");
  if (review.failed()) return;
  const auto file = static_cast<ChipFile>(number);
  if (number < 1 || number > 16) {
    review.fail(ErrorCode::malformed, offset, kRule, "there is no data group " + std::to_string(number));
  } else if (value.value.size() != object.digest->size) {
    review.fail(ErrorCode::malformed, value.offset, kRule,
                "the hash of DG" + std::to_string(number) + " has " + std::to_string(value.value.size()) +
                    " bytes, expected " + std::to_string(object.digest->size));
  } else if (object.hashes.count(file) != 0) {
    review.fail(ErrorCode::malformed, offset, kRule, "DG" + std::to_string(number) + " is listed twice");
  } else {
    if (!object.hashes.empty() && file < object.hashes.rbegin()->first) {
      review.note(offset, kRule, "DG" + std::to_string(number) + " is not listed in ascending order");
    }
    object.hashes.emplace(file, copy_of(value.value));
  }
}

}  // namespace

Bytes encode(const LdsSecurityObject& object) {
  Bytes hashes;
  hashes.reserve(object.hashes.size() * (object.digest->size + 7));  // 30 L 02 01 n 04 L
  for (const auto& [file, value] : object.hashes) {
    const Bytes entry = tlv(kSequence, {der_integer(static_cast<std::uint32_t>(file)), tlv(kOctetString, value)});
    hashes.insert(hashes.end(), entry.begin(), entry.end());
  }
  Bytes versions;
  if (!object.lds_version.empty() || !object.unicode_version.empty()) {
    versions = tlv(kSequence, {tlv(kPrintableString, bytes_of(object.lds_version)),
                               tlv(kPrintableString, bytes_of(object.unicode_version))});
  }
  const Bytes identifier = object.digest_null ? tlv(kSequence, {der_oid(object.digest->oid), tlv(kNull, BytesView())})
                                              : digest_identifier(*object.digest);
  return tlv(kSequence,
             {der_integer(static_cast<std::uint32_t>(object.version)), identifier, tlv(kSequence, hashes), versions});
}

Bytes encode_lds_security_object(int version, const DigestAlgorithm& digest, const std::map<ChipFile, Bytes>& hashes) {
  LdsSecurityObject object{version, &digest, false, hashes, "", ""};
  if (version == 1) {
    object.lds_version = "0108";
    object.unicode_version = "040000";
  }
  return encode(object);
}

LdsSecurityObject read_lds_security_object(TlvReader content, FileReview& review) {
  LdsSecurityObject object;
  TlvReader fields = content.enter(kSequence, "the LDS security object");
  content.finish("the signed content");
  const std::size_t start = fields.offset();
  object.version = fields.read_count(kInteger, "the LDS security object's version");
  if (!review.failed() && object.version > 1) {
    review.fail(ErrorCode::unsupported, start, kRule, "the LDS security object's version is neither 0 nor 1");
  }
  BytesView identifier;
  object.digest = read_digest_identifier(fields, "the LDS security object's digest", review, &identifier);
  object.digest_null = object.digest != nullptr && identifier.size() > digest_identifier(*object.digest).size();
  if (object.digest != nullptr && object.digest->name == "SHA-1") {
    review.note(start, "Doc 9303-12 section 4.4", "the data groups are hashed with SHA-1, which is no longer allowed");
  }
  const std::size_t list = fields.offset();
  TlvReader hashes = fields.enter(kSequence, "the list of hashes");
  while (!hashes.at_end()) read_hash(hashes.enter(kSequence, "a data group's hash"), object, review);
  if (!review.failed() && object.hashes.size() < kMinDataGroups) {
    review.note(list, kRule, "fewer than two data groups are listed");
  }
  object.lds_version.clear();
  object.unicode_version.clear();
  if (!fields.at_end()) {
    TlvReader versions = fields.enter(kSequence, "the LDS version information");
    object.lds_version = text_of(versions.read(kPrintableString, "the LDS version").value);
    object.unicode_version = text_of(versions.read(kPrintableString, "the Unicode version").value);
    versions.finish("the LDS version information");
    if (object.version == 0) review.note(list, kRule, "version 0 has no LDS version information");
  } else if (object.version == 1) {
    review.note(list, kRule, "version 1 demands the LDS version information");
  }
  fields.finish("the LDS security object");
  return object;
}

}  // namespace enrolkit::lds
