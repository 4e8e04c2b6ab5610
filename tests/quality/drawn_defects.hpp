// SPDX-License-Identifier: Apache-2.0
// Defects drawn on a real portrait by its landmarks: closed lids, eyes that look aside, red pupils, glasses, hair, a
// mask, a hand, a veil. Each takes CV_8UC3 RGB (a grey picture is taken as RGB), leaves it alone and gives the changed
// copy; lengths are in inter-eye distances, strengths from 0 (none) to 1. The same seed draws the same.
#pragma once

#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <optional>

#include "enrolkit/photo.hpp"

namespace enrolkit::testing {

enum class WhichEye : std::uint8_t { left, right, both };  // of the image

// The upper lid pulled down, skin, lashes and all; 1 = to the lower lid, 0.5 = half over the eye.
[[nodiscard]] cv::Mat with_closed_lids(const cv::Mat& photo, const FaceLandmarks& points, WhichEye which,
                                       double closed = 1, std::uint64_t seed = 1);

// Both irises moved behind the lids, x to the image's right, y down. 0.03 is about 10 degrees.
[[nodiscard]] cv::Mat with_shifted_irises(const cv::Mat& photo, const FaceLandmarks& points, double x, double y);

// The pupils lit red by a flash.
[[nodiscard]] cv::Mat with_red_pupils(const cv::Mat& photo, const FaceLandmarks& points, double strength = 1);

struct DrawnGlasses {
  double rim = 0.02;         // thickness; 0.02 a wire, 0.09 heavy
  double half_width = 0.42;  // of a lens
  double half_height = 0.31;
  double lowered = 0.06;  // lens centre below the eye centre; half_height - 0.06 puts the upper rim on the pupil
  int shape = 0;          // 0 rounded, 1 round, 2 rectangular
  cv::Vec3b colour = {38, 32, 30};
  double tint = 0;                       // share of the light that the lens takes
  cv::Vec3b tint_colour = {30, 28, 26};  // what dark glass shows instead
  double glare = 0;                      // strength of a lamp's reflection on the lens
  double glare_size = 0.16;              // its half width
  WhichEye glare_on = WhichEye::both;
  bool frameless = false;  // nothing shows but what the lenses reflect
  std::uint64_t seed = 1;
};
[[nodiscard]] cv::Mat with_glasses(const cv::Mat& photo, const FaceLandmarks& points, const DrawnGlasses& glasses);

// Strands from the hairline across one eye or both (a fringe); `strength` is how dense they lie and how low they reach.
// Without a colour, that of the person's own brows and hair.
[[nodiscard]] cv::Mat with_hair_over_eyes(const cv::Mat& photo, const FaceLandmarks& points, WhichEye which,
                                          double strength = 1, const std::optional<cv::Vec3b>& colour = std::nullopt,
                                          std::uint64_t seed = 1);

// Hair over a cheek, from the temple to the chin, up to the corner of the eye and of the mouth.
[[nodiscard]] cv::Mat with_hair_over_cheek(const cv::Mat& photo, const FaceLandmarks& points, WhichEye side,
                                           double strength = 1, const std::optional<cv::Vec3b>& colour = std::nullopt,
                                           std::uint64_t seed = 1);

// A patch of cloth over an eye, with its band.
[[nodiscard]] cv::Mat with_eye_patch(const cv::Mat& photo, const FaceLandmarks& points, WhichEye which,
                                     const cv::Vec3b& colour = {28, 28, 30}, std::uint64_t seed = 1);

// A pleated mask over mouth and nose; strength 1 = up to the bridge of the nose, 0.5 = to the nostrils, 0.3 = the
// mouth.
[[nodiscard]] cv::Mat with_surgical_mask(const cv::Mat& photo, const FaceLandmarks& points, double strength = 1,
                                         const cv::Vec3b& colour = {150, 190, 210}, std::uint64_t seed = 1);

// A hand of the person's own skin before the mouth, fingers from the image's left (or, mirrored, from its right).
[[nodiscard]] cv::Mat with_hand_over_mouth(const cv::Mat& photo, const FaceLandmarks& points, bool mirrored = false,
                                           std::uint64_t seed = 1);

// Folded cloth around and over the face from below the eyes downwards. `top` is its upper edge below the eye line:
// 0.2 a face veil, 0.9 up to the nostrils, 1.1 the mouth. `density` below 1 lets the face shine through.
[[nodiscard]] cv::Mat with_veil(const cv::Mat& photo, const FaceLandmarks& points, double top = 0.25,
                                double density = 1, const cv::Vec3b& colour = {40, 40, 48}, std::uint64_t seed = 1);

}  // namespace enrolkit::testing
