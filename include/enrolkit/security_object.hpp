// SPDX-License-Identifier: Apache-2.0
// EF.SOD: the signed list of the data groups' hashes (Doc 9303-10 section 4.6.2 and appendix D, Doc 9303-12). Who signs
// is told in signer.hpp, how it is verified in passive_authentication.hpp. All functions may be called from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "enrolkit/bytes.hpp"
#include "enrolkit/chip.hpp"
#include "enrolkit/result.hpp"
#include "enrolkit/signer.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// By what the signer's certificate is named.
enum class SignerNaming : std::uint8_t {
  issuer_and_serial,       // recommended
  subject_key_identifier,  // the certificate must have one
};

struct SecurityObjectOptions {
  int version = 1;  // 1: LDS 1.8, recommended; 0: LDS 1.7, without the two version texts
  SignerNaming naming = SignerNaming::issuer_and_serial;
  std::optional<std::chrono::sys_seconds> signing_time;  // a signed attribute; years 1970 to 9999. Without: none
  // A certificate that breaks Doc 9303-12 section 7.1 table 6, or that may not sign at `on`, is refused. Tests and
  // demonstrations may want one all the same.
  bool any_certificate = false;
  std::optional<std::chrono::sys_seconds> on;  // empty: the signing time, or else the system's clock
};

// EF.SOD over the data groups in `files`; EF.COM and an old EF.SOD among them are left out. The document signer's
// certificate goes into it in both versions. A signature by a signer whose key is not proven is verified first.
// Errors: invalid_argument (no data group, or fewer than two; a file with another tag; another version than 0 and 1; no
// subject key identifier), crypto (a certificate that cannot be read, or that Doc 9303-12 forbids, with the rule; a
// signature that is not the certificate's), and those of Signer::sign.
[[nodiscard]] Result<Bytes> encode_security_object(const ChipFiles& files, const Signer& signer,
                                                   const SecurityObjectOptions& options = {});

// The same where the data groups themselves lie elsewhere: only their hashes, by data group, with signer.digest().
using DataGroupHashes = std::map<ChipFile, Bytes>;
[[nodiscard]] Result<DataGroupHashes> hash_data_groups(const ChipFiles& files, Digest digest);
[[nodiscard]] Result<Bytes> sign_data_group_hashes(const DataGroupHashes& hashes, const Signer& signer,
                                                   const SecurityObjectOptions& options = {});

// One who signed: a SignerInfo (RFC 5652 section 5.3), its parts in DER.
struct SecurityObjectSigner {
  Bytes issuer, serial;                    // whole elements; both empty with a key identifier
  Bytes key_identifier;                    // the octets
  Bytes digest_algorithm;                  // AlgorithmIdentifier
  std::vector<Bytes> signed_attributes;    // each whole
  Bytes signature_algorithm;               // AlgorithmIdentifier
  Bytes signature;                         // the octets
  std::vector<Bytes> unsigned_attributes;  // each whole

  friend bool operator==(const SecurityObjectSigner&, const SecurityObjectSigner&) = default;
};

// All that EF.SOD says. Reading it verifies nothing.
struct SecurityObject {
  int version = 1;
  Digest digest = Digest::sha256;          // of the data groups
  bool digest_null = false;                // its AlgorithmIdentifier says NULL where it may say nothing
  DataGroupHashes hashes;                  // 2 to 16
  std::string lds_version = "0108";        // version 1 only: "aabb"
  std::string unicode_version = "040000";  // version 1 only: "aabbcc"
  std::vector<Bytes> digest_algorithms;    // AlgorithmIdentifiers of the SignedData
  std::vector<Bytes> certificates;         // whole elements
  std::vector<Bytes> revocation_lists;     // whole elements
  std::vector<SecurityObjectSigner> signers;

  friend bool operator==(const SecurityObject&, const SecurityObject&) = default;
};

// DER: what decode_security_object gave for a canonical file becomes the same bytes again.
// Errors: invalid_argument (a version, data group or hash that cannot be).
[[nodiscard]] Result<Bytes> encode(const SecurityObject& object);
[[nodiscard]] Result<SecurityObject> decode_security_object(BytesView file, const Reading& reading = {});

}  // namespace enrolkit
#pragma GCC visibility pop
