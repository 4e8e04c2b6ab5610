// SPDX-License-Identifier: Apache-2.0
// EF.DG15 (the key of active authentication) and EF.DG13 (what the issuer likes): one value in its tag.
#include "encoders/lds/data_groups.hpp"
#include "encoders/lds/openssl_handles.hpp"
#include "encoders/lds/tlv.hpp"

namespace enrolkit {
namespace {

constexpr std::string_view kRule = "Doc 9303-10 section 4.7.15";
constexpr std::string_view kSpkiRule = "RFC 5280 section 4.1.2.7";

Error too_large(std::string_view file) {
  return Error{ErrorCode::too_large, std::string(file) + ": more than " + std::to_string(kMaxChipFileBytes) + " bytes"};
}

}  // namespace

Result<Bytes> encode_dg15(BytesView public_key) {
  if (public_key.size() > kMaxChipFileBytes - 8) return too_large("EF.DG15");
  const lds::ErrorScope errors;
  const std::uint8_t* at = public_key.data();
  const lds::KeyPtr key(d2i_PUBKEY(nullptr, &at, static_cast<long>(public_key.size())));
  if (!key) {
    return Error{ErrorCode::invalid_argument,
                 "EF.DG15: the key is not a DER SubjectPublicKeyInfo: " + lds::ErrorScope::reason()};
  }
  if (at != public_key.data() + public_key.size()) {
    return Error{ErrorCode::invalid_argument, "EF.DG15: there are bytes behind the SubjectPublicKeyInfo"};
  }
  return lds::tlv(chip_file_tag(ChipFile::dg15), public_key);
}

Bytes lds::read_dg15(BytesView file, FileReview& review) {
  TlvReader reader = open_chip_file(file, chip_file_tag(ChipFile::dg15), review);
  const Element info = reader.read(kSequence, "the SubjectPublicKeyInfo");
  TlvReader fields = reader.inside(info);
  reader.finish("the file");
  TlvReader algorithm = fields.enter(kSequence, "the algorithm of the key");
  const Element oid = algorithm.read(kObjectIdentifier, "the algorithm of the key");
  if (!review.failed() && oid_text(oid.value).empty())
    review.fail(ErrorCode::malformed, oid.offset, kRule, "the algorithm of the key is not an object identifier");
  check_well_formed(algorithm);
  const Element key = fields.read(kBitString, "the key");
  if (!review.failed() && (key.value.size() < 2 || key.value[0] != 0))
    review.breach(key.offset, kSpkiRule, "the key is not a BIT STRING of whole bytes");
  fields.finish("the SubjectPublicKeyInfo");
  return {info.whole.begin(), info.whole.end()};
}

Result<Bytes> decode_dg15(BytesView file, const Reading& reading) {
  lds::FileReview review("EF.DG15", reading.mode);
  Bytes key = lds::read_dg15(file, review);
  return review.result(std::move(key), reading);
}

Result<Bytes> encode_dg13(BytesView content) {
  if (content.size() > kMaxChipFileBytes - 8) return too_large("EF.DG13");
  return lds::tlv(chip_file_tag(ChipFile::dg13), content);
}

Result<Bytes> decode_dg13(BytesView file, const Reading& reading) {
  lds::FileReview review("EF.DG13", reading.mode);
  lds::check_file_size(file, review);
  lds::TlvReader reader(file, review);
  const lds::Element content = reader.read(chip_file_tag(ChipFile::dg13), "the file");
  reader.finish("the file");
  return review.result(lds::copy_of(content.value), reading);
}

}  // namespace enrolkit
