// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "enrolkit/version.hpp"
#include "people/people.hpp"

namespace enrolkit::people {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double v) { return std::floor(v * 1000 + 0.5) / 1000; }
Json point(Point p) { return Json::array({rounded(p.x), rounded(p.y)}); }

// sRGB, 0..255, as the wall is where full light falls on it.
Json colour(Vec3 c) { return Json::array({rounded(to_srgb(c.x)), rounded(to_srgb(c.y)), rounded(to_srgb(c.z))}); }
// Degrees: to the picture's right, and up.
Json direction(Vec3 d) {
  constexpr double kDegrees = 180 / std::numbers::pi;
  return Json::array(
      {rounded(std::atan2(d.x, d.z) * kDegrees), rounded(std::atan2(d.y, std::hypot(d.x, d.z)) * kDegrees)});
}

Json portrait_json(const Person& person) {
  const PortraitTruth& t = person.portrait_truth;
  const PortraitParameters& p = person.portrait_parameters;
  return {
      {"width", person.portrait.width},
      {"height", person.portrait.height},
      {"faces", t.faces},
      {"points",
       {{"eye_left", point(t.eye_left)},
        {"eye_right", point(t.eye_right)},
        {"eye_left_outer", point(t.eye_left_outer)},
        {"eye_left_inner", point(t.eye_left_inner)},
        {"eye_right_inner", point(t.eye_right_inner)},
        {"eye_right_outer", point(t.eye_right_outer)},
        {"mouth_left", point(t.mouth_left)},
        {"mouth_right", point(t.mouth_right)},
        {"mouth_middle", point(t.mouth_middle)},
        {"nose_tip", point(t.nose_tip)},
        {"chin", point(t.chin)},
        {"crown", point(t.crown)},
        {"ear_left", point(t.ear_left)},
        {"ear_right", point(t.ear_right)}}},
      {"inter_eye_distance", rounded(t.inter_eye_distance)},
      {"head_height", rounded(t.head_height)},
      {"head_width", rounded(t.head_width)},
      {"roll", t.roll},
      {"yaw", t.yaw},
      {"pitch", t.pitch},
      {"eye_open_left", p.expression.eye_open_left},
      {"eye_open_right", p.expression.eye_open_right},
      {"eye_gap_left", rounded(t.eye_gap_left)},
      {"eye_gap_right", rounded(t.eye_gap_right)},
      {"gaze_x", p.expression.gaze_x},
      {"gaze_y", p.expression.gaze_y},
      {"mouth_gap", rounded(t.mouth_gap)},
      {"smile", p.expression.smile},
      {"brow_raise", p.expression.brow_raise},
      {"shoulders", p.pose.shoulders},
      {"shoulder_tilt", p.pose.shoulder_tilt},
      {"mouth_cover", p.look.cover == Cover::none ? "none" : (p.look.cover == Cover::mask ? "mask" : "hand")},
      {"cover_top", rounded(t.cover_top)},
      {"hair_over_eye", p.look.hair_over_eye},
      {"second_eyes", t.second_eyes ? point(*t.second_eyes) : Json()},
      {"background", colour(p.background.colour)},
      {"background_object", p.background.object},
      {"background_distance", p.background.distance},
      {"light_direction", direction(p.light.key_direction)},
      {"light_key", rounded(p.light.key_strength)},
      {"light_ambient", rounded(p.light.ambient_strength)},
      {"balance", Json::array({rounded(p.camera.balance.x), rounded(p.camera.balance.y), rounded(p.camera.balance.z)})},
      {"block", p.camera.block},
      {"glasses", p.look.glasses.has_value()},
      {"lens_height", p.look.glasses ? p.look.glasses->height : 0},
      {"lens_rim", p.look.glasses ? p.look.glasses->rim : 0},
      {"lens_tint", p.look.glasses ? p.look.glasses->tint : 0},
      {"lens_glare", p.look.glasses ? p.look.glasses->glare : 0},
      {"head_covered", p.look.headwear != Headwear::none},
      {"fringe", rounded(p.look.fringe)},
      {"red_eye", p.look.red_eye},
      {"shine", p.look.shine},
      {"beard", rounded(p.look.beard)},
      {"skin_depth", rounded(p.look.skin_depth)},
      {"age_look", p.look.age},
      {"exposure", p.camera.exposure},
      {"contrast", p.camera.contrast},
      {"blur", p.camera.blur},
      {"motion", p.camera.motion},
      {"noise", p.camera.noise},
      {"grey", p.camera.grey}};
}

Json take_json(const FingerImpression& take) {
  Json minutiae = Json::array();
  for (const Minutia& m : take.minutiae) {
    minutiae.push_back({{"x", rounded(m.x)},
                        {"y", rounded(m.y)},
                        {"direction", rounded(m.direction)},
                        {"type", m.type == MinutiaType::ending ? "ending" : "bifurcation"}});
  }
  return {{"width", take.image.width},          {"height", take.image.height},
          {"rotation", rounded(take.rotation)}, {"shift", Json::array({rounded(take.shift_x), rounded(take.shift_y)})},
          {"moisture", rounded(take.moisture)}, {"contact", rounded(take.contact)},
          {"minutiae", std::move(minutiae)}};
}

}  // namespace

std::string truth_json(const Person& person) {
  Json truth{{"schema", "enrolkit-people-truth-1"},
             {"version", version()},
             {"seed", person.seed},
             {"age", person.age},
             {"set", person.set}};
  truth["portrait"] = portrait_json(person);
  truth["fingers"] = Json::array();
  for (const Finger& finger : person.fingers) {
    Json takes = Json::array();
    for (const auto& take : finger.takes) takes.push_back(take_json(take));
    truth["fingers"].push_back({{"finger", finger_name(finger.position)},
                                {"pattern", finger.pattern},
                                {"ppi", kFingerPpi},
                                {"takes", std::move(takes)}});
  }
  truth["signature"] = {{"width", person.signature.width}, {"height", person.signature.height}};
  return truth.dump(2) + "\n";
}

}  // namespace enrolkit::people
