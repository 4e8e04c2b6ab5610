// SPDX-License-Identifier: Apache-2.0
// The state machine of one enrolment: what may be done when, why not.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "enrolkit/report.hpp"
#include "enrolkit/session.hpp"
#include "tests/drawn_applicant.hpp"

namespace enrolkit {
namespace {

using nlohmann::json;
using Position = FingerPosition;
using Reason = RefusalReason;

std::optional<Reason> why_not(const EnrolmentSession& session, const SessionStep& step) {
  const auto refused = session.refusal(step);
  if (!refused) return std::nullopt;
  EXPECT_FALSE(refused->message.empty());
  EXPECT_EQ(refused->message.find('\n'), std::string::npos);
  return refused->reason;
}

std::optional<Reason> why_not(const EnrolmentSession& session, SessionAction action, Position finger = {}) {
  return why_not(session, SessionStep{action, {}, finger, ""});
}

void take_samples(EnrolmentSession& session) {
  ASSERT_TRUE(session.offer_finger(Position::right_index, drawn_print(Position::right_index), kAnna));
  ASSERT_TRUE(session.offer_finger(Position::left_index, drawn_print(Position::left_index), kAnna));
  ASSERT_TRUE(session.offer_signature(drawn_signature(), kAnna));
  ASSERT_TRUE(session.offer_photo(drawn_photo(), kAnna));
}

void confirm_all(EnrolmentSession& session) {
  for (const SessionNeed& need : session.status().needs) {
    if (need.kind != NeedKind::condition) continue;
    ASSERT_TRUE(session.confirm_condition(need.subject, kAnna)) << need.subject;
  }
}

Bytes file_of(const Enrolment& enrolment, const std::string& path) {
  for (const FileEntry& file : enrolment.files) {
    if (file.path == path) return file.bytes;
  }
  return {};
}

json record_of(const Enrolment& enrolment) {
  const Bytes bytes = file_of(enrolment, "dossier.json");
  return json::parse(bytes.begin(), bytes.end());
}

TEST(EnrolmentSession, GoesFromTheRulesToTheDossierThatEnrolMakes) {
  EnrolmentSession session = begun_session(drawn_adult());
  SessionStatus status = session.status();
  ASSERT_GE(status.needs.size(), 3U);
  EXPECT_EQ(status.needs[0].kind, NeedKind::photo);
  EXPECT_EQ(status.needs[1].kind, NeedKind::finger);
  EXPECT_EQ(status.needs[1].finger, Position::right_index);
  EXPECT_EQ(status.needs[2].kind, NeedKind::signature);
  EXPECT_EQ(why_not(session, SessionAction::release), Reason::incomplete);
  EXPECT_EQ(why_not(session, SessionAction::close), Reason::incomplete);
  EXPECT_EQ(why_not(session, SessionAction::offer_finger, Position::left_index), Reason::another_finger);
  EXPECT_EQ(why_not(session, SessionAction::offer_finger, Position::left_little), Reason::finger_not_taken);

  take_samples(session);
  EXPECT_EQ(why_not(session, SessionAction::release), Reason::incomplete);  // the conditions
  EXPECT_EQ(why_not(session, SessionAction::close), std::nullopt);
  confirm_all(session);
  status = session.status();
  EXPECT_TRUE(status.needs.empty()) << session_json(status);
  EXPECT_EQ(why_not(session, SessionAction::offer_finger, Position::left_index), Reason::already_complete);
  const auto released = session.finish(Finish::release, kAnna);
  ASSERT_TRUE(released) << released.error().message;
  EXPECT_EQ(released->verdict, Overall::compliant);
  EXPECT_EQ(session.status().state, SessionState::finished);
  EXPECT_EQ(why_not(session, SessionAction::offer_photo), Reason::session_closed);
  EXPECT_EQ(why_not(session, SessionAction::close), Reason::session_closed);

  const auto again = session.finish(Finish::release, kBram);
  ASSERT_TRUE(again);
  EXPECT_EQ(file_of(*again, "dossier.json"), file_of(*released, "dossier.json"));

  EnrolmentSamples samples;
  samples.photo = drawn_photo();
  samples.signature = drawn_signature();
  samples.fingers = {{Position::right_index, drawn_print(Position::right_index)},
                     {Position::left_index, drawn_print(Position::left_index)}};
  const auto at_once = enrol(drawn_adult(), samples, drawn_setup());
  ASSERT_TRUE(at_once) << at_once.error().message;
  ASSERT_EQ(at_once->files.size(), released->files.size());
  for (const FileEntry& file : at_once->files) {
    if (file.path != "dossier.json" && file.path != "report.html") {
      EXPECT_EQ(file.bytes, file_of(*released, file.path)) << file.path;
    }
  }
  EXPECT_FALSE(record_of(*released)["conditions_confirmed"].empty());
  EXPECT_TRUE(record_of(*at_once)["conditions_confirmed"].empty());
}

TEST(EnrolmentSession, TakesNoFingerprintsOfAChildWhateverAnOfficerSays) {
  EnrolmentSession session = begun_session(drawn_child());
  EXPECT_EQ(why_not(session, SessionAction::offer_finger, Position::right_index), Reason::sample_not_taken);
  EXPECT_EQ(why_not(session, SessionAction::bring_fingers), Reason::sample_not_taken);
  EXPECT_EQ(why_not(session, SessionAction::except_finger, Position::right_index), Reason::sample_not_taken);
  const auto offered = session.offer_finger(Position::right_index, drawn_print(Position::right_index), kAnna);
  ASSERT_FALSE(offered);
  EXPECT_EQ(offered.error().code, ErrorCode::refused_by_rules);
  for (const char* subject : {"fingerprints", "right-index/finger_present"}) {
    EXPECT_EQ(why_not(session, {SessionAction::override_finding, {}, {}, subject}), Reason::law) << subject;
    const auto refused = session.override_finding(parse_finding_name(subject).value(),
                                                  {"", "medical", "please, please", "Bram Claes"}, kAnna);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::refused_by_rules);
    EXPECT_NE(refused.error().message.find("12"), std::string::npos) << refused.error().message;
  }
  ASSERT_TRUE(session.offer_photo(drawn_photo(), kAnna));
  ASSERT_TRUE(session.offer_signature(drawn_signature(), kAnna));
  const auto closed = session.finish(Finish::close, kAnna);
  ASSERT_TRUE(closed);
  EXPECT_FALSE(closed->chip.contains(ChipFile::dg3));
}

TEST(EnrolmentSession, KeepsTheBestPhotoAndSaysWhatIsWrongWithAWorseOne) {
  EnrolmentSession session = begun_session(drawn_child());
  auto step = session.offer_photo(small_photo(), kAnna);
  ASSERT_TRUE(step);
  EXPECT_EQ(step->result, AttemptResult::again);
  EXPECT_TRUE(step->kept);
  EXPECT_FALSE(step->reasons.empty());
  step = session.offer_photo(drawn_photo(), kAnna);
  ASSERT_TRUE(step);
  EXPECT_EQ(step->result, AttemptResult::accepted);
  EXPECT_TRUE(step->kept);
  step = session.offer_photo(small_photo(), kAnna);
  ASSERT_TRUE(step);
  EXPECT_FALSE(step->kept);
  const SessionStatus status = session.status();
  ASSERT_EQ(status.samples.size(), 1U);
  EXPECT_EQ(status.samples[0].attempt, 2);
  EXPECT_EQ(status.attempts.at(Sample::photo), 3);
  EXPECT_FALSE(session.offer_photo({"text.jpg", {'t', 'e', 'x', 't'}}, kAnna));
  EXPECT_EQ(session.status().attempts.at(Sample::photo), 3);
}

TEST(EnrolmentSession, AnOverrideNeedsAReasonAndASecondOfficerAndIsToldEverywhere) {
  EnrolmentSession session = begun_session(drawn_child());
  ASSERT_TRUE(session.offer_photo(small_photo(), kAnna));
  ASSERT_TRUE(session.offer_signature(drawn_signature(), kAnna));
  confirm_all(session);
  EXPECT_EQ(why_not(session, SessionAction::release), Reason::undecided);
  const auto needs = session.status().needs;
  ASSERT_FALSE(needs.empty());
  EXPECT_EQ(needs[0].kind, NeedKind::decision);
  const auto message = [&](const char* finding, const OverrideRequest& request) {
    const Status given = session.override_finding(parse_finding_name(finding).value(), request, kAnna);
    EXPECT_FALSE(given);
    return given ? "" : given.error().message;
  };
  const char* const first = needs[0].subject.c_str();
  EXPECT_NE(message(first, {"", "whim", "a text that is long enough", "Bram Claes"}).find("'whim'"), std::string::npos);
  EXPECT_NE(message(first, {"", "no-better-possible", "short", "Bram Claes"}).find("letters"), std::string::npos);
  const char* const identity = "photo/photo_age";
  EXPECT_NE(message(identity, {"", "no-better-possible", "a text that is long enough", ""}).find("second officer"),
            std::string::npos);
  EXPECT_NE(message(identity, {"", "no-better-possible", "a text that is long enough", "anna  peeters"})
                .find("another person"),
            std::string::npos);
  EXPECT_EQ(why_not(session, {SessionAction::override_finding, {}, {}, "photo/nonsense"}), Reason::no_such_finding);
  EXPECT_EQ(why_not(session, {SessionAction::override_finding, {}, {}, "signature/signature_present"}),
            Reason::finding_passes);
  EXPECT_TRUE(session.status().overrides.empty());
  for (const SessionNeed& need : needs) {
    EXPECT_FALSE(need.reasons.empty()) << need.subject;
    ASSERT_TRUE(session.override_finding(parse_finding_name(need.subject).value(),
                                         {"", "no-better-possible", "The camera <broke>.", "Bram Claes"}, kAnna));
    EXPECT_EQ(why_not(session, {SessionAction::override_finding, {}, {}, need.subject}), Reason::already_overridden);
  }
  const auto released = session.finish(Finish::release, kAnna);
  ASSERT_TRUE(released) << released.error().message;
  EXPECT_EQ(released->verdict, Overall::compliant);
  EXPECT_EQ(released->measured_verdict, Overall::not_compliant);
  const json record = record_of(*released);
  EXPECT_EQ(record["measured_verdict"], "not_compliant");
  ASSERT_EQ(record["overrides"].size(), needs.size());
  EXPECT_EQ(record["overrides"][0]["officer"], "Anna Peeters");
  EXPECT_EQ(record["overrides"][0]["second_officer"], "Bram Claes");
  EXPECT_EQ(record["overrides"][0]["reason"], "no-better-possible");
  EXPECT_EQ(record["overrides"][0]["time"], "2026-11-22T09:00:00Z");
  const Bytes page = file_of(*released, "report.html");
  const std::string html(page.begin(), page.end());
  EXPECT_NE(html.find("The camera &lt;broke&gt;."), std::string::npos);
  EXPECT_NE(html.find("Bram Claes"), std::string::npos);
  std::size_t told = 0;
  for (const EnrolmentEvent& event : released->events) told += event.what == "finding_overridden" ? 1 : 0;
  EXPECT_EQ(told, needs.size());
}

TEST(EnrolmentSession, AnswersMeetOrRefuseWhatTheRulesDemand) {
  EnrolmentSession session = begun_session(drawn_child());
  ASSERT_TRUE(session.offer_photo(drawn_photo(), kAnna));
  ASSERT_TRUE(session.offer_signature(drawn_signature(), kAnna));
  EXPECT_EQ(why_not(session, {SessionAction::answer_input, {}, {}, "favourite_colour"}), Reason::no_such_input);
  EXPECT_EQ(why_not(session, {SessionAction::answer_input, {}, {}, "registered"}), Reason::answered_elsewhere);
  EXPECT_EQ(why_not(session, {SessionAction::answer_input, {}, {}, "fingers_impossible"}), Reason::answered_elsewhere);
  const Status nonsense = session.answer_input("consent", "the neighbour", kAnna);
  ASSERT_FALSE(nonsense);
  EXPECT_EQ(nonsense.error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(why_not(session, SessionAction::close), std::nullopt);
  ASSERT_TRUE(session.answer_input("consent", "one-parent", kAnna));
  EXPECT_EQ(why_not(session, SessionAction::close), Reason::inadmissible);
  EXPECT_EQ(why_not(session, SessionAction::release), Reason::inadmissible);
  EXPECT_EQ(why_not(session, {SessionAction::confirm_condition, {}, {}, "both-parents"}), Reason::inadmissible);
  ASSERT_TRUE(session.answer_input("consent", "both-parents", kAnna));
  confirm_all(session);
  EXPECT_TRUE(session.finish(Finish::release, kAnna));
}

// 2252/2004 as amended: when no finger can be taken for the time being, the document is valid for at most 12 months.
TEST(EnrolmentSession, FingersThatWillHealShortenTheValidity) {
  const Position all[] = {Position::right_index, Position::right_middle, Position::right_ring, Position::right_thumb,
                          Position::left_index,  Position::left_middle,  Position::left_ring,  Position::left_thumb};
  for (const bool permanent : {false, true}) {
    EnrolmentSession session = begun_session(drawn_adult());
    for (const Position finger : all) {
      ASSERT_TRUE(session.except_finger(finger, {FingerFault::bandaged, permanent}, kAnna));
    }
    const SessionStatus status = session.status();
    EXPECT_EQ(status.fingers,
              permanent ? FingersVerdict::permanently_impossible : FingersVerdict::temporarily_impossible);
    EXPECT_EQ(format_date(status.applicant.expiry_date.value()), permanent ? "2033-11-22" : "2027-11-22");
    ASSERT_TRUE(session.offer_photo(drawn_photo(), kAnna));
    ASSERT_TRUE(session.offer_signature(drawn_signature(), kAnna));
    const auto closed = session.finish(Finish::close, kAnna);
    ASSERT_TRUE(closed) << closed.error().message;
    EXPECT_EQ(closed->mrz.lines[1].substr(21, 6), permanent ? "331122" : "271122");
    EXPECT_FALSE(closed->chip.contains(ChipFile::dg3));
  }
}

TEST(EnrolmentSession, ABetterAttemptMakesOverridesOfTheOldOneVoid) {
  EnrolmentSession session = begun_session(drawn_child());
  ASSERT_TRUE(session.offer_photo(small_photo(), kAnna));
  for (const SessionNeed& need : session.status().needs) {
    if (need.kind != NeedKind::decision) continue;
    ASSERT_TRUE(session.override_finding(parse_finding_name(need.subject).value(),
                                         {"", "no-better-possible", "a text that is long enough", "Bram Claes"},
                                         kAnna));
  }
  EXPECT_FALSE(session.status().overrides.empty());
  ASSERT_TRUE(session.offer_photo(drawn_photo(), kAnna));
  EXPECT_TRUE(session.status().overrides.empty());
}

TEST(EnrolmentSession, ExceptionsOpenOtherFingersOrFreeFromThem) {
  EnrolmentSession session = begun_session(drawn_adult());
  ASSERT_TRUE(session.offer_finger(Position::right_index, drawn_print(Position::right_index), kAnna));
  ASSERT_TRUE(session.except_finger(Position::right_index, {FingerFault::unreadable, true}, kAnna));
  EXPECT_EQ(session.status().next_finger, Position::right_middle);
  EXPECT_EQ(why_not(session, SessionAction::offer_finger, Position::right_index), Reason::exception_stands);
  ASSERT_TRUE(session.offer_finger(Position::right_middle, drawn_print(Position::right_middle), kAnna));
  EXPECT_EQ(session.status().attempts.at(Sample::fingerprints), 2);
  ASSERT_EQ(session.status().samples.size(), 1U);
  EXPECT_EQ(session.status().samples[0].attempt, 1) << "the first with this finger";
  EXPECT_EQ(session.status().events.back().detail, "right-middle, attempt 1: accepted, kept");
  for (const Position finger :
       {Position::left_thumb, Position::left_index, Position::left_middle, Position::left_ring}) {
    ASSERT_TRUE(session.except_finger(finger, {FingerFault::missing, true}, kAnna));
  }
  EXPECT_EQ(session.status().fingers, FingersVerdict::partial);
  ASSERT_TRUE(session.except_signature({SignatureFault::cannot_hold, true}, kAnna));
  EXPECT_EQ(why_not(session, SessionAction::offer_signature), Reason::exception_stands);
  ASSERT_TRUE(session.offer_photo(drawn_photo(), kAnna));
  confirm_all(session);
  const auto released = session.finish(Finish::release, kAnna);
  ASSERT_TRUE(released) << released.error().message;
  ASSERT_EQ(released->fingers.size(), 1U);
  EXPECT_EQ(released->fingers[0].position, Position::right_middle);
  EXPECT_FALSE(released->signature);
  EXPECT_FALSE(released->chip.contains(ChipFile::dg7));
  EXPECT_EQ(record_of(*released)["exceptions"].size(), 6U);
}

TEST(EnrolmentSession, OfficersHaveNames) {
  const auto begin = [](const std::string& officer) {
    return EnrolmentSession::begin(drawn_adult(), drawn_setup(), By{officer, kAnna.at});
  };
  EXPECT_FALSE(begin(""));
  EXPECT_FALSE(begin("two\nlines"));
  EXPECT_FALSE(begin("\xff\xfe"));
  EXPECT_FALSE(begin(std::string(101, 'x')));
  EXPECT_TRUE(begin("Zoë Núñez"));
}

TEST(EnrolmentSession, TimesAndFindingsHaveOneSpelling) {
  EXPECT_EQ(format_timestamp(kAnna.at), "2026-11-22T09:00:00Z");
  EXPECT_EQ(parse_timestamp("2026-11-22T09:00:00Z").value(), kAnna.at);
  for (const char* wrong : {"", "2026-11-22", "2026-11-22T09:00:00", "2026-11-22 09:00:00Z", "2026-02-30T09:00:00Z",
                            "2026-11-22T24:00:00Z", "2026-11-22T09:60:00Z", "2026-11-22T09:00:0xZ"}) {
    EXPECT_FALSE(parse_timestamp(wrong)) << wrong;
  }
  for (const char* name :
       {"photo/eyes_open", "signature/signature_present", "left-ring/finger_present", "fingerprints"}) {
    EXPECT_EQ(finding_name_text(parse_finding_name(name).value()), name);
  }
  for (const char* wrong : {"", "photo/", "/x", "fingerprints/x", "left-ring", "nose/x", "photo/a b", "photo/x/y"}) {
    EXPECT_FALSE(parse_finding_name(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace enrolkit
