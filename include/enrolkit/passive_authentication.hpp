// SPDX-License-Identifier: Apache-2.0
// Passive authentication (Doc 9303-11 section 5.1): is every file of the chip what the issuing State signed?
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/bytes.hpp"
#include "enrolkit/chip.hpp"
#include "enrolkit/date.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

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
  std::string anchor;          // subject of the CSCA that the chain ends at
  std::string revocation;      // "good", "revoked: ...", "unknown: ...", "not_checked" (no list given)
  std::string signing_time;    // "2026-11-22T10:00:00Z", if EF.SOD tells it
  std::string signer_from;     // "2026-11-22": the days on which the document signer's certificate is valid
  std::string signer_until;
  bool signer_expired = false;  // on the day of the verification: what it signed before stays valid
};

struct ChipVerification {
  bool valid = false;  // everything parsed, every hash right, signature valid, and the chain valid and not revoked when
                       // a CSCA and lists were given
  std::vector<ChipFileVerification>
      files;  // EF.COM, the data groups in order, EF.SOD; also those that only a list names
  SecurityObjectVerification sod;
};

// Certificates or a list, and the name by which messages call them.
struct TrustSource {
  std::string name;  // "csca/BEL.der"
  Bytes bytes;
};

inline constexpr std::size_t kMaxTrustBytes = 8U << 20U;  // a master list of all States has under 1 MB

// Verifies chips against the CSCAs of one reading. Reads certificates once: also the document signers', of which it
// remembers the last few hundred. May be used by several threads at once; copies share what was read.
class ChipVerifier {
 public:
  // `csca`: each source has one certificate in DER, or one or several in PEM, or is a CSCA master list (the CMS of
  // Doc 9303-12 section 8), whose own signature must be right and be by somebody whom a CSCA in it has certified.
  // Certificates that are their own issuer are trusted because you give them: what they sign themselves adds nothing to
  // that (RFC 5280 section 6.1.1) and is looked at only where name and key identifiers leave it open. Link certificates
  // (one CSCA key certified by the one before) are followed to one of these. `revocation_lists`: CRLs, DER or PEM.
  // Errors: invalid_argument (lists without a CSCA), crypto (a source that cannot be read, a certificate that is no
  // CSCA's, a master list that is not authentic); the message starts with the source's name.
  [[nodiscard]] static Result<ChipVerifier> make(const std::vector<TrustSource>& csca,
                                                 const std::vector<TrustSource>& revocation_lists = {});

  // Parses each file, compares each hash, verifies the signature and, with CSCAs, the chain. What is wrong with the
  // chip is told in the answer, not an error: each file has its deviations, and one that is not `tolerated` makes the
  // chip invalid. EF.COM, which nobody signs, must say what EF.SOD says. A data group that EF.SOD names and that is not
  // there is a fault, too.
  //
  // What counts is the time of signing: the signing time that EF.SOD tells, which must lie within the validity of the
  // certificate and of its private key; without one, the start of that period. `on` is the day of the verification, by
  // default today (UTC): a certificate must not lie in its future; one that has expired since is told (signer_expired),
  // and what it signed stays valid (Doc 9303-12 section 5). A revoked certificate makes the chip invalid whenever it
  // was revoked; a list that has expired on `on` is told and still used.
  // Errors: invalid_argument (no files at all).
  [[nodiscard]] Result<ChipVerification> verify(const ChipFiles& files, std::optional<Date> on = {}) const;

 private:
  struct Impl;
  explicit ChipVerifier(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

// One chip, today. The sources are called "CSCA certificate 1" and so on. Errors: those of make and verify.
[[nodiscard]] Result<ChipVerification> verify_chip(const ChipFiles& files, const std::vector<Bytes>& csca);

}  // namespace enrolkit
#pragma GCC visibility pop
