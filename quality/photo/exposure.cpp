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
// The red of warm light skin is at its end while green and blue still show its shape (5 to 18 % of the face in 10 of 80
// official portraits).
constexpr int kChannelsLost = 2;

constexpr double kLOf255 = 100.0 / 255;  // OpenCV stores L as L * 255 / 100

// Natural logarithms of luminance in a usual portrait: medians of 51 evenly lit adults of all skin tones.
constexpr double kUsualSclera = -0.84;  // spreads by 0.21
constexpr double kUsualSkin = -1.1;     // darker skin stays below it and the sclera counts
constexpr double kUsualWall = -0.64;

// Quantiles that stand for them: of the eye's opening (a catchlight is less than the rest), of the face (shine is
// less).
constexpr double kScleraQuantile = 0.95;
constexpr double kSkinQuantile = 0.8;

// The wall counts as much as the face, but moves the result by half of these at most: a grey wall is no lack of light,
// a white one none too much.
constexpr double kWallDarker = -0.25;
constexpr double kWallLighter = 0.4;
// From here on a wall is dark by itself, for too little light would have dimmed the face as well: it makes a face that
// is light enough no darker. Fully so at twice this.
constexpr double kDarkWall = -0.5;

constexpr int kCornerShare = 8;     // of width and height
constexpr int kCornerSamples = 32;  // along each side

}  // namespace

std::array<double, 3> wall_levels(const cv::Mat& image) {
  std::array<Histogram, 3> levels;
  const int width = std::max(1, image.cols / kCornerShare);
  const int height = std::max(1, image.rows / kCornerShare);
  const int step_x = std::max(1, width / kCornerSamples);
  const int step_y = std::max(1, height / kCornerSamples);
  const int channels = image.channels();
  for (int y = 0; y < height; y += step_y) {
    const auto* row = image.ptr<std::uint8_t>(y);
    for (int x = 0; x < width; x += step_x) {
      for (const int column : {x, image.cols - 1 - x}) {
        for (int c = 0; c < 3; ++c) {
          levels[static_cast<std::size_t>(c)].add(row[column * channels + std::min(c, channels - 1)]);
        }
      }
    }
  }
  return {levels[0].quantile(0.5), levels[1].quantile(0.5), levels[2].quantile(0.5)};
}

double exposure_ev(const FacePatch& patch, const std::array<double, 3>& wall, bool glare) {
  const auto against = [](double luminance, double usual) { return std::log(std::max(luminance, 1e-4)) - usual; };
  const double skin = histogram_under(patch.lab, 0, patch.hull).quantile(kSkinQuantile);
  double face = against(std::isnan(skin) ? 0 : luminance_at(skin * kLOf255), kUsualSkin);
  for (const std::size_t first : {36U, 42U}) {
    const std::span<const Point> lids(patch.points.data() + first, 6);
    const double white = histogram_in(patch.lab, 0, lids).quantile(kScleraQuantile);
    if (std::isnan(white)) continue;
    const double eye = against(luminance_at(white * kLOf255), kUsualSclera);
    face = std::max(face, glare ? std::min(eye, 0.0) : eye);
  }
  const double behind = against(luminance_of(wall), kUsualWall);
  const double beyond = behind - face;
  const double with_wall = face + std::clamp(beyond, kWallDarker, kWallLighter) / 2;
  const double with_dark_wall = std::min(face, std::max(with_wall, 0.0));
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
      const bool black = std::max({rgb[0], rgb[1], rgb[2]}) <= kBlackEnd;
      if (at_end >= kChannelsLost || black) ++clipped;
    }
  }
  return all == 0 ? 0 : 100.0 * static_cast<double>(clipped) / static_cast<double>(all);
}

double face_contrast(const FacePatch& patch) {
  const Histogram levels = histogram_under(patch.rgb, 1, patch.hull);
  if (levels.count() == 0) return 0;
  return 1 - std::max(levels.quantile(0.01), 0.0) / std::max(levels.quantile(0.99), 1.0);
}

}  // namespace enrolkit::photo
