// SPDX-License-Identifier: Apache-2.0
#include "tests/quality/look_samples.hpp"

#include <string>
#include <tuple>

#include "people/people.hpp"
#include "quality/photo/head_pose.hpp"
#include "tests/quality/degradations.hpp"
#include "tests/quality/drawn_defects.hpp"
#include "tests/quality/eye_labels.hpp"
#include "tests/quality/portrait_data.hpp"

namespace enrolkit::testing {
namespace {

constexpr double kTurnedAway = 25;  // degrees of yaw: one eye is hardly seen

cv::Mat rgb_of(const Image& image) {
  cv::Mat rgb = mat_of(image).clone();
  if (rgb.channels() == 1) cv::cvtColor(rgb, rgb, cv::COLOR_GRAY2RGB);
  return rgb;
}

// One London portrait with its eyes closed, averted, covered.
void add_eyes(LookTrainer& trainer, const cv::Mat& image, const FaceGeometry& face, int group) {
  const FaceLandmarks& p = face.landmarks;
  const auto seed = static_cast<std::uint64_t>(group);
  const auto both = [](Look look) { return std::array<Look, 2>{look, look}; };
  cv::RNG random(seed * 31 + 5);
  const LookTrainer::How hair = {.cheeks = {Look::unknown, Look::unknown}};
  for (const double closed : {0.8, 0.9, 1.0}) {
    trainer.add(with_closed_lids(image, p, WhichEye::both, closed, seed), both(Look::closed), group, "lids_closed",
                {.shifted = 2});
  }
  trainer.add(with_closed_lids(image, p, WhichEye::left, 1, seed), {Look::closed, Look::open}, group, "lid_closed");
  trainer.add(with_closed_lids(image, p, WhichEye::right, 0.9, seed), {Look::open, Look::closed}, group, "lid_closed");
  for (int i = 0; i < 4; ++i) {
    const cv::Mat shifted = with_shifted_irises(image, p, random.uniform(-0.09, 0.09), random.uniform(-0.05, 0.05));
    trainer.add(shifted, both(Look::open), group, "looks_aside", {.face = &face});
  }
  trainer.add(with_red_pupils(image, p, 1), both(Look::open), group, "red", {.face = &face});
  for (const double tint : {0.7, 0.95}) {
    DrawnGlasses g;
    g.tint = tint;
    g.shape = group % 3;
    trainer.add(with_glasses(image, p, g), both(Look::dark_lens), group, "tinted");
  }
  for (const double strength : {0.4, 0.7, 1.0}) {
    trainer.add(with_hair_over_eyes(image, p, WhichEye::both, strength, {}, seed), both(Look::covered), group, "fringe",
                hair);
    trainer.add(with_hair_over_eyes(image, p, WhichEye::left, strength, {}, seed), {Look::covered, Look::unknown},
                group, "hair", hair);
    trainer.add(with_hair_over_eyes(image, p, WhichEye::right, strength, cv::Vec3b(170, 140, 100), seed),
                {Look::unknown, Look::covered}, group, "hair", hair);
  }
  const cv::Vec3b cloth = group % 2 == 0 ? cv::Vec3b(28, 28, 30) : cv::Vec3b(225, 220, 212);
  trainer.add(with_eye_patch(image, p, WhichEye::left, cloth, seed), {Look::covered, Look::open}, group, "patch");
  trainer.add(with_eye_patch(image, p, WhichEye::right, {200, 160, 140}, seed), {Look::open, Look::covered}, group,
              "patch");
}

// The same portrait, its glasses, what covers it, and other light.
void add_portrait(LookTrainer& trainer, const cv::Mat& image, const FaceGeometry& face, int group) {
  const FaceLandmarks& p = face.landmarks;
  const auto seed = static_cast<std::uint64_t>(group);
  const auto both = [](Look look) { return std::array<Look, 2>{look, look}; };
  cv::RNG random(seed * 31 + 5);
  trainer.add(image, both(Look::open), group, "neutral", {.shifted = 4, .weight = 2, .covers = true});
  const cv::Vec3b frames[] = {{38, 32, 30}, {92, 60, 38}, {120, 118, 115}, {30, 36, 70}, {150, 110, 80}};
  for (int i = 0; i < 6; ++i) {
    DrawnGlasses g;
    g.seed = seed * 10 + i;
    g.shape = i % 3;
    g.colour = frames[random.uniform(0, 5)];
    g.rim = random.uniform(0.015, 0.085);
    g.half_height = random.uniform(0.27, 0.36);
    g.lowered = random.uniform(0.03, 0.1);
    if (i == 5) g.tint = random.uniform(0.2, 0.5);
    trainer.add(with_glasses(image, p, g), both(Look::open), group, "glasses");
    // The upper rim, then the lower one, on the opening of the eye.
    DrawnGlasses low = g;
    low.tint = 0;
    low.rim = random.uniform(0.03, 0.1);
    low.lowered = low.half_height + random.uniform(-0.1, 0.05);
    trainer.add(with_glasses(image, p, low), both(Look::framed), group, "frame_low");
    if (i % 2 == 0) {
      low.half_height = random.uniform(0.08, 0.14);
      low.lowered = random.uniform(-0.04, 0.02);
      trainer.add(with_glasses(image, p, low), both(Look::framed), group, "frame_narrow");
    }
  }
  const cv::Vec3b cloths[] = {{150, 190, 210}, {235, 235, 235}, {30, 30, 34}, {150, 110, 90}, {120, 40, 50}};
  const auto covered = [&](const cv::Mat& picture, const char* kind, Look cheek) {
    trainer.add(picture, {Look::unknown, Look::unknown}, group, kind,
                {.shifted = 2, .mouth = Look::no_mouth, .cheeks = {cheek, cheek}});
  };
  for (const double strength : {0.3, 0.65, 1.0}) {
    covered(with_surgical_mask(image, p, strength, cloths[random.uniform(0, 5)], seed), "mask",
            strength > 0.9 ? Look::no_cheek : Look::unknown);
    covered(with_veil(image, p, 1.1 - 0.8 * strength, 1, cloths[random.uniform(0, 5)], seed), "veil",
            strength > 0.5 ? Look::no_cheek : Look::unknown);
  }
  covered(with_hand_over_mouth(image, p, false, seed), "hand", Look::unknown);
  covered(with_hand_over_mouth(image, p, true, seed + 1000), "hand", Look::unknown);
  for (const double strength : {0.6, 1.0}) {
    const auto hair = [](Look left, Look right) { return LookTrainer::How{.shifted = 2, .cheeks = {left, right}}; };
    trainer.add(with_hair_over_cheek(image, p, WhichEye::left, strength, {}, seed), both(Look::unknown), group,
                "cheek_hair", hair(Look::no_cheek, Look::unknown));
    trainer.add(with_hair_over_cheek(image, p, WhichEye::right, strength, cv::Vec3b(60, 45, 38), seed),
                both(Look::unknown), group, "cheek_hair", hair(Look::unknown, Look::no_cheek));
  }
  for (const double light : {0.3, 0.5, 1.5}) {
    trainer.add(with_light(image, light), both(Look::open), group, "other_light", {.face = &face});
  }
  for (const LampSide side : {LampSide::left, LampSide::right}) {
    trainer.add(side_lit(image, face, side, 0.6), both(Look::open), group, "side_light", {.face = &face});
  }
  trainer.add(blurred(image, 2), both(Look::open), group, "blurred", {.face = &face});
  trainer.add(blurred(with_closed_lids(image, p, WhichEye::both, 1, seed), 1.7), both(Look::closed), group,
              "blurred_closed");
}

}  // namespace

int add_real_people(LookTrainer& trainer, const std::filesystem::path& data) {
  int group = 0;
  PassportFrame frame;
  frame.width = 440;  // enough for what is seen at 100 px between the eyes
  for (const auto& row : labelled_images(data / "portraits/london_neutral")) {
    const cv::Mat image = passport_crop(rgb_of(load_image(row.path).value().image), row.pupil(0), row.pupil(1), frame);
    ++group;
    if (const auto face = trainer.face_in(image)) {
      if (trainer.wants(Look::closed)) add_eyes(trainer, image, *face, group);
      add_portrait(trainer, image, *face, group);
    }
    const auto smiling = data / "defects/london_smiling" / (row.labels.at("person") + "_08.jpg");
    if (auto smile = load_image(smiling)) {
      trainer.add(rgb_of(smile->image), {Look::open, Look::open}, group, "smiling", {.shifted = 2, .weight = 2});
    }
  }
  for (const char* folder : {"portraits/congress_pd", "portraits/canada", "synthetic_faces"}) {
    for (const auto& row : labelled_images(data / folder)) {
      const std::string name = row.path.stem();
      if (kHalfClosed.count(name) != 0) continue;
      auto decoded = load_image(row.path);
      if (!decoded) continue;
      const cv::Mat image = rgb_of(decoded->image);
      const auto face = trainer.face_in(image);
      ++group;
      if (!face || std::abs(photo::head_yaw(*face)) > kTurnedAway) continue;
      const Look look = kClosedEyes.count(name) != 0   ? Look::closed
                        : kSunglasses.count(name) != 0 ? Look::dark_lens
                                                       : Look::open;
      const bool open = look == Look::open;
      trainer.add(
          image, {look, look}, group, std::string(folder),
          {.shifted = open ? 2 : 4, .weight = look == Look::closed ? 12 : 1.5, .covers = open && group % 3 == 0});
    }
  }
  return group;
}

void add_drawn_people(LookTrainer& trainer, int group) {
  const std::tuple<const char*, const char*, Look, int> sets[] = {
      {"eyes", "open", Look::open, 120},   {"eyes", "closed", Look::closed, 30}, {"gaze", "left", Look::open, 10},
      {"gaze", "up", Look::open, 10},      {"glasses", "clear", Look::open, 20}, {"glasses", "low", Look::framed, 15},
      {"fringe", "1.6", Look::covered, 15}};
  for (const auto& [key, value, look, count] : sets) {
    for (int i = 0; i < count; ++i) {
      people::Settings settings;
      settings.seed = 9000 + static_cast<std::uint64_t>(i);
      settings.set = {{key, value}, {"fingers", "none"}};
      const auto person = people::make_person(settings);
      if (person) {
        const Look cheek = look == Look::covered ? Look::unknown : Look::cheek;
        trainer.add(rgb_of(person->portrait), {look, look}, group + i, std::string("drawn_") + value,
                    {.weight = 0.7, .covers = look == Look::open && i % 4 == 0, .cheeks = {cheek, cheek}});
      }
    }
  }
}

}  // namespace enrolkit::testing
