// SPDX-License-Identifier: Apache-2.0
// Defects of the scene, drawn on a real portrait: the wall, shadows on it, other people, things at the edge, headwear.
// Pictures are CV_8UC3 RGB; lengths are in inter-eye distances of the face. `variant` turns colours, sides and places.
#pragma once

#include <opencv2/core/mat.hpp>

#include "enrolkit/photo.hpp"
#include "quality/photo/face_geometry.hpp"

namespace enrolkit::testing {

// A portrait taken apart: what is drawn behind the person shows through between strands of hair.
struct PersonCutout {
  cv::Mat image;
  FaceLandmarks landmarks{};
  photo::FaceAxes axes;
  cv::Mat alpha;   // CV_32FC1: 1 = person, 0 = wall
  cv::Mat person;  // CV_32FC3, 0..255: the person's own colours, without the wall that shines through
  cv::Mat wall;    // CV_32FC3, CIELAB: the wall as it was or would be behind the person
};

// Works where the wall is plain; what it takes for wall elsewhere is wrong.
[[nodiscard]] PersonCutout cut_out_person(const cv::Mat& image, const FaceLandmarks& landmarks);

enum class Wall {
  same,      // strength has no meaning: cut out and put back, must change nothing
  gradient,  // even rise along one direction of up to 40 L: allowed
  light,     // towards white
  dark,      // strength 1: an eighth of the lightness
  coloured,  // strength 1: a chroma of 60
  split,     // two halves, up to 45 L or 40 of chroma apart
  checker,   // squares of half an inter-eye distance, up to 40 L apart
  stripes,   // the same, upright
  bricks,    // of half an inter-eye distance in light joints
  blobs,     // soft pattern of a wallpaper or a room out of focus
  poster,    // a picture on the wall
  door,      // frame and edge of a door
};
[[nodiscard]] cv::Mat with_wall(const PersonCutout& cutout, Wall wall, double strength, int variant = 0);

// A soft silhouette on the wall that falls to one side (-1 the picture's left, +1 its right, 0 below and all around);
// `strength` is the share of the grey levels that it takes.
[[nodiscard]] cv::Mat with_shadow_behind(const PersonCutout& cutout, double strength, int side);

// Somebody else behind the person.
struct OtherPerson {
  double scale = 0.3;     // inter-eye distance over that of the applicant
  double centre = 0.13;   // of the eyes, share of the width: 0 or 1 cuts the face in half
  double eye_line = 0.3;  // of the height
  double roll = 0;        // degrees
  bool body = true;       // with clothes below the neck, otherwise a head alone, as on a picture
};
[[nodiscard]] cv::Mat with_other_person(const PersonCutout& cutout, const PersonCutout& other,
                                        const OtherPerson& place);

enum class EdgeThing { plant, hand, shoulder, chair };
// Reaches `strength` of the width into the picture, from the left or the right by the variant; a shoulder and a hand
// come in beside the head, a chair stands behind the shoulders.
[[nodiscard]] cv::Mat with_thing_at_edge(const PersonCutout& cutout, EdgeThing thing, double strength, int variant = 0);

// What is below the chin sheared: one shoulder raised, + = that on the picture's right is lower.
[[nodiscard]] cv::Mat with_sloped_shoulders(const PersonCutout& cutout, double degrees);

enum class Headgear { cap, hat, beanie, scarf, hood, band };
[[nodiscard]] cv::Mat with_headgear(const PersonCutout& cutout, Headgear gear, int variant = 0);

}  // namespace enrolkit::testing
