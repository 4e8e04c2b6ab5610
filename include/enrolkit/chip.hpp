// SPDX-License-Identifier: Apache-2.0
// The files of the passport chip (ICAO Doc 9303-10, Logical Data Structure), first generation (ISO/IEC 19794 records).
// Value types with encode and decode; every length and count of what is read is checked. Any thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/bytes.hpp"
#include "enrolkit/records.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

inline constexpr std::size_t kMaxChipFileBytes = 4U << 20U;  // no chip holds more than a tenth of it

// The elementary files, by data group number; EF.COM and EF.SOD beside them.
enum class ChipFile : std::uint8_t {
  com = 0,
  dg1 = 1,
  dg2 = 2,
  dg3 = 3,
  dg4 = 4,
  dg5 = 5,
  dg6 = 6,
  dg7 = 7,
  dg8 = 8,
  dg9 = 9,
  dg10 = 10,
  dg11 = 11,
  dg12 = 12,
  dg13 = 13,
  dg14 = 14,
  dg15 = 15,
  dg16 = 16,
  sod = 0x1D,
};
[[nodiscard]] std::string chip_file_name(ChipFile file);                     // "EF.DG1", "EF.COM", "EF.SOD"
[[nodiscard]] std::uint8_t chip_file_tag(ChipFile file) noexcept;            // 0x61, 0x60, 0x77
[[nodiscard]] Result<ChipFile> parse_chip_file_name(std::string_view name);  // errors: invalid_argument

// The decode functions below give the errors empty_input, truncated, malformed, unsupported and too_large; the message
// names the file, the byte and the rule.

// EF.COM, Doc 9303-10 section 4.6.1.
struct CommonData {
  std::string lds_version = "0108";        // "aabb"
  std::string unicode_version = "040000";  // "aabbcc"
  std::vector<ChipFile> data_groups;       // ascending
};
[[nodiscard]] Result<Bytes> encode(const CommonData& com);
[[nodiscard]] Result<CommonData> decode_common_data(BytesView file);

// EF.DG1: the MRZ, lines joined: 88 (TD3), 72 (TD2) or 90 (TD1) characters.
[[nodiscard]] Result<Bytes> encode_dg1(std::string_view mrz);
[[nodiscard]] Result<std::string> decode_dg1(BytesView file);

// EF.DG2: 1 to 9 face records, each in a BIT of its own.
[[nodiscard]] Result<Bytes> encode_dg2(const std::vector<FaceRecord>& faces);
[[nodiscard]] Result<std::vector<FaceRecord>> decode_dg2(BytesView file);

// EF.DG3: one finger a record and BIT. An empty vector encodes the DG3 of a holder without prints; `filler` are then
// the random bytes of Doc 9303-10 section 4.7.3 that keep such files from being alike (ignored otherwise, 1 to 64
// bytes).
[[nodiscard]] Result<Bytes> encode_dg3(const std::vector<FingerImageRecord>& fingers, BytesView filler = {});
[[nodiscard]] Result<std::vector<FingerImageRecord>> decode_dg3(BytesView file);

// EF.DG7: 1 to 9 displayed signatures, each a JPEG or JPEG 2000 file.
[[nodiscard]] Result<Bytes> encode_dg7(const std::vector<Bytes>& images);
[[nodiscard]] Result<std::vector<Bytes>> decode_dg7(BytesView file);

// A chip: the encoded files by name.
using ChipFiles = std::map<ChipFile, Bytes>;

// Reads the EF.* files of a folder. Errors: not_found (no such folder, or nothing in it), not_a_file,
// invalid_argument (a name that is no chip file; hidden files are left out), and those of read_file.
[[nodiscard]] Result<ChipFiles> load_chip(const std::string& folder);

}  // namespace enrolkit
#pragma GCC visibility pop
