// SPDX-License-Identifier: Apache-2.0
// EF.SOD: the signed list of hashes (Doc 9303-10 section 4.6.2, Doc 9303-12), and passive authentication.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/bytes.hpp"
#include "enrolkit/chip.hpp"
#include "enrolkit/result.hpp"
#include "enrolkit/signer.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// EF.SOD (version 1, LDS 1.8) over the data groups in `files` (EF.COM and EF.SOD in it are left out).
// Errors: invalid_argument (no data group, or fewer than two), crypto.
[[nodiscard]] Result<Bytes> encode_security_object(const ChipFiles& files, const Signer& signer);

enum class HashState : std::uint8_t { match, mismatch, not_in_sod, absent };
[[nodiscard]] std::string_view hash_state_name(HashState state) noexcept;

struct ChipFileVerification {
  std::string name;  // "EF.DG2"
  bool parsed = false;
  HashState hash = HashState::absent;
  std::vector<ChipDeviation> deviations;
};

struct SecurityObjectVerification {
  std::optional<int> version;  // 0 or 1
  std::string digest;          // "SHA-256"
  std::string signature;       // "valid", "invalid: ...", "absent"
  std::string signer;          // subject of the document signer
  std::string chain;           // "valid", "invalid: ...", "not_checked" (no CSCA given)
};

struct ChipVerification {
  bool valid =
      false;  // everything parsed, every hash right, signature valid, and the chain valid when a CSCA was given
  std::vector<ChipFileVerification>
      files;  // EF.COM, the data groups in order, EF.SOD; also those that only a list names
  SecurityObjectVerification sod;
};

// Passive authentication: parses each file, compares each hash, verifies the signature and, when `csca` is given (PEM
// or DER certificates, a PEM file may hold several), the chain up to one of them. Both certificates must be valid at
// the present time of the system's clock; revocation is not looked at. What is wrong with the chip is told in the
// answer, not an error: each file has its deviations, and one that is not `tolerated` makes the chip invalid. EF.COM,
// which nobody signs, must say what EF.SOD says. A data group that EF.SOD names and that is not there is a fault, too.
// Errors: invalid_argument (no files at all), crypto (a CSCA that cannot be read).
[[nodiscard]] Result<ChipVerification> verify_chip(const ChipFiles& files, const std::vector<Bytes>& csca);

}  // namespace enrolkit
#pragma GCC visibility pop
