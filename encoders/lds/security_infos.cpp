// SPDX-License-Identifier: Apache-2.0
// EF.DG14 and EF.CardAccess: SET OF SecurityInfo { protocol OBJECT IDENTIFIER, required ANY, optional ANY OPTIONAL }.
#include <algorithm>

#include "encoders/lds/data_groups.hpp"
#include "encoders/lds/tlv.hpp"

namespace enrolkit {
namespace {

using namespace lds;

constexpr std::string_view kRule = "Doc 9303-11 section 9.2";
constexpr std::string_view kSetRule = "ISO/IEC 8825-1 clause 11.6";
constexpr std::string_view kCardAccess = "EF.CardAccess";
constexpr std::size_t kMaxInfos = 1000;  // chips have a handful; bounds what hostile bytes make of themselves

bool is_one_element(BytesView der) {
  FileReview review("data", ReadingMode::strict);
  TlvReader reader(der, review);
  const Element element = reader.read("the data");
  reader.finish("the data");
  if (is_constructed(element.tag)) check_well_formed(reader.inside(element));
  return !review.failed();
}

Result<Bytes> encode_infos(std::string_view file, const std::vector<SecurityInfo>& infos) {
  const auto invalid = [&](const std::string& reason) {
    return Error{ErrorCode::invalid_argument, std::string(file) + ": " + reason};
  };
  if (infos.empty() || infos.size() > kMaxInfos)
    return invalid(std::to_string(infos.size()) + " security infos, expected 1 to " + std::to_string(kMaxInfos));
  std::vector<Bytes> elements;
  for (const SecurityInfo& info : infos) {
    const std::string name = "security info " + std::to_string(elements.size() + 1);
    const Bytes oid = der_oid(info.protocol);
    if (info.protocol.empty() || oid_text(BytesView(oid).subspan(2)) != info.protocol)
      return invalid(name + ": '" + info.protocol.substr(0, 100) + "' is not an object identifier");
    if (!is_one_element(info.required)) return invalid(name + ": the required data is not one DER element");
    if (!info.optional.empty() && !is_one_element(info.optional))
      return invalid(name + ": the optional data is not one DER element");
    elements.push_back(tlv(kSequence, {oid, info.required, info.optional}));
  }
  Bytes set = der_set_of(kSet, std::move(elements));
  if (set.size() <= kMaxChipFileBytes - 8) return set;
  return Error{ErrorCode::too_large, std::string(file) + ": more than " + std::to_string(kMaxChipFileBytes) + " bytes"};
}

SecurityInfo read_info(TlvReader fields, FileReview& review) {
  SecurityInfo info;
  const Element protocol = fields.read(kObjectIdentifier, "the protocol");
  info.protocol = oid_text(protocol.value);
  if (!review.failed() && info.protocol.empty())
    review.fail(ErrorCode::malformed, protocol.offset, kRule, "the protocol is not an object identifier");
  const auto take = [&](std::string_view what) {
    const Element element = fields.read(what);
    if (is_constructed(element.tag)) check_well_formed(fields.inside(element));
    return copy_of(element.whole);
  };
  info.required = take("the required data");
  if (!fields.at_end()) info.optional = take("the optional data");
  fields.finish("a security info");
  return info;
}

std::vector<SecurityInfo> read_infos(TlvReader file, FileReview& review) {
  TlvReader set = file.enter(kSet, "the security infos");
  file.finish("the file");
  const std::size_t start = set.offset();
  std::vector<SecurityInfo> infos;
  BytesView previous;
  bool sorted = true;
  while (!set.at_end() && infos.size() < kMaxInfos) {
    const Element element = set.read(kSequence, "a security info");
    SecurityInfo info = read_info(set.inside(element), review);
    if (review.failed()) break;
    if (sorted &&
        std::lexicographical_compare(element.whole.begin(), element.whole.end(), previous.begin(), previous.end())) {
      review.note(element.offset, kSetRule, "the security infos are not sorted as DER sorts a SET OF");
      sorted = false;
    }
    previous = element.whole;
    infos.push_back(std::move(info));
  }
  if (!review.failed() && infos.empty()) review.note(start, kRule, "no security info at all");
  set.finish("the security infos");
  return infos;
}

}  // namespace

std::vector<SecurityInfo> lds::read_dg14(BytesView file, FileReview& review) {
  return read_infos(open_chip_file(file, chip_file_tag(ChipFile::dg14), review), review);
}

Result<Bytes> encode_dg14(const std::vector<SecurityInfo>& infos) {
  const Result<Bytes> set = encode_infos("EF.DG14", infos);
  if (!set) return set.error();
  return tlv(chip_file_tag(ChipFile::dg14), *set);
}

Result<std::vector<SecurityInfo>> decode_dg14(BytesView file, const Reading& reading) {
  FileReview review("EF.DG14", reading.mode);
  std::vector<SecurityInfo> infos = read_dg14(file, review);
  return review.result(std::move(infos), reading);
}

Result<Bytes> encode_card_access(const std::vector<SecurityInfo>& infos) { return encode_infos(kCardAccess, infos); }

Result<std::vector<SecurityInfo>> decode_card_access(BytesView file, const Reading& reading) {
  FileReview review{std::string(kCardAccess), reading.mode};
  check_file_size(file, review);
  std::vector<SecurityInfo> infos = read_infos(TlvReader(file, review), review);
  return review.result(std::move(infos), reading);
}

}  // namespace enrolkit
