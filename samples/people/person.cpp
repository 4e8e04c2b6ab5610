// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "enrolkit/image_codec.hpp"
#include "enrolkit/rules.hpp"
#include "people/people.hpp"
#include "people/settings.hpp"
#include "people/variety.hpp"

namespace enrolkit::people {
namespace {

constexpr int kYoungest = 6;  // drawn when no age is asked: those who must appear in person
constexpr int kOldest = 85;

// Ridges are further apart the larger the finger is: 0.46 mm for men, 9 % less for women, 14 % less at 12 years.
double ridge_period(Random& random, double age, bool female, FingerPosition position) {
  const bool thumb = position == FingerPosition::right_thumb || position == FingerPosition::left_thumb;
  const double grown = smooth_step(4, 18, age);
  return random.normal(9.1, 0.35) * (female ? 0.94 : 1.0) * (0.84 + 0.16 * grown) * (thumb ? 1.06 : 1.0);
}

Finger make_finger(std::uint64_t seed, FingerPosition position, const Settings& settings, const Draft& draft) {
  Random random = Random::stream(seed, "finger " + std::string(finger_name(position)));
  FingerParameters parameters;
  const bool right = static_cast<int>(position) <= static_cast<int>(FingerPosition::right_little);
  const Pattern drawn = draw_pattern(random, right);
  parameters.pattern = draft.pattern.value_or(drawn);
  parameters.period = ridge_period(random, draft.portrait.look.age, draft.portrait.look.female, position);
  parameters.creases = draft.creases.value_or(2.2 * smooth_step(15, 70, draft.portrait.look.age));
  const MasterPrint master = grow_master(random, parameters);
  Finger finger{position, std::string(pattern_name(parameters.pattern)), {}};
  for (int take = 0; take < settings.impressions; ++take) {
    Touch touch = draw_touch(random);
    touch.rotation += draft.touch.rotation;
    touch.shift_x += draft.touch.shift_x;
    touch.shift_y += draft.touch.shift_y;
    touch.pressure = std::clamp(touch.pressure + draft.touch.pressure, -1.0, 1.0);
    touch.moisture = std::clamp(touch.moisture + draft.touch.moisture, -1.0, 1.0);
    touch.contact *= draft.touch.contact;
    touch.distortion *= draft.touch.distortion;
    touch.noise *= draft.touch.noise;
    Impression impression = press(master, touch);
    finger.takes.push_back({std::move(impression.image), std::move(impression.minutiae), touch.rotation, touch.shift_x,
                            touch.shift_y, touch.moisture, touch.contact});
  }
  return finger;
}

// What a bad compression did before the picture came to us.
Status compress(Image& image, int quality) {
  const auto bytes = encode_jpeg(image.view(), quality);
  if (!bytes) return bytes.error();
  auto decoded = decode_image(*bytes, "the synthetic photo");
  if (!decoded) return decoded.error();
  image = std::move(decoded->image);
  return {};
}

}  // namespace

Result<Person> make_person(const Settings& settings) {
  if (settings.age && (*settings.age < 0 || *settings.age > kMaxAge)) {
    return Error{ErrorCode::invalid_argument,
                 "the age " + std::to_string(*settings.age) + " is not in 0.." + std::to_string(kMaxAge)};
  }
  if (settings.impressions < 1 || settings.impressions > kMaxImpressions) {
    return Error{ErrorCode::invalid_argument, "the number of impressions " + std::to_string(settings.impressions) +
                                                  " is not in 1.." + std::to_string(kMaxImpressions)};
  }
  if (!settings.on.ok()) return Error{ErrorCode::invalid_argument, "the day of the application is no calendar day"};
  const auto wishes = read_wishes(settings.set);
  if (!wishes) return wishes.error();

  Random who = Random::stream(settings.seed, "who");
  const int drawn_age = kYoungest + static_cast<int>(who.index(kOldest - kYoungest + 1));
  const bool drawn_female = who.chance(0.5);
  Person person;
  person.seed = settings.seed;
  person.set = settings.set;
  person.age = settings.age.value_or(drawn_age);
  const bool female = wishes->female.value_or(drawn_female);
  Random names = Random::stream(settings.seed, "names");
  Identity identity = draw_identity(names, person.age, female, settings.on);
  person.birth_date = identity.birth_date;

  Draft draft;
  draft.identity = &identity;
  Random looks = Random::stream(settings.seed, "look");
  draft.portrait.look = draw_look(looks, person.age, female, wishes->skin);
  draft.portrait.seed = static_cast<std::uint32_t>(looks.next());
  if (wishes->variety > 0) {
    Random variety = Random::stream(settings.seed, "variety");
    vary(variety, wishes->variety, draft.portrait);
  }
  if (auto status = apply_settings(settings.set, draft); !status) return status.error();
  if (draft.portrait.second) {
    Random other = Random::stream(settings.seed, "second face");
    draft.portrait.second = draw_look(other, other.uniform(16, 70), other.chance(0.5));
  }

  Portrait portrait = draw_portrait(draft.portrait);
  person.portrait = std::move(portrait.image);
  person.portrait_truth = portrait.truth;
  person.portrait_parameters = draft.portrait;
  if (draft.jpeg > 0) {
    if (auto status = compress(person.portrait, draft.jpeg); !status) return status.error();
  }
  if (draft.fingers) {
    std::vector<FingerPosition> positions = settings.fingers;
    if (positions.empty()) {
      for (int code = 1; code <= 10; ++code) positions.push_back(static_cast<FingerPosition>(code));
    }
    for (const FingerPosition position : positions) {
      person.fingers.push_back(make_finger(settings.seed, position, settings, draft));
    }
  }
  Random hand = Random::stream(settings.seed, "signature");
  person.signature = draw_signature(
      identity.given_names.substr(0, identity.given_names.find(' ')) + " " + identity.surname, hand, draft.signature);
  person.applicant_json = applicant_json(identity);
  return person;
}

}  // namespace enrolkit::people
