// SPDX-License-Identifier: Apache-2.0
// What enrolkit found, as JSON for machines and as HTML for people.
//
// Each function gives one JSON document on one line, with `schema` (name/number) and `version`; fields are added over
// time, never renamed. All pure: any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "enrolkit/enrolment.hpp"
#include "enrolkit/finger.hpp"
#include "enrolkit/finger_match.hpp"
#include "enrolkit/finger_session.hpp"
#include "enrolkit/finger_slap.hpp"
#include "enrolkit/passive_authentication.hpp"
#include "enrolkit/photo.hpp"
#include "enrolkit/result.hpp"
#include "enrolkit/rules.hpp"
#include "enrolkit/session.hpp"
#include "enrolkit/signature.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

[[nodiscard]] std::string rules_json(const RulesAnswer& answer);

// `file` is the checked file as the user named it.
[[nodiscard]] std::string photo_json(const PhotoReport& report, std::string_view file, double milliseconds);
[[nodiscard]] std::string finger_json(const FingerReport& report, std::string_view file, double milliseconds);
[[nodiscard]] std::string signature_json(const SignatureReport& report, std::string_view file, double milliseconds);
// {"file": ..., "verdict": "error", "error": {"code", "message"}}, in the place of an input that could not be checked.
// `check` is "photo", "finger" or "signature".
[[nodiscard]] std::string check_error_json(std::string_view check, const Error& error, std::string_view file);

// One attempt, and what all came to: verdict, the fingers taken with their reports, the exceptions.
[[nodiscard]] std::string finger_step_json(const FingerStep& step);
[[nodiscard]] std::string finger_session_json(const FingerSession& session);
// Where an enrolment session stands: what is needed, what may be done next, what was kept and decided, the history.
[[nodiscard]] std::string session_json(const SessionStatus& status);
// What an attempt came to, with its findings.
[[nodiscard]] std::string offered_sample_json(const OfferedSample& step);
// A step that was refused, and why.
[[nodiscard]] std::string refusal_json(const SessionStep& step, const Refusal& refusal);
// Two prints compared: `verdict` is match or no_match at `threshold`.
[[nodiscard]] std::string comparison_json(const Comparison& comparison, std::string_view a, std::string_view b,
                                          double threshold, double milliseconds);

// The fingers of a slap with their boxes. `file` is the picture as the user named it.
[[nodiscard]] std::string slap_json(const Slap& slap, std::string_view file);

[[nodiscard]] std::string chip_json(const ChipVerification& verification);

// The record of an enrolment: everything but the pixels. Lists the SHA-256 of each file in enrolment.files.
[[nodiscard]] std::string dossier_json(const Enrolment& enrolment);

// A page that any browser shows without network: photo with overlay, each requirement against its limit, fingers with
// their minutiae, signature, MRZ, chip files. Holds the applicant's biometrics: keep it where the dossier is kept.
[[nodiscard]] std::string enrolment_html(const Enrolment& enrolment);

// Checked photos as a page that any browser shows without network or script: each photo with the measured lines and the
// zones of the profile, what fails first, each finding with its value against its limits. Holds the photos themselves.
class PhotoPage {
 public:
  PhotoPage();
  ~PhotoPage();
  PhotoPage(PhotoPage&&) noexcept;
  PhotoPage& operator=(PhotoPage&&) noexcept;

  // `photo` is what was checked; a reduced copy of it goes into the page. Errors: invalid_argument (no pixels).
  [[nodiscard]] Status add(std::string_view file, ImageView photo, const PhotoReport& report);
  // A file that could not be checked, in its place.
  void add(std::string_view file, const Error& error);

  [[nodiscard]] std::string html() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The same lines and zones drawn on the photo, with verdict and problems under it: rgb8, the photo's longer side
// enlarged to 800 or reduced to 1400 px. Errors: invalid_argument (no pixels).
[[nodiscard]] Result<Image> photo_overlay(ImageView photo, const PhotoReport& report);

}  // namespace enrolkit
#pragma GCC visibility pop
