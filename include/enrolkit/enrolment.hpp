// SPDX-License-Identifier: Apache-2.0
// One whole enrolment: rules, samples, checks, chip files and the dossier that tells what happened.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/bytes.hpp"
#include "enrolkit/chip.hpp"
#include "enrolkit/date.hpp"
#include "enrolkit/finger.hpp"
#include "enrolkit/finger_session.hpp"
#include "enrolkit/mrz.hpp"
#include "enrolkit/officer.hpp"
#include "enrolkit/photo.hpp"
#include "enrolkit/records.hpp"
#include "enrolkit/result.hpp"
#include "enrolkit/rules.hpp"
#include "enrolkit/security_object.hpp"
#include "enrolkit/signature.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

struct Application {
  std::string kind = "ordinary";
  Date date{};
  std::string post;                      // where it was made; may be empty
  std::string registered = "permanent";  // permanent | temporary | no
  bool keep_seven_years = false;
};

struct Applicant {
  std::string surname;
  std::string given_names;        // may be empty
  std::string name_language;      // of Cyrillic names: see TransliterationOptions; may be empty
  bool name_suggestions = false;  // letters that Doc 9303 has no table for are written in the MRZ by suggestion
  Date birth_date{};
  Sex sex = Sex::unspecified;
  std::string nationality;
  std::string place_of_birth;
  std::string personal_number;
  std::string issuing_state;
  std::string document_number;
  std::optional<Date> expiry_date;  // only to be checked: the rules decide
  Application application;
  std::map<std::string, std::string> inputs;  // what the policy asks and is known already: {"consent", "both-parents"}
};

// The applicant's file (JSON, UTF-8): its keys are named as the members of Applicant; name_language ("uk") and
// name_suggestions (true or false), which decide on the name in the MRZ, may be left out, and so may `inputs`: an
// object of what only an officer knows, by the names that the policy asks ("fingers_impossible": "temporary",
// "photo_prints": 2; `rules --list` tells them), but for registered and post, which stand in `application`. Whether the
// policy asks them and knows their values is said when the rules are applied. Errors: malformed (line and column, or
// the key that is unknown, missing or of the wrong type), invalid_argument (a value out of range; names the key).
// `name` is used in messages.
inline constexpr std::size_t kMaxInputs = 100;                 // five times what the largest policy asks
inline constexpr std::size_t kMaxApplicantBytes = 64U << 10U;  // a hundred times a full applicant
[[nodiscard]] Result<Applicant> parse_applicant(std::string_view json, std::string_view name);

// The samples as offered: files as they are, so that the dossier holds what was given.
struct SampleFile {
  std::string name;  // of the file, for messages
  Bytes bytes;
};

// What is kept of an earlier application, for one that the rules let use it: a duplicate of its document, or an
// application after a pre-registration. See retained_samples (retained.hpp).
struct RetainedSamples {
  std::string dossier;    // its id in the store
  RetainedRecord record;  // what the rules ask of it
  std::optional<SampleFile> photo;
  std::map<FingerPosition, SampleFile> fingers;
  std::optional<SampleFile> signature;
  std::vector<Override> overrides;       // that officers decided on these samples then
  std::vector<std::string> differences;  // members of Applicant that are others now: "surname"
};

struct EnrolmentSamples {
  std::optional<SampleFile> photo;
  std::map<FingerPosition, SampleFile> fingers;
  std::optional<SampleFile> signature;
  std::optional<RetainedSamples> retained;  // used where the rules decide `reuse`
};

// What an enrolment needs besides the applicant. All shared parts are read-only: one Enroller per thread.
struct EnrolmentSetup {
  Policy policy;
  std::shared_ptr<const PhotoModels> models;
  std::shared_ptr<const Signer> signer;                      // empty: the chip files are written without EF.SOD
  double default_ppi = 500;                                  // of finger images that do not state their resolution
  RecordGeneration generation = RecordGeneration::iso19794;  // of the records in EF.DG2 and EF.DG3
};

// The limits of a dossier from the first sample of its session to the production centre, in one place so that what one
// of them takes the next one takes too: a file is at most a sample as it is decoded (ImageLimits::max_bytes), all files
// together a hundred times those of a usual dossier, and the samples of a session leave a quarter of that to the
// report, the templates and the chip files.
inline constexpr std::size_t kMaxDossierFiles = 500;
inline constexpr std::size_t kMaxDossierFileBytes = 64U << 20U;
inline constexpr std::size_t kMaxDossierBytes = 128U << 20U;
inline constexpr std::size_t kMaxSessionBytes = kMaxDossierBytes / 4 * 3;

struct FileEntry {
  std::string path;  // within the dossier, '/' separated: "chip/EF.DG1"
  Bytes bytes;
};

struct PhotoResult {
  PhotoReport report;
  std::string file;  // within the dossier
  int width = 0;     // of the decoded photo, pixels
  int height = 0;
  Bytes preview;  // a JPEG of the same proportions that browsers show
};

struct FingerResult {
  FingerPosition position = FingerPosition::unknown;
  FingerReport report;
  std::string file;
  int width = 0;
  int height = 0;
  double ppi = 0;
  Bytes preview;
};

struct SignatureResult {
  SignatureReport report;
  std::string file;
  int width = 0;
  int height = 0;
  Bytes preview;
};

struct StageTime {
  std::string stage;  // "photo_decode", "photo_check", "portrait_encode", ...
  double milliseconds = 0;
};

// The outcome. Nothing of it is on the disk yet; see write_dossier.
struct Enrolment {
  Applicant applicant;  // completed: issuing state and expiry date as the rules have them, inputs as they were answered
  RulesAnswer rules;
  std::string retained;  // the dossier whose samples are used; empty: all were taken for this application
  Overall verdict = Overall::not_compliant;           // when what was overridden is left out
  Overall measured_verdict = Overall::not_compliant;  // of the checks alone
  std::optional<PhotoResult> photo;
  std::vector<FingerResult> fingers;
  std::optional<SignatureResult> signature;
  std::map<FingerPosition, FingerException> finger_exceptions;
  std::optional<SignatureException> signature_exception;
  std::vector<ConfirmedCondition> conditions;
  std::vector<Override> overrides;
  Mrz mrz;                       // lines are empty when the application makes no document
  ChipFiles chip;                // empty then
  std::vector<FileEntry> files;  // the whole dossier: samples, templates, chip files, report.html and dossier.json
  std::vector<EnrolmentEvent> events;  // the history, for the audit; not in `files`
  std::vector<StageTime> times;
};

// The question that an applicant's file puts to the rules: kind, dates, registration, post and the wish to keep the
// data.
[[nodiscard]] RulesQuestion question_of(const Applicant& applicant, const Policy& policy);

// What the rules say of the applicant, when the offered samples are exactly those that they ask for. Looks at what is
// there, never at its content. enrol() begins with it; a front end asks it before it loads or captures anything.
// Errors: those of apply_rules; refused_by_rules, naming the sample and the rule: a demand that is not met, a sample
// too few or too many, retained samples that may not be used or that are needed and not there.
[[nodiscard]] Result<RulesAnswer> admit(const Applicant& applicant, const EnrolmentSamples& samples,
                                        const Policy& policy);

// Runs an enrolment: rules, then each sample, then the chip files, the report and the dossier's record. The document is
// made even when a finding fails: the verdict says so, and an officer must not release it. Errors: refused_by_rules (a
// sample too few or too many for the age: nothing is looked at, nothing kept), and those of decoding, composing the MRZ
// and signing; each message names the file or field.
[[nodiscard]] Result<Enrolment> enrol(const Applicant& applicant, const EnrolmentSamples& samples,
                                      const EnrolmentSetup& setup);

// Writes all files of the dossier into a new folder that appears whole or not at all.
// Errors: already_exists (the folder is there and not empty), not_found (no parent folder), permission_denied,
// no_space, io.
[[nodiscard]] Status write_dossier(const Enrolment& enrolment, const std::filesystem::path& folder);

}  // namespace enrolkit
#pragma GCC visibility pop
