// SPDX-License-Identifier: Apache-2.0
// A drawn adult with all samples, for the tests of what happens to an enrolment.
#pragma once

#include "enrolkit/enrolkit.hpp"
#include "samples/people/people.hpp"

namespace enrolkit {

inline const By kAnna{"Anna Peeters",
                      Timestamp(std::chrono::sys_days(std::chrono::year{2026} / 11 / 22)) + std::chrono::hours(9)};
inline const By kBram{"Bram Claes", kAnna.at + std::chrono::minutes(5)};

inline EnrolmentSetup drawn_setup() {
  static const auto models = PhotoModels::load().value();
  EnrolmentSetup setup;
  setup.policy = builtin_policy("be-passport-2026").value();
  setup.models = models;
  return setup;
}

inline const people::Person& drawn_person(std::uint64_t seed) {
  static std::map<std::uint64_t, people::Person> drawn;
  const auto found = drawn.find(seed);
  if (found != drawn.end()) return found->second;
  people::Settings settings;
  settings.seed = seed;
  settings.age = 34;
  settings.fingers = {FingerPosition::right_index, FingerPosition::left_index};
  return drawn.emplace(seed, people::make_person(settings).value()).first->second;
}

// Applies on 2026-11-22.
inline Applicant drawn_adult() { return parse_applicant(drawn_person(13).applicant_json, "applicant.json").value(); }

// The fingers are those of somebody whose fingers are unlike each other.
inline EnrolmentSamples drawn_samples() {
  EnrolmentSamples samples;
  samples.photo = SampleFile{"photo.jpg", encode_jpeg(drawn_person(13).portrait.view(), 95).value()};
  samples.signature = SampleFile{"signature.png", encode_png(drawn_person(13).signature.view()).value()};
  for (const people::Finger& finger : drawn_person(77).fingers) {
    samples.fingers[finger.position] = {"print.png", encode_png(finger.takes.front().image.view(), 500).value()};
  }
  return samples;
}

// Everything that a session of the drawn adult needs before its release.
inline void complete(EnrolmentSession& session) {
  const EnrolmentSamples samples = drawn_samples();
  for (const FingerPosition finger : {FingerPosition::right_index, FingerPosition::left_index}) {
    ASSERT_TRUE(session.offer_finger(finger, samples.fingers.at(finger), kAnna));
  }
  ASSERT_TRUE(session.offer_signature(*samples.signature, kAnna));
  ASSERT_TRUE(session.offer_photo(*samples.photo, kAnna));
  for (const SessionNeed& need : session.status().needs) {
    ASSERT_EQ(need.kind, NeedKind::condition) << need.message;
    ASSERT_TRUE(session.confirm_condition(need.subject, kAnna)) << need.message;
  }
}

}  // namespace enrolkit
