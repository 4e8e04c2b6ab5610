// SPDX-License-Identifier: Apache-2.0
#include "people/eye_paint.hpp"

#include "people/noise.hpp"

namespace enrolkit::people {
namespace {

constexpr double kBall = 12;         // mm, radius of the eyeball
constexpr double kBallDepth = 11.2;  // of its centre behind the lids
constexpr double kPupil = 2.1;
constexpr double kPupilHeight = 3.0;  // of its centre above the corners of the eye; 3.5 in 51 real adults
constexpr double kEdge = 0.18;        // mm over which one paint goes into the next
// Shares of the iris' way up or down by which the lids go with it.
constexpr double kUpperFollows = 0.6;
constexpr double kLowerFollows = 0.25;

}  // namespace

EyePaint::EyePaint(const HeadShape& head, const Rotation& pose, int side)
    : head_(head),
      pose_(pose),
      side_(side),
      open_(side < 0 ? head.expression().eye_open_left : head.expression().eye_open_right) {
  centre_ = head.front(side_ * head.look().inter_eye / 2, kPupilHeight) - Vec3{0, 0, kBallDepth};
  view_ = pose.undo({0, 0, 1});
  const double x = radians(head.expression().gaze_x);
  const double y = radians(head.expression().gaze_y);
  climb_ = kBall * std::sin(y);
  gaze_ = pose.undo({std::sin(x) * std::cos(y), std::sin(y), std::cos(x) * std::cos(y)});
}

double EyePaint::lower_edge(double t) const {
  const Look& k = head_.look();
  const double arc = std::pow(std::max(0.0, 1 - t * t), 0.62) * (1 + 0.15 * t);
  return k.eye_tilt / 2 * t - (k.lower_lid * (1 - 0.25 * head_.expression().smile) - kLowerFollows * climb_) * arc;
}

double EyePaint::upper_edge(double t) const {
  const Look& k = head_.look();
  const double arc = std::pow(std::max(0.0, 1 - t * t), 0.6) * (1 - 0.1 * t);
  const double raised = k.lid_height + 0.08 * head_.expression().brow_raise + kUpperFollows * climb_;
  const double open = k.eye_tilt / 2 * t + raised * arc;
  return blend(lower_edge(t) + 0.15 * arc, open, open_);
}

Vec3 EyePaint::inner_corner() const {
  const Look& k = head_.look();
  return head_.front(side_ * (k.inter_eye / 2 - k.eye_half_width), -k.eye_tilt / 2);
}

Vec3 EyePaint::outer_corner() const {
  const Look& k = head_.look();
  return head_.front(side_ * (k.inter_eye / 2 + k.eye_half_width), k.eye_tilt / 2);
}

double EyePaint::gap() const { return std::max(0.0, upper_edge(0) - lower_edge(0)); }

void EyePaint::paint_ball(Surface& surface, const Fragment& at, double t, double below_lid) const {
  const Look& k = head_.look();
  const Vec3 from = at.object - centre_;
  const double b = dot(from, view_);
  const double root = std::sqrt(std::max(0.0, b * b - dot(from, from) + kBall * kBall));
  const Vec3 out = unit(from + view_ * (root - b));
  const double off = length(cross(out, gaze_)) * kBall * (dot(out, gaze_) < 0 ? 9 : 1);
  const double veins = fractal_noise(k.texture + 31, at.object.x / 1.1, at.object.y / 0.8, 2);
  const double corner = smooth_step(0.55, 1.0, std::abs(t));
  const double white = 1 - 0.22 * k.skin_depth;
  Vec3 albedo = blend(Vec3{0.68, 0.65, 0.62}, {0.58, 0.38, 0.34}, 0.5 * corner + 0.05 * veins) * white;
  albedo = albedo * (1 - 0.35 * smooth_step(0.4, 1.05, std::abs(t)));
  if (t < -0.82) albedo = blend(albedo, {0.55, 0.27, 0.24}, smooth_step(-0.82, -0.92, t));

  const double angle = std::atan2(out.y - gaze_.y, out.x - gaze_.x);
  const double fibres = value_noise(k.texture + 33, angle * 9, off * 0.9) * 0.22;
  Vec3 iris = k.iris_colour * (1.25 + fibres - 0.35 * smooth_step(k.iris - 2.2, k.iris, off));
  iris = blend(iris, k.iris_colour * Vec3{1.5, 1.2, 0.8}, 0.4 * smooth_step(kPupil + 1.6, kPupil, off));
  iris = blend(iris, iris * 0.35, smooth_step(k.iris - 0.9, k.iris - 0.1, off));
  // A pupil that mirrors the flash is a wide one: red eyes come in the dark.
  const double pupil_radius = kPupil + 1.3 * k.red_eye;
  const double pupil = smooth_step(pupil_radius + kEdge, pupil_radius - kEdge, off);
  iris = blend(iris, blend(Vec3{0.006, 0.006, 0.006}, {0.62, 0.05, 0.03}, k.red_eye), pupil);
  albedo = blend(albedo, iris, smooth_step(k.iris + 0.25, k.iris - 0.25, off));

  surface.albedo = albedo;
  surface.normal = pose_.apply(out);
  surface.specular = 0.05;
  surface.gloss = 60;
  surface.scatter = 0.3;
  // The upper lid and its lashes shade the top of the ball.
  surface.occlusion = 0.62 + 0.38 * smooth_step(0, 3.6, below_lid);
  surface.albedo = surface.albedo * (0.6 + 0.4 * smooth_step(0, 2.6, below_lid));
  // The lamp in the cornea, a little above the pupil.
  const Vec3 lamp = unit(pose_.undo({0.13, 0.24, 1}));
  const double spot = length(cross(out, lamp)) * kBall;
  surface.glow = Vec3{1, 1, 1} * (0.75 * smooth_step(0.75, 0.45, spot));
}

void EyePaint::paint(Surface& surface, const Fragment& at) const {
  const Look& k = head_.look();
  const double x = side_ * at.object.x - k.inter_eye / 2;
  const double y = at.object.y;
  const double t = x / k.eye_half_width;
  if (std::abs(t) > 1.7 || y > 17 || y < -17) return;

  // Around the eye the skin is thin: darker, redder; bags come with age.
  const double socket = bell(t, 0.8, y - 2, 8);
  surface.albedo = surface.albedo * blend(Vec3{1, 1, 1}, {0.90, 0.82, 0.82}, socket * (1 - 0.5 * k.skin_depth));
  const double bag = bell(x + 1, 10, y + k.lower_lid + 6.5, 1.5);
  surface.albedo = surface.albedo * (1 - (0.07 + 0.16 * k.wrinkles) * (1 - 0.4 * k.skin_depth) * bag);

  const double inside_t = std::clamp(t, -1.0, 1.0);
  const double up = upper_edge(inside_t);
  const double low = lower_edge(inside_t);
  const double end = smooth_step(1.12, 0.95, std::abs(t));
  // The lid itself catches light; on dark skin that is what sets the lashes off.
  const double lid = smooth_step(-0.5, 0.8, y - up) * smooth_step(up + k.crease + 2.5, up + k.crease * 0.5, y) * end;
  surface.albedo = surface.albedo * (1 + (0.05 + 0.1 * k.skin_depth) * lid);
  if (k.crease > 0.5) {
    const double fold =
        up + k.crease * (0.55 + 0.45 * std::sqrt(std::max(0.0, 1 - inside_t * inside_t))) * blend(1.5, 1.0, open_);
    surface.albedo = surface.albedo * (1 - 0.42 * bell(y - fold, 0.65) * smooth_step(1.3, 0.8, std::abs(t)));
  }
  surface.albedo = surface.albedo * (1 - 0.16 * bell(y - low + 2.2, 0.8) * end);

  if (std::abs(t) < 1) {
    const double inside = smooth_step(-kEdge, kEdge, up - y) * smooth_step(-kEdge, kEdge, y - low);
    if (inside > 0) {
      const Surface skin = surface;
      paint_ball(surface, at, t, up - y);
      surface.albedo = blend(skin.albedo, surface.albedo, inside);
      surface.normal = unit(blend(skin.normal, surface.normal, inside));
      surface.glow = surface.glow * inside;
      // The wet edge of the lower lid.
      surface.albedo = blend(surface.albedo, k.skin * Vec3{1.0, 0.75, 0.72}, 0.7 * smooth_step(0.9, 0.3, y - low));
    }
  }
  // Lashes.
  const double outer = 0.5 + 0.7 * smooth_step(-0.9, 0.8, t);
  const double comb = 0.84 + 0.16 * value_noise(k.texture + 35, x * 2.2 - y * (0.8 + t), 3.5);
  const double dark = smooth_step(t > 0 ? 1.22 : 1.1, t > 0 ? 1.0 : 0.85, std::abs(t));
  const double lash_top = up + (1.15 + (k.female ? 0.55 : 0.15)) * outer;
  const double lash =
      dark * comb * smooth_step(lash_top + 0.3, lash_top - 0.4, y) * smooth_step(up - 0.65, up - 0.2, y);
  const double under = 0.6 * dark * comb * bell(y - low + 0.3, 0.5) * smooth_step(-0.5, 0.7, t);
  const double ink = std::max(lash * 0.92, under);
  surface.albedo = blend(surface.albedo, {0.012, 0.010, 0.009}, ink);
  surface.specular *= 1 - ink;
}

void paint_brow(Surface& surface, const Fragment& at, const Look& look, double raise) {
  const double eye = look.inter_eye / 2;
  const double from = eye * 0.36;
  const double to = eye + look.eye_half_width * 1.32;
  const double s = (std::abs(at.object.x) - from) / (to - from);
  if (s < -0.1 || s > 1.1) return;
  const double middle = look.brow_height + raise +
                        look.brow_arch * std::sin(std::numbers::pi * std::clamp(s * 0.88 + 0.02, 0.0, 1.0)) -
                        4.2 * std::pow(std::max(0.0, s - 0.55) / 0.45, 1.7);
  const double half = look.brow_thickness * (1.12 - 0.8 * std::pow(std::clamp(s, 0.0, 1.0), 1.8)) / 1.0;
  const double y = at.object.y - middle;
  if (std::abs(y) > half * 1.6) return;
  const double ragged = 0.22 * half * value_noise(look.texture + 41, at.object.x / 1.1, 7.5);
  const double mask = smooth_step(half * 1.15, half * 0.55, std::abs(y + ragged)) * smooth_step(-0.06, 0.12, s) *
                      smooth_step(1.08, 0.9, s);
  // Hairs lean outwards, more so towards the end.
  const double lean = blend(0.5, 1.9, std::clamp(s, 0.0, 1.0));
  const double hairs =
      0.62 + 0.38 * value_noise(look.texture + 42, std::abs(at.object.x) / 0.55 - y * lean / 0.55, y * 0.25);
  const double ink = look.brow_density * mask * hairs;
  surface.albedo = blend(surface.albedo, look.brow_colour, std::min(1.0, ink * 1.15));
  surface.specular *= 1 - ink;
  surface.scatter *= 1 - ink;
}

}  // namespace enrolkit::people
