// SPDX-License-Identifier: Apache-2.0
// A drawn adult with all samples, for the tests of what happens to an enrolment.
#pragma once

#include <gtest/gtest.h>

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
  settings.fingers = {FingerPosition::right_index, FingerPosition::right_middle, FingerPosition::left_index};
  return drawn.emplace(seed, people::make_person(settings).value()).first->second;
}

// Applies on 2026-11-22.
inline Applicant drawn_adult() { return parse_applicant(drawn_person(13).applicant_json, "applicant.json").value(); }

inline Applicant drawn_child() {
  Applicant applicant = drawn_adult();
  applicant.birth_date = parse_date("2015-01-10").value();
  return applicant;
}

inline SampleFile drawn_photo() { return {"photo.jpg", encode_jpeg(drawn_person(13).portrait.view(), 95).value()}; }

// Every fourth pixel: too small for a passport.
inline SampleFile small_photo() {
  const Image& large = drawn_person(13).portrait;
  Image image(large.width / 4, large.height / 4, large.format);
  const int channels = channels_of(large.format);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width * channels; ++x) {
      image.row(y)[x] = large.row(4 * y)[x / channels * 4 * channels + x % channels];
    }
  }
  return {"small.jpg", encode_jpeg(image.view(), 95).value()};
}

inline SampleFile drawn_signature() { return {"signature.png", encode_png(drawn_person(13).signature.view()).value()}; }

// Of somebody whose drawn fingers are unlike each other.
inline Image drawn_print_image(FingerPosition position) {
  for (const people::Finger& finger : drawn_person(77).fingers) {
    if (finger.position == position) return finger.takes.front().image;
  }
  ADD_FAILURE() << "this finger was not drawn";
  return {};
}

inline SampleFile drawn_print(FingerPosition position) {
  return {"print.png", encode_png(drawn_print_image(position).view(), 500).value()};
}

inline EnrolmentSamples drawn_samples() {
  EnrolmentSamples samples;
  samples.photo = drawn_photo();
  samples.signature = drawn_signature();
  for (const FingerPosition finger : {FingerPosition::right_index, FingerPosition::left_index}) {
    samples.fingers[finger] = drawn_print(finger);
  }
  return samples;
}

inline EnrolmentSession begun_session(const Applicant& applicant) {
  return EnrolmentSession::begin(applicant, drawn_setup(), kAnna).value();
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
