// SPDX-License-Identifier: Apache-2.0
#include "sdk/report/requirement_titles.hpp"

#include <algorithm>
#include <array>

namespace enrolkit {
namespace {

constexpr std::string_view kPlacement = "Placement";
constexpr std::string_view kPose = "Pose";
constexpr std::string_view kEyes = "Eyes and glasses";
constexpr std::string_view kFace = "Mouth and face";
constexpr std::string_view kLight = "Light and colour";
constexpr std::string_view kPicture = "Picture quality";
constexpr std::string_view kBackground = "Background";
constexpr std::string_view kCapture = "Capture";

constexpr RequirementTitle kTitles[] = {
    {"single_face", "One person only", kPlacement},
    {"size", "Size of the picture", kPlacement},
    {"aspect", "Proportions of the picture", kPlacement},
    {"inter_eye_distance", "Distance between the eyes", kPlacement},
    {"head_height", "Height of the head", kPlacement},
    {"head_width", "Width of the head", kPlacement},
    {"position", "Face in the middle", kPlacement},
    {"position_vertical", "Height of the eye line", kPlacement},
    {"roll", "Head upright", kPose},
    {"yaw", "Face straight ahead", kPose},
    {"pitch", "Face level", kPose},
    {"shoulders", "Shoulders square", kPose},
    {"eyes_open", "Eyes open", kEyes},
    {"gaze", "Looking at the camera", kEyes},
    {"red_eye", "No red eyes", kEyes},
    {"glasses", "Glasses", kEyes},
    {"glasses_tinted", "Clear lenses", kEyes},
    {"glasses_glare", "No glare on the lenses", kEyes},
    {"glasses_frame", "Frame clear of the eyes", kEyes},
    {"eye_zone_clear", "Nothing over the eyes", kEyes},
    {"mouth_visible", "Mouth visible", kFace},
    {"mouth_closed", "Mouth closed", kFace},
    {"expression", "Neutral expression", kFace},
    {"brows", "Brows at rest", kFace},
    {"face_visible", "Face visible", kFace},
    {"head_uncovered", "Head uncovered", kFace},
    {"exposure", "Exposure of the face", kLight},
    {"clipping", "No burnt-out or black parts", kLight},
    {"contrast", "Contrast of the face", kLight},
    {"light_even", "Even light on the face", kLight},
    {"skin_reflection", "No reflection on the skin", kLight},
    {"greyscale", "Picture in colour", kLight},
    {"colour_cast", "No colour cast", kLight},
    {"natural_colour", "Natural skin colour", kLight},
    {"sharpness", "Sharpness", kPicture},
    {"motion", "No motion blur", kPicture},
    {"pixelation", "No visible pixels", kPicture},
    {"compression", "No traces of compression", kPicture},
    {"noise", "Little noise", kPicture},
    {"background_uniform", "Background plain", kBackground},
    {"background_light", "Background light", kBackground},
    {"background_colour", "Background without strong colour", kBackground},
    {"background_shadow", "No shadow behind the head", kBackground},
    {"edges_clear", "Nobody and nothing at the edges", kBackground},
    {"photo_age", "Age of the photo", kCapture},
    {"retouching", "Not retouched", kCapture},
};

const RequirementTitle* find(std::string_view requirement) {
  const auto* known = std::find_if(std::begin(kTitles), std::end(kTitles),
                                   [&](const RequirementTitle& title) { return title.name == requirement; });
  return known == std::end(kTitles) ? nullptr : known;
}

}  // namespace

std::span<const RequirementTitle> photo_requirement_titles() { return kTitles; }

std::string title_of(std::string_view requirement) {
  if (const auto* known = find(requirement)) return std::string(known->title);
  std::string words(requirement);
  std::replace(words.begin(), words.end(), '_', ' ');
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

std::string_view group_of(std::string_view requirement) {
  const auto* known = find(requirement);
  return known == nullptr ? std::string_view() : known->group;
}

}  // namespace enrolkit
