// SPDX-License-Identifier: Apache-2.0
// The live path: preview frames in, one message for the person out, until it is time for the still.
//
//   PhotoStream stream(models, profile, {.mirrored = true});
//   for (each frame of the camera) {
//     auto now = stream.push(frame, time);                     // show now->message, draw now->guide
//     if (now->state == StreamState::take_still) break;
//   }
//   for (five stills) stream.push_still(still);                // only the best is kept
//   auto document = stream.best_still();                       // cut out and fully checked
//
// A live pass is not a still pass. The stream knows no clock: what it says depends on frames and their times alone. It
// keeps the person's own reference (the level and neutral face) as long as the person stays; nothing outlives it.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "enrolkit/finding.hpp"
#include "enrolkit/image.hpp"
#include "enrolkit/photo.hpp"
#include "enrolkit/photo_crop.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

enum class StreamState : std::uint8_t {
  searching,   // no face
  guiding,     // something is to be changed
  ready,       // nothing is, for fewer than PhotoStreamOptions::good_frames
  take_still,  // now: push_still, then best_still
};

// Where the arrow beside the message points on the preview as the person sees it.
enum class Arrow : std::uint8_t { none, left, right, up, down, clockwise, anticlockwise, nearer, farther };

[[nodiscard]] std::string_view stream_state_name(StreamState state) noexcept;  // "searching", "guiding", ...
[[nodiscard]] std::string_view arrow_name(Arrow arrow) noexcept;               // "none", "left", ...

struct Guidance {
  std::string_view id;    // lasting, for translation: "move_left"; see guidance_messages
  std::string_view text;  // English, short enough to be spoken; left and right are the person's own
  Arrow arrow = Arrow::none;
};

// All messages there are, the most urgent first; arrows as on a preview that is not mirrored.
[[nodiscard]] std::span<const Guidance> guidance_messages() noexcept;

struct PhotoStreamOptions {
  bool mirrored = false;   // the preview is shown like a mirror; the frames pushed are always as the camera sees
  int good_frames = 10;    // in a row without anything to change before the still is asked for
  bool crop_still = true;  // cut the document image out of the still; false: the still is one already
  double still_scale = 1;  // px of the still for one of the preview
  // What of the frame the document will show, px; empty: the largest frame of the profile's proportions in the middle.
  Region guide{};
};

struct PhotoStreamFrame {  // the spans are valid until the next push
  StreamState state = StreamState::searching;
  Guidance message;
  bool changed = false;               // the message is another one than a frame ago
  std::span<const Finding> findings;  // one for each requirement of the profile; what a preview cannot tell is
                                      // not_assessed; placement is measured against `guide`
  int faces = 0;
  const FaceGeometry* face = nullptr;  // null: none; valid until the next push
  Region guide;
  int good_frames = 0;  // in a row so far
};

// How good a still of a burst is: the best has its eyes open, is sharpest and looks straightest ahead.
struct StillScore {
  double score = 0;  // 0 (unusable) .. 100
  bool best = false;
};

// For one camera and one thread.
class PhotoStream {
 public:
  PhotoStream(std::shared_ptr<const PhotoModels> models, PhotoProfile profile, const PhotoStreamOptions& options = {});
  ~PhotoStream();
  PhotoStream(PhotoStream&&) noexcept;
  PhotoStream& operator=(PhotoStream&&) noexcept;

  // One preview frame, grey8 or rgb8, and its time, which never goes back. After the first frames of a size no memory
  // is taken from the heap.
  // Errors: invalid_argument (a frame as PhotoChecker refuses it, time going back), and those of PhotoModels::wait.
  [[nodiscard]] Result<PhotoStreamFrame> push(ImageView frame, std::chrono::milliseconds time);

  // A still, or a preview frame that is to serve as one. It is copied when it is the best so far.
  // Errors: as push.
  [[nodiscard]] Result<StillScore> push_still(ImageView still);

  // The best still since the last restart, as the document image with the full check (PhotoCrop::report). With
  // crop_still false the still itself. Errors: invalid_argument (no still was pushed), those of PhotoCropper.
  [[nodiscard]] Result<PhotoCrop> best_still();

  // Forgets the stills; the next frame is guided anew. forget() also forgets the person: call it between applicants.
  void restart();
  void forget();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace enrolkit
#pragma GCC visibility pop
