// SPDX-License-Identifier: Apache-2.0
// The order of the fingers, attempts, the best of them, exceptions, and libfprint's virtual reader behind it all.
#include "enrolkit/finger_session.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <future>

#include "samples/people/people.hpp"
#include "samples/virtual_reader/virtual_reader.hpp"
#include "tests/temporary_folder.hpp"

namespace enrolkit {
namespace {

using namespace std::chrono_literals;
using Position = FingerPosition;

Policy policy() { return builtin_policy("be-passport-2026").value(); }
FingerSession session() { return FingerSession::start(policy()).value(); }

const people::Person& person() {
  static const people::Person drawn = [] {
    people::Settings settings;
    settings.seed = 77;
    settings.age = 30;
    settings.fingers = {Position::right_index, Position::right_middle, Position::left_index};
    settings.impressions = 2;
    return people::make_person(settings).value();
  }();
  return drawn;
}

FingerCapture take(Position position, std::size_t number) {
  for (const people::Finger& finger : person().fingers) {
    if (finger.position == position) return {finger.takes.at(number).image, 500};
  }
  ADD_FAILURE() << "this finger was not drawn";
  return {};
}

FingerCapture good(Position position) { return take(position, 0); }
FingerCapture good_again(Position position) { return take(position, 1); }

// The right `share` of the print is missing: a finger laid down beside the sensor.
FingerCapture beside(Position position, double share) {
  FingerCapture capture = good(position);
  for (int y = 0; y < capture.image.height; ++y) {
    for (int x = static_cast<int>((1 - share) * capture.image.width); x < capture.image.width; ++x) {
      capture.image.row(y)[x] = 240;
    }
  }
  return capture;
}

FingerStep offer(FingerSession& session, FingerCapture capture) {
  auto step = session.offer(std::move(capture));
  EXPECT_TRUE(step) << step.error().message;
  return step ? *std::move(step) : FingerStep{};
}

TEST(FingerSession, TakesBothIndexFingers) {
  FingerSession fingers = session();
  EXPECT_EQ(fingers.next(), Position::right_index);
  EXPECT_EQ(fingers.attempts_left(), 3);
  EXPECT_EQ(fingers.verdict(), FingersVerdict::open);
  const FingerStep right = offer(fingers, good(Position::right_index));
  EXPECT_EQ(right.result, AttemptResult::accepted);
  EXPECT_EQ(right.finger, Position::right_index);
  EXPECT_TRUE(right.reasons.empty());
  EXPECT_EQ(fingers.next(), Position::left_index);
  EXPECT_EQ(offer(fingers, good(Position::left_index)).result, AttemptResult::accepted);
  EXPECT_FALSE(fingers.next());
  EXPECT_EQ(fingers.verdict(), FingersVerdict::complete);
  ASSERT_EQ(fingers.taken().size(), 2U);
  EXPECT_EQ(fingers.taken()[0].finger, Position::right_index);
  EXPECT_EQ(fingers.taken()[1].finger, Position::left_index);
  EXPECT_TRUE(fingers.taken()[0].sufficient);
  EXPECT_FALSE(fingers.offer(good(Position::left_index)));
}

TEST(FingerSession, AsksAgainAndSaysWhy) {
  FingerSession fingers = session();
  const FingerStep step = offer(fingers, beside(Position::right_index, 0.6));
  EXPECT_EQ(step.result, AttemptResult::again);
  EXPECT_FALSE(step.reasons.empty());
  EXPECT_EQ(fingers.attempts_left(), 2);
  EXPECT_EQ(fingers.next(), Position::right_index);
  EXPECT_EQ(offer(fingers, good(Position::right_index)).result, AttemptResult::accepted);
  EXPECT_EQ(fingers.taken().front().attempts, 2);
}

TEST(FingerSession, AnEmptySensorIsNoAttempt) {
  FingerSession fingers = session();
  FingerCapture empty = good(Position::right_index);
  std::fill(empty.image.pixels.begin(), empty.image.pixels.end(), std::uint8_t{240});
  const FingerStep step = offer(fingers, empty);
  EXPECT_EQ(step.result, AttemptResult::again);
  ASSERT_FALSE(step.reasons.empty());
  EXPECT_EQ(step.reasons.front(), "No finger is seen.");
  EXPECT_EQ(fingers.attempts_left(), 3);
}

TEST(FingerSession, GoesToTheNextFingerOfTheHandAfterThreeAttempts) {
  FingerSession fingers = session();
  for (int attempt = 0; attempt < 2; ++attempt) {
    EXPECT_EQ(offer(fingers, beside(Position::right_index, 0.6)).result, AttemptResult::again);
  }
  EXPECT_EQ(offer(fingers, beside(Position::right_index, 0.6)).result, AttemptResult::next_finger);
  EXPECT_EQ(fingers.next(), Position::right_middle);
  EXPECT_EQ(offer(fingers, good(Position::right_middle)).result, AttemptResult::accepted);
  EXPECT_EQ(fingers.next(), Position::left_index);
  EXPECT_EQ(fingers.taken().front().finger, Position::right_middle);
}

TEST(FingerSession, KeepsTheBestAttemptOfAHandThatGivesNothingBetter) {
  Policy short_policy = policy();
  short_policy.finger_order = {"index", "middle"};
  short_policy.finger_attempts = 2;
  FingerSession fingers = FingerSession::start(short_policy).value();
  offer(fingers, beside(Position::right_index, 0.6));
  EXPECT_EQ(offer(fingers, beside(Position::right_index, 0.55)).result, AttemptResult::next_finger);
  offer(fingers, beside(Position::right_middle, 0.65));
  EXPECT_EQ(fingers.taken().size(), 0U);
  EXPECT_EQ(offer(fingers, beside(Position::right_middle, 0.65)).result, AttemptResult::kept_best);
  EXPECT_EQ(fingers.next(), Position::left_index);
  ASSERT_EQ(fingers.taken().size(), 1U);
  const TakenFinger kept = fingers.taken().front();
  EXPECT_EQ(kept.finger, Position::right_index);
  EXPECT_FALSE(kept.sufficient);
  EXPECT_EQ(kept.attempts, 2);
  EXPECT_EQ(kept.capture.image.pixels, beside(Position::right_index, 0.55).image.pixels);
}

TEST(FingerSession, AMissingFingerIsNotAskedFor) {
  FingerSession fingers = session();
  ASSERT_TRUE(fingers.add_exception(Position::right_index, {FingerFault::missing, true}));
  EXPECT_EQ(fingers.next(), Position::right_middle);
  EXPECT_FALSE(fingers.add_exception(Position::right_little, {FingerFault::missing, true}));
  EXPECT_EQ(fingers.exceptions().size(), 1U);
}

TEST(FingerSession, AnExceptionTakesBackWhatWasTaken) {
  FingerSession fingers = session();
  offer(fingers, good(Position::right_index));
  ASSERT_TRUE(fingers.add_exception(Position::right_index, {FingerFault::unreadable, false}));
  EXPECT_EQ(fingers.next(), Position::right_middle);
  EXPECT_TRUE(fingers.taken().empty());
}

void except_hand(FingerSession& fingers, const std::string& hand, FingerException exception) {
  for (const char* finger : {"index", "middle", "ring", "thumb"}) {
    ASSERT_TRUE(fingers.add_exception(parse_finger_name(hand + "-" + finger).value(), exception));
  }
}

TEST(FingerSession, TellsWhatCannotBeTakenAndForHowLong) {
  FingerSession gone = session();
  except_hand(gone, "right", {FingerFault::missing, true});
  except_hand(gone, "left", {FingerFault::missing, true});
  EXPECT_EQ(gone.verdict(), FingersVerdict::permanently_impossible);

  FingerSession plaster = session();
  except_hand(plaster, "right", {FingerFault::missing, true});
  except_hand(plaster, "left", {FingerFault::bandaged, false});
  EXPECT_EQ(plaster.verdict(), FingersVerdict::temporarily_impossible);

  FingerSession one_hand = session();
  except_hand(one_hand, "right", {FingerFault::bandaged, false});
  offer(one_hand, good(Position::left_index));
  EXPECT_EQ(one_hand.verdict(), FingersVerdict::partial);
}

TEST(FingerSession, TheSameFingerTwiceIsNoticed) {
  FingerSession fingers = session();
  offer(fingers, good(Position::right_index));
  const FingerStep again = offer(fingers, good_again(Position::right_index));
  EXPECT_EQ(again.finger, Position::left_index);
  EXPECT_EQ(again.result, AttemptResult::wrong_finger);
  ASSERT_EQ(again.reasons.size(), 1U);
  EXPECT_NE(again.reasons.front().find("right index"), std::string::npos);
  EXPECT_EQ(fingers.attempts_left(), 3);
  EXPECT_EQ(offer(fingers, good(Position::left_index)).result, AttemptResult::accepted);
}

TEST(FingerSession, SwappedHandsAreNoticedWhereThePrintsAreKnown) {
  FingerSession fingers = session();
  ASSERT_TRUE(fingers.add_known_print(Position::right_index, good_again(Position::right_index)));
  ASSERT_TRUE(fingers.add_known_print(Position::left_index, good_again(Position::left_index)));
  EXPECT_EQ(offer(fingers, good(Position::left_index)).result, AttemptResult::wrong_finger);
  EXPECT_EQ(offer(fingers, good(Position::right_index)).result, AttemptResult::accepted);
  EXPECT_EQ(offer(fingers, good(Position::left_index)).result, AttemptResult::accepted);
}

TEST(FingerSession, RefusesATinyImageAndCountsNothing) {
  FingerSession fingers = session();
  for (const int side : {1, 10}) {
    const auto step = fingers.offer({Image(side, side, PixelFormat::grey8), 500});
    ASSERT_FALSE(step);
    EXPECT_EQ(step.error().code, ErrorCode::invalid_argument);
  }
  EXPECT_EQ(fingers.attempts_left(), 3);
}

// The whole of it over libfprint: two retries, a lost reader, another one, and both fingers.
TEST(FingerSession, OutlivesAReaderThatIsUnplugged) {
  const TemporaryFolder folder;
  const auto socket = folder.path() / "reader";
  setenv("FP_DRIVERS_WHITELIST", "virtual_image", 1);
  setenv("FP_VIRTUAL_IMAGE", socket.c_str(), 1);
  FingerSession fingers = session();
  // The virtual reader drops what comes while it still winds up an earlier capture: then the finger comes again.
  const auto capture_while = [&](FingerReader& reader, auto play) {
    std::promise<void> captured;
    auto played = std::async(std::launch::async, [&, done = captured.get_future()] {
      do {
        auto device = samples::VirtualReader::connect(socket, 1s);
        if (device && play(*device)) static_cast<void>(device->finish().has_value());
      } while (done.wait_for(1s) != std::future_status::ready);
    });
    auto step = fingers.capture(reader, 60s);
    captured.set_value();
    played.get();
    return step;
  };
  using Device = samples::VirtualReader;
  {
    const auto reader = open_finger_reader();
    ASSERT_TRUE(reader) << reader.error().message;
    const auto retry = capture_while(**reader, [](Device& d) { return d.send_retry(Device::Retry::centre_finger); });
    ASSERT_TRUE(retry) << retry.error().message;
    EXPECT_EQ(retry->result, AttemptResult::again);
    EXPECT_NE(retry->reasons.front().find("centred"), std::string::npos) << retry->reasons.front();
    EXPECT_EQ(fingers.attempts_left(), 3);
    const auto print = good(Position::right_index);
    const auto taken = capture_while(**reader, [&](Device& d) { return d.send_image(print.image.view()); });
    ASSERT_TRUE(taken) << taken.error().message;
    EXPECT_EQ(taken->result, AttemptResult::accepted);
    const auto lost = capture_while(**reader, [](Device& d) { return d.remove_device(); });
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, ErrorCode::device_failed);
  }
  const auto reader = open_finger_reader();
  ASSERT_TRUE(reader) << reader.error().message;
  EXPECT_EQ(fingers.capture(**reader, 20ms).error().code, ErrorCode::timeout);
  std::stop_source cancel;
  cancel.request_stop();
  EXPECT_EQ(fingers.capture(**reader, 120s, cancel.get_token()).error().code, ErrorCode::cancelled);
  const auto print = good(Position::left_index);
  const auto taken = capture_while(**reader, [&](Device& d) { return d.send_image(print.image.view()); });
  ASSERT_TRUE(taken) << taken.error().message;
  EXPECT_EQ(fingers.verdict(), FingersVerdict::complete);
  unsetenv("FP_VIRTUAL_IMAGE");
}

}  // namespace
}  // namespace enrolkit
