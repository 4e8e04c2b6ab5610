// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/dossier_record.hpp"

#include <algorithm>

#include "sdk/dossier/sha256.hpp"
#include "sdk/foundation/json_reader.hpp"

namespace enrolkit {
namespace {

using Json = nlohmann::json;

// The record grows with each version: what is not asked for is passed over.
class Lookup {
 public:
  Lookup(const Json& document, const std::string& name) : document_(document), name_(name) {}

  const Json* value(std::string_view path, Json::value_t type) {
    const Json* at = &document_;
    for (std::size_t begin = 0; begin <= path.size() && at != nullptr;) {
      const std::size_t end = std::min(path.find('/', begin), path.size());
      const auto found = at->is_object() ? at->find(std::string(path.substr(begin, end - begin))) : at->end();
      at = at->is_object() && found != at->end() ? &*found : nullptr;
      begin = end + 1;
    }
    if (at != nullptr && at->type() == type) return at;
    if (!error_) {
      error_ = Error{ErrorCode::malformed, name_ + ": '" + std::string(path) + "' is missing or of another kind"};
    }
    return nullptr;
  }
  std::string text(std::string_view path) {
    const Json* found = value(path, Json::value_t::string);
    return found != nullptr ? found->get<std::string>() : std::string();
  }
  Date date(std::string_view path) {
    const auto day = parse_date(text(path));
    if (!day && !error_) error_ = Error{ErrorCode::malformed, name_ + ": '" + std::string(path) + "' is no date"};
    return day ? *day : Date{};
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  const Json& document_;
  std::string name_;
  std::optional<Error> error_;
};

}  // namespace

Result<DossierRecord> read_dossier_record(BytesView json, const std::string& name) {
  if (json.size() > kMaxDossierRecordBytes) {
    return Error{ErrorCode::too_large, name + ": has more than " + std::to_string(kMaxDossierRecordBytes) + " bytes"};
  }
  const auto document = parse_json({reinterpret_cast<const char*>(json.data()), json.size()}, name);
  if (!document) return document.error();
  Lookup lookup(*document, name);
  DossierRecord record;
  record.verdict = lookup.text("verdict");
  record.policy = lookup.text("rules/policy/name");
  record.policy_version = lookup.text("rules/policy/version");
  record.application = lookup.text("applicant/application/kind");
  record.date = lookup.date("applicant/application/date");
  record.birth = lookup.date("applicant/birth_date");
  const Json* keep = lookup.value("applicant/application/keep_seven_years", Json::value_t::boolean);
  record.keep_seven_years = keep != nullptr && keep->get<bool>();
  const auto mrz = document->find("mrz");
  record.has_document = mrz != document->end() && mrz->is_object();
  if (const Json* files = lookup.value("files", Json::value_t::array)) {
    for (const Json& file : *files) {
      Lookup one(file, name + ": 'files'");
      record.files.push_back({one.text("path"), one.text("sha256")});
      if (one.error()) return *one.error();
    }
  }
  if (lookup.error()) return *lookup.error();
  return record;
}

Result<DossierRecord> record_among(const std::vector<FileEntry>& files) {
  for (const FileEntry& file : files) {
    if (file.path == kDossierRecord) return read_dossier_record(file.bytes, file.path);
  }
  return Error{ErrorCode::invalid_argument, "no dossier.json is there: this is no finished dossier"};
}

Status check_listed(const std::vector<FileEntry>& files, const DossierRecord& record) {
  for (const ListedFile& listed : record.files) {
    const auto file =
        std::find_if(files.begin(), files.end(), [&](const FileEntry& one) { return one.path == listed.path; });
    if (file == files.end())
      return Error{ErrorCode::crypto, listed.path + ": dossier.json lists it, but it is missing"};
    if (sha256_hex(file->bytes) != listed.sha256) {
      return Error{ErrorCode::crypto, listed.path + ": is not the file that dossier.json lists: it was changed"};
    }
  }
  return {};
}

}  // namespace enrolkit
