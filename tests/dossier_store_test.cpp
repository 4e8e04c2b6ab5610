// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/dossier_store.hpp"

#include <sys/stat.h>

#include "tests/dossier_fixture.hpp"

namespace enrolkit {
namespace {

class DossierStoreTest : public DossierFixture {};

TEST_F(DossierStoreTest, GivesBackWhatWasStored) {
  std::string id;
  {
    DossierStore store = open();
    const auto added = store.add(facts_on(day(2026, 11, 22)), sample_files(1));
    ASSERT_TRUE(added) << added.error().message;
    id = *added;
  }
  DossierStore store = open();
  const auto dossier = store.get(id, DossierUse::production);
  ASSERT_TRUE(dossier) << dossier.error().message;
  EXPECT_EQ(dossier->files, sample_files(1));
  EXPECT_EQ(dossier->card.subject.surname, kSecret);
  EXPECT_EQ(dossier->card.subject.birth_date, day(2010, 5, 4));
  EXPECT_EQ(dossier->card.entry.state, DossierState::finished);
  EXPECT_EQ(dossier->card.entry.terms.use_until, day(2027, 2, 22));
  EXPECT_EQ(store.get_file(id, "chip/EF.DG2", DossierUse::production).value().bytes, sample_files(1)[2].bytes);
  EXPECT_EQ(store.find(id.substr(0, 8)).value().id, id);
  const auto review = store.review();
  ASSERT_TRUE(review);
  EXPECT_TRUE(review->problems.empty()) << problems_of(*review);
  EXPECT_EQ(review->files, 4);
}

TEST_F(DossierStoreTest, ListsTheNewestFirstAndPageByPage) {
  DossierStore store = open();
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(store.add(facts_on(day(2026, 11, 22)), {}).value());
  ASSERT_TRUE(store.mark_exported(ids[1], "to the production centre"));
  DossierFilter filter;
  filter.limit = 2;
  const auto first = store.list(filter);
  ASSERT_TRUE(first);
  ASSERT_EQ(first->entries.size(), 2U);
  EXPECT_EQ(first->entries[0].id, ids[4]);
  filter.before = first->entries[1].number;
  EXPECT_EQ(store.list(filter)->entries[0].id, ids[2]);
  DossierFilter exported;
  exported.state = DossierState::exported;
  EXPECT_EQ(store.list(exported)->entries.size(), 1U);
}

TEST_F(DossierStoreTest, ASessionGoesOnWhereItStopped) {
  std::string id;
  const Bytes state = sample_bytes(500, 9);
  {
    DossierStore store = open();
    id = store.begin(facts_on(day(2026, 11, 22))).value();
    EXPECT_EQ(store.session(id).value(), Bytes{});
    ASSERT_TRUE(store.save_session(id, sample_bytes(400, 8)));
    ASSERT_TRUE(store.save_session(id, state, {{"finger_excepted", "right index finger: injured"}}));
    EXPECT_FALSE(store.get(id, DossierUse::production)) << "not finished";
  }
  DossierStore store = open();
  EXPECT_EQ(store.session(id).value(), state);
  ASSERT_TRUE(store.finish(id, facts_on(day(2026, 11, 22), true), sample_files(3)));
  EXPECT_FALSE(store.session(id));
  EXPECT_FALSE(store.save_session(id, state)) << "finished";
  const auto dossier = store.get(id, DossierUse::production);
  ASSERT_TRUE(dossier) << dossier.error().message;
  EXPECT_EQ(dossier->files, sample_files(3));
  EXPECT_EQ(dossier->card.entry.terms.retain_until, day(2033, 11, 22));
  std::vector<std::string> names;
  const auto events = store.events(id);
  ASSERT_TRUE(events);
  for (const AuditEvent& event : *events) names.push_back(event.event);
  EXPECT_EQ(names, (std::vector<std::string>{"opened", "session_saved", "finger_excepted", "session_saved",
                                             "session_read", "finished", "read"}));
  EXPECT_TRUE(store.review()->problems.empty()) << problems_of(*store.review());
}

TEST_F(DossierStoreTest, TwoAtOneSessionDoNotUndoEachOthersWork) {
  DossierStore first = open();
  DossierStore second = open();
  const auto id = first.begin(facts_on(day(2026, 11, 22))).value();
  ASSERT_TRUE(first.save_session(id, sample_bytes(100, 1)));
  ASSERT_EQ(second.session(id).value(), sample_bytes(100, 1));
  ASSERT_TRUE(second.save_session(id, sample_bytes(100, 2)));
  const Status late = first.save_session(id, sample_bytes(100, 3));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::already_exists);
  EXPECT_NE(late.error().message.find("stored by somebody else"), std::string::npos) << late.error().message;
  EXPECT_EQ(first.finish(id, facts_on(day(2026, 11, 22)), sample_files(1)).error().code, ErrorCode::already_exists);
  EXPECT_EQ(open().save_session(id, {}).error().code, ErrorCode::already_exists) << "it never read the state";
  EXPECT_EQ(first.session(id).value(), sample_bytes(100, 2));
  EXPECT_TRUE(first.finish(id, facts_on(day(2026, 11, 22)), sample_files(1)));
  EXPECT_EQ(second.save_session(id, {}).error().code, ErrorCode::invalid_argument) << "it is finished";
}

TEST_F(DossierStoreTest, NothingPersonalLiesInTheOpenAndOnlyTheOwnerMayRead) {
  DossierStore store = open();
  const auto id = store.add(facts_on(day(2026, 11, 22)), sample_files(1)).value();
  const auto session = store.begin(facts_on(day(2026, 11, 22))).value();
  ASSERT_TRUE(store.save_session(session, sample_bytes(1000, 5)));
  EXPECT_EQ(files_with_secret(folder_.path()), std::vector<std::string>{});
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path())) {
    const std::string text = file_text(entry.path());
    for (const char* word : {"Anna Maria", "EM1234567", "2010-05-04", "Oslo", "finger-right-index", "EF.DG2"}) {
      EXPECT_EQ(text.find(word), std::string::npos) << word << " in " << entry.path();
    }
    struct stat info {};
    ASSERT_EQ(::stat(entry.path().c_str(), &info), 0);
    if (entry.path().filename() == "lock.json") continue;  // its folder keeps others out
    EXPECT_EQ(info.st_mode & 077U, 0U) << entry.path();
  }
  struct stat info {};
  ASSERT_EQ(::stat(path().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0700U);
}

TEST_F(DossierStoreTest, DestroyingLeavesNoKeyAndNoBytesButEvidence) {
  DossierStore store = open();
  const auto id = store.add(facts_on(day(2026, 11, 22)), sample_files(1)).value();
  const auto other = store.add(facts_on(day(2026, 11, 22)), sample_files(2)).value();
  const std::string before = file_text(path("keys")).substr(64, 64);
  EXPECT_NE(before, std::string(64, '\0'));
  now_ += std::chrono::hours(1);
  const auto evidence = store.destroy(id, "the applicant withdrew the application");
  ASSERT_TRUE(evidence) << evidence.error().message;
  EXPECT_EQ(evidence->event, "destroyed");
  EXPECT_EQ(evidence->time, now_);
  EXPECT_EQ(evidence->dossier, id);
  EXPECT_EQ(evidence->detail,
            "the applicant withdrew the application; its key was overwritten, 5 encrypted pieces were removed");
  EXPECT_EQ(file_text(path("keys")).substr(64, 64), std::string(64, '\0'));
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path())) {
    EXPECT_EQ(file_text(entry.path()).find(before.substr(0, 60)), std::string::npos) << entry.path();
  }
  EXPECT_EQ(store.get(id, DossierUse::production).error().code, ErrorCode::not_found);
  EXPECT_EQ(store.card(id).error().code, ErrorCode::not_found);
  EXPECT_TRUE(store.get(other, DossierUse::production));
  EXPECT_EQ(store.destroy(id, "again")->sequence, evidence->sequence);
  const auto review = store.review();
  EXPECT_TRUE(review->problems.empty()) << problems_of(*review);
  EXPECT_EQ(review->destroyed, 1);
}

TEST_F(DossierStoreTest, RefusesWhatIsNoDossier) {
  DossierStore store = open();
  const Date date = day(2026, 11, 22);
  for (const char* name : {"", "/etc/passwd", "../photo.jpg", "a//b", "a/./b", "a/", "new\nline"}) {
    const auto added = store.add(facts_on(date), {{name, {1}}});
    ASSERT_FALSE(added) << name;
    EXPECT_EQ(added.error().code, ErrorCode::invalid_argument);
  }
  EXPECT_FALSE(store.add(facts_on(date), {{"a", {1}}, {"a", {2}}}));
  DossierFacts wrong = facts_on(date);
  wrong.terms.retain_until = date;
  EXPECT_FALSE(store.add(wrong, {}));
  wrong = facts_on(date);
  wrong.terms.policy.clear();
  EXPECT_FALSE(store.add(wrong, {}));
  wrong = facts_on(date);
  wrong.terms.date = Date{};
  EXPECT_FALSE(store.add(wrong, {}));
  EXPECT_EQ(store.list()->entries.size(), 0U);
  for (const char* prefix : {"", "abc", "XYZ0", "0000000000000000000000000000000000"}) EXPECT_FALSE(store.find(prefix));
  EXPECT_FALSE(store.note("", {"Not a name", ""}));
  EXPECT_FALSE(store.note("", {"name", std::string(2000, 'x')}));
}

TEST_F(DossierStoreTest, AStoreIsNeverMadeOverAnother) {
  const Status made = DossierStore::create(path(), *key_, options());
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::already_exists);
  EXPECT_EQ(DossierStore::open(folder_ / "none", *key_, options()).error().code, ErrorCode::not_found);
}

TEST_F(DossierStoreTest, WhoLooksAtNamesStandsInTheAudit) {
  DossierStore store = open();
  std::vector<std::string> ids;
  for (int i = 0; i < 3; ++i) ids.push_back(store.add(facts_on(day(2026, 11, 22)), sample_files(i)).value());
  ASSERT_TRUE(store.destroy(ids[1], "a test"));
  ASSERT_TRUE(store.card(ids[0])->in_audit);
  EXPECT_EQ(store.events(ids[0])->back().event, "card_read");
  const auto before = store.head()->sequence;
  EXPECT_TRUE(store.list());
  EXPECT_EQ(store.head()->sequence, before) << "what stands in the open";

  const auto cards = store.cards();
  ASSERT_TRUE(cards) << cards.error().message;
  EXPECT_TRUE(cards->in_audit);
  ASSERT_EQ(cards->cards.size(), 3U);
  EXPECT_EQ(cards->cards[0].subject.given_names, "Anna Maria");
  EXPECT_EQ(cards->cards[1].entry.state, DossierState::destroyed);
  EXPECT_TRUE(cards->cards[1].subject.surname.empty());
  const auto events = store.events({}, before);
  ASSERT_EQ(events->size(), 1U);
  EXPECT_EQ(events->front().event, "names_read");
  EXPECT_EQ(events->front().detail, "2 dossiers, of numbers 1 to 3");
  EXPECT_EQ(events->front().actor, store.actor());
  EXPECT_TRUE(store.review()->problems.empty());
}

// Two that took the samples of one pre-registration: who stores first has used it.
TEST_F(DossierStoreTest, WhatMayBeUsedOnceIsUsedWithTheDossierThatUsesIt) {
  DossierStore store = open();
  const Date date = day(2026, 11, 22);
  const std::string early = store.add(facts_on(date), sample_files(1)).value();
  const std::string open_session = store.begin(facts_on(date)).value();
  const RetainedUse use{early, "for the ordinary application of 2026-11-22", "use-of-pre-registration"};
  const std::string second = store.begin(facts_on(date)).value();
  const auto first = store.add(facts_on(date), sample_files(2), {}, {}, {use});
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(store.find(early)->state, DossierState::destroyed);
  EXPECT_NE(store.events(early)->back().detail.find("rule use-of-pre-registration"), std::string::npos);

  const auto late = store.finish(second, facts_on(date), sample_files(3), {}, {}, use);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::refused_by_rules);
  EXPECT_NE(late.error().message.find("used already for the ordinary application"), std::string::npos);
  EXPECT_EQ(store.find(second)->state, DossierState::open) << "nothing of it is stored";
  EXPECT_EQ(store.add(facts_on(date), sample_files(3), {}, {}, {use}).error().code, ErrorCode::refused_by_rules);
  EXPECT_EQ(store.add(facts_on(date), sample_files(3), {}, {}, {RetainedUse{open_session, "x", ""}}).error().code,
            ErrorCode::invalid_argument);
  EXPECT_EQ(store.list()->entries.size(), 4U);

  // What may be used again stays, and each use is noted.
  const RetainedUse duplicate{*first, "for the duplicate application of 2026-12-01", ""};
  EXPECT_TRUE(store.add(facts_on(date), sample_files(4), {}, {}, {duplicate}));
  EXPECT_TRUE(store.add(facts_on(date), sample_files(5), {}, {}, {duplicate}));
  EXPECT_EQ(store.find(*first)->state, DossierState::finished);
  EXPECT_EQ(store.events(*first)->back().event, kSamplesUsed);
  EXPECT_TRUE(store.review()->problems.empty());
}

TEST_F(DossierStoreTest, TheLimitsOfSessionAndDossierAreOfOnePiece) {
  static_assert(kMaxSessionBytes < kMaxDossierBytes && kMaxDossierFileBytes < kMaxSessionBytes);
  DossierStore store = open();
  const std::string id = store.begin(facts_on(day(2026, 11, 22))).value();
  const Bytes state(kMaxSessionBytes, 7);
  ASSERT_TRUE(store.save_session(id, state));
  EXPECT_EQ(store.session(id).value(), state);
  EXPECT_EQ(store.save_session(id, Bytes(kMaxSessionBytes + 1)).error().code, ErrorCode::too_large);
  const std::vector<FileEntry> files = {
      {"a", Bytes(kMaxDossierFileBytes)}, {"b", Bytes(kMaxDossierFileBytes)}, {"c", Bytes(1)}};
  EXPECT_EQ(store.finish(id, facts_on(day(2026, 11, 22)), files).error().code, ErrorCode::too_large);
}

}  // namespace
}  // namespace enrolkit
