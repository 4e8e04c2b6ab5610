// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/exposure.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "quality/photo/linear_light.hpp"
#include "quality/photo/patch_statistics.hpp"

namespace enrolkit::photo {
namespace {

// Sensors and JPEG clip a little below 255, and blacks rest a little above 0.
constexpr std::uint8_t kWhiteEnd = 247;
constexpr std::uint8_t kBlackEnd = 2;
// The red of warm light skin comes near its end while green and blue still show its shape (above 247 in 5 to 18 % of
// the face in 10 of 80 official portraits), but it stands at the end itself only where light was cut off (there at
// most in 0.6 %).
constexpr int kChannelsLost = 2;
constexpr std::uint8_t kCutOff = 254;

constexpr double kLOf255 = 100.0 / 255;  // OpenCV stores L as L * 255 / 100

// Natural logarithms of light in a usual portrait: medians of 51 evenly lit adults of all skin tones; that of the
// sclera less 0.1, so that it tells for dark skin what light skin tells by itself.
constexpr double kUsualSclera = -0.86;
// Of red light: in it people of one tone differ least, for melanin and blood take the other colours first (luminance of
// the lighter of skin and eyes spreads by 0.17 between people in the same light, this by 0.14). Darker skin stays below
// it and the sclera counts.
constexpr double kUsualRed = -0.68;
// Their luminance, and by how much red may say more: beyond that the skin or the light is red, not light.
constexpr double kUsualSkin = -0.91;
constexpr double kRedder = 0.15;
// Nor does what shines tell of the light: more than this beyond the less light part of the face does not count.
constexpr double kDullQuantile = 0.8;
constexpr double kUsualDull = -0.84;
constexpr double kShinier = 0.03;
constexpr double kUsualWall = -0.5;

// Quantiles that stand for them: of the eye's opening, of the face (shine is less).
constexpr double kScleraQuantile = 0.97;
constexpr double kSkinQuantile = 0.95;
// The sclera lies this far from the middle of the eye, in widths of the eye; lamps are mirrored nearer to it.
constexpr double kBesideIris = 0.2;

// A wall that is darker than the face counts as much as the face, but moves the result by half of this at most: a grey
// wall is no lack of light. A white one is none too much, as white walls are usual; a light one takes back a lack of
// light, by half of this at most.
constexpr double kWallDarker = -0.4;
constexpr double kWallLighter = 0.1;
constexpr double kWallTakesBack = 0.25;
// From here on a wall is dark by itself, for too little light would have dimmed the face as well: it makes a face that
// is light enough no darker, and one that is light no lighter (by as much as said). Fully so at twice this.
constexpr double kDarkWall = -0.35;
constexpr double kDarkBehindLight = 0.15;
// A wall with all channels above it tells that there is light enough, not how much.
constexpr double kWhiteWall = 250;

// The darkest of the eyes (pupils and lashes, which all people have; rims of glasses and beards lie elsewhere) and the
// lightest of the face hull.
constexpr double kDarkest = 0.03;
constexpr double kLightest = 0.99;
constexpr double kEncoding = 1 / 2.2;  // of luminance in levels
// A curve that darkens a picture adds contrast, one that lightens it takes contrast off: what both together tell is
// more certain. Per EV, as far as an
// exposure goes that is no fault by itself.
constexpr double kLightAddsContrast = 0.06;
constexpr double kMostLight = 0.5;

// L (of 255) of the white beside the iris; NaN where the eye is too small.
double sclera_lightness(const FacePatch& patch, std::size_t first) {
  const std::span<const Point> lids(patch.points.data() + first, 6);
  const Point middle = {(lids[0].x + lids[3].x) / 2, (lids[0].y + lids[3].y) / 2};
  const Point across = {lids[3].x - lids[0].x, lids[3].y - lids[0].y};
  const double least = kBesideIris * (across.x * across.x + across.y * across.y);
  Histogram levels;
  for_each_inside(patch.lab, lids, [&](int x, int y) {
    if (std::abs((x - middle.x) * across.x + (y - middle.y) * across.y) < least) return;
    levels.add(patch.lab.ptr<std::uint8_t>(y)[3 * x]);
  });
  return levels.quantile(kScleraQuantile);
}

}  // namespace

double exposure_ev(const FacePatch& patch, const std::array<double, 3>& wall, bool glare) {
  const auto against = [](double luminance, double usual) { return std::log(std::max(luminance, 1e-4)) - usual; };
  const Histogram reds = histogram_under(patch.rgb, 0, patch.hull);
  const double red = reds.quantile(kSkinQuantile);
  const double skin = histogram_under(patch.lab, 0, patch.hull).quantile(kSkinQuantile);
  double face = against(0, kUsualRed);
  if (!std::isnan(red)) {
    face = std::min({against(linear_light(red), kUsualRed), against(luminance_at(skin * kLOf255), kUsualSkin) + kRedder,
                     against(linear_light(reds.quantile(kDullQuantile)), kUsualDull) + kShinier});
  }
  for (const std::size_t first : {36U, 42U}) {
    const double white = sclera_lightness(patch, first);
    if (std::isnan(white)) continue;
    const double eye = against(luminance_at(white * kLOf255), kUsualSclera);
    face = std::max(face, glare ? std::min(eye, 0.0) : eye);
  }
  const double wall_light = against(luminance_of(wall), kUsualWall);
  double beyond = wall_light - face;
  if (*std::min_element(wall.begin(), wall.end()) >= kWhiteWall) beyond = std::max(beyond, 0.0);
  const double takes_back = std::clamp(std::min(beyond - kWallLighter, -face), 0.0, kWallTakesBack);
  const double with_wall = face + (std::clamp(beyond, kWallDarker, 0.0) + takes_back) / 2;
  const double with_dark_wall = std::min(face, std::max(with_wall - kDarkBehindLight, 0.0));
  const double counts = std::clamp(2 - beyond / kDarkWall, 0.0, 1.0);
  return (counts * with_wall + (1 - counts) * with_dark_wall) / std::log(2.0);
}

double clipped_share(const FacePatch& patch) {
  std::int64_t clipped = 0;
  std::int64_t all = 0;
  for (int y = 0; y < patch.hull.rows; ++y) {
    const auto* use = patch.hull.ptr<std::uint8_t>(y);
    const auto* rgb = patch.rgb.ptr<std::uint8_t>(y);
    for (int x = 0; x < patch.hull.cols; ++x, rgb += 3) {
      if (use[x] == 0) continue;
      ++all;
      const int at_end = (rgb[0] >= kWhiteEnd ? 1 : 0) + (rgb[1] >= kWhiteEnd ? 1 : 0) + (rgb[2] >= kWhiteEnd ? 1 : 0);
      const std::uint8_t largest = std::max({rgb[0], rgb[1], rgb[2]});
      if (at_end >= kChannelsLost || largest >= kCutOff || largest <= kBlackEnd) ++clipped;
    }
  }
  return all == 0 ? 0 : 100.0 * static_cast<double>(clipped) / static_cast<double>(all);
}

double face_contrast(const FacePatch& patch, double ev) {
  const Histogram face = histogram_under(patch.lab, 0, patch.hull);
  if (face.count() == 0) return 0;
  Histogram eyes;
  for (const std::size_t first : {36U, 42U}) {
    const std::span<const Point> lids(patch.points.data() + first, 6);
    for_each_inside(patch.lab, lids, [&](int x, int y) { eyes.add(patch.lab.ptr<std::uint8_t>(y)[3 * x]); });
  }
  const auto level = [](const Histogram& levels, double share) {
    return std::pow(luminance_at(std::max(levels.quantile(share), 1.0) * kLOf255), kEncoding);
  };
  const double darkest = level(eyes.count() == 0 ? face : eyes, kDarkest);
  return 1 - darkest / level(face, kLightest) - kLightAddsContrast * std::clamp(ev, -kMostLight, kMostLight);
}

}  // namespace enrolkit::photo
