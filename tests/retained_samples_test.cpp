// SPDX-License-Identifier: Apache-2.0
// Samples that were retained, used again as the law lets them: for a duplicate, and after a pre-registration.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "enrolkit/retained.hpp"
#include "tests/dossier_fixture.hpp"
#include "tests/drawn_applicant.hpp"

namespace enrolkit {
namespace {

using Json = nlohmann::json;

// The application of the original: 2026-11-22, an adult, so valid until 2033-11-22 and kept until 2027-02-22.
class RetainedSamplesTest : public DossierFixture {
 protected:
  std::string original(const Applicant& applicant, const EnrolmentSamples& samples = drawn_samples()) {
    const auto enrolment = enrol(applicant, samples, drawn_setup());
    if (!enrolment) throw std::runtime_error(enrolment.error().message);
    files_ = enrolment->files;
    return open().add(dossier_facts(*enrolment), enrolment->files).value();
  }
  static Applicant kept_on_request() {
    Applicant applicant = drawn_adult();
    applicant.application.keep_seven_years = true;
    return applicant;
  }
  static Applicant duplicate(Date on, const std::string& kind = "duplicate") {
    Applicant applicant = drawn_adult();
    applicant.document_number = "ZZ0000001";
    applicant.application.kind = kind;
    applicant.application.date = on;
    if (kind == "duplicate") applicant.inputs = {{"duplicate_reason", "loss"}};
    return applicant;
  }
  // On the day of the application.
  Result<RetainedSamples> retained(const std::string& id, const Applicant& applicant) {
    now_ = noon(applicant.application.date);
    DossierStore store = open();
    return retained_samples(store, id, applicant, drawn_setup().policy);
  }
  void expect_refused(const std::string& id, const Applicant& applicant, const std::vector<std::string>& words) {
    const auto found = retained(id, applicant);
    ASSERT_FALSE(found) << words.front();
    EXPECT_EQ(found.error().code, ErrorCode::refused_by_rules) << found.error().message;
    for (const std::string& word : words) {
      EXPECT_NE(found.error().message.find(word), std::string::npos) << word << " is not in: " << found.error().message;
    }
  }
  [[nodiscard]] static Bytes file_of(const std::vector<FileEntry>& files, const std::string& path) {
    for (const FileEntry& file : files) {
      if (file.path == path) return file.bytes;
    }
    return {};
  }

  std::vector<FileEntry> files_;  // of the original
};

TEST_F(RetainedSamplesTest, ADuplicateHasTheSamplesAndTheExpiryDateOfTheOriginal) {
  const std::string id = original(drawn_adult());
  const Applicant applicant = duplicate(day(2027, 1, 15));
  auto found = retained(id, applicant);
  ASSERT_TRUE(found) << found.error().message;
  EnrolmentSamples samples;
  samples.retained = *std::move(found);
  const auto enrolment = enrol(applicant, samples, drawn_setup());
  ASSERT_TRUE(enrolment) << enrolment.error().message;
  EXPECT_EQ(enrolment->verdict, Overall::compliant);
  EXPECT_EQ(format_date(enrolment->applicant.expiry_date.value()), "2033-11-22");
  EXPECT_EQ(enrolment->mrz.lines[1].substr(21, 6), "331122");
  EXPECT_EQ(enrolment->mrz.lines[1].substr(0, 9), "ZZ0000001");
  for (const char* group : {"chip/EF.DG2", "chip/EF.DG3", "chip/EF.DG7"}) {
    EXPECT_FALSE(file_of(files_, group).empty());
    EXPECT_EQ(file_of(enrolment->files, group), file_of(files_, group)) << group;
  }
  const Bytes bytes = file_of(enrolment->files, "dossier.json");
  const Json record = Json::parse(bytes.begin(), bytes.end());
  EXPECT_EQ(record["retained"], id);
  EXPECT_EQ(record["applicant"]["inputs"]["duplicate_reason"], "loss");
  for (const Json& sample : record["rules"]["samples"]) EXPECT_EQ(sample["decision"], "reuse");
  // What it holds is kept three months more, and for no other use.
  EXPECT_EQ(record["rules"]["retention"]["until"], "2027-04-15");

  DossierStore store = open();
  const auto use = retained_use(store, *enrolment, drawn_setup().policy);
  ASSERT_TRUE(use);
  ASSERT_TRUE(store.add(dossier_facts(*enrolment), enrolment->files, {}, {}, {*use}));
  std::string told;
  const auto events = store.events(id);
  for (const AuditEvent& event : *events) told += event.event + ": " + event.detail + "\n";
  EXPECT_NE(told.find("read: all files for a duplicate"), std::string::npos) << told;
  EXPECT_NE(told.find("samples_used: for the duplicate application of 2027-01-15"), std::string::npos) << told;
  EXPECT_EQ(store.find(id)->state, DossierState::finished);  // it may happen again
}

TEST_F(RetainedSamplesTest, TheRetentionEndsOnItsLastDay) {
  const std::string id = original(drawn_adult());
  EXPECT_TRUE(retained(id, duplicate(day(2027, 2, 22))));
  expect_refused(id, duplicate(day(2027, 2, 23)),
                 {id, "could be used until 2027-02-22", "Only if the applicant had asked to keep it", "2033-11-22",
                  "rule duplicate-reuses", "page 004"});
  now_ = noon(day(2026, 11, 22));
  const std::string longer = original(kept_on_request());
  EXPECT_TRUE(retained(longer, duplicate(day(2027, 2, 23))));
  EXPECT_TRUE(retained(longer, duplicate(day(2033, 11, 22))));
  expect_refused(longer, duplicate(day(2033, 11, 23)), {"could be used until 2033-11-22", "page 004"});
  // Whoever dates the application back does not get behind the clock.
  DossierStore store = open();
  const auto back = retained_samples(store, longer, duplicate(day(2033, 11, 22)), drawn_setup().policy);
  ASSERT_FALSE(back);
  EXPECT_EQ(back.error().code, ErrorCode::refused_by_rules);
}

TEST_F(RetainedSamplesTest, OnlyADuplicateOfTheHolderAndOfAValidDocument) {
  const std::string id = original(kept_on_request());
  expect_refused(id, duplicate(day(2026, 12, 1), "ordinary"), {"renewal never reuses", "rule no-reuse", "4.5"});
  expect_refused(id, duplicate(day(2026, 12, 1), "pre-registration"), {"anew", "rule pre-registration-captures"});
  Applicant other = duplicate(day(2026, 12, 1));
  other.personal_number = "92062079891";
  expect_refused(id, other, {"another person's", "personal_number", "rule holder-by-number"});
  other.personal_number.clear();
  EXPECT_TRUE(retained(id, other));
  other.given_names = "Bernard";
  expect_refused(id, other, {"another person's", "given_names", "rule holder-by-name"});
  other = duplicate(day(2026, 12, 1));
  other.given_names = "Bernard";  // an administrative error; the personal number says that it is he
  const auto corrected = retained(id, other);
  ASSERT_TRUE(corrected);
  EXPECT_EQ(corrected->differences, std::vector<std::string>{"given_names"});

  // No fingers for the time being: valid for 12 months.
  Applicant bandaged = kept_on_request();
  bandaged.inputs = {{"fingers_impossible", "temporary"}};
  EnrolmentSamples samples = drawn_samples();
  samples.fingers.clear();
  now_ = noon(day(2026, 11, 22));
  const std::string brief = original(bandaged, samples);
  const auto last = retained(brief, duplicate(day(2027, 11, 22)));
  ASSERT_TRUE(last) << last.error().message;
  EXPECT_TRUE(last->fingers.empty());
  EXPECT_EQ(format_date(last->record.expiry.value()), "2027-11-22");
  expect_refused(brief, duplicate(day(2027, 11, 23)), {"has not expired", "rule duplicate-not-expired"});

  DossierStore store = open();
  ASSERT_TRUE(store.destroy(id, "a test"));
  expect_refused(id, duplicate(day(2027, 12, 1)), {"was destroyed on 2027-11-23", "page 004"});
  const std::string open_session = store.begin(facts_on(day(2027, 12, 1))).value();
  EXPECT_EQ(retained(open_session, duplicate(day(2027, 12, 1))).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(retained("ffffffff", duplicate(day(2027, 12, 1))).error().code, ErrorCode::not_found);
  const auto nothing = enrol(duplicate(day(2027, 12, 1)), {}, drawn_setup());
  ASSERT_FALSE(nothing);
  EXPECT_NE(nothing.error().message.find("must be named"), std::string::npos) << nothing.error().message;
}

TEST_F(RetainedSamplesTest, WhoIsTheSameHolderThePolicySays) {
  const std::string id = original(kept_on_request());
  Applicant married = duplicate(day(2026, 12, 1));
  married.surname = "Claes";
  married.personal_number.clear();
  expect_refused(id, married, {"another person's", "surname"});
  now_ = noon(day(2026, 12, 1));
  DossierStore store = open();
  Policy policy = drawn_setup().policy;
  policy.same_holder = {{{"birth_date", "given_names"}, {"by-birth", "Says another country.", "its law", true}}};
  const auto found = retained_samples(store, id, married, policy);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->differences, (std::vector<std::string>{"personal_number", "surname"}));
  married.given_names = "Bernard";
  const auto other = retained_samples(store, id, married, policy);
  ASSERT_FALSE(other);
  EXPECT_NE(other.error().message.find("rule by-birth; its law"), std::string::npos) << other.error().message;
  // A policy that does not say lets nobody use another name.
  policy.same_holder.clear();
  Applicant moved = duplicate(day(2026, 12, 1));
  EXPECT_TRUE(retained_samples(store, id, moved, policy));
  moved.place_of_birth += " (BE)";
  EXPECT_FALSE(retained_samples(store, id, moved, policy));
}

TEST_F(RetainedSamplesTest, NothingWasProducedFromWhatWasNotReleased) {
  EnrolmentSamples samples = drawn_samples();
  samples.signature = SampleFile{"empty.png", encode_png(Image(300, 100, PixelFormat::grey8).view()).value()};
  const std::string id = original(drawn_adult(), samples);
  expect_refused(id, duplicate(day(2026, 12, 1)), {"its verdict is not_compliant", "no document was produced"});
}

TEST_F(RetainedSamplesTest, ASessionIsCompleteFromTheBeginningAndTakesNothingElse) {
  const std::string id = original(drawn_adult());
  Applicant applicant = duplicate(day(2027, 1, 15));
  applicant.inputs.clear();
  auto found = retained(id, applicant);
  ASSERT_TRUE(found) << found.error().message;
  DossierStore store = open();
  auto begun = StoredSession::begin(store, applicant, drawn_setup(), kAnna, *std::move(found));
  ASSERT_TRUE(begun) << begun.error().message;
  auto session = StoredSession::resume(store, begun->id(), drawn_setup());
  ASSERT_TRUE(session) << session.error().message;
  EXPECT_EQ(session->session().serialise(), begun->session().serialise());
  EnrolmentSession& steps = session->session();
  const SessionStatus status = steps.status();
  EXPECT_EQ(status.retained, id);
  ASSERT_EQ(status.samples.size(), 4U);  // photo, signature, two fingers
  ASSERT_EQ(status.needs.size(), 1U);
  EXPECT_EQ(status.needs[0].subject, "duplicate-who");
  for (const Sample sample : {Sample::photo, Sample::signature, Sample::fingerprints}) {
    const auto refused = steps.refusal({SessionAction::discard, sample, {}, ""});
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->reason, RefusalReason::sample_reused) << refused->message;
  }
  const auto offered = steps.offer_photo(*drawn_samples().photo, kAnna);
  ASSERT_FALSE(offered);
  EXPECT_EQ(offered.error().code, ErrorCode::refused_by_rules);
  ASSERT_TRUE(steps.answer_input("duplicate_reason", "theft", kAnna));
  const auto enrolment = session->finish(Finish::release, kBram);
  ASSERT_TRUE(enrolment) << enrolment.error().message;
  EXPECT_EQ(enrolment->fingers.size(), 2U);
  EXPECT_EQ(format_date(enrolment->applicant.expiry_date.value()), "2033-11-22");
  EXPECT_EQ(store.events(id)->back().event, "samples_used");
  const auto review = store.review();
  EXPECT_TRUE(review->problems.empty()) << problems_of(*review);
}

TEST_F(RetainedSamplesTest, WhatAnOfficerAcceptedThenIsAcceptedStill) {
  EnrolmentSession first = EnrolmentSession::begin(drawn_adult(), drawn_setup(), kAnna).value();
  const EnrolmentSamples samples = drawn_samples();
  ASSERT_TRUE(first.bring_fingers(samples.fingers, kAnna));
  ASSERT_TRUE(first.offer_signature(*samples.signature, kAnna));
  ASSERT_TRUE(first.offer_photo(small_photo(), kAnna));
  for (const SessionNeed& need : first.status().needs) {
    if (need.kind == NeedKind::condition) {
      ASSERT_TRUE(first.confirm_condition(need.subject, kAnna));
    }
    if (need.kind == NeedKind::decision) {
      ASSERT_TRUE(first.override_finding(parse_finding_name(need.subject).value(),
                                         {"", "no-better-possible", "The camera broke.", "Bram Claes"}, kAnna));
    }
  }
  const auto released = first.finish(Finish::release, kAnna);
  ASSERT_TRUE(released) << released.error().message;
  ASSERT_FALSE(released->overrides.empty());
  DossierStore store = open();
  const std::string id = store.add(dossier_facts(*released), released->files).value();

  const Applicant applicant = duplicate(day(2026, 12, 1));
  auto found = retained(id, applicant);
  ASSERT_TRUE(found) << found.error().message;
  const By clerk{"Chris", kAnna.at + std::chrono::hours(240)};
  auto session = EnrolmentSession::begin(applicant, drawn_setup(), clerk, *std::move(found));
  ASSERT_TRUE(session) << session.error().message;
  const auto overrides = session->status().overrides;
  ASSERT_EQ(overrides.size(), released->overrides.size());
  EXPECT_EQ(overrides[0].request.officer, "Anna Peeters");
  EXPECT_EQ(overrides[0].at, kAnna.at);
  const auto again = session->finish(Finish::release, clerk);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->verdict, Overall::compliant);
  EXPECT_EQ(again->measured_verdict, Overall::not_compliant);
}

TEST_F(RetainedSamplesTest, APreRegistrationIsUsedOnceAndThenDestroyed) {
  Applicant early = drawn_adult();
  early.application.kind = "pre-registration";
  const std::string id = original(early);
  Applicant applicant = duplicate(day(2027, 11, 22), "ordinary");
  auto found = retained(id, applicant);  // the last day of its year
  ASSERT_TRUE(found) << found.error().message;
  expect_refused(id, duplicate(day(2027, 11, 23), "ordinary"), {"until 2027-11-22", "rule use-of-pre-registration"});
  now_ = noon(day(2027, 11, 22));
  DossierStore store = open();
  auto session = StoredSession::begin(store, applicant, drawn_setup(), kAnna, *std::move(found));
  ASSERT_TRUE(session) << session.error().message;
  const auto enrolment = session->finish(Finish::close, kAnna);
  ASSERT_TRUE(enrolment) << enrolment.error().message;
  EXPECT_EQ(format_date(enrolment->applicant.expiry_date.value()), "2034-11-22");
  EXPECT_TRUE(enrolment->chip.contains(ChipFile::dg3));
  EXPECT_EQ(store.find(id)->state, DossierState::destroyed);
  const auto events = store.events(id);
  EXPECT_NE(events->back().detail.find("used for the ordinary application of 2027-11-22"), std::string::npos);
  expect_refused(id, duplicate(day(2027, 11, 22), "ordinary"), {"destroyed on 2027-11-22"});
}

}  // namespace
}  // namespace enrolkit
