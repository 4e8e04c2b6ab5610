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
    const Json* found = at(path);
    if (found != nullptr && found->type() == type) return found;
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
  // Empty: it is not there, or null.
  std::string known_text(std::string_view path) { return has(path) ? text(path) : std::string(); }
  std::optional<Date> known_date(std::string_view path) { return has(path) ? std::optional(date(path)) : std::nullopt; }
  void fail(std::string_view path) {
    if (!error_) error_ = Error{ErrorCode::malformed, name_ + ": '" + std::string(path) + "' is not as expected"};
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  [[nodiscard]] bool has(std::string_view path) const {
    const Json* found = at(path);
    return found != nullptr && !found->is_null();
  }
  [[nodiscard]] const Json* at(std::string_view path) const {
    const Json* place = &document_;
    for (std::size_t begin = 0; begin <= path.size() && place != nullptr;) {
      const std::size_t end = std::min(path.find('/', begin), path.size());
      const auto found = place->is_object() ? place->find(std::string(path.substr(begin, end - begin))) : place->end();
      place = place->is_object() && found != place->end() ? &*found : nullptr;
      begin = end + 1;
    }
    return place;
  }

  const Json& document_;
  std::string name_;
  std::optional<Error> error_;
};

template <class Enum, class Name>
Enum named(Lookup& lookup, std::string_view key, std::initializer_list<Enum> values, Name name_of) {
  const std::string name = lookup.text(key);
  for (const Enum value : values) {
    if (name_of(value) == name) return value;
  }
  lookup.fail(key);
  return *values.begin();
}

Result<Override> read_override(const Json& json, const std::string& name) {
  Lookup lookup(json, name + ": 'overrides'");
  Override one;
  const auto finding = parse_finding_name(lookup.text("finding"));
  if (finding) one.finding = *finding;
  if (!finding) lookup.fail("finding");
  const auto time = parse_timestamp(lookup.text("time"));
  if (time) one.at = *time;
  if (!time) lookup.fail("time");
  one.request = {lookup.text("officer"), lookup.text("reason"), lookup.text("text"), lookup.text("second_officer")};
  one.severity = named(lookup, "severity", {Severity::advice, Severity::rule}, severity_name);
  one.verdict = named(lookup, "verdict", {Verdict::fail, Verdict::unsure, Verdict::not_assessed}, verdict_name);
  if (lookup.error()) return *lookup.error();
  return one;
}

// Without the members that are null, which an applicant's file leaves out.
std::string known_of(Json applicant) {
  for (auto member = applicant.begin(); member != applicant.end();) {
    member = member->is_null() ? applicant.erase(member) : std::next(member);
  }
  return applicant.dump();
}

const Json* list_at(const Json& document, const char* key) {
  const auto found = document.find(key);
  return found != document.end() && found->is_array() ? &*found : nullptr;
}

Status read_samples(const Json& document, Lookup& lookup, const std::string& name, DossierRecord& record) {
  record.photo = lookup.known_text("photo/file");
  record.signature = lookup.known_text("signature/file");
  if (const Json* fingers = list_at(document, "fingers")) {
    for (const Json& finger : *fingers) {
      Lookup one(finger, name + ": 'fingers'");
      const auto position = parse_finger_name(one.text("position"));
      if (!position) one.fail("position");
      std::string file = one.text("file");
      if (one.error()) return *one.error();
      record.fingers[*position] = std::move(file);
      if (const auto ppi = finger.find("ppi"); ppi != finger.end() && ppi->is_number()) {
        record.finger_ppi[*position] = ppi->get<double>();
      }
    }
  }
  if (const Json* overrides = list_at(document, "overrides")) {
    for (const Json& item : *overrides) {
      auto one = read_override(item, name);
      if (!one) return one.error();
      record.overrides.push_back(*std::move(one));
    }
  }
  return {};
}

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
  if (const Json* applicant = lookup.value("applicant", Json::value_t::object)) record.applicant = known_of(*applicant);
  record.document_number = lookup.known_text("applicant/document_number");
  record.surname = lookup.known_text("applicant/surname");
  record.given_names = lookup.known_text("applicant/given_names");
  record.personal_number = lookup.known_text("applicant/personal_number");
  record.post = lookup.known_text("applicant/application/post");
  record.expiry = lookup.known_date("applicant/expiry_date");
  record.retain_until = lookup.known_date("rules/retention/until");
  if (record.retain_until) {
    const Json& retention = (*document)["rules"]["retention"];
    const Json* spans = list_at(retention, "spans");
    if (spans != nullptr && !spans->empty()) record.use_until = Lookup((*spans)[0], name).known_date("until");
  }
  if (const Status samples = read_samples(*document, lookup, name, record); !samples) return samples.error();
  if (lookup.error()) return *lookup.error();
  return record;
}

Result<DossierRecord> record_among(const std::vector<FileEntry>& files) {
  for (const FileEntry& file : files) {
    if (file.path == kDossierRecord) return read_dossier_record(file.bytes, file.path);
  }
  return Error{ErrorCode::invalid_argument, "no dossier.json is there: this is no finished dossier"};
}

DossierFacts dossier_facts(const DossierRecord& record) {
  DossierFacts facts;
  facts.terms = {record.application,
                 record.date,
                 record.policy,
                 record.policy_version,
                 record.use_until.value_or(Date{}),
                 record.retain_until.value_or(Date{}),
                 record.keep_seven_years && record.use_until < record.retain_until};
  facts.subject = {record.surname, record.given_names, record.birth, record.document_number, record.post};
  return facts;
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
