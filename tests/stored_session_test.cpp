// SPDX-License-Identifier: Apache-2.0
// A session in the dossier store: taken up at any point, by one process at a time, finished or abandoned in one step.
#include "enrolkit/stored_session.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/dossier_fixture.hpp"
#include "tests/drawn_applicant.hpp"
#include "tests/run_command.hpp"

namespace enrolkit {
namespace {

using Json = nlohmann::json;

class StoredSessionTest : public DossierFixture {
 protected:
  static Applicant secret_adult() {
    Applicant applicant = drawn_adult();
    applicant.place_of_birth = kSecret;
    return applicant;
  }
  StoredSession begun(DossierStore& store) {
    return StoredSession::begin(store, secret_adult(), drawn_setup(), kAnna).value();
  }
};

TEST_F(StoredSessionTest, IsTakenUpAfterEachStepAndEndsAsADossier) {
  std::string id;
  {
    DossierStore store = open();
    id = begun(store).id();
    const auto entry = store.find(id.substr(0, 6));
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->state, DossierState::open);
    EXPECT_EQ(format_date(entry->terms.use_until), "2027-02-22");  // three months from the application
    EXPECT_TRUE(store.card(id)->session);
  }
  const EnrolmentSamples samples = drawn_samples();
  const auto step = [&](const auto& take) {
    DossierStore store = open();
    auto session = StoredSession::resume(store, id, drawn_setup());
    ASSERT_TRUE(session) << session.error().message;
    const auto taken = take(session->session());
    ASSERT_TRUE(taken) << taken.error().message;
    ASSERT_TRUE(session->save());
  };
  for (const FingerPosition finger : {FingerPosition::right_index, FingerPosition::left_index}) {
    step([&](EnrolmentSession& session) { return session.offer_finger(finger, samples.fingers.at(finger), kAnna); });
  }
  step([&](EnrolmentSession& session) { return session.offer_signature(*samples.signature, kAnna); });
  step([&](EnrolmentSession& session) { return session.answer_input("appears", "yes", kAnna); });
  step([&](EnrolmentSession& session) { return session.answer_input("photo_origin", "live", kBram); });
  step([&](EnrolmentSession& session) { return session.offer_photo(*samples.photo, kAnna); });
  EXPECT_TRUE(files_with_secret(path()).empty());

  DossierStore store = open();
  auto session = StoredSession::resume(store, id, drawn_setup());
  ASSERT_TRUE(session);
  EXPECT_TRUE(session->session().status().needs.empty());
  EXPECT_EQ(session->revision(), 7);
  const auto enrolment = session->finish(Finish::release, kBram);
  ASSERT_TRUE(enrolment) << enrolment.error().message;
  EXPECT_EQ(enrolment->verdict, Overall::compliant);
  EXPECT_EQ(store.find(id)->state, DossierState::finished);
  EXPECT_FALSE(store.card(id)->session);
  const auto dossier = store.get(id, DossierUse::production);
  ASSERT_TRUE(dossier);
  EXPECT_EQ(dossier->files, enrolment->files);
  const auto again = StoredSession::resume(store, id, drawn_setup());
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().message.find("is finished"), std::string::npos) << again.error().message;
  const auto review = store.review();
  EXPECT_TRUE(review->problems.empty()) << problems_of(*review);
  EXPECT_TRUE(files_with_secret(path()).empty());

  // The audit has each step once, in order, with the officer who took it where that is not who opened the store.
  std::string told;
  const auto events = store.events(id);
  ASSERT_TRUE(events);
  for (const AuditEvent& event : *events) {
    if (event.event != "session_saved" && event.event != "session_read")
      told += event.event + " [" + event.detail + "]\n";
  }
  EXPECT_EQ(told.find("begun [ordinary; officer Anna Peeters]"), 0U) << told;
  for (const char* line :
       {"finger_offered [right-index, attempt 1: accepted, kept; officer Anna Peeters]",
        "input_answered [photo_origin: live; officer Bram Claes]", "released [officer Bram Claes]"}) {
    const auto first = told.find(line);
    ASSERT_NE(first, std::string::npos) << line << "\n" << told;
    EXPECT_EQ(told.find(line, first + 1), std::string::npos) << line;
  }
}

TEST_F(StoredSessionTest, TheSecondOfTwoIsToldAndNothingIsLost) {
  DossierStore here = open();
  DossierStore there = open();
  StoredSession first = begun(here);
  auto second = StoredSession::resume(there, first.id(), drawn_setup());
  ASSERT_TRUE(second);
  ASSERT_TRUE(first.session().answer_input("appears", "yes", kAnna));
  ASSERT_TRUE(second->session().answer_input("photo_origin", "live", kBram));
  ASSERT_TRUE(first.save());
  const Status late = second->save();
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::already_exists);
  for (const std::string& word : {first.id(), std::string("officer 7"), std::string("2026-11-22T12:00:00"),
                                  std::string("version 2"), std::string("nothing of this step")}) {
    EXPECT_NE(late.error().message.find(word), std::string::npos) << late.error().message;
  }
  EXPECT_EQ(second->finish(Finish::close, kBram).error().code, ErrorCode::refused_by_rules);  // it lacks samples

  second = StoredSession::resume(there, first.id(), drawn_setup());
  ASSERT_TRUE(second->session().answer_input("photo_origin", "live", kBram));
  ASSERT_TRUE(second->save());
  const auto both = StoredSession::resume(here, first.id(), drawn_setup())->session().status().answers;
  EXPECT_EQ(both.size(), 2U);

  // One finishes while the other still has it up.
  StoredSession third = StoredSession::resume(here, first.id(), drawn_setup()).value();
  complete(third.session());
  ASSERT_TRUE(third.save());
  StoredSession fourth = StoredSession::resume(there, first.id(), drawn_setup()).value();
  ASSERT_TRUE(third.finish(Finish::release, kAnna));
  const auto twice = fourth.finish(Finish::release, kBram);
  ASSERT_FALSE(twice);
  EXPECT_NE(twice.error().message.find("is finished"), std::string::npos) << twice.error().message;
  ASSERT_TRUE(here.review()->problems.empty());
}

TEST_F(StoredSessionTest, AbandoningDestroysTheKeyAndLeavesEvidence) {
  DossierStore store = open();
  StoredSession session = begun(store);
  ASSERT_TRUE(session.session().offer_photo(*drawn_samples().photo, kAnna));
  ASSERT_TRUE(session.save());
  const auto evidence = session.abandon("The applicant left.", kAnna);
  ASSERT_TRUE(evidence) << evidence.error().message;
  EXPECT_EQ(evidence->event, "destroyed");
  EXPECT_NE(evidence->detail.find("abandoned: The applicant left."), std::string::npos);
  EXPECT_EQ(store.find(session.id())->state, DossierState::destroyed);
  EXPECT_EQ(StoredSession::resume(store, session.id(), drawn_setup()).error().code, ErrorCode::not_found);
  EXPECT_TRUE(store.review()->problems.empty());

  // A crash between the two: whoever looks at it next completes it.
  StoredSession other = begun(store);
  ASSERT_TRUE(other.session().abandon("The battery died.", kAnna));
  ASSERT_TRUE(other.save());
  const auto found = StoredSession::resume(store, other.id(), drawn_setup());
  ASSERT_FALSE(found);
  EXPECT_NE(found.error().message.find("abandoned"), std::string::npos);
  EXPECT_EQ(store.find(other.id())->state, DossierState::destroyed);
}

TEST_F(StoredSessionTest, AnotherPolicyAndWhatIsNoSessionAreTold) {
  DossierStore store = open();
  StoredSession session = begun(store);
  EnrolmentSetup other = drawn_setup();
  other.policy = builtin_policy("eu-passport-2252").value();
  EXPECT_EQ(StoredSession::resume(store, session.id(), other).error().code, ErrorCode::invalid_argument);
  other.policy = {};
  EXPECT_TRUE(StoredSession::resume(store, session.id(), other));  // the one under which it was begun
  EXPECT_EQ(StoredSession::resume(store, std::string(32, 'f'), drawn_setup()).error().code, ErrorCode::not_found);
  const std::string empty = store.begin(facts_on(day(2026, 11, 22))).value();
  EXPECT_FALSE(StoredSession::resume(store, empty, drawn_setup()));
}

// As an officer types it.
class SessionCommandTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string place = quoted(folder_ / "kit") + " --key " + quoted(folder_ / "kit.key");
    ASSERT_EQ(tool("dossier init " + place + " --new-key").code, 0);
    write_text(folder_ / "a.json", drawn_person(13).applicant_json);
  }
  [[nodiscard]] Answer session(const std::string& arguments) const {
    return tool("session " + arguments + " --store " + quoted(folder_ / "kit") + " --store-key " +
                quoted(folder_ / "kit.key"));
  }
  [[nodiscard]] Answer dossier(const std::string& verb, const std::string& arguments) const {
    return tool("dossier " + verb + " " + quoted(folder_ / "kit") + " --key " + quoted(folder_ / "kit.key") + " " +
                arguments);
  }
  [[nodiscard]] Json begin() const {
    const Answer begun = session("begin --officer Anna --json --applicant " + quoted(folder_ / "a.json"));
    EXPECT_EQ(begun.code, 1) << begun.err;  // something is needed still
    return Json::parse(begun.out);
  }

  TemporaryFolder folder_;
};

TEST_F(SessionCommandTest, LivesInTheStoreUnderItsId) {
  const Json begun = begin();
  const std::string id = begun["id"];
  EXPECT_EQ(begun["revision"], 1);
  const Json list = Json::parse(dossier("list", "--state open --json").out);
  ASSERT_EQ(list["dossiers"].size(), 1U);
  EXPECT_EQ(list["dossiers"][0]["id"], id);
  const std::string answer = "answer " + id.substr(0, 8) + " appears yes --officer Bram --json";
  const Answer answered = session(answer + " --revision 1");
  ASSERT_EQ(answered.code, 1) << answered.err;
  EXPECT_EQ(Json::parse(answered.out)["answers"]["appears"], "yes");
  EXPECT_EQ(Json::parse(answered.out)["revision"], 2);
  expect_impossible(session(answer + " --revision 1"), id, "is at revision 2");
  expect_impossible(session("status s.session"), "s.session", "hexadecimal digits are expected; a session is no file");
  expect_impossible(session("finish " + id + " --officer Anna"), "release is refused", "still needed");
  expect_impossible(tool("session status " + id), "--store", "is required");
  const Answer abandoned = session("abandon " + id + " --officer Anna --text 'came to the wrong post'");
  EXPECT_EQ(abandoned.code, 0) << abandoned.err;
  expect_impossible(session("status " + id), id, "was destroyed");
  EXPECT_EQ(dossier("verify", "").code, 0);
  const std::string shown = dossier("show", id).out;
  EXPECT_NE(shown.find("Bram  input_answered  appears: yes"), std::string::npos) << shown;
}

// Both take a step at once, again and again: each step is there in the end, or was refused with the reason.
TEST_F(SessionCommandTest, TwoProcessesOnOneSession) {
  const std::string id = begin()["id"];
  const std::string place = " --store " + quoted(folder_ / "kit") + " --store-key " + quoted(folder_ / "kit.key");
  const auto loop = [&](const std::string& officer, const std::string& input, const std::string& value) {
    return "( for i in 1 2 3 4 5; do " + quoted(ENROLKIT_TOOL) + " session answer " + id + " " + input + " " + value +
           " --officer " + officer + place + "; echo code $?; done >" + quoted(folder_ / officer) + " 2>&1 )";
  };
  run_command(loop("Anna", "appears", "yes") + " & " + loop("Bram", "photo_origin", "live") + " & wait");
  int kept = 0;
  for (const char* officer : {"Anna", "Bram"}) {
    std::istringstream lines(content_of(folder_ / officer));
    std::string before;
    for (std::string line; std::getline(lines, line); before = line) {
      if (line == "code 1") ++kept;
      if (line == "code 2") {
        EXPECT_NE(before.find("was stored by somebody else meanwhile"), std::string::npos) << before;
      }
    }
  }
  EXPECT_GE(kept, 2);
  const Json status = Json::parse(session("status " + id + " --json").out);
  EXPECT_EQ(status["revision"], 1 + kept);
  EXPECT_EQ(status["events"].size(), static_cast<std::size_t>(1 + kept));
  EXPECT_EQ(dossier("verify", "").code, 0);
}

}  // namespace
}  // namespace enrolkit
