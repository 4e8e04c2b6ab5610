// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/live/person_baseline.hpp"

#include <algorithm>
#include <cmath>

#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {
namespace {

// Only faces turned less than this, degrees, tell proportions, level and neutrality.
constexpr double kFrontalYaw = 10;
constexpr double kFrontalRoll = 12;

// Level heads of different people spread by 5 to 6 degrees of measured pitch (51 and 107 portraits). Only about so much
// is the person's own; more is a head that never was level.
constexpr double kMostOwnPitch = 4;
constexpr double kPitchStep = 0.25;  // degrees a frame by which the median follows

// The neutral face is the least that is seen often: down quickly, up by half a hundredth a second.
constexpr double kNeutralDown = 0.004;
constexpr double kNeutralUp = 0.0003;

// Spread of the logarithms of the proportions between two pictures of one person with different expressions, and of a
// preview's landmarks (51 people, neutral and smiling). Beyond kStranger of it, root mean square: 2 % of the pairs of
// one person and 76 % of those of two.
constexpr std::array<double, 5> kOwnSpread = {0.030, 0.015, 0.030, 0.020, 0.016};
constexpr double kStranger = 2.0;
constexpr int kStrangeFrames = 5;
constexpr double kMeanFollows = 1.0 / 30;  // of each new frame in the running mean

double smile_measure(const FaceGeometry& face) {
  const FaceAxes axes = face_axes(face);
  const Point left = axes.to_face(face.landmarks[48]);
  const Point right = axes.to_face(face.landmarks[54]);
  const double middle_height = (axes.to_face(face.landmarks[51]).y + axes.to_face(face.landmarks[57]).y) / 2;
  return right.x - left.x + middle_height - (left.y + right.y) / 2;
}

bool frontal(const FaceGeometry& face) {
  return std::abs(face.yaw) < kFrontalYaw && std::abs(face.roll) < kFrontalRoll;
}

}  // namespace

PersonBaseline::Proportions PersonBaseline::proportions_of(const FaceGeometry& face) {
  const FaceLandmarks& p = face.landmarks;
  const double unit = std::max(face.inter_eye_distance, 1.0);
  const auto part = [unit](double length) { return std::log(std::max(length / unit, 1e-3)); };
  return {part(distance(p[27], p[33])), part(distance(p[1], p[15])),
          part(distance(p[36], p[39]) + distance(p[42], p[45])), part(distance(p[39], p[42])),
          part(distance(p[2], p[14]))};
}

void PersonBaseline::see(const FaceGeometry& face) {
  if (!frontal(face)) return;
  const Proportions now = proportions_of(face);
  if (known()) {
    double squares = 0;
    for (std::size_t i = 0; i < now.size(); ++i) squares += std::pow((now[i] - mean_[i]) / kOwnSpread[i], 2);
    strange_ = std::sqrt(squares / static_cast<double>(now.size())) > kStranger ? strange_ + 1 : 0;
    if (strange_ >= kStrangeFrames) forget();
    if (strange_ > 0) return;
  }
  const double smile = smile_measure(face);
  const double share = std::max(1.0 / (frames_ + 1), kMeanFollows);
  for (std::size_t i = 0; i < now.size(); ++i) mean_[i] += share * (now[i] - mean_[i]);
  if (known()) {
    pitch_ += std::clamp(face.pitch - pitch_, -kPitchStep, kPitchStep);
    neutral_ += std::clamp(smile - neutral_, -kNeutralDown, kNeutralUp);
  } else {
    pitch_ += share * (face.pitch - pitch_);
    neutral_ = frames_ == 0 ? smile : std::min(neutral_, smile);
  }
  ++frames_;
}

double PersonBaseline::pitch_of(const FaceGeometry& face) const {
  return known() ? face.pitch - std::clamp(pitch_, -kMostOwnPitch, kMostOwnPitch) : face.pitch;
}

double PersonBaseline::smile_of(const FaceGeometry& face) const {
  return known() ? std::max(0.0, smile_measure(face) - neutral_) : 0;
}

void PersonBaseline::forget() { *this = PersonBaseline(); }

}  // namespace enrolkit::photo
