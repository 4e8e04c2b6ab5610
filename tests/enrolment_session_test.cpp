// SPDX-License-Identifier: Apache-2.0
// The state machine of one enrolment: what may be done when, why not, and that putting it away changes nothing.
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <random>

#include "enrolkit/image_codec.hpp"
#include "enrolkit/report.hpp"
#include "enrolkit/session.hpp"
#include "samples/people/people.hpp"
#include "sdk/dossier/sha256.hpp"

namespace enrolkit {
namespace {

using nlohmann::json;
using Position = FingerPosition;
using Reason = RefusalReason;

const By kAnna{"Anna Peeters",
               Timestamp(std::chrono::sys_days(std::chrono::year{2026} / 11 / 22)) + std::chrono::hours(9)};
const By kBram{"Bram Claes", kAnna.at + std::chrono::minutes(5)};

EnrolmentSetup setup() {
  static const auto models = PhotoModels::load().value();
  EnrolmentSetup setup;
  setup.policy = builtin_policy("be-passport-2026").value();
  setup.models = models;
  return setup;
}

people::Person drawn_person(std::uint64_t seed) {
  people::Settings settings;
  settings.seed = seed;
  settings.age = 34;
  settings.fingers = {Position::right_index, Position::right_middle, Position::left_index};
  return people::make_person(settings).value();
}

const people::Person& person() {
  static const people::Person drawn = drawn_person(13);
  return drawn;
}

// Somebody whose drawn fingers are unlike each other.
const people::Person& hands() {
  static const people::Person drawn = drawn_person(77);
  return drawn;
}

Applicant adult() { return parse_applicant(person().applicant_json, "applicant.json").value(); }
Applicant child() {
  Applicant applicant = adult();
  applicant.birth_date = parse_date("2015-01-10").value();
  return applicant;
}

SampleFile jpeg(const std::string& name, const Image& image) { return {name, encode_jpeg(image.view(), 95).value()}; }
SampleFile good_photo() { return jpeg("photo.jpg", person().portrait); }

// Every fourth pixel: too small for a passport.
SampleFile small_photo() {
  const Image& large = person().portrait;
  Image image(large.width / 4, large.height / 4, large.format);
  const int channels = channels_of(large.format);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width * channels; ++x) {
      image.row(y)[x] = large.row(4 * y)[x / channels * 4 * channels + x % channels];
    }
  }
  return jpeg("small.jpg", image);
}

Image print_image(Position position) {
  for (const people::Finger& finger : hands().fingers) {
    if (finger.position == position) return finger.takes.front().image;
  }
  ADD_FAILURE() << "this finger was not drawn";
  return {};
}

SampleFile print(Position position) { return {"print.png", encode_png(print_image(position).view(), 500).value()}; }

// Two thirds of the print are missing.
SampleFile poor_print(Position position) {
  Image image = print_image(position);
  for (int y = 0; y < image.height; ++y) {
    for (int x = image.width / 3; x < image.width; ++x) image.row(y)[x] = 240;
  }
  return {"poor.png", encode_png(image.view(), 500).value()};
}

SampleFile signature() { return {"signature.png", encode_png(person().signature.view()).value()}; }

EnrolmentSession begun(const Applicant& applicant) {
  return EnrolmentSession::begin(applicant, setup(), kAnna).value();
}

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
  ASSERT_TRUE(session.offer_finger(Position::right_index, print(Position::right_index), kAnna));
  ASSERT_TRUE(session.offer_finger(Position::left_index, print(Position::left_index), kAnna));
  ASSERT_TRUE(session.offer_signature(signature(), kAnna));
  ASSERT_TRUE(session.offer_photo(good_photo(), kAnna));
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
  EnrolmentSession session = begun(adult());
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
  samples.photo = good_photo();
  samples.signature = signature();
  samples.fingers = {{Position::right_index, print(Position::right_index)},
                     {Position::left_index, print(Position::left_index)}};
  const auto at_once = enrol(adult(), samples, setup());
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
  EnrolmentSession session = begun(child());
  EXPECT_EQ(why_not(session, SessionAction::offer_finger, Position::right_index), Reason::sample_not_taken);
  EXPECT_EQ(why_not(session, SessionAction::bring_fingers), Reason::sample_not_taken);
  EXPECT_EQ(why_not(session, SessionAction::except_finger, Position::right_index), Reason::sample_not_taken);
  const auto offered = session.offer_finger(Position::right_index, print(Position::right_index), kAnna);
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
  ASSERT_TRUE(session.offer_photo(good_photo(), kAnna));
  ASSERT_TRUE(session.offer_signature(signature(), kAnna));
  const auto closed = session.finish(Finish::close, kAnna);
  ASSERT_TRUE(closed);
  EXPECT_FALSE(closed->chip.contains(ChipFile::dg3));
}

TEST(EnrolmentSession, KeepsTheBestPhotoAndSaysWhatIsWrongWithAWorseOne) {
  EnrolmentSession session = begun(child());
  auto step = session.offer_photo(small_photo(), kAnna);
  ASSERT_TRUE(step);
  EXPECT_EQ(step->result, AttemptResult::again);
  EXPECT_TRUE(step->kept);
  EXPECT_FALSE(step->reasons.empty());
  step = session.offer_photo(good_photo(), kAnna);
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
  EnrolmentSession session = begun(child());
  ASSERT_TRUE(session.offer_photo(small_photo(), kAnna));
  ASSERT_TRUE(session.offer_signature(signature(), kAnna));
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
  EnrolmentSession session = begun(child());
  ASSERT_TRUE(session.offer_photo(good_photo(), kAnna));
  ASSERT_TRUE(session.offer_signature(signature(), kAnna));
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
    EnrolmentSession session = begun(adult());
    for (const Position finger : all) {
      ASSERT_TRUE(session.except_finger(finger, {FingerFault::bandaged, permanent}, kAnna));
    }
    const SessionStatus status = session.status();
    EXPECT_EQ(status.fingers,
              permanent ? FingersVerdict::permanently_impossible : FingersVerdict::temporarily_impossible);
    EXPECT_EQ(format_date(status.applicant.expiry_date.value()), permanent ? "2033-11-22" : "2027-11-22");
    ASSERT_TRUE(session.offer_photo(good_photo(), kAnna));
    ASSERT_TRUE(session.offer_signature(signature(), kAnna));
    const auto closed = session.finish(Finish::close, kAnna);
    ASSERT_TRUE(closed) << closed.error().message;
    EXPECT_EQ(closed->mrz.lines[1].substr(21, 6), permanent ? "331122" : "271122");
    EXPECT_FALSE(closed->chip.contains(ChipFile::dg3));
  }
}

TEST(EnrolmentSession, ABetterAttemptMakesOverridesOfTheOldOneVoid) {
  EnrolmentSession session = begun(child());
  ASSERT_TRUE(session.offer_photo(small_photo(), kAnna));
  for (const SessionNeed& need : session.status().needs) {
    if (need.kind != NeedKind::decision) continue;
    ASSERT_TRUE(session.override_finding(parse_finding_name(need.subject).value(),
                                         {"", "no-better-possible", "a text that is long enough", "Bram Claes"},
                                         kAnna));
  }
  EXPECT_FALSE(session.status().overrides.empty());
  ASSERT_TRUE(session.offer_photo(good_photo(), kAnna));
  EXPECT_TRUE(session.status().overrides.empty());
}

TEST(EnrolmentSession, ExceptionsOpenOtherFingersOrFreeFromThem) {
  EnrolmentSession session = begun(adult());
  ASSERT_TRUE(session.offer_finger(Position::right_index, print(Position::right_index), kAnna));
  ASSERT_TRUE(session.except_finger(Position::right_index, {FingerFault::unreadable, true}, kAnna));
  EXPECT_EQ(session.status().next_finger, Position::right_middle);
  EXPECT_EQ(why_not(session, SessionAction::offer_finger, Position::right_index), Reason::exception_stands);
  ASSERT_TRUE(session.offer_finger(Position::right_middle, print(Position::right_middle), kAnna));
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
  ASSERT_TRUE(session.offer_photo(good_photo(), kAnna));
  confirm_all(session);
  const auto released = session.finish(Finish::release, kAnna);
  ASSERT_TRUE(released) << released.error().message;
  ASSERT_EQ(released->fingers.size(), 1U);
  EXPECT_EQ(released->fingers[0].position, Position::right_middle);
  EXPECT_FALSE(released->signature);
  EXPECT_FALSE(released->chip.contains(ChipFile::dg7));
  EXPECT_EQ(record_of(*released)["exceptions"].size(), 6U);
}

// What one walk does next: offers of all kinds, decisions, ends; most of it impossible most of the time.
struct Walk {
  std::mt19937 random;
  EnrolmentSession session;

  int pick(int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); }
  Position any_finger() {
    constexpr Position kFingers[] = {Position::right_index, Position::right_middle, Position::left_index,
                                     Position::left_little};
    return kFingers[pick(4)];
  }
  SampleFile any_print(Position finger) {
    const Position drawn = finger == Position::left_little ? Position::left_index : finger;
    return pick(2) == 0 ? poor_print(drawn) : print(drawn);
  }

  // The step that is about to be tried, and a call that tries it.
  std::pair<SessionStep, std::function<std::optional<Error>(EnrolmentSession&)>> next() {
    const auto told = [](const auto& result) -> std::optional<Error> {
      return result ? std::nullopt : std::optional(result.error());
    };
    const Position finger = any_finger();
    switch (pick(14)) {
      case 0:
        return {{SessionAction::offer_photo, {}, {}, ""},
                [=, file = pick(2) == 0 ? good_photo() : small_photo()](auto& s) {
                  return told(s.offer_photo(file, kAnna));
                }};
      case 1:
        return {{SessionAction::offer_signature, {}, {}, ""},
                [=](auto& s) { return told(s.offer_signature(signature(), kBram)); }};
      case 2:
      case 3:
      case 4: {
        const Position wanted = session.status().next_finger.value_or(finger);
        const bool drawn =
            wanted == Position::right_index || wanted == Position::right_middle || wanted == Position::left_index;
        const Position given = drawn && pick(4) != 0 ? wanted : finger;
        return {{SessionAction::offer_finger, {}, given, ""},
                [=, file = any_print(given)](auto& s) { return told(s.offer_finger(given, file, kAnna)); }};
      }
      case 5: {
        std::map<Position, SampleFile> prints = {{Position::right_index, print(Position::right_index)},
                                                 {Position::left_index, poor_print(Position::left_index)}};
        return {{SessionAction::bring_fingers, {}, {}, ""},
                [=](auto& s) { return told(s.bring_fingers(prints, kAnna)); }};
      }
      case 6:
        return {{SessionAction::except_finger, {}, finger, ""}, [=, permanent = pick(2) == 0](auto& s) {
                  return told(s.except_finger(finger, {FingerFault::bandaged, permanent}, kAnna));
                }};
      case 7:
        return {{SessionAction::except_signature, {}, {}, ""}, [=](auto& s) {
                  return told(s.except_signature({SignatureFault::cannot_write, false}, kAnna));
                }};
      case 8: {
        const char* const rule = pick(2) == 0 ? "presence-from-6" : "both-parents";
        if (pick(2) == 0) {
          return {{SessionAction::confirm_condition, {}, {}, rule},
                  [=](auto& s) { return told(s.confirm_condition(rule, kBram)); }};
        }
        const char* const input = pick(3) == 0 ? "registered" : "consent";
        const char* const value = pick(2) == 0 ? "both-parents" : "none";
        return {{SessionAction::answer_input, {}, {}, input},
                [=](auto& s) { return told(s.answer_input(input, value, kBram)); }};
      }
      case 9:
      case 10: {
        std::string subject = "photo/inter_eye_distance";
        for (const SessionNeed& need : session.status().needs) {
          if (need.kind == NeedKind::decision && pick(2) == 0) subject = need.subject;
        }
        return {{SessionAction::override_finding, {}, {}, subject}, [=](auto& s) {
                  return told(s.override_finding(parse_finding_name(subject).value(),
                                                 {"", "no-better-possible", "No other camera.", "Bram Claes"}, kAnna));
                }};
      }
      case 11: {
        const auto sample = static_cast<Sample>(pick(3));
        return {{SessionAction::discard, sample, {}, ""}, [=](auto& s) { return told(s.discard(sample, kAnna)); }};
      }
      case 12:
        return {{SessionAction::release, {}, {}, ""}, [=](auto& s) { return told(s.finish(Finish::release, kAnna)); }};
      default:
        if (pick(8) != 0) {
          return {{SessionAction::close, {}, {}, ""}, [=](auto& s) { return told(s.finish(Finish::close, kBram)); }};
        }
        return {{SessionAction::abandon, {}, {}, ""}, [=](auto& s) { return told(s.abandon("went home", kAnna)); }};
    }
  }
};

std::string said(const Result<Enrolment>& enrolment) {
  if (!enrolment) return enrolment.error().message;
  std::string all;
  for (const FileEntry& file : enrolment->files) all += file.path + " " + sha256_hex(file.bytes) + "\n";
  return all;
}

int number_of(const char* variable, int usual) {
  const char* text = std::getenv(variable);
  return text != nullptr ? std::atoi(text) : usual;
}

TEST(EnrolmentSession, RandomWalksNeverLeaveTheRules) {
  const int walks = number_of("ENROLKIT_WALKS", 4);
  int taken = 0;
  int refused = 0;
  for (int seed = 0; seed < walks; ++seed) {
    Walk walk{std::mt19937(static_cast<unsigned>(seed)), begun(seed % 3 == 2 ? child() : adult())};
    for (int i = 0; i < 16; ++i) {
      const Bytes before = walk.session.serialise();
      const auto [step, take] = walk.next();
      const auto expected = walk.session.refusal(step);
      const auto error = take(walk.session);
      const std::string where = "walk " + std::to_string(seed) + ", step " + std::to_string(i) + ", " +
                                std::string(session_action_name(step.action));
      if (expected) {
        ASSERT_TRUE(error) << where;
        EXPECT_EQ(error->code, ErrorCode::refused_by_rules) << where;
        EXPECT_EQ(error->message, expected->message) << where;
      }
      const Bytes after = walk.session.serialise();
      if (error) {
        ++refused;
        EXPECT_EQ(after, before) << where << ": " << error->message;
      } else {
        ++taken;
      }
      if (step.action == SessionAction::override_finding || step.action == SessionAction::bring_fingers) {
        EXPECT_TRUE(!error || error->code == ErrorCode::refused_by_rules) << where << ": " << error->message;
      }

      auto resumed = EnrolmentSession::resume(after, setup(), "session");
      ASSERT_TRUE(resumed) << where << ": " << resumed.error().message;
      ASSERT_EQ(resumed->serialise(), after) << where;
      const SessionStatus status = walk.session.status();
      ASSERT_EQ(session_json(resumed->status()), session_json(status)) << where;
      for (const SessionStep& may : status.next) EXPECT_FALSE(walk.session.refusal(may)) << where;
      EXPECT_EQ(status.state == SessionState::open && status.needs.empty(),
                status.state == SessionState::open && !walk.session.refusal({SessionAction::release, {}, {}, ""}))
          << where;
      if (i % 3 == 0) walk.session = *std::move(resumed);
    }
    auto resumed = EnrolmentSession::resume(walk.session.serialise(), setup(), "session").value();
    EXPECT_EQ(said(walk.session.finish(Finish::close, kAnna)), said(resumed.finish(Finish::close, kAnna)))
        << "walk " << seed;
  }
  EXPECT_GT(taken, walks);
  EXPECT_GT(refused, walks);
}

Bytes small_session() {
  EnrolmentSession session = begun(adult());
  EXPECT_TRUE(session.except_finger(Position::right_index, {FingerFault::bandaged, false}, kAnna));
  EXPECT_TRUE(session.except_signature({SignatureFault::cannot_write, true}, kAnna));
  return session.serialise();
}

TEST(EnrolmentSession, DamagedBytesAreToldAndNeverResumed) {
  const Bytes bytes = small_session();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto resumed = EnrolmentSession::resume(BytesView(bytes).first(size), setup(), "the session");
    ASSERT_FALSE(resumed) << size;
    EXPECT_EQ(resumed.error().message.rfind("the session", 0), 0U) << resumed.error().message;
  }
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    Bytes flipped = bytes;
    flipped[at] ^= 0x20U;
    ASSERT_FALSE(EnrolmentSession::resume(flipped, setup(), "the session")) << at;
  }
  Bytes newer = bytes;
  newer[16] = 2;
  EXPECT_EQ(EnrolmentSession::resume(newer, setup(), "s").error().code, ErrorCode::unsupported);
  EnrolmentSetup other = setup();
  other.policy.version = "0";
  EXPECT_EQ(EnrolmentSession::resume(bytes, other, "s").error().code, ErrorCode::invalid_argument);
}

// Somebody who can compute a checksum, too, gets no session that steps could not have led to.
TEST(EnrolmentSession, ForgedBytesGiveASessionOrAnError) {
  const Bytes bytes = small_session();
  const std::size_t body = bytes.size() - 64;
  int resumed = 0;
  for (std::size_t at = 17; at < body; at += 3) {
    Bytes forged(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(body));
    forged[at] ^= at % 2 == 0 ? 0x01U : 0x80U;
    const std::string digest = sha256_hex(forged);
    forged.insert(forged.end(), digest.begin(), digest.end());
    const auto session = EnrolmentSession::resume(forged, setup(), "the session");
    if (!session) continue;
    ++resumed;
    EXPECT_FALSE(session->status().next.empty());
  }
  EXPECT_GT(resumed, 0);  // a letter of a name, for one
}

TEST(EnrolmentSession, OfficersHaveNames) {
  const auto begin = [](const std::string& officer) {
    return EnrolmentSession::begin(adult(), setup(), By{officer, kAnna.at});
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
