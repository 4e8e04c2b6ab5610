// SPDX-License-Identifier: Apache-2.0
// A dossier sealed for the production centre, and opened there.
#include "enrolkit/transfer.hpp"

#include <algorithm>
#include <utility>

#include "enrolkit/file.hpp"
#include "enrolkit/version.hpp"
#include "sdk/dossier/dossier_id.hpp"
#include "sdk/dossier/dossier_record.hpp"
#include "sdk/dossier/sha256.hpp"
#include "sdk/dossier/tar.hpp"
#include "sdk/dossier/transfer_message.hpp"
#include "sdk/foundation/json_reader.hpp"

namespace enrolkit {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kContents = "transfer.json";  // the first file of the archive
constexpr std::size_t kMaxContentsBytes = 1U << 20U;     // of 500 files

std::string_view text_of(const Bytes& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

const FileEntry* find(const std::vector<FileEntry>& files, std::string_view path) {
  const auto found = std::find_if(files.begin(), files.end(), [&](const FileEntry& file) { return file.path == path; });
  return found == files.end() ? nullptr : &*found;
}

// Nothing is produced from a dossier whose verdict is not compliant.
Status check_released(const std::vector<FileEntry>& files) {
  const auto record = record_among(files);
  if (!record) return record.error();
  if (const Status right = check_listed(files, *record); !right) return right;
  if (record->verdict == overall_name(Overall::compliant)) return {};
  return Error{ErrorCode::refused_by_rules, "the dossier's verdict is " + record->verdict +
                                                ": nothing is produced from it before an officer decides"};
}

Status check_files(const std::vector<FileEntry>& files) {
  std::size_t bytes = 0;
  for (const FileEntry& file : files) {
    if (!is_plain_path(file.path) || file.path == kContents) {
      return Error{ErrorCode::invalid_argument, "'" + file.path + "' is no name for a file of a transfer"};
    }
    bytes += file.bytes.size();
  }
  if (files.size() > kMaxDossierFiles || bytes > kMaxDossierBytes) {
    return Error{ErrorCode::too_large, "the dossier is too large for a transfer: " + std::to_string(files.size()) +
                                           " files of " + std::to_string(bytes) + " bytes"};
  }
  return {};
}

Bytes contents_of(const std::vector<FileEntry>& files, Timestamp at) {
  Json document = {{"schema", "enrolkit.transfer/1"},
                   {"version", version()},
                   {"id", transfer_id(files)},
                   {"sealed", format_timestamp(at)},
                   {"files", Json::array()}};
  for (const FileEntry& file : files) {
    document["files"].push_back(
        {{"path", file.path}, {"bytes", file.bytes.size()}, {"sha256", sha256_hex(file.bytes)}});
  }
  const std::string text = document.dump(1) + "\n";
  return {text.begin(), text.end()};
}

Result<std::vector<lds::CertificatePtr>> certificates_of(const std::vector<Bytes>& files, const std::string& whose) {
  std::vector<lds::CertificatePtr> all;
  for (const Bytes& file : files) {
    auto some = lds::read_certificates(file);
    if (!some) return Error{ErrorCode::crypto, "a certificate of " + whose + ": " + some.error().message};
    std::move(some->begin(), some->end(), std::back_inserter(all));
  }
  return all;
}

struct Contents {
  std::string id;
  Timestamp sealed{};
  std::vector<std::pair<std::string, std::string>> files;  // path, SHA-256
};

Result<Contents> read_contents(const std::vector<FileEntry>& files, const std::string& name) {
  if (files.empty() || files.front().path != kContents || files.front().bytes.size() > kMaxContentsBytes) {
    return Error{ErrorCode::malformed, name + ": does not begin with a transfer.json"};
  }
  const auto document = parse_json(text_of(files.front().bytes), name + ": transfer.json");
  if (!document) return document.error();
  Contents contents;
  JsonReader reader(*document, name + ": transfer.json");
  reader.choice("schema", {"enrolkit.transfer/1"});
  reader.text("version");
  contents.id = reader.text("id");
  const auto sealed = parse_timestamp(reader.text("sealed"));
  if (sealed) {
    contents.sealed = *sealed;
  } else {
    reader.fail("sealed", sealed.error().message);
  }
  reader.objects("files", [&](JsonReader& file) {
    std::string path = file.text("path");
    file.integer("bytes", 0, static_cast<int>(kMaxTransferBytes));
    contents.files.emplace_back(std::move(path), file.text("sha256"));
  });
  reader.finish();
  if (reader.error()) return *reader.error();
  return contents;
}

// The first file that is not as the station listed it; empty when all are.
std::string difference(const std::vector<FileEntry>& files, const Contents& contents) {
  for (const auto& [path, digest] : contents.files) {
    const FileEntry* file = find(files, path);
    if (file == nullptr) return path + " is missing";
    if (sha256_hex(file->bytes) != digest) return path + " has other content";
  }
  for (std::size_t i = 1; i < files.size(); ++i) {
    const bool listed = std::any_of(contents.files.begin(), contents.files.end(),
                                    [&](const auto& one) { return one.first == files[i].path; });
    if (!listed) return files[i].path + " was added";
  }
  return {};
}

Error changed(const std::string& name, const std::string& fault, const std::string& what) {
  return Error{ErrorCode::crypto, name + ": " + fault + (what.empty() ? "" : "; " + what)};
}

}  // namespace

std::string transfer_id(const std::vector<FileEntry>& files) {
  std::vector<std::string> lines;
  for (const FileEntry& file : files) lines.push_back(sha256_hex(file.bytes) + " " + file.path + "\n");
  std::sort(lines.begin(), lines.end());
  Bytes all;
  for (const std::string& line : lines) all.insert(all.end(), line.begin(), line.end());
  return sha256_hex(all).substr(0, kIdDigits);
}

Result<Bytes> seal_transfer(const std::vector<FileEntry>& files, const Signer& station,
                            const std::vector<Bytes>& recipients, Timestamp at) {
  if (const Status fit = check_files(files); !fit) return fit.error();
  if (const Status released = check_released(files); !released) return released.error();
  const auto certificates = certificates_of(recipients, "a recipient");
  if (!certificates) return certificates.error();
  if (certificates->empty() || certificates->size() > kMaxRecipients) {
    return Error{ErrorCode::invalid_argument, "a transfer has 1 to " + std::to_string(kMaxRecipients) + " recipients"};
  }
  std::vector<FileEntry> archive = {{std::string(kContents), contents_of(files, at)}};
  archive.insert(archive.end(), files.begin(), files.end());
  const auto message = sign_content(write_tar(archive), station, at);
  if (!message) return message.error();
  return envelop(*message, *certificates);
}

Result<ReceivedTransfer> open_transfer(BytesView message, const RecipientKey& key, const std::vector<Bytes>& stations,
                                       std::string_view name) {
  const std::string file(name);
  if (message.size() > kMaxTransferBytes) {
    return Error{ErrorCode::too_large,
                 file + ": a transfer has at most " + std::to_string(kMaxTransferBytes) + " bytes"};
  }
  const auto trusted = certificates_of(stations, "a station");
  if (!trusted) return trusted.error();
  const auto inner = open_envelope(message, key, file);
  if (!inner) return inner.error();
  const auto content = verify_content(*inner, *trusted, file);
  if (!content) {
    return Error{ErrorCode::crypto, content.error().message + ": the message was changed on the way"};
  }

  // Read even when the signature is wrong: to say which file it is that differs.
  auto files = read_tar(content->content, file);
  if (!files) return content->fault.empty() ? files.error() : changed(file, content->fault, files.error().message);
  const auto contents = read_contents(*files, file);
  if (!contents) {
    return content->fault.empty() ? contents.error() : changed(file, content->fault, contents.error().message);
  }
  const std::string other = difference(*files, *contents);
  if (!content->fault.empty()) return changed(file, content->fault, other);
  if (!other.empty()) return changed(file, "the contents are not those that its list tells", other);
  ReceivedTransfer transfer{contents->id, contents->sealed, content->signer, {}};
  transfer.files.assign(std::make_move_iterator(files->begin() + 1), std::make_move_iterator(files->end()));
  if (transfer.id != transfer_id(transfer.files)) {
    return changed(file, "its id " + transfer.id + " is not that of its contents", "");
  }
  return transfer;
}

namespace {

// No other dossier of the inbox is of the same application. What is no dossier is passed over.
Status expect_sole(const ReceivedTransfer& transfer, const std::filesystem::path& inbox) {
  const auto record = record_among(transfer.files);
  if (!record) return record.error();
  std::error_code ignored;
  for (const auto& folder : std::filesystem::directory_iterator(inbox, ignored)) {
    const auto bytes = read_file(folder.path() / kDossierRecord, kMaxDossierRecordBytes);
    if (!bytes) continue;
    const auto other = read_dossier_record(*bytes, folder.path().string());
    if (!other || !same_application(dossier_facts(*record), dossier_facts(*other))) continue;
    return Error{ErrorCode::already_exists,
                 "transfer " + transfer.id + ": " + folder.path().string() + " of the same application, " +
                     record->application + " of " + format_date(record->date) +
                     ", is there with other content; where it is the wrong one, remove it first"};
  }
  return {};
}

}  // namespace

Result<StoredTransfer> store_transfer(const ReceivedTransfer& transfer, const std::filesystem::path& inbox) {
  StoredTransfer stored{inbox / transfer.id, false};
  std::error_code ignored;
  if (std::filesystem::exists(stored.folder, ignored)) {
    for (const FileEntry& file : transfer.files) {
      const auto there = read_file(stored.folder / file.path, kMaxTransferBytes);
      const bool same =
          there ? *there == file.bytes : there.error().code == ErrorCode::empty_input && file.bytes.empty();
      if (!same) {
        return Error{ErrorCode::already_exists,
                     (stored.folder / file.path).string() +
                         ": this transfer arrived before, and what is kept of it is not as sent"};
      }
    }
    stored.was_there = true;
    return stored;
  }
  if (const Status sole = expect_sole(transfer, inbox); !sole) return sole.error();
  Enrolment dossier;
  dossier.files = transfer.files;
  if (const Status written = write_dossier(dossier, stored.folder); !written) return written.error();
  return stored;
}

}  // namespace enrolkit
