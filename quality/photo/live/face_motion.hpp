// SPDX-License-Identifier: Apache-2.0
// How fast a face moves over the frames of a preview.
#pragma once

#include <chrono>

#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {

class FaceMotion {
 public:
  void see(const FaceGeometry& face, std::chrono::milliseconds time);

  // The next face may be anywhere.
  void lose() { followed_ = false; }

  // Inter-eye distances a second, smoothed over two frames or so; 0 before two frames in a row.
  [[nodiscard]] double speed() const { return speed_; }

 private:
  Point eyes_;
  std::chrono::milliseconds time_{};
  double speed_ = 0;
  bool followed_ = false;
};

}  // namespace enrolkit::photo
