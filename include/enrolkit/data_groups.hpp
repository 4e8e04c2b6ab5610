// SPDX-License-Identifier: Apache-2.0
// The plain files of the chip, each with encode and decode. Writing is strict DER; reading follows `reading` (see
// chip.hpp, which also tells the errors). Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/bytes.hpp"
#include "enrolkit/chip.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// EF.COM, Doc 9303-10 section 4.6.1.
struct CommonData {
  std::string lds_version = "0108";        // "aabb"
  std::string unicode_version = "040000";  // "aabbcc"
  std::vector<ChipFile> data_groups;       // ascending

  friend bool operator==(const CommonData&, const CommonData&) = default;
};
// Errors: invalid_argument (a version that is not digits, no data group, one twice or out of order).
[[nodiscard]] Result<Bytes> encode(const CommonData& com);
[[nodiscard]] Result<CommonData> decode_common_data(BytesView file, const Reading& reading = {});

// EF.DG1, section 4.7.1: the MRZ, lines joined: 88 (TD3), 72 (TD2) or 90 (TD1) characters.
// Errors of encode: invalid_argument (another size; a character that is none of A-Z, 0-9 and <).
[[nodiscard]] Result<Bytes> encode_dg1(std::string_view mrz);
[[nodiscard]] Result<std::string> decode_dg1(BytesView file, const Reading& reading = {});

// EF.DG5, section 4.7.5, and EF.DG7, section 4.7.7: 1 to 9 displayed portraits or signatures, each a JPEG or JPEG 2000
// file. Errors of encode: invalid_argument (another number; bytes that are no such image), too_large.
[[nodiscard]] Result<Bytes> encode_dg5(const std::vector<Bytes>& images);
[[nodiscard]] Result<std::vector<Bytes>> decode_dg5(BytesView file, const Reading& reading = {});
[[nodiscard]] Result<Bytes> encode_dg7(const std::vector<Bytes>& images);
[[nodiscard]] Result<std::vector<Bytes>> decode_dg7(BytesView file, const Reading& reading = {});

// EF.DG13, section 4.7.13: what the issuer likes; the content of the file. Errors of encode: too_large.
[[nodiscard]] Result<Bytes> encode_dg13(BytesView content);
[[nodiscard]] Result<Bytes> decode_dg13(BytesView file, const Reading& reading = {});

// What the chip can do (Doc 9303-11 section 9.2): a protocol with the data that it demands.
struct SecurityInfo {
  std::string protocol;  // an object identifier: "0.4.0.127.0.7.2.2.3.2.1"
  Bytes required;        // one DER element
  Bytes optional;        // one DER element, or empty

  friend bool operator==(const SecurityInfo&, const SecurityInfo&) = default;
};

// EF.DG14, section 4.7.14: the SecurityInfos of chip and terminal authentication. Written as DER wants a SET OF: sorted
// by encoded bytes; a file in another order (there are some in the field) is refused or told, and comes back sorted.
// Errors of encode: invalid_argument (none at all; a protocol that is no object identifier, data that is not one
// element), too_large.
[[nodiscard]] Result<Bytes> encode_dg14(const std::vector<SecurityInfo>& infos);
[[nodiscard]] Result<std::vector<SecurityInfo>> decode_dg14(BytesView file, const Reading& reading = {});

// EF.CardAccess of the master file, section 3.11.3: the SecurityInfos of PACE, without a tag around them.
[[nodiscard]] Result<Bytes> encode_card_access(const std::vector<SecurityInfo>& infos);
[[nodiscard]] Result<std::vector<SecurityInfo>> decode_card_access(BytesView file, const Reading& reading = {});

// EF.DG15, section 4.7.15: the public key of active authentication, a DER SubjectPublicKeyInfo.
// Errors of encode: invalid_argument (no key that OpenSSL reads, or bytes behind it). decode checks its frame.
[[nodiscard]] Result<Bytes> encode_dg15(BytesView public_key);
[[nodiscard]] Result<Bytes> decode_dg15(BytesView file, const Reading& reading = {});

}  // namespace enrolkit
#pragma GCC visibility pop
