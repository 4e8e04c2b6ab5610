// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/live/face_motion.hpp"

#include <algorithm>

namespace enrolkit::photo {

void FaceMotion::see(const FaceGeometry& face, std::chrono::milliseconds time) {
  const Point eyes = middle(face.eye_left, face.eye_right);
  const double seconds = static_cast<double>((time - time_).count()) / 1000;
  if (!followed_) {
    speed_ = 0;
  } else if (seconds > 0) {
    const double now = distance(eyes, eyes_) / std::max(face.inter_eye_distance, 1.0) / seconds;
    speed_ += (now - speed_) / 2;
  }
  eyes_ = eyes;
  time_ = time;
  followed_ = true;
}

}  // namespace enrolkit::photo
