// SPDX-License-Identifier: Apache-2.0
// Sessions walked at random: no step that the session refuses is taken, and putting it away changes nothing.
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <random>

#include "enrolkit/report.hpp"
#include "enrolkit/session.hpp"
#include "sdk/dossier/sha256.hpp"
#include "tests/drawn_applicant.hpp"

namespace enrolkit {
namespace {

using Position = FingerPosition;

// Two thirds of the print are missing.
SampleFile poor_print(Position position) {
  Image image = drawn_print_image(position);
  for (int y = 0; y < image.height; ++y) {
    for (int x = image.width / 3; x < image.width; ++x) image.row(y)[x] = 240;
  }
  return {"poor.png", encode_png(image.view(), 500).value()};
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
    return pick(2) == 0 ? poor_print(drawn) : drawn_print(drawn);
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
                [=, file = pick(2) == 0 ? drawn_photo() : small_photo()](auto& s) {
                  return told(s.offer_photo(file, kAnna));
                }};
      case 1:
        return {{SessionAction::offer_signature, {}, {}, ""},
                [=](auto& s) { return told(s.offer_signature(drawn_signature(), kBram)); }};
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
        std::map<Position, SampleFile> prints = {{Position::right_index, drawn_print(Position::right_index)},
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

TEST(EnrolmentWalk, RandomWalksNeverLeaveTheRules) {
  const int walks = number_of("ENROLKIT_WALKS", 4);
  int taken = 0;
  int refused = 0;
  for (int seed = 0; seed < walks; ++seed) {
    Walk walk{std::mt19937(static_cast<unsigned>(seed)), begun_session(seed % 3 == 2 ? drawn_child() : drawn_adult())};
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

      auto resumed = EnrolmentSession::resume(after, drawn_setup(), "session");
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
    auto resumed = EnrolmentSession::resume(walk.session.serialise(), drawn_setup(), "session").value();
    EXPECT_EQ(said(walk.session.finish(Finish::close, kAnna)), said(resumed.finish(Finish::close, kAnna)))
        << "walk " << seed;
  }
  EXPECT_GT(taken, walks);
  EXPECT_GT(refused, walks);
}

}  // namespace
}  // namespace enrolkit
