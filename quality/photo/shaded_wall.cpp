// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/shaded_wall.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/core.hpp>

#include "quality/photo/pixel_flood.hpp"

namespace enrolkit::photo {
namespace {

// Largest change of L from one pixel to the next, for 32 px between the eyes: a penumbra of a tenth of the inter-eye
// distance around a shadow that takes half the light stays below; hair and skin do not.
constexpr float kStep = 7;

// How far a and b may be from those of the wall at that lightness.
constexpr float kColour = 4.5F;

// Before a darker wall dark hair cannot be told from shadow.
constexpr float kDarkestWall = 50;

// Shadows keep at least this share of the wall's lightness.
constexpr float kDarkest = 0.35F;

// The core of the head, in inter-eye distances. A growth that comes there has leaked into hair or skin.
constexpr double kCoreX = 0.85;
constexpr double kCoreTop = -1.2;
constexpr double kCoreBottom = 1.4;
constexpr int kLeak = 12;  // px

// Half the width of the narrowest shadow; what is thinner is the edge of the hair.
constexpr double kPiece = 0.09;

// A shadow is smooth where hair has strands, in L from pixel to pixel ...
constexpr double kSmooth = 0.9;
// ... and rises slowly where hair ends at once: the change over three pixels of its rim, as a share of its depth.
constexpr double kSoft = 0.52;
constexpr int kLeastRim = 15;    // pairs of pixels
constexpr int kLeastShade = 30;  // px

bool is_core(Point p) {
  const double u = p.x / kCoreX;
  const double v = 2 * (p.y - (kCoreTop + kCoreBottom) / 2) / (kCoreBottom - kCoreTop);
  return u * u + v * v < 1;
}

float light_at(const cv::Mat& lab, int y, int x) { return lab.at<cv::Vec3f>(y, x)[0]; }

bool is_shadow(const ShadePiece& piece) {
  return piece.area >= kLeastShade && piece.inner > 0 && piece.rim >= kLeastRim &&
         piece.roughness < kSmooth * piece.inner && piece.jump / piece.rim < kSoft * piece.depth / piece.area;
}

// Takes back the pieces that are hair of the wall's colour.
void keep_shadows(const cv::Mat& lab, const BorderModel& model, const cv::Mat& wall, ShadeWork& work, cv::Mat& shaded) {
  const cv::Mat& labels = work.labels;
  auto& pieces = work.pieces;
  pieces.assign(work.shapes.label(shaded, work.labels).size(), {});
  constexpr std::array<std::array<int, 2>, 4> kSides = {{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}};
  for (int y = 2; y < lab.rows - 2; ++y) {
    for (int x = 2; x < lab.cols - 2; ++x) {
      const int label = labels.at<int>(y, x);
      if (label == 0) continue;
      ShadePiece& piece = pieces[static_cast<std::size_t>(label)];
      const float here = light_at(lab, y, x);
      ++piece.area;
      piece.depth += model.expected(x, y)[0] - here;
      int own = 0;
      for (const auto& [dx, dy] : kSides) {
        own += labels.at<int>(y + dy, x + dx) == label ? 1 : 0;
        // The wall two pixels on, against the piece one pixel back.
        if (labels.at<int>(y - dy, x - dx) != label || wall.at<std::uint8_t>(y + 2 * dy, x + 2 * dx) == 0) continue;
        piece.jump += light_at(lab, y + 2 * dy, x + 2 * dx) - light_at(lab, y - dy, x - dx);
        ++piece.rim;
      }
      if (own < 4) continue;
      ++piece.inner;
      piece.roughness += std::min(std::abs(here - (light_at(lab, y, x - 1) + light_at(lab, y, x + 1)) / 2),
                                  std::abs(here - (light_at(lab, y - 1, x) + light_at(lab, y + 1, x)) / 2));
    }
  }
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) {
      const int label = labels.at<int>(y, x);
      if (label != 0 && !is_shadow(pieces[static_cast<std::size_t>(label)])) shaded.at<std::uint8_t>(y, x) = 0;
    }
  }
}

}  // namespace

int piece_of_wall(const FaceAxes& axes) { return std::max(1, static_cast<int>(kPiece * axes.unit)); }

void grow_into_shade(const cv::Mat& lab, const BorderModel& model, const FaceAxes& axes, cv::Mat& wall, ShadeWork& work,
                     cv::Mat& shaded) {
  std::vector<int>& stack = work.stack;
  const int cols = lab.cols;
  const int pixels = lab.rows * cols;
  const auto* colours = lab.ptr<cv::Vec3f>();
  const auto* plain = wall.ptr<std::uint8_t>();
  shaded.create(lab.size(), CV_8UC1);
  for (float step = kStep * static_cast<float>(std::clamp(32 / axes.unit, 0.5, 2.0)); step > 2; step /= 2) {
    set_all(shaded, 0);
    stack.clear();
    for (int i = 0; i < pixels; ++i) {
      if (plain[i] != 0) stack.push_back(i);
    }
    int leaked = 0;
    flood_fill(shaded, stack, [&](int from, int to) {
      const cv::Vec3f& here = colours[to];
      if (std::abs(here[0] - colours[from][0]) > step) return false;
      const int x = to % cols;
      const int y = to / cols;
      const cv::Vec3f lit = model.expected(x, y);
      const float share = (here[0] + 16) / (lit[0] + 16);
      if (lit[0] < kDarkestWall || share < kDarkest || share > 1.05F || std::abs(here[1] - share * lit[1]) > kColour ||
          std::abs(here[2] - share * lit[2]) > kColour) {
        return false;
      }
      if (!is_core(axes.to_face({static_cast<double>(x), static_cast<double>(y)}))) return true;
      ++leaked;
      return false;
    });
    if (leaked <= kLeak) {
      work.shapes.open(shaded, piece_of_wall(axes), work.grown);
      work.grown.copyTo(shaded);
      clear_where(shaded, wall);
      keep_shadows(lab, model, wall, work, shaded);
      cv::bitwise_or(wall, shaded, wall);
      return;
    }
  }
  set_all(shaded, 0);
}

}  // namespace enrolkit::photo
