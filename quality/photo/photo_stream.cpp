// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/photo_stream.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "quality/photo/head_pose.hpp"
#include "quality/photo/judgement.hpp"
#include "quality/photo/live/face_motion.hpp"
#include "quality/photo/live/face_tracker.hpp"
#include "quality/photo/live/guidance.hpp"
#include "quality/photo/live/live_measures.hpp"
#include "quality/photo/live/live_patch.hpp"
#include "quality/photo/live/luma.hpp"
#include "quality/photo/live/person_baseline.hpp"
#include "quality/photo/live/still_burst.hpp"
#include "quality/photo/photo_input.hpp"
#include "quality/photo/photo_models.hpp"
#include "quality/photo/portrait.hpp"

namespace enrolkit {
namespace {

using photo::Message;
using photo::Requirement;
using photo::Wish;
using std::chrono::milliseconds;

// px between the eyes of the face patch, as PhotoChecker::check_frame.
constexpr double kFrameUnit = 50;

// A guide smaller than this, px, shows nothing of a wall.
constexpr int kLeastGuide = 80;

// Whoever was away so long may be somebody else.
constexpr milliseconds kGone{1000};

// Beyond the person's own neutral face, in inter-eye distances. Measured: 51 people grow by 0.05 (the fifth percentile)
// to 0.4 when they smile, median 0.18; landmarks of a still face wander by 0.02.
constexpr double kSmiles = 0.08, kNeutral = 0.05;

// Inter-eye distances a second: at 0.5 an exposure of 1/60 s smears by 2 px between eyes 240 px apart.
constexpr double kMoves = 0.5, kStill = 0.3;

Region middle_frame(int width, int height, const PhotoCropRules& document) {
  const double proportion = document.width_mm / document.height_mm;
  const int tall = std::min(height, static_cast<int>(std::lround(width / proportion)));
  const int wide = std::min(width, static_cast<int>(std::lround(tall * proportion)));
  return {(width - wide) / 2, (height - tall) / 2, wide, tall};
}

Wish wish_of(double value, double raised, double cleared) {
  if (value > raised) return Wish::raise;
  return value > cleared ? Wish::keep : Wish::clear;
}

}  // namespace

struct PhotoStream::Impl {
  std::shared_ptr<const PhotoModels> models;
  const photo::FaceModels* face_models;
  PhotoProfile profile;
  PhotoStreamOptions options;

  std::optional<photo::FaceTracker> tracker;
  photo::PersonBaseline baseline;
  photo::FaceMotion motion;
  photo::Guide guide;
  photo::FacePatch patch;
  photo::HeadMasker masker;
  photo::HeadMask mask;
  photo::Workspace work;
  photo::Measurements measurements;
  std::vector<Finding> findings;
  FaceGeometry face;
  cv::Mat grey;

  milliseconds last{-1};
  milliseconds last_face{0};
  int good_frames = 0;
  int width = 0;
  int height = 0;

  std::optional<photo::StillBurst> burst;

  Status ready() {
    if (tracker) return {};
    if (auto there = models->wait(); !there) return there;
    tracker.emplace(*face_models);
    burst.emplace(models, *face_models, profile, options.crop_still);
    return {};
  }

  void nobody(milliseconds time) {
    measurements = {};
    photo::measure_faces({}, measurements);
    if (time - last_face > kGone && baseline.known()) baseline.forget();
    motion.lose();
  }

  void somebody(ImageView frame, milliseconds time, const Region& document) {
    const photo::TrackedFace& tracked = *tracker->face();
    face = photo::locate_face(tracked.box, tracked.landmarks);
    face.yaw = photo::head_yaw(face);
    face.pitch = photo::head_pitch(face);
    baseline.see(face);
    face.pitch = baseline.pitch_of(face);
    motion.see(face, time);
    last_face = time;

    measurements.set(Requirement::single_face, tracker->faces());
    photo::measure_in_guide(face, document, options.still_scale, measurements);
    photo::cut_live_patch(frame, face, kFrameUnit, patch);
    const cv::Mat image = photo::mat_of(frame);
    const photo::FaceAxes axes = photo::face_axes(face);
    photo::measure_slot({image, grey, face, axes, patch, work, nullptr, false}, tracker->slot(), measurements);
    if (photo::segments_in(tracker->slot())) segment(image, document);
  }

  // What lies outside the guide will not be on the document.
  void segment(const cv::Mat& image, const Region& document) {
    const cv::Rect shown =
        cv::Rect(document.x, document.y, document.width, document.height) & cv::Rect(0, 0, image.cols, image.rows);
    const Point eyes = photo::middle(face.eye_left, face.eye_right);
    const bool inside = shown.contains({static_cast<int>(eyes.x), static_cast<int>(eyes.y)}) &&
                        shown.contains({static_cast<int>(face.chin.x), static_cast<int>(face.chin.y)});
    if (!inside || std::min(shown.width, shown.height) < kLeastGuide) return;
    FaceGeometry moved = face;
    for (Point* p : {&moved.eye_left, &moved.eye_right, &moved.chin, &moved.crown})
      *p = {p->x - shown.x, p->y - shown.y};
    for (Point& p : moved.landmarks) p = {p.x - shown.x, p.y - shown.y};
    const cv::Mat part = image(shown);
    masker.cut(part, moved, photo::HeadMasker::Effort::flood, mask);
    const photo::FaceAxes axes = photo::face_axes(moved);
    photo::measure_surroundings({part, grey, moved, axes, patch, work, &mask, false}, measurements);
    const photo::Measurement& things = measurements[Requirement::edges_clear];
    if (things.value && things.region) {
      Region where = *things.region;
      where.x += shown.x;
      where.y += shown.y;
      measurements.set(Requirement::edges_clear, *things.value, where);
    }
  }

  [[nodiscard]] Verdict verdict_of(std::string_view requirement) const {
    const auto found = std::find_if(findings.begin(), findings.end(),
                                    [&](const Finding& finding) { return finding.requirement == requirement; });
    return found == findings.end() ? Verdict::not_assessed : found->verdict;
  }

  [[nodiscard]] photo::Wishes wishes() const {
    photo::Wishes wishes;
    if (!tracker->face()) {
      wishes.set(Message::look_at_camera, Wish::raise);
      return wishes;
    }
    // The middle of a turned face lies beside that of the head, and it has another mouth, as a raised one has.
    const bool turned = verdict_of("yaw") == Verdict::fail;
    const bool ahead = verdict_of("yaw") == Verdict::pass && verdict_of("pitch") == Verdict::pass;
    for (std::size_t i = 0; i < findings.size(); ++i) {
      const auto requirement = photo::requirement_named(profile.limits[i].requirement);
      if (!requirement || (turned && requirement == Requirement::position)) continue;
      wishes.add(*requirement, findings[i]);
    }
    const Wish smile = ahead ? wish_of(baseline.smile_of(face), kSmiles, kNeutral) : Wish::clear;
    if (smile != Wish::clear) wishes.set(Message::neutral_face, smile);
    wishes.set(Message::hold_still, wish_of(motion.speed(), kMoves, kStill));
    return wishes;
  }

  PhotoStreamFrame told(milliseconds time, const Region& document) {
    photo::Wishes all = wishes();
    if (good_frames >= options.good_frames) all.set(Message::taking_photo, Wish::raise);
    guide.say(all, time);
    const bool there = tracker->face().has_value();
    good_frames = there && guide.clear() ? good_frames + 1 : 0;
    PhotoStreamFrame frame;
    frame.state = !there ? StreamState::searching : good_frames == 0 ? StreamState::guiding : StreamState::ready;
    if (good_frames >= options.good_frames) frame.state = StreamState::take_still;
    frame.message = photo::guidance_for(guide.shown(), options.mirrored);
    frame.changed = guide.changed();
    frame.findings = findings;
    frame.faces = tracker->faces();
    frame.face = there ? &face : nullptr;
    frame.guide = document;
    frame.good_frames = good_frames;
    return frame;
  }

  Result<PhotoStreamFrame> push(ImageView frame, milliseconds time) {
    if (auto error = photo::refusal(frame)) return std::move(*error);
    if (time < last) {
      return Error{ErrorCode::invalid_argument, "the frame's time is " + std::to_string(time.count()) +
                                                    " ms, expected " + std::to_string(last.count()) + " or later"};
    }
    if (Status there = ready(); !there) return there.error();
    if (frame.width != width || frame.height != height) {
      tracker->lose();
      motion.lose();
      width = frame.width;
      height = frame.height;
    }
    const Region& wanted = options.guide;
    const bool given = wanted.width > 0 && wanted.height > 0;
    const Region document = given ? wanted : middle_frame(width, height, profile.crop);
    photo::luma_of_frame(frame, grey);
    if (Status followed = tracker->follow(grey); !followed) return followed.error();
    if (tracker->face()) {
      somebody(frame, time, document);
    } else {
      nobody(time);
    }
    photo::judge_again(profile, measurements, findings);
    last = time;
    return told(time, document);
  }

  Result<StillScore> push_still(ImageView still) {
    if (auto error = photo::refusal(still)) return std::move(*error);
    if (Status there = ready(); !there) return there.error();
    return burst->push(still);
  }

  Result<PhotoCrop> best_still() {
    if (Status there = ready(); !there) return there.error();
    return burst->best();
  }

  void restart() {
    if (burst) burst->restart();
    good_frames = 0;
  }
};

PhotoStream::PhotoStream(std::shared_ptr<const PhotoModels> models, PhotoProfile profile,
                         const PhotoStreamOptions& options)
    : impl_(std::make_unique<Impl>()) {
  impl_->face_models = models->impl_->faces.get();
  impl_->models = std::move(models);
  impl_->profile = std::move(profile);
  impl_->options = options;
}

PhotoStream::~PhotoStream() = default;
PhotoStream::PhotoStream(PhotoStream&&) noexcept = default;
PhotoStream& PhotoStream::operator=(PhotoStream&&) noexcept = default;

Result<PhotoStreamFrame> PhotoStream::push(ImageView frame, milliseconds time) {
  try {
    return impl_->push(frame, time);
  } catch (const std::exception& e) {
    return Error{ErrorCode::internal, std::string("the preview frame cannot be judged: ") + e.what()};
  }
}

Result<StillScore> PhotoStream::push_still(ImageView still) {
  try {
    return impl_->push_still(still);
  } catch (const std::exception& e) {
    return Error{ErrorCode::internal, std::string("the still cannot be rated: ") + e.what()};
  }
}

Result<PhotoCrop> PhotoStream::best_still() {
  try {
    return impl_->best_still();
  } catch (const std::exception& e) {
    return Error{ErrorCode::internal, std::string("the still cannot be checked: ") + e.what()};
  }
}

void PhotoStream::restart() { impl_->restart(); }

void PhotoStream::forget() {
  impl_->restart();
  impl_->baseline.forget();
  impl_->guide.forget();
  if (impl_->tracker) impl_->tracker->lose();
}

}  // namespace enrolkit
