// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/stored_session.hpp"

#include <utility>

namespace enrolkit {
namespace {

// One line of at most kMaxDetailBytes, cut between two letters.
std::string detail_text(std::string text) {
  if (text.size() <= kMaxDetailBytes) return text;
  constexpr std::string_view kCut = "...";
  std::size_t end = kMaxDetailBytes - kCut.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // UTF-8 that goes on
  return text.substr(0, end) + std::string(kCut);
}

std::vector<AuditNote> notes_of(const std::vector<EnrolmentEvent>& events, std::size_t from, const std::string& actor) {
  std::vector<AuditNote> notes;
  for (std::size_t i = from; i < events.size(); ++i) {
    const EnrolmentEvent& event = events[i];
    std::string detail = event.detail;
    if (event.by.officer != actor) detail += (detail.empty() ? "officer " : "; officer ") + event.by.officer;
    notes.push_back({event.what, detail_text(std::move(detail))});
  }
  return notes;
}

}  // namespace

StoredSession::StoredSession(DossierStore& store, std::string id, std::int64_t revision, EnrolmentSession session,
                             Policy policy)
    : store_(&store),
      id_(std::move(id)),
      revision_(revision),
      session_(std::move(session)),
      told_(session_.status().events.size()),
      policy_(std::move(policy)) {}

Result<StoredSession> StoredSession::begin(DossierStore& store, Applicant applicant, EnrolmentSetup setup, const By& by,
                                           std::optional<RetainedSamples> retained) {
  Policy policy = setup.policy;
  auto session = EnrolmentSession::begin(std::move(applicant), std::move(setup), by, std::move(retained));
  if (!session) return session.error();
  const SessionStatus status = session->status();
  auto id = store.begin(dossier_facts(status.applicant, status.rules), session->serialise(),
                        notes_of(status.events, 0, store.actor()));
  if (!id) return id.error();
  return StoredSession(store, *std::move(id), 1, *std::move(session), std::move(policy));
}

Result<StoredSession> StoredSession::resume(DossierStore& store, std::string_view id, EnrolmentSetup setup) {
  const auto saved = store.saved_session(id);
  if (!saved) return saved.error();
  const std::string name = "session " + std::string(id);
  if (setup.policy.name.empty()) {
    const auto begun = EnrolmentSession::policy_of(saved->state, name);
    if (!begun) return begun.error();
    auto policy = builtin_policy(*begun);
    if (!policy) return Error{policy.error().code, name + ": was begun under " + policy.error().message};
    setup.policy = *std::move(policy);
  }
  Policy policy = setup.policy;
  auto session = EnrolmentSession::resume(saved->state, std::move(setup), name);
  if (!session) return session.error();
  StoredSession stored(store, std::string(id), saved->version, *std::move(session), std::move(policy));
  const SessionStatus status = stored.session_.status();
  if (status.state != SessionState::abandoned) return stored;
  const auto gone = store.destroy(id, detail_text("abandoned: " + status.events.back().detail));
  if (!gone) return gone.error();
  return Error{ErrorCode::not_found, name + ": was abandoned, and is destroyed"};
}

std::vector<AuditNote> StoredSession::notes() const {
  return notes_of(session_.status().events, told_, store_->actor());
}

Status StoredSession::save() {
  const Status saved = store_->save_session(id_, session_.serialise(), notes(), revision_);
  if (!saved) return saved;
  ++revision_;
  told_ = session_.status().events.size();
  return {};
}

Result<Enrolment> StoredSession::finish(Finish how, const By& by) {
  auto enrolment = session_.finish(how, by);
  if (!enrolment) return enrolment;
  const auto use = retained_use(*store_, *enrolment, policy_);
  if (!use) return use.error();
  const Status stored = store_->finish(id_, dossier_facts(*enrolment), enrolment->files, notes(), revision_, *use);
  if (!stored) return stored.error();
  ++revision_;
  told_ = session_.status().events.size();
  return enrolment;
}

Result<AuditEvent> StoredSession::abandon(std::string_view why, const By& by) {
  if (const Status abandoned = session_.abandon(why, by); !abandoned) return abandoned.error();
  if (const Status saved = save(); !saved) return saved.error();
  return store_->destroy(id_, detail_text("abandoned: " + std::string(why)));
}

}  // namespace enrolkit
