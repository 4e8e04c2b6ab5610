// SPDX-License-Identifier: Apache-2.0
// What the biometric data blocks of ISO/IEC 39794 have in common (part 1); see face_block.hpp and finger_block.hpp.
// Every element that the standards name is a field, and what is absent stays absent, so that a canonical (DER) block
// survives decode and encode byte for byte. Encoding is strict: a value out of the standard's range is invalid_argument
// and names the field. Decoding checks every length, tag and order; a code or number that the standard does not know is
// kept as it is. An empty list is not written. Any thread.
//
// This software makes use of the Schema from ISO/IEC 39794-1, 39794-4 and 39794-5 within modifications permitted in the
// relevant ISO/IEC standard.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "enrolkit/bytes.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// How enumerations are written. The base standards write a code where one is known; ICAO's profile of part 5 for
// passports only knows the extension block, with the code as its fallback (the image data format alone keeps its code).
enum class EnumerationForm : std::uint8_t { base, extension };

struct BlockVersion {
  std::uint16_t generation = 3;  // at least 3
  std::uint16_t year = 2019;     // 2019..9999
  bool operator==(const BlockVersion&) const = default;
};

struct RegistryId {  // IBIA's registry of CBEFF identifiers
  std::uint16_t organization = 1;
  std::uint16_t id = 1;  // both 1..65535
  bool operator==(const RegistryId&) const = default;
};

struct BlockDateTime {
  std::uint16_t year = 0;                  // 0..9999
  std::optional<std::uint8_t> month, day;  // 1..12, 1..31
  std::optional<std::uint8_t> hour, minute, second;
  std::optional<std::uint16_t> millisecond;
  bool operator==(const BlockDateTime&) const = default;
};

struct ScoreBlock {  // of a quality algorithm or of a mechanism that detects presentation attacks
  RegistryId algorithm;
  std::optional<std::uint8_t> score;  // 0..100; empty: the algorithm failed to assess
  bool operator==(const ScoreBlock&) const = default;
};

struct ExtendedData {
  RegistryId type;
  Bytes data;
  bool operator==(const ExtendedData&) const = default;
};

enum class PadDecision : std::uint8_t { no_attack, attack, failure_to_assess };
enum class PadContext : std::uint8_t { enrolment, verification, identification };
enum class PadSupervision : std::uint8_t { unknown, controlled, assisted, observed, unattended };
enum class PadCriteria : std::uint8_t { unknown, individual, common };

struct PadBlock {  // presentation attack detection
  std::optional<PadDecision> decision;
  std::vector<ScoreBlock> scores;
  std::vector<ExtendedData> extended;
  std::optional<PadContext> context;
  std::optional<PadSupervision> supervision;
  std::optional<std::uint8_t> risk;  // 0..100
  std::optional<PadCriteria> criteria;
  std::optional<Bytes> parameter;
  std::vector<Bytes> challenges;
  std::optional<BlockDateTime> captured;
  bool operator==(const PadBlock&) const = default;
};

}  // namespace enrolkit
#pragma GCC visibility pop
