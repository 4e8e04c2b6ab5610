// SPDX-License-Identifier: Apache-2.0
// What dossier.json tells of a dossier.
#pragma once

#include <string>
#include <vector>

#include "enrolkit/dossier_store.hpp"
#include "enrolkit/enrolment.hpp"

namespace enrolkit {

inline constexpr std::string_view kDossierRecord = "dossier.json";
inline constexpr std::size_t kMaxDossierRecordBytes = 16U << 20U;  // fifty times a full one

struct ListedFile {
  std::string path;
  std::string sha256;
};

struct DossierRecord {
  std::string verdict;
  std::string policy;
  std::string policy_version;
  std::string application;  // its kind
  Date date{};              // of the application
  Date birth{};
  bool keep_seven_years = false;
  bool has_document = false;
  std::string applicant;  // the applicant's file, as parse_applicant reads it
  std::map<FingerPosition, double> finger_ppi;
  std::string document_number;
  std::string surname;
  std::string given_names;
  std::string personal_number;
  std::string post;
  std::optional<Date> expiry;        // of the document
  std::optional<Date> use_until;     // the end of the first span of its retention
  std::optional<Date> retain_until;  // and of the last
  std::string photo;                 // paths of the samples; empty: there is none
  std::string signature;
  std::map<FingerPosition, std::string> fingers;
  std::vector<Override> overrides;
  std::vector<ListedFile> files;
};

// What only some uses need may be missing: the use says so. Errors: malformed; the message names what is missing.
Result<DossierRecord> read_dossier_record(BytesView json, const std::string& name);

// That of these files. Errors: invalid_argument (there is none), malformed.
Result<DossierRecord> record_among(const std::vector<FileEntry>& files);

// As the store needs them. The days of retention are there where the record has them.
DossierFacts dossier_facts(const DossierRecord& record);

// Each listed file is there and as listed. Errors: crypto; names the file.
Status check_listed(const std::vector<FileEntry>& files, const DossierRecord& record);

}  // namespace enrolkit
