// SPDX-License-Identifier: Apache-2.0
// The hand-over of a finished dossier to the production centre: a CMS message (RFC 5652) signed by the station and
// encrypted for one or several recipients, and its way in parts over a poor line. Inside is a tar archive, so that
// `openssl cms -decrypt`, `openssl cms -verify` and `tar` read it without enrolkit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/bytes.hpp"
#include "enrolkit/dossier_store.hpp"
#include "enrolkit/enrolment.hpp"
#include "enrolkit/officer.hpp"
#include "enrolkit/result.hpp"
#include "enrolkit/signer.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

inline constexpr std::size_t kMaxTransferBytes = 2 * kMaxDossierBytes;  // the largest dossier, with what surrounds it
inline constexpr std::size_t kMaxTransferFiles = kMaxDossierFiles + 1;  // and the list of them
inline constexpr std::size_t kMaxTransferPathBytes = 100;               // of the name field of a tar header
inline constexpr std::size_t kMaxRecipients = 100;

// 32 hexadecimal digits that follow from names and contents alone: the same dossier has the same id however often it is
// sealed and sent, and no other dossier has it.
[[nodiscard]] std::string transfer_id(const std::vector<FileEntry>& files);

// SignedData by the station within EnvelopedData: AES-256-CBC; for RSA recipients RSAES-OAEP (SHA-256), for elliptic
// curves ECDH. `recipients` are certificates, DER or PEM. The dossier is one that `dossier.json` tells. Errors:
// refused_by_rules (its verdict is not compliant: nothing is produced from it); invalid_argument (no dossier.json, a
// path that is no plain relative name, no recipient, one whose key cannot receive); too_large; malformed
// (dossier.json); crypto; those of the signer.
[[nodiscard]] Result<Bytes> seal_transfer(const std::vector<FileEntry>& files, const Signer& station,
                                          const std::vector<Bytes>& recipients, Timestamp at);

// The key of a recipient, to open what was sealed for it. Read-only: any thread.
class RecipientKey {
 public:
  // PEM or DER. Errors: those of read_file; crypto (an encrypted key without or with a wrong passphrase, a key that is
  // not the certificate's).
  [[nodiscard]] static Result<RecipientKey> load(const std::filesystem::path& key,
                                                 const std::filesystem::path& certificate,
                                                 std::string_view passphrase = {});
  RecipientKey(RecipientKey&&) noexcept;
  RecipientKey& operator=(RecipientKey&&) noexcept;
  ~RecipientKey();

  struct Parts;  // of the implementation
  [[nodiscard]] const Parts& parts() const { return *parts_; }

 private:
  explicit RecipientKey(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

struct ReceivedTransfer {
  std::string id;
  Timestamp sealed{};            // as the station's clock said
  std::string station;           // subject of its certificate
  std::vector<FileEntry> files;  // the dossier
};

// Decrypts, verifies the signature against the stations that are trusted (their certificates or those of their CA, DER
// or PEM) and each file against the list of contents. `name` begins the messages. Errors: malformed (no such message),
// permission_denied (it is sealed for others; names them), crypto (it was changed on the way, with the files that
// differ; the signature is wrong; the station is not trusted, or its certificate not valid now), too_large.
[[nodiscard]] Result<ReceivedTransfer> open_transfer(BytesView message, const RecipientKey& key,
                                                     const std::vector<Bytes>& stations, std::string_view name);

struct StoredTransfer {
  std::filesystem::path folder;
  bool was_there = false;  // the same dossier had arrived before: nothing was written
};

// Writes the dossier to INBOX/ID, whole or not at all. Errors: already_exists (INBOX/ID is there with other content:
// names the file; another folder of INBOX is a dossier of the same application: names it), those of write_dossier.
[[nodiscard]] Result<StoredTransfer> store_transfer(const ReceivedTransfer& transfer,
                                                    const std::filesystem::path& inbox);

// Writes a message to FOLDER/ID.p7m and returns that path: whole or not at all, and on the disk under its name when
// this returns, so that the hand-over may be noted then. Errors: those of write_file.
[[nodiscard]] Result<std::filesystem::path> write_transfer(BytesView message, const std::string& id,
                                                           const std::filesystem::path& folder);

struct KeptTransfer {
  std::string dossier;     // its id in the store: the transfer's, or in the store where it was sealed the one of there
  bool was_there = false;  // the same dossier had arrived before: nothing was stored
};

// Stores the dossier in this side's own store, whole or not at all, encrypted with its keys, for as long as its rules
// have it kept; the station and the time of sealing stand in the audit. Errors: malformed (dossier.json does not say
// how long it is kept), refused_by_rules (its retention has ended), already_exists (it arrived before and was destroyed
// since; a dossier of the same application is there with other content: names it), crypto (what is kept of it is not as
// sent), those of DossierStore::add.
[[nodiscard]] Result<KeptTransfer> store_transfer(const ReceivedTransfer& transfer, DossierStore& store);

// A message in parts that are sent on their own, over a line that breaks: ID.p7m.001, ... and ID.parts.json, which
// lists them with their digests.
inline constexpr std::size_t kMinPartBytes = 1024;
inline constexpr std::size_t kMaxParts = 9999;

// Writes them into a folder, the list at last: without it there is nothing to send. Errors: invalid_argument
// (part_bytes too small), those of write_file.
[[nodiscard]] Status write_transfer_parts(BytesView message, const std::string& id, std::size_t part_bytes,
                                          const std::filesystem::path& folder);

struct PartsReview {
  std::string id;
  std::vector<std::string> missing;  // names of files that are still to come
  std::vector<std::string> damaged;  // that are there with other content or length: to be sent again
  [[nodiscard]] bool complete() const noexcept { return missing.empty() && damaged.empty(); }
};

// What of a transfer has arrived beside its list. Errors: those of read_file; malformed (the list).
[[nodiscard]] Result<PartsReview> review_transfer_parts(const std::filesystem::path& list);
// The message. Errors: as review_transfer_parts; truncated (parts are missing or damaged: names the first).
[[nodiscard]] Result<Bytes> join_transfer_parts(const std::filesystem::path& list);

}  // namespace enrolkit
#pragma GCC visibility pop
