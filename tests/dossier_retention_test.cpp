// SPDX-License-Identifier: Apache-2.0
#include "tests/dossier_fixture.hpp"

namespace enrolkit {
namespace {

class DossierRetentionTest : public DossierFixture {};

std::vector<std::string> ids_of(const PurgeReport& report) {
  std::vector<std::string> ids;
  for (const PurgedDossier& purged : report.destroyed) ids.push_back(purged.entry.id);
  return ids;
}

TEST_F(DossierRetentionTest, TheLastDayIsKeptAndTheDayAfterIsDue) {
  DossierStore store = open();
  const auto id = store.add(facts_on(day(2026, 11, 22)), sample_files(1)).value();
  now_ = noon(day(2027, 2, 22));
  EXPECT_EQ(store.purge(day(2027, 2, 22), false)->destroyed.size(), 0U);
  EXPECT_TRUE(store.get(id, DossierUse::production));
  now_ = noon(day(2027, 2, 23));
  EXPECT_EQ(store.get(id, DossierUse::production).error().code, ErrorCode::refused_by_rules);
  EXPECT_EQ(store.get(id, DossierUse::duplicate).error().code, ErrorCode::refused_by_rules);
  const auto dry = store.purge(day(2027, 2, 23), true);
  ASSERT_TRUE(dry);
  EXPECT_EQ(ids_of(*dry), std::vector<std::string>{id});
  EXPECT_TRUE(store.card(id)) << "a dry run destroys nothing";
  const auto purged = store.purge(day(2027, 2, 23), false);
  ASSERT_TRUE(purged) << purged.error().message;
  EXPECT_EQ(ids_of(*purged), std::vector<std::string>{id});
  EXPECT_EQ(purged->destroyed[0].rule, "retention of be-passport-2026 2026.1: kept until 2027-02-22");
  EXPECT_EQ(store.find(id)->state, DossierState::destroyed);
  EXPECT_EQ(store.purge(day(2027, 2, 23), false)->destroyed.size(), 0U) << "once is enough";
}

TEST_F(DossierRetentionTest, WhatWasAskedToBeKeptServesADuplicateOnly) {
  DossierStore store = open();
  const auto kept = store.add(facts_on(day(2026, 11, 22), true), sample_files(1)).value();
  now_ = noon(day(2027, 2, 1));
  ASSERT_TRUE(store.note("", {"shift_begun", ""}));
  now_ = noon(day(2027, 2, 23));
  const auto report = store.purge(day(2027, 2, 23), false);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->destroyed.size(), 0U);
  EXPECT_EQ(report->kept_for_duplicate, 1);
  EXPECT_EQ(store.get(kept, DossierUse::production).error().code, ErrorCode::refused_by_rules);
  EXPECT_EQ(store.get_file(kept, "photo.jpg", DossierUse::production).error().code, ErrorCode::refused_by_rules);
  EXPECT_TRUE(store.get(kept, DossierUse::duplicate));
  now_ = noon(day(2033, 11, 23));
  ASSERT_TRUE(store.confirm_clock());
  const auto end = store.purge(day(2033, 11, 23), false);
  ASSERT_TRUE(end) << end.error().message;
  EXPECT_EQ(end->destroyed.size(), 1U);
}

TEST_F(DossierRetentionTest, APurgeOfManyDestroysThoseDueAndNoOther) {
  DossierStore store = open();
  std::vector<std::string> due;
  for (int i = 0; i < 70; ++i) {  // more than one batch
    due.push_back(store.add(facts_on(day(2026, 8, 1)), {{"photo.jpg", sample_bytes(100, i)}}).value());
  }
  const auto kept = store.add(facts_on(day(2026, 11, 22)), sample_files(1)).value();
  const auto report = store.purge(day(2026, 11, 22), false);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->destroyed.size(), due.size());
  EXPECT_EQ(report->kept, 1);
  EXPECT_TRUE(store.get(kept, DossierUse::production));
  const auto review = store.review();
  EXPECT_TRUE(review->problems.empty()) << problems_of(*review);
  EXPECT_EQ(review->destroyed, 70);
  EXPECT_EQ(file_text(path("keys")).substr(64, 70 * 64), std::string(70 * 64, '\0'));
}

TEST_F(DossierRetentionTest, NothingIsDestroyedBeforeItsDay) {
  DossierStore store = open();
  EXPECT_EQ(store.purge(day(2026, 11, 23), false).error().code, ErrorCode::invalid_argument);
  EXPECT_TRUE(store.purge(day(2026, 11, 23), true));
}

TEST_F(DossierRetentionTest, AClockThatWasSetBackIsNoticedAndStopsThePurge) {
  DossierStore store = open();
  const auto id = store.add(facts_on(day(2026, 11, 22)), sample_files(1)).value();
  now_ = noon(day(2027, 2, 22));
  ASSERT_TRUE(store.note("", {"shift_begun", ""}));
  EXPECT_EQ(store.clock_state().value(), ClockState::right);
  now_ -= std::chrono::minutes(4);
  EXPECT_EQ(store.clock_state().value(), ClockState::right) << "put right by some minutes";
  now_ = noon(day(2026, 12, 1));
  EXPECT_EQ(store.clock_state().value(), ClockState::set_back);
  EXPECT_EQ(store.purge(day(2026, 12, 1), false).error().code, ErrorCode::refused_by_rules);
  EXPECT_TRUE(store.add(facts_on(day(2026, 12, 1)), {})) << "work at the counter goes on";
  const auto events = store.events();
  ASSERT_TRUE(events);
  EXPECT_EQ(events->at(events->size() - 2).event, "clock_set_back");
  now_ = noon(day(2027, 2, 23));
  EXPECT_EQ(store.clock_state().value(), ClockState::right);
  EXPECT_EQ(store.purge(day(2027, 2, 23), false)->destroyed.size(), 1U);
  EXPECT_EQ(store.find(id)->state, DossierState::destroyed);
}

TEST_F(DossierRetentionTest, ASetBackClockMakesNoDossierUsableLonger) {
  DossierStore store = open();
  const auto id = store.add(facts_on(day(2026, 11, 22)), sample_files(1)).value();
  now_ = noon(day(2027, 2, 20));
  ASSERT_TRUE(store.note("", {"one", ""}));
  now_ = noon(day(2027, 3, 1));
  ASSERT_TRUE(store.note("", {"two", ""}));
  now_ = noon(day(2026, 12, 1));
  EXPECT_EQ(store.get(id, DossierUse::production).error().code, ErrorCode::refused_by_rules);
}

TEST_F(DossierRetentionTest, AClockThatJumpedDestroysNothingUntilItIsConfirmed) {
  DossierStore store = open();
  const auto id = store.add(facts_on(day(2026, 11, 22)), sample_files(1)).value();
  now_ = noon(day(2036, 11, 22));
  EXPECT_EQ(store.clock_state().value(), ClockState::jumped);
  EXPECT_EQ(store.purge(day(2036, 11, 22), false).error().code, ErrorCode::refused_by_rules);
  ASSERT_TRUE(store.note("", {"shift_begun", ""}));
  EXPECT_EQ(store.clock_state().value(), ClockState::jumped) << "an event does not make it right";
  now_ = noon(day(2026, 11, 23));
  EXPECT_EQ(store.clock_state().value(), ClockState::right) << "it was put right";
  EXPECT_TRUE(store.card(id));
  now_ = noon(day(2027, 6, 1));
  ASSERT_TRUE(store.confirm_clock());
  EXPECT_EQ(store.purge(day(2027, 6, 1), false)->destroyed.size(), 1U);
  const auto review = store.review();
  EXPECT_TRUE(review->problems.empty()) << problems_of(*review);
}

}  // namespace
}  // namespace enrolkit
