// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/live/still_choice.hpp"

#include <algorithm>
#include <cmath>

#include "quality/photo/eyes.hpp"
#include "quality/photo/face_geometry.hpp"
#include "quality/photo/head_pose.hpp"
#include "quality/photo/image_noise.hpp"
#include "quality/photo/sharpness.hpp"

namespace enrolkit::photo {
namespace {

// Stills of one burst show one person in one light: only their order counts, not where these scales begin.
constexpr double kOpen = 0.27;                    // lid opening of neutral eyes
constexpr double kSharp = 0.40, kBlurred = 0.75;  // re-blur ratio of a sharp and of a useless picture
constexpr double kTurned = 30;                    // degrees of yaw, pitch and roll together
constexpr double kLeast = 0.05;                   // of each factor, so that the others still order the stills

double factor(double value) { return std::clamp(value, kLeast, 1.0); }

}  // namespace

Result<double> still_score(const cv::Mat& grey, FaceSearch& search) {
  const auto faces = search.in_frame(grey);
  if (!faces) return faces.error();
  if (!faces->largest) return 0.0;
  const auto landmarks = search.landmarks_in_still(grey, *faces->largest);
  if (!landmarks) return landmarks.error();
  const FaceGeometry face = locate_face(*faces->largest, *landmarks);
  const auto lids = lid_openings(face);
  const auto kept = reblur_ratio(grey, face, face_noise(grey, face_axes(face)));
  const double ratio = kept ? std::max(kept->x, kept->y) : kBlurred;
  const double turned = std::abs(head_yaw(face)) + std::abs(head_pitch(face)) + std::abs(face.roll);
  const double open = factor(std::min(lids[0], lids[1]) / kOpen);
  return 100 * open * open * factor((kBlurred - ratio) / (kBlurred - kSharp)) * factor(1 - turned / (2 * kTurned));
}

}  // namespace enrolkit::photo
