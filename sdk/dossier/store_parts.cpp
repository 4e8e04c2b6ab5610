// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/store_parts.hpp"

#include <ctime>

#include "sdk/dossier/crypto/aes_gcm.hpp"
#include "sdk/dossier/field_bytes.hpp"

namespace enrolkit::store {
namespace {

constexpr std::string_view kCardName = "/card";  // no file's name: those are relative
constexpr std::string_view kSessionName = "/session";

std::string place(const Parts& parts, const DossierRow& row, std::int64_t part, std::string_view name,
                  std::int64_t version) {
  return std::string(
      FieldBytes("enrolkit part").add(parts.id).add(row.entry.id).add(part).add(name).add(version).text());
}

std::string_view name_of(std::int64_t part, std::string_view name) {
  return part == kCardPart ? kCardName : part == kSessionPart ? kSessionName : name;
}

}  // namespace

AuditTime now(const Parts& parts) {
  if (parts.options.clock) return parts.options.clock();
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Date local_date(AuditTime time) {
  const std::time_t seconds =
      std::chrono::system_clock::to_time_t(std::chrono::time_point_cast<std::chrono::system_clock::duration>(time));
  std::tm local{};
  ::localtime_r(&seconds, &local);
  return Date(std::chrono::year(local.tm_year + 1900), std::chrono::month(static_cast<unsigned>(local.tm_mon) + 1),
              std::chrono::day(static_cast<unsigned>(local.tm_mday)));
}

Date today(Parts& parts) {
  const auto head = parts.trail.head(parts.database);
  const AuditTime time = now(parts);
  if (!head) return local_date(time);  // a damaged audit keeps nobody from reading; review tells it
  if (judge_clock(*head, time) != ClockState::set_back) return local_date(time);
  return local_date(AuditTime(std::chrono::milliseconds(head->last_seen)));
}

Status put_part(Parts& parts, const crypto::SecretKey& key, const DossierRow& row, std::int64_t part,
                std::string_view name, std::int64_t version, BytesView plain) {
  const auto sealed = crypto::seal(key, plain, place(parts, row, part, name_of(part, name), version));
  if (!sealed) return sealed.error();
  return parts.database.run(
      "INSERT INTO part(dossier, part, sealed) VALUES(?, ?, ?) ON CONFLICT(dossier, part) DO UPDATE SET sealed = "
      "excluded.sealed",
      row.entry.number, part, *sealed);
}

Result<Bytes> get_part(Parts& parts, const crypto::SecretKey& key, const DossierRow& row, std::int64_t part,
                       std::string_view name, std::int64_t version) {
  const std::string label = "dossier " + row.entry.id + ", " +
                            (part == kCardPart      ? std::string("its card")
                             : part == kSessionPart ? std::string("its session")
                                                    : std::string(name));
  auto statement =
      parts.database.query("SELECT sealed FROM part WHERE dossier = ? AND part = ?", row.entry.number, part);
  if (!statement) return statement.error();
  const auto found = statement->step();
  if (!found) return Error{found.error().code, label + ": " + found.error().message};
  if (!*found) return Error{ErrorCode::crypto, label + ": its bytes were removed from the store"};
  auto plain = crypto::open_sealed(key, statement->blob(0), place(parts, row, part, name_of(part, name), version));
  if (!plain) return Error{plain.error().code, label + ": " + plain.error().message};
  return plain;
}

Status put_card(Parts& parts, const crypto::SecretKey& key, const DossierRow& row, const StoredCard& card) {
  return put_part(parts, key, row, kCardPart, {}, row.card, encode_card(card));
}

Result<StoredCard> get_card(Parts& parts, const crypto::SecretKey& key, const DossierRow& row) {
  const auto plain = get_part(parts, key, row, kCardPart, {}, row.card);
  if (!plain) return plain.error();
  return decode_card(*plain, row.entry.id);
}

Result<FileEntry> get_stored_file(Parts& parts, const crypto::SecretKey& key, const DossierRow& row,
                                  const StoredFile& file) {
  auto bytes = get_part(parts, key, row, file.part, file.file.path, file.version);
  if (!bytes) return bytes.error();
  return FileEntry{file.file.path, *std::move(bytes)};
}

Status put_files(Parts& parts, const crypto::SecretKey& key, const DossierRow& row, const DossierSubject& subject,
                 const std::vector<FileEntry>& files) {
  StoredCard card{subject, {}};
  std::int64_t part = kFirstFilePart;
  for (const FileEntry& file : files) {
    const Status put = put_part(parts, key, row, part, file.path, row.entry.version, file.bytes);
    if (!put) return put;
    card.files.push_back({{file.path, file.bytes.size()}, part, row.entry.version});
    ++part;
  }
  return put_card(parts, key, row, card);
}

std::string extent_of(const std::vector<FileEntry>& files) {
  std::uint64_t bytes = 0;
  for (const FileEntry& file : files) bytes += file.bytes.size();
  return std::to_string(files.size()) + " files, " + std::to_string(bytes) + " bytes";
}

Status tell(Parts& parts, DossierRow& row, const std::string& event, const std::string& detail) {
  const Happening happening{event, row.entry.number, row.entry.version,
                            row.entry.terms.policy + " " + row.entry.terms.policy_version, detail};
  const auto sequence = parts.trail.append(parts.database, now(parts), parts.options.actor, happening);
  if (!sequence) return sequence.error();
  row.event = *sequence;
  return {};
}

Status tell(Parts& parts, DossierRow& row, const std::vector<AuditNote>& notes) {
  for (const AuditNote& note : notes) {
    if (const Status told = tell(parts, row, note.event, note.detail); !told) return told;
  }
  return {};
}

Status store_change(Parts& parts, DossierRow& row, const std::string& event, const std::string& detail) {
  if (const Status told = tell(parts, row, event, detail); !told) return told;
  row.entry.changed = now(parts);
  return parts.rows.update(parts.database, row);
}

}  // namespace enrolkit::store
