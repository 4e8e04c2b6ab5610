// SPDX-License-Identifier: Apache-2.0
// A session that lives in a dossier store: encrypted from its first step on, taken up again by its id on any day and in
// any process, in the end a dossier in one step. Its history goes into the store's audit with each save.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "enrolkit/dossier_store.hpp"
#include "enrolkit/retained.hpp"
#include "enrolkit/session.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// Two processes may have the same session up at the same time: whoever saves first is stored whole, and the other is
// told so by the error `already_exists`, which names who was faster and when. Nothing of either is lost: the second
// resumes and repeats its step on what the first left. The store must outlive it; one thread at a time.
class StoredSession {
 public:
  // Begins a session and stores it; `retained`: see retained_samples. Errors: those of EnrolmentSession::begin and
  // DossierStore::begin.
  [[nodiscard]] static Result<StoredSession> begin(DossierStore& store, Applicant applicant, EnrolmentSetup setup,
                                                   const By& by, std::optional<RetainedSamples> retained = {});
  // `id`: the whole id of the dossier. Where setup.policy has no name, it is the compiled-in policy under which the
  // session was begun. One that was abandoned and not yet destroyed, because of a crash, is destroyed now. Errors:
  // those of DossierStore::saved_session and EnrolmentSession::resume; not_found (abandoned; no such policy).
  [[nodiscard]] static Result<StoredSession> resume(DossierStore& store, std::string_view id, EnrolmentSetup setup);

  [[nodiscard]] const std::string& id() const noexcept { return id_; }
  // Of what is stored: goes up with each save. A front end that shows a status may give it back with the next step, to
  // act on nothing that it has not shown.
  [[nodiscard]] std::int64_t revision() const noexcept { return revision_; }
  // Every step of it may be taken but finish() and abandon(), which are taken here.
  [[nodiscard]] EnrolmentSession& session() noexcept { return session_; }
  [[nodiscard]] const EnrolmentSession& session() const noexcept { return session_; }

  // Stores the steps that were taken since the last save. Errors: those of DossierStore::save_session; already_exists.
  [[nodiscard]] Status save();
  // Finishes the session and stores the dossier in its place, with the use of retained samples (retained_use): all of
  // it or nothing. After an error resume it. Errors: those of EnrolmentSession::finish and DossierStore::finish;
  // already_exists.
  [[nodiscard]] Result<Enrolment> finish(Finish how, const By& by);
  // No document is made: the key of the session is destroyed, and with it all that was taken. Returns the evidence.
  // Errors: those of EnrolmentSession::abandon and DossierStore::destroy; already_exists.
  [[nodiscard]] Result<AuditEvent> abandon(std::string_view why, const By& by);

 private:
  StoredSession(DossierStore& store, std::string id, std::int64_t revision, EnrolmentSession session, Policy policy);
  // Of what happened since the last save.
  [[nodiscard]] std::vector<AuditNote> notes() const;

  DossierStore* store_;
  std::string id_;
  std::int64_t revision_;
  EnrolmentSession session_;
  std::size_t told_;  // events that the audit has
  Policy policy_;
};

}  // namespace enrolkit
#pragma GCC visibility pop
