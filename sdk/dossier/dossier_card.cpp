// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/dossier_card.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "sdk/foundation/json_reader.hpp"

namespace enrolkit::store {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxPathBytes = 200;
constexpr std::size_t kMaxTermBytes = 100;  // a kind of application, a policy's name or version

bool printable(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool relative_file_name(std::string_view path) {
  if (path.empty() || path.size() > kMaxPathBytes || !printable(path)) return false;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view name = path.substr(begin, end - begin);
    if (name.empty() || name == "." || name == "..") return false;
    begin = end + 1;
  }
  return path.back() != '/';
}

Error wrong(const std::string& what) { return Error{ErrorCode::invalid_argument, what}; }

}  // namespace

Bytes encode_card(const StoredCard& card) {
  const DossierSubject& subject = card.subject;
  Json json = {{"surname", subject.surname},
               {"given_names", subject.given_names},
               {"birth_date", subject.birth_date ? format_date(*subject.birth_date) : ""},
               {"document_number", subject.document_number},
               {"post", subject.post},
               {"files", Json::array()}};
  for (const StoredFile& file : card.files) {
    json["files"].push_back(
        {{"path", file.file.path}, {"bytes", file.file.bytes}, {"part", file.part}, {"version", file.version}});
  }
  // A name that is no UTF-8 keeps a store from nothing: it was checked where it came from.
  const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return {text.begin(), text.end()};
}

Result<StoredCard> decode_card(BytesView bytes, const std::string& dossier) {
  const std::string name = "dossier " + dossier + ": its card";
  const auto json = parse_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, name);
  if (!json) return json.error();
  JsonReader reader(*json, name);
  StoredCard card;
  card.subject.surname = reader.text("surname");
  card.subject.given_names = reader.text("given_names");
  const std::string birth = reader.text("birth_date");
  card.subject.document_number = reader.text("document_number");
  card.subject.post = reader.text("post");
  reader.objects("files", [&](JsonReader& file) {
    constexpr int kMost = 1 << 30;
    StoredFile stored;
    stored.file.path = file.text("path");
    stored.file.bytes = static_cast<std::uint64_t>(file.integer("bytes", 0, kMost));
    stored.part = file.integer("part", 2, kMost);
    stored.version = file.integer("version", 1, kMost);
    card.files.push_back(std::move(stored));
  });
  reader.finish();
  if (reader.error()) return *reader.error();
  if (!birth.empty()) {
    const auto date = parse_date(birth);
    if (!date) return date.error();
    card.subject.birth_date = *date;
  }
  return card;
}

Status check_facts(const DossierFacts& facts) {
  const DossierTerms& terms = facts.terms;
  for (const auto& [name, text] : {std::pair<const char*, const std::string*>{"application", &terms.application},
                                   {"policy", &terms.policy},
                                   {"policy_version", &terms.policy_version}}) {
    if (text->empty() || text->size() > kMaxTermBytes || !printable(*text)) {
      return wrong(std::string(name) + " of a dossier must be 1 to " + std::to_string(kMaxTermBytes) +
                   " printable characters");
    }
  }
  for (const auto& [name, date] : {std::pair<const char*, Date>{"date", terms.date},
                                   {"use_until", terms.use_until},
                                   {"retain_until", terms.retain_until}}) {
    if (!date.ok() || !parse_date(format_date(date))) return wrong(std::string(name) + " of a dossier is no date");
  }
  if (terms.retain_until < terms.use_until) {
    return wrong("retain_until " + format_date(terms.retain_until) + " lies before use_until " +
                 format_date(terms.use_until));
  }
  for (const std::string* text :
       {&facts.subject.surname, &facts.subject.given_names, &facts.subject.document_number, &facts.subject.post}) {
    if (text->size() > kMaxSubjectBytes) {
      return Error{ErrorCode::too_large, "a text of the dossier's subject has " + std::to_string(text->size()) +
                                             " bytes, more than " + std::to_string(kMaxSubjectBytes)};
    }
  }
  return {};
}

Status check_files(const std::vector<FileEntry>& files) {
  if (files.size() > kMaxDossierFiles) {
    return Error{ErrorCode::too_large, "a dossier of " + std::to_string(files.size()) + " files, more than " +
                                           std::to_string(kMaxDossierFiles)};
  }
  std::set<std::string_view> paths;
  std::size_t bytes = 0;
  for (const FileEntry& file : files) {
    bytes += file.bytes.size();
    if (!relative_file_name(file.path)) {
      return wrong("'" + file.path + "' is no relative file name within a dossier");
    }
    if (!paths.insert(file.path).second) return wrong(file.path + ": stands twice among the files of the dossier");
    if (file.bytes.size() > kMaxDossierFileBytes) {
      return Error{ErrorCode::too_large, file.path + ": " + std::to_string(file.bytes.size()) +
                                             " bytes are more than the limit of " +
                                             std::to_string(kMaxDossierFileBytes)};
    }
  }
  if (bytes > kMaxDossierBytes) {
    return Error{ErrorCode::too_large, "a dossier of " + std::to_string(bytes) + " bytes, more than the limit of " +
                                           std::to_string(kMaxDossierBytes)};
  }
  return {};
}

Status check_note(const AuditNote& note) {
  const bool name = !note.event.empty() && note.event.size() <= kMaxEventBytes &&
                    std::all_of(note.event.begin(), note.event.end(),
                                [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
  if (!name) {
    return wrong("'" + note.event.substr(0, kMaxEventBytes) +
                 "' is no name of an event: lower-case letters, digits and underscores are expected");
  }
  if (note.detail.size() > kMaxDetailBytes || !printable(note.detail)) {
    return wrong("the detail of event " + note.event + " must be one line of at most " +
                 std::to_string(kMaxDetailBytes) + " bytes");
  }
  return {};
}

Status check_notes(const std::vector<AuditNote>& notes) {
  for (const AuditNote& note : notes) {
    if (Status checked = check_note(note); !checked) return checked;
  }
  return {};
}

Status check_session(BytesView state) {
  if (state.size() <= kMaxSessionBytes) return {};
  return Error{ErrorCode::too_large, "the session's samples have " + std::to_string(state.size()) +
                                         " bytes, more than the limit of " + std::to_string(kMaxSessionBytes)};
}

}  // namespace enrolkit::store
