// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "quality/photo/live/guidance.hpp"

namespace enrolkit {
namespace {

// Left and right in the texts are the person's own, which no mirror changes. The arrows are those of a preview as the
// camera sees: there the person's left is on the right.
constexpr std::array<Guidance, photo::kMessages> kTexts = {{
    {"look_at_camera", "Look at the camera and face the light.", Arrow::none},
    {"one_person", "Only one person may be in view.", Arrow::none},
    {"more_light", "There is too little light on your face.", Arrow::none},
    {"less_light", "There is too much light on your face.", Arrow::none},
    {"come_closer", "Come closer.", Arrow::nearer},
    {"step_back", "Move back a little.", Arrow::farther},
    {"move_left", "Move a little to your left.", Arrow::right},
    {"move_right", "Move a little to your right.", Arrow::left},
    {"move_up", "Sit higher.", Arrow::up},
    {"move_down", "Sit lower.", Arrow::down},
    {"straighten_left", "Straighten your head: lean it to your left.", Arrow::clockwise},
    {"straighten_right", "Straighten your head: lean it to your right.", Arrow::anticlockwise},
    {"turn_left", "Turn your head a little to your left.", Arrow::right},
    {"turn_right", "Turn your head a little to your right.", Arrow::left},
    {"chin_up", "Lift your chin a little.", Arrow::up},
    {"chin_down", "Lower your chin a little.", Arrow::down},
    {"shoulders_square", "Turn your shoulders straight to the camera.", Arrow::none},
    {"uncover_head", "Take off what covers your head.", Arrow::none},
    {"clear_eyes", "Clear your eyes: put back hair or whatever is over them.", Arrow::none},
    {"clear_face", "Uncover your face.", Arrow::none},
    {"remove_glasses", "Take off your glasses.", Arrow::none},
    {"tilt_glasses", "Tilt your glasses so that they do not reflect, or take them off.", Arrow::none},
    {"open_eyes", "Open your eyes.", Arrow::none},
    {"look_into_lens", "Look into the lens.", Arrow::none},
    {"close_mouth", "Close your mouth.", Arrow::none},
    {"neutral_face", "Relax your face: do not smile.", Arrow::none},
    {"even_light", "Turn to the light so that it falls evenly on your face.", Arrow::none},
    {"plain_light", "The light is coloured: use white light.", Arrow::none},
    {"step_from_wall", "Stand away from the wall: there is a shadow on it.", Arrow::none},
    {"plain_wall", "The background must be a plain, light wall.", Arrow::none},
    {"hold_still", "Hold still.", Arrow::none},
    {"stay_so", "Good. Stay like this.", Arrow::none},
    {"taking_photo", "The photo is being taken.", Arrow::none},
}};

Arrow in_mirror(Arrow arrow) {
  switch (arrow) {
    case Arrow::left:
      return Arrow::right;
    case Arrow::right:
      return Arrow::left;
    case Arrow::clockwise:
      return Arrow::anticlockwise;
    case Arrow::anticlockwise:
      return Arrow::clockwise;
    default:
      return arrow;
  }
}

}  // namespace

std::span<const Guidance> guidance_messages() noexcept { return kTexts; }

Guidance photo::guidance_for(Message message, bool mirrored) {
  Guidance guidance = kTexts[static_cast<std::size_t>(message)];
  if (mirrored) guidance.arrow = in_mirror(guidance.arrow);
  return guidance;
}

std::string_view arrow_name(Arrow arrow) noexcept {
  static constexpr std::array<std::string_view, 9> kNames = {"none",      "left",          "right",  "up",     "down",
                                                             "clockwise", "anticlockwise", "nearer", "farther"};
  const auto i = static_cast<std::size_t>(arrow);
  return i < kNames.size() ? kNames[i] : "none";
}

std::string_view stream_state_name(StreamState state) noexcept {
  static constexpr std::array<std::string_view, 4> kNames = {"searching", "guiding", "ready", "take_still"};
  const auto i = static_cast<std::size_t>(state);
  return i < kNames.size() ? kNames[i] : "searching";
}

}  // namespace enrolkit
