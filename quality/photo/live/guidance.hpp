// SPDX-License-Identifier: Apache-2.0
// Findings of a frame into one message, steady enough to be read.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <span>

#include "enrolkit/photo_stream.hpp"
#include "quality/photo/requirements.hpp"

namespace enrolkit::photo {

// In the order of urgency; guidance_messages() has their texts.
enum class Message : std::uint8_t {
  look_at_camera,
  one_person,
  more_light,
  less_light,
  come_closer,
  step_back,
  move_left,
  move_right,
  move_up,
  move_down,
  straighten_left,
  straighten_right,
  turn_left,
  turn_right,
  chin_up,
  chin_down,
  shoulders_square,
  uncover_head,
  clear_eyes,
  clear_face,
  remove_glasses,
  tilt_glasses,
  open_eyes,
  look_into_lens,
  close_mouth,
  neutral_face,
  even_light,
  plain_light,
  step_from_wall,
  plain_wall,
  hold_still,
  stay_so,
  taking_photo,
};

inline constexpr std::size_t kMessages = 33;

// The message as a preview shows it, mirrored or not.
[[nodiscard]] Guidance guidance_for(Message message, bool mirrored);

enum class Wish : std::uint8_t { clear, keep, raise };

// What each frame says of each message: raised by a fault, cleared by its absence, kept in the band between.
class Wishes {
 public:
  void set(Message message, Wish wish) { all_[static_cast<std::size_t>(message)] = wish; }
  [[nodiscard]] Wish operator[](std::size_t message) const { return all_[message]; }

  // The wish of a finding: which message it raises on which side stands in a table.
  void add(Requirement requirement, const Finding& finding);

 private:
  std::array<Wish, kMessages> all_{};
};

class Guide {
 public:
  // The message after this frame. Nothing raised: stay_so.
  Message say(const Wishes& wishes, std::chrono::milliseconds time);

  [[nodiscard]] bool clear() const { return clear_; }  // nothing is raised by this frame or kept from earlier ones
  [[nodiscard]] Message shown() const { return shown_; }
  [[nodiscard]] bool changed() const { return changed_; }
  void forget();

 private:
  std::array<bool, kMessages> raised_{};
  Message shown_ = Message::look_at_camera;
  Message candidate_ = Message::look_at_camera;
  int frames_ = 0;  // in a row in which the candidate was the most urgent
  std::chrono::milliseconds since_{};
  bool begun_ = false;
  bool changed_ = false;
  bool clear_ = false;
};

}  // namespace enrolkit::photo
