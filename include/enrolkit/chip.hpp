// SPDX-License-Identifier: Apache-2.0
// The files of the passport chip (ICAO Doc 9303-10, Logical Data Structure): their names and tags, how they are read,
// and a folder of them. What stands in each: data_groups.hpp, biometric_groups.hpp, holder_details.hpp,
// security_object.hpp. All functions may be called from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/bytes.hpp"
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

// Where a file departs from the standard.
struct ChipDeviation {
  std::size_t offset = 0;  // in the file
  std::string rule;        // the clause or tag
  std::string message;
  bool tolerated = false;  // the content is still read and authentic (an unsorted SET, SHA-1): told, but no reason to
                           // call the chip invalid
};

// How a file is read. Every decode function takes it as its last argument.
//
//   strict   (the default) refuses what breaks a rule of the standard, with the rule and the offset in the error: for
//            who writes chips and wants to know that a file is right.
//   lenient  reads on wherever the content can still be told, and appends each deviation to `deviations`, in the order
//            in which it was found: indefinite lengths, lengths that are not minimal, SETs out of order, elements in
//            another order than the standard's, trailing bytes, BCD dates. For who reads chips of all countries. What
//            cannot be understood at all is an error here, too, and stands in `deviations` as the last one as well.
//
// The decode functions give the errors empty_input, truncated, malformed, unsupported and too_large; the message names
// the file, the byte and the rule: "EF.COM: at byte 9: the Unicode version: expected 6 digits (Doc 9303-10 section
// 4.6.1)". What a lenient read gave can be written again, and is then strictly conformant or refused.
enum class ReadingMode : std::uint8_t { strict, lenient };
struct Reading {
  ReadingMode mode = ReadingMode::strict;
  std::vector<ChipDeviation>* deviations = nullptr;  // where they go; may be null
};
// decode_dg1(file, lenient(found))
[[nodiscard]] inline Reading lenient(std::vector<ChipDeviation>& deviations) noexcept {
  return {ReadingMode::lenient, &deviations};
}

// A chip: the encoded files by name.
using ChipFiles = std::map<ChipFile, Bytes>;

// Files named EF.*, others told by their tag; not hidden ones, nor EF.CardAccess and the like beside the LDS. Errors:
// not_found (or an empty folder), not_a_file, invalid_argument (no chip file, or two of one kind), those of read_file.
[[nodiscard]] Result<ChipFiles> load_chip(const std::string& folder);

}  // namespace enrolkit
#pragma GCC visibility pop
