// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/colour_cast.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "quality/photo/patch_statistics.hpp"

namespace enrolkit::photo {
namespace {

// The sclera is reddish and varies; measured on 51 adults of all groups: mean, and spread in each direction.
constexpr LogChroma kSclera = {0.19, -0.01};
constexpr double kScleraSpread = 0.12;
// Walls that are meant neutral, walls that are not, and how often the latter.
constexpr double kNeutralSpread = 0.06;
constexpr double kColouredSpread = 0.5;
constexpr double kColouredShare = 0.4;
// What is taken for the sclera can be lids and lashes over a narrow eye, or mirror the skin: as much of it as it lies
// towards the colour of the skin, up to this share, is skin as often as light (measured: 0 in neutral adults, 0.54 with
// a spread of 0.28 in 80 official portraits, most of them smiling).
constexpr double kMostSkin = 0.5;
constexpr double kSkinInSclera = 0.5;
// How often glasses or glare are taken for it, and how far that leads.
constexpr double kScleraLost = 0.1;
constexpr double kLostSpread = 0.4;
// Lamps before anything was seen.
constexpr double kLightVariance = 0.12;

constexpr double kGrey = 0.4;  // luminance of the grey in which the cast is told

// Skin at one luminance, under neutral light: adults of all groups have a 7 to 16, b 7 to 20 there; children and
// flushed faces more.
constexpr double kSkinLuminance = 0.25;
constexpr double kSkinA[] = {5, 24};
constexpr double kSkinB[] = {4, 30};
// What makes skin redder (blood) makes it yellower too. So much red over green plus this share of blue over green is
// the most that skin has (measured under neutral light: 0.5 in 51 adults of all groups, 0.65 in 72 of 73 warm official
// portraits; 0.85 and more in skin that was coloured red), and so many CIELAB units is one of it at kSkinLuminance.
constexpr double kYellowCounts = 0.8;
constexpr double kReddest = 0.62;
constexpr double kPerRedness = 28;

constexpr double kLeastPixels = 20;

constexpr double kWhiteEnd = 247;  // of a channel
constexpr double kWhite = 235;     // a wall with no channel below it is white, however light it would be

double squared(LogChroma c) { return c.red * c.red + c.blue * c.blue; }

double outside(double value, const double (&range)[2]) { return std::max({range[0] - value, value - range[1], 0.0}); }

}  // namespace

std::optional<LogChroma> sclera_colour(const FacePatch& patch) {
  std::optional<LogChroma> colour;
  double lightest = -1;
  for (const std::size_t first : {36U, 42U}) {
    const std::span<const Point> lids(patch.points.data() + first, 6);
    const Histogram lightness = histogram_in(patch.lab, 0, lids);
    if (static_cast<double>(lightness.count()) < kLeastPixels) continue;
    const auto least = static_cast<std::uint8_t>(std::clamp(std::ceil(lightness.quantile(0.75)), 0.0, 255.0));
    std::array<Histogram, 3> levels;
    for_each_inside(patch.lab, lids, [&](int x, int y) {
      if (patch.lab.ptr<std::uint8_t>(y)[3 * x] < least) return;
      const auto* rgb = patch.rgb.ptr<std::uint8_t>(y) + 3 * x;
      for (std::size_t c = 0; c < 3; ++c) levels[c].add(rgb[c]);
    });
    const double median = lightness.quantile(0.875);
    if (median <= lightest || levels[0].count() == 0) continue;
    lightest = median;
    colour = log_chroma({levels[0].quantile(0.5), levels[1].quantile(0.5), levels[2].quantile(0.5)});
  }
  return colour;
}

namespace {

// How far `off` goes towards the skin, 0..kMostSkin.
double skin_share(LogChroma off, LogChroma skin) {
  const double along = off.red * skin.red + off.blue * skin.blue;
  return std::clamp(along / std::max(squared(skin), 1e-9), 0.0, kMostSkin);
}

// What sclera and wall say of the light if each spreads about it by so much (variances); per direction all is normal.
struct Hypothesis {
  double prior = 0;
  double sclera = 0;
  double wall = 0;

  // Probability density of both, up to a factor: their joint covariance is {{s, l}, {l, w}}.
  [[nodiscard]] double likelihood(LogChroma by_sclera, LogChroma by_wall) const {
    const double s = sclera + kLightVariance;
    const double w = wall + kLightVariance;
    const double determinant = s * w - kLightVariance * kLightVariance;
    const double cross = by_sclera.red * by_wall.red + by_sclera.blue * by_wall.blue;
    const double form = w * squared(by_sclera) + s * squared(by_wall) - 2 * kLightVariance * cross;
    return prior * std::exp(-form / (2 * determinant)) / determinant;
  }

  // The light by both and by experience, less its standard error.
  [[nodiscard]] LogChroma light(LogChroma by_sclera, LogChroma by_wall) const {
    const double trust = 1 / kLightVariance + 1 / sclera + 1 / wall;
    const LogChroma mean = 1 / trust * (1 / sclera * by_sclera + 1 / wall * by_wall);
    const double size = std::sqrt(squared(mean));
    const double error = 1 / std::sqrt(trust);
    return size > error ? (1 - error / size) * mean : LogChroma{};
  }
};

}  // namespace

LogChroma wall_colour(const std::array<double, 3>& levels, std::optional<LogChroma> sclera) {
  LogChroma wall = log_chroma(levels);
  if (!sclera || *std::min_element(levels.begin(), levels.end()) >= kWhite) return wall;
  const LogChroma eye = *sclera - kSclera;
  if (levels[0] >= kWhiteEnd) wall.red = std::max(wall.red, eye.red);
  if (levels[2] >= kWhiteEnd) wall.blue = std::max(wall.blue, eye.blue);
  if (levels[1] >= kWhiteEnd) wall = {std::min(wall.red, eye.red), std::min(wall.blue, eye.blue)};
  return wall;
}

LogChroma light_colour(std::optional<LogChroma> sclera, LogChroma wall, std::optional<LogChroma> skin) {
  LogChroma sum;
  double weights = 0;
  const auto consider = [&](double prior, LogChroma by_sclera, double spread) {
    for (const bool neutral : {true, false}) {
      const double wall_spread = neutral ? kNeutralSpread : kColouredSpread;
      const Hypothesis h = {prior * (neutral ? 1 - kColouredShare : kColouredShare), spread * spread,
                            wall_spread * wall_spread};
      const double weight = h.likelihood(by_sclera, wall);
      sum = sum + weight * h.light(by_sclera, wall);
      weights += weight;
    }
  };
  if (!sclera) {
    consider(1, {}, kLostSpread);
  } else {
    const LogChroma off = *sclera - kSclera;
    const double share = skin ? skin_share(off, *skin - kSclera) : 0;
    consider(kScleraLost, off, kLostSpread);
    consider(1 - kScleraLost - kSkinInSclera, off, kScleraSpread);
    const LogChroma reddened = skin ? share * (*skin - kSclera) : LogChroma{};
    consider(kSkinInSclera, 1 / (1 - share) * (off - reddened), kScleraSpread / (1 - share));
  }
  return weights > 0 ? 1 / weights * sum : LogChroma{};
}

double cast_chroma(LogChroma light) {
  const auto [a, b] = cielab_ab(light, kGrey);
  return std::hypot(a, b);
}

std::optional<LogChroma> skin_colour(const FacePatch& patch) {
  std::array<double, 3> median{};
  for (int c = 0; c < 3; ++c) {
    median[static_cast<std::size_t>(c)] = histogram_under(patch.rgb, c, patch.skin).quantile(0.5);
  }
  if (std::isnan(median[0])) return std::nullopt;
  return log_chroma(median);
}

double unnatural_skin(std::optional<LogChroma> skin, LogChroma light) {
  if (!skin) return 0;
  const LogChroma own = *skin - light;
  const auto [a, b] = cielab_ab(own, kSkinLuminance);
  const double redness = own.red + kYellowCounts * own.blue;
  return std::max(std::hypot(outside(a, kSkinA), outside(b, kSkinB)), kPerRedness * (redness - kReddest));
}

double mean_chroma(const FacePatch& patch) {
  if (!patch.coloured) return 0;
  double sum = 0;
  for (int y = 0; y < patch.lab.rows; ++y) {
    const auto* lab = patch.lab.ptr<std::uint8_t>(y);
    for (int x = 0; x < patch.lab.cols; ++x, lab += 3) sum += std::hypot(lab[1] - 128.0, lab[2] - 128.0);
  }
  return sum / static_cast<double>(patch.lab.total());
}

}  // namespace enrolkit::photo
