// SPDX-License-Identifier: Apache-2.0
// What is level and neutral for the person before the camera, learnt while they sit there: between people the pitch of
// a level head and the width of a neutral mouth differ more than one person's do.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>

#include "enrolkit/photo.hpp"

namespace enrolkit::photo {

class PersonBaseline {
 public:
  // A frame with a face. Forgets all when the face is somebody else's.
  void see(const FaceGeometry& face);

  // The pitch as the person's own level head has it, degrees; the absolute one before enough frames.
  [[nodiscard]] double pitch_of(const FaceGeometry& face) const;

  // By how much mouth width and corner lift exceed the person's least, in inter-eye distances; 0 before enough frames.
  [[nodiscard]] double smile_of(const FaceGeometry& face) const;

  [[nodiscard]] bool known() const { return frames_ >= kEnough; }

  void forget();

 private:
  static constexpr int kEnough = 8;  // frames
  static constexpr std::size_t kProportions = 5;
  using Proportions = std::array<double, kProportions>;
  static Proportions proportions_of(const FaceGeometry& face);

  int frames_ = 0;
  double pitch_ = 0;    // running median
  double neutral_ = 0;  // running low quantile of the smile measure
  Proportions mean_{};  // logarithms
  int strange_ = 0;     // frames in a row that do not fit
};

}  // namespace enrolkit::photo
