// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/live/guidance.hpp"

#include <cmath>

namespace enrolkit::photo {
namespace {

// A message can be read, and is not changed for a blink or a slip of the landmarks.
constexpr std::chrono::milliseconds kHold{700};
constexpr int kConsistentFrames = 3;

// Which message a finding raises below its least and above its most value. The senses of roll, yaw and place are those
// of photo.hpp; the person's left is the picture's right.
struct Rule {
  Requirement requirement;
  Message below;
  Message above;
};

using enum Message;
using R = Requirement;

constexpr Rule kRules[] = {
    {R::single_face, look_at_camera, one_person},
    {R::exposure, more_light, less_light},
    {R::clipping, less_light, less_light},
    {R::head_height, come_closer, step_back},
    {R::inter_eye_distance, come_closer, come_closer},
    {R::position, move_left, move_right},
    {R::position_vertical, move_down, move_up},
    {R::roll, straighten_left, straighten_right},
    {R::yaw, turn_right, turn_left},
    {R::pitch, chin_up, chin_down},
    {R::shoulders, shoulders_square, shoulders_square},
    {R::head_uncovered, uncover_head, uncover_head},
    {R::eye_zone_clear, clear_eyes, clear_eyes},
    {R::mouth_visible, clear_face, clear_face},
    {R::face_visible, clear_face, clear_face},
    {R::glasses, remove_glasses, remove_glasses},
    {R::glasses_tinted, remove_glasses, remove_glasses},
    {R::glasses_frame, remove_glasses, remove_glasses},
    {R::glasses_glare, tilt_glasses, tilt_glasses},
    {R::eyes_open, open_eyes, open_eyes},
    {R::gaze, look_into_lens, look_into_lens},
    {R::mouth_closed, close_mouth, close_mouth},
    {R::expression, neutral_face, neutral_face},
    {R::brows, neutral_face, neutral_face},
    {R::light_even, even_light, even_light},
    {R::contrast, even_light, even_light},
    {R::skin_reflection, even_light, even_light},
    {R::colour_cast, plain_light, plain_light},
    {R::natural_colour, plain_light, plain_light},
    {R::background_shadow, step_from_wall, step_from_wall},
    {R::background_uniform, plain_wall, plain_wall},
    {R::background_light, plain_wall, plain_wall},
    {R::background_colour, plain_wall, plain_wall},
    {R::edges_clear, plain_wall, plain_wall},
};

bool below(const Finding& finding) {
  if (!finding.min || !finding.max) return finding.min.has_value();
  return std::abs(*finding.value - *finding.min) < std::abs(*finding.value - *finding.max);
}

}  // namespace

void Wishes::add(Requirement requirement, const Finding& finding) {
  if (finding.severity == Severity::advice || !finding.value) return;
  if (finding.verdict != Verdict::fail && finding.verdict != Verdict::unsure) return;
  const Wish wish = finding.verdict == Verdict::fail ? Wish::raise : Wish::keep;
  for (const Rule& rule : kRules) {
    if (rule.requirement != requirement) continue;
    Wish& now = all_[static_cast<std::size_t>(below(finding) ? rule.below : rule.above)];
    now = std::max(now, wish);
  }
}

Message Guide::say(const Wishes& wishes, std::chrono::milliseconds time) {
  Message urgent = stay_so;
  for (std::size_t i = kMessages; i-- > 0;) {
    if (wishes[i] == Wish::raise) raised_[i] = true;
    if (wishes[i] == Wish::clear) raised_[i] = false;
    if (raised_[i]) urgent = static_cast<Message>(i);
  }
  clear_ = urgent == stay_so || urgent == taking_photo;
  frames_ = urgent == candidate_ ? frames_ + 1 : 1;
  candidate_ = urgent;
  if (!begun_) {
    begun_ = true;
    since_ = time - kHold;  // nobody has begun to read
  }
  changed_ = candidate_ != shown_ && frames_ >= kConsistentFrames && time - since_ >= kHold;
  if (changed_) {
    shown_ = candidate_;
    since_ = time;
  }
  return shown_;
}

void Guide::forget() { *this = Guide(); }

}  // namespace enrolkit::photo
