// SPDX-License-Identifier: Apache-2.0
// A chip file as a tree: every element and field with its place, its name and its value, as far as the bytes go. For
// looking at files that a reader rejects: nothing about the content is an error here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/bytes.hpp"
#include "enrolkit/chip.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// One element (tag, length, value), or one field of a record of ISO/IEC 19794 (no tag), or bytes that are neither.
struct ChipTreeNode {
  std::size_t offset = 0;            // of the tag, or of the field, in the file
  std::optional<std::uint32_t> tag;  // its bytes as they stand, big-endian: 0x61, 0x5F1F
  std::size_t header = 0;            // bytes of tag and length
  std::size_t length = 0;            // bytes of the value; of what is left of it where the file ends before
  std::string name;                  // "machine readable zone", "INTEGER"; empty when nothing is known of the tag
  std::string value;                 // decoded: text, date, number, object, code by its name; UTF-8 without control
                                     // characters; empty for other bytes and for what only holds others
  std::vector<ChipDeviation> deviations;  // what breaks a rule here
  std::vector<ChipTreeNode> children;

  [[nodiscard]] std::size_t value_offset() const noexcept { return offset + header; }
  [[nodiscard]] std::size_t end() const noexcept { return offset + header + length; }
};

struct ChipTree {
  std::string kind;                 // "EF.DG2", "EF.CardAccess", "ISO/IEC 39794 block", ..., "unknown"
  std::size_t size = 0;             // of the file
  std::vector<ChipTreeNode> nodes;  // the file's element, and what lies behind it
  std::size_t deviations = 0;       // of all nodes together: 0 in a file that conforms
};

inline constexpr std::size_t kMaxTreeNodes = 50'000;  // no chip has a twentieth; bounds what hostile bytes make of
                                                      // themselves. What is behind stays one node
inline constexpr int kMaxTreeDepth = 40;              // EF.SOD with its certificates is 16 deep

// Takes any bytes. What kind of file it is follows from the bytes; a `name` of a chip's file ("EF.DG2", also with
// folders before it) is held against that. Elements that break the frame are marked and passed over where the elements
// around them allow it. All that the decode functions tell about a file in lenient reading stands at its place in the
// tree. More than kMaxChipFileBytes are not looked at (one node with a deviation). Any thread.
[[nodiscard]] ChipTree show_chip_file(std::string_view name, BytesView file);

}  // namespace enrolkit
#pragma GCC visibility pop
