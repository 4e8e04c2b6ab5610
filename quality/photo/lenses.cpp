// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/lenses.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "quality/photo/appearance.hpp"
#include "quality/photo/patch_statistics.hpp"
#include "quality/photo/plane_blur.hpp"
#include "quality/photo/workspace.hpp"

namespace enrolkit::photo {
namespace {

// Face coordinates, in inter-eye distances.
struct Box {
  Point centre;
  double half_width;
  double half_height;
};
constexpr Box kBridge = {{0, 0.05}, 0.09, 0.17};

// A reflection in both lenses that hides the eyes draws the landmarks to its edge: measured 0.2 to 0.3.
constexpr double kSlid = 0.25;
constexpr double kSureBridge = 0.09;
constexpr double kSureGlare = 10;
// Brows that the landmarks took for eyes look covered no more than this; below them both lenses then reflect at least
// so much (percent), where sun on a face lights one side.
constexpr double kBrowsForEyes = -0.4;
constexpr double kBothLenses = 50;
constexpr double kLensX = 0.26;
constexpr double kLensY = 0.14;
constexpr double kGlareX = 0.22;
constexpr double kGlareY = 0.12;

// Without a frame only what shines before the iris, and more of it than shows of an eye's own white: up to 3 in two and
// a half times the light, where a small lamp covers 7.
constexpr double kIris = 0.09;
constexpr double kEyesOwn = 4.5;
constexpr double kCheekBelow = 0.55;
constexpr double kBrightPart = 0.9;  // quantile

// A reflection is brighter than the cheek by this much, and at least this bright (CIELAB L): the white of an eye beside
// a dark cheek is not.
constexpr double kAboveCheek = 8;
constexpr double kLeastGlare = 84;

constexpr double kPerL = 255.0 / 100;  // the patch's L per CIELAB L

cv::Rect pixels_of(const FacePatch& patch, const Box& box) {
  const Point c = patch.at(box.centre);
  const int x0 = static_cast<int>(std::lround(c.x - box.half_width * patch.unit));
  const int y0 = static_cast<int>(std::lround(c.y - box.half_height * patch.unit));
  const int x1 = static_cast<int>(std::lround(c.x + box.half_width * patch.unit));
  const int y1 = static_cast<int>(std::lround(c.y + box.half_height * patch.unit));
  return cv::Rect(x0, y0, x1 - x0 + 1, y1 - y0 + 1) & cv::Rect({0, 0}, patch.lab.size());
}

Histogram lightness_in(const FacePatch& patch, const Box& box) {
  Histogram levels;
  const cv::Rect part = pixels_of(patch, box);
  for (int y = part.y; y < part.br().y; ++y) {
    const auto* row = patch.lab.ptr<std::uint8_t>(y);
    for (int x = part.x; x < part.br().x; ++x) levels.add(row[3 * x]);
  }
  return levels;
}

double side_of(std::size_t eye) { return eye == 0 ? -0.5 : 0.5; }

double cheek_below(const FacePatch& patch, std::size_t eye) {
  return lightness_in(patch, {{side_of(eye), kCheekBelow}, 0.14, 0.08}).quantile(0.5);
}

// `raised` by so much above where the landmarks place the eyes, in inter-eye distances.
double bridge_contrast(const FacePatch& patch, double raised, Workspace& work) {
  const cv::Rect part =
      pixels_of(patch, {{kBridge.centre.x, kBridge.centre.y - raised}, kBridge.half_width, kBridge.half_height});
  const int margin = 4;
  const cv::Rect around =
      cv::Rect(part.x - margin, part.y - margin, part.width + 2 * margin, part.height + 2 * margin) &
      cv::Rect({0, 0}, patch.rgb.size());
  std::vector<float>& grey = work.planes[0];
  const auto index = [width = around.width](int y, int x) { return static_cast<std::size_t>(y * width + x); };
  grey.resize(index(around.height, 0));
  for (int y = 0; y < around.height; ++y) {
    const auto* rgb = patch.rgb.ptr<std::uint8_t>(around.y + y) + static_cast<std::ptrdiff_t>(3) * around.x;
    for (int x = 0; x < around.width; ++x, rgb += 3) {
      // Rounded as cv::cvtColor does.
      grey[index(y, x)] = static_cast<float>((9798 * rgb[0] + 19235 * rgb[1] + 3735 * rgb[2] + (1 << 14)) >> 15);
    }
  }
  const double per_pixel = patch.unit / 100;  // gradients of a patch half as fine are twice as steep
  blur_plane(grey, around.width, around.height, std::max(0.5, per_pixel), work.planes[1]);
  double strongest = 0;
  for (int y = part.y - around.y; y < part.br().y - around.y; ++y) {
    if (y < 1 || y + 1 >= around.height) continue;
    double sum = 0;
    for (int x = part.x - around.x; x < part.br().x - around.x; ++x) {
      sum += std::abs(grey[index(y + 1, x)] - grey[index(y - 1, x)]) / 2;
    }
    strongest = std::max(strongest, sum / part.width);
  }
  const double face = lightness_in(patch, {{0, 0.5}, 0.5, 0.3}).quantile(0.5);
  return per_pixel * strongest / (0.5 * face + 30);
}

// Of either lens, within so much of the middle of the eye, percent of the whole box.
std::array<double, 2> glare_shares(const FacePatch& patch, double raised, double half_width, double half_height) {
  std::array<double, 2> shares{};
  for (const std::size_t eye : {0U, 1U}) {
    const double limit = std::max(kLeastGlare * kPerL, cheek_below(patch, eye) + kAboveCheek * kPerL);
    const Histogram levels = lightness_in(patch, {{side_of(eye), -raised}, half_width, half_height});
    std::int64_t above = 0;
    for (int level = std::min(255, static_cast<int>(limit) + 1); level < 256; ++level) {
      above += levels.at(static_cast<std::uint8_t>(level));
    }
    const double share = static_cast<double>(above) / static_cast<double>(std::max<std::int64_t>(1, levels.count()));
    shares[eye] = 100 * share * half_width * half_height / (kGlareX * kGlareY);
  }
  return shares;
}

double glare_share(const FacePatch& patch, double raised, double half_width, double half_height) {
  const auto shares = glare_shares(patch, raised, half_width, half_height);
  return std::max(shares[0], shares[1]);
}

}  // namespace

double lens_brightness(const FacePatch& patch) {
  // The darker cheek: a flash on one must not make lenses dark.
  const double cheek = std::max(1.0, std::min(cheek_below(patch, 0), cheek_below(patch, 1)));
  double darker = 255;
  for (const std::size_t eye : {0U, 1U}) {
    darker = std::min(darker, lightness_in(patch, {{side_of(eye), 0}, kLensX, kLensY}).quantile(kBrightPart));
  }
  return darker / cheek;
}

GlassesLook look_at_glasses(const FacePatch& patch, Workspace& work) {
  GlassesLook look;
  look.bridge = bridge_contrast(patch, 0, work);
  if (look.worn()) {
    look.glare = glare_share(patch, 0, kGlareX, kGlareY);
    return look;
  }
  const double shine = glare_share(patch, 0, kIris, kIris);
  if (shine > kEyesOwn) look.glare = shine;
  const double raised = bridge_contrast(patch, kSlid, work);
  const double above = glare_share(patch, kSlid, kGlareX, kGlareY);
  const auto lower = glare_shares(patch, -kSlid, kGlareX, kGlareY);
  const double below = std::max(lower[0], lower[1]);
  if (raised < kSureBridge && std::max(above, below) < kSureGlare) return look;
  const auto eyes = eye_appearances(patch);
  const double covered = std::max(eyes[0].covered, eyes[1].covered);
  const bool both = std::min(lower[0], lower[1]) > kBothLenses;
  if (covered < (both ? kBrowsForEyes : 0)) return look;
  if (raised >= kSureBridge) look.bridge = raised;
  look.glare = std::max({look.glare, above, below});
  return look;
}

}  // namespace enrolkit::photo
