// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/shoulders.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace enrolkit::photo {
namespace {

// Distances from the middle of the face, in inter-eye distances, on both sides: the neckline lies before the neck, the
// outline of the shoulders beside it.
constexpr double kNecklineFrom = 0.3, kNecklineTo = 0.7;
constexpr double kOutlineFrom = 0.8, kOutlineTo = 2.0;
constexpr double kStep = 0.1;
constexpr std::size_t kMostPairs = 16;

// So many pairs of heights make a slope.
constexpr std::size_t kNecklinePairs = 3, kOutlinePairs = 4;

// The skin of the neck: below the chin and its shadow. In inter-eye distances.
constexpr double kBelowChin = 0.12, kNeckTo = 0.3, kNeckHalfWidth = 0.3;
constexpr std::size_t kMostOfNeck = 512;

// Cloth is so far from that skin, L counting 0.4, over so many pixels downwards.
constexpr float kCloth = 9, kWeightOfL = 0.4F;
constexpr int kClothRows = 4;

// Half of the pairs tell slopes (tangents) that lie so near to each other: a lock of hair or a lapel on one side is no
// shoulder.
constexpr double kLikeEachOther = 0.12;

// Slopes between equally far columns on both sides, by a function that gives the row in a column, if any.
template <class RowOf>
std::optional<double> slope(const HeadMask& mask, double from, double to, std::size_t least, RowOf row_of) {
  std::array<double, kMostPairs> slopes{};
  std::size_t count = 0;
  for (int k = 0; from + k * kStep < to + kStep / 2 && count < kMostPairs; ++k) {
    const double x = (from + k * kStep) * mask.axes.unit;
    const int left = static_cast<int>(std::lround(mask.axes.origin.x - x));
    const int right = static_cast<int>(std::lround(mask.axes.origin.x + x));
    if (left < 0 || right >= mask.person.cols) break;
    const std::optional<int> a = row_of(left);
    const std::optional<int> b = row_of(right);
    if (a && b) slopes[count++] = (*b - *a) / (2 * x);
  }
  if (count < least) return std::nullopt;
  std::sort(slopes.begin(), slopes.begin() + static_cast<std::ptrdiff_t>(count));
  if (slopes[3 * count / 4] - slopes[count / 4] > kLikeEachOther) return std::nullopt;
  return std::atan(slopes[count / 2]) * 180 / std::numbers::pi;
}

std::optional<cv::Vec3f> skin_of_neck(const HeadMask& mask) {
  const double unit = mask.axes.unit;
  const int top = mask.chin_row + static_cast<int>(kBelowChin * unit);
  const int bottom = std::min(mask.chin_row + static_cast<int>(kNeckTo * unit), mask.lab.rows - 1);
  const int left = std::max(0, static_cast<int>(mask.axes.origin.x - kNeckHalfWidth * unit));
  const int right = std::min(mask.lab.cols - 1, static_cast<int>(mask.axes.origin.x + kNeckHalfWidth * unit));
  cv::Vec3f skin;
  for (int channel = 0; channel < 3; ++channel) {
    std::array<float, kMostOfNeck> values{};
    std::size_t count = 0;
    for (int y = top; y <= bottom; ++y) {
      for (int x = left; x <= right && count < kMostOfNeck; ++x)
        values[count++] = mask.lab.at<cv::Vec3f>(y, x)[channel];
    }
    if (count == 0) return std::nullopt;
    const auto mid = values.begin() + static_cast<std::ptrdiff_t>(count / 2);
    std::nth_element(values.begin(), mid, values.begin() + static_cast<std::ptrdiff_t>(count));
    skin[channel] = *mid;
  }
  return skin;
}

// The first row of cloth below the chin.
// Cloth at once is a collar before the neck or no skin at all.
std::optional<int> neckline_row(const HeadMask& mask, const cv::Vec3f& skin, int column) {
  const int first = mask.chin_row + static_cast<int>(kBelowChin * mask.axes.unit);
  int run = 0;
  for (int y = first; y < mask.lab.rows; ++y) {
    cv::Vec3f off = mask.lab.at<cv::Vec3f>(y, column) - skin;
    off[0] *= kWeightOfL;
    run = off.dot(off) > kCloth * kCloth ? run + 1 : 0;
    if (run < kClothRows) continue;
    const int row = y - kClothRows + 1;
    return row > first ? std::optional<int>(row) : std::nullopt;
  }
  return std::nullopt;
}

// Where the person ends above the bottom of the picture; nothing where hair hangs over the shoulder or only wall is.
std::optional<int> outline_row(const HeadMask& mask, int column) {
  int row = mask.person.rows;
  while (row > 0 && mask.person.at<std::uint8_t>(row - 1, column) != 0) --row;
  if (row == mask.person.rows || row <= mask.chin_row) return std::nullopt;
  return row;
}

}  // namespace

std::optional<double> shoulder_slope(const HeadMask& mask) {
  std::optional<double> neckline;
  if (const auto skin = skin_of_neck(mask)) {
    neckline = slope(mask, kNecklineFrom, kNecklineTo, kNecklinePairs,
                     [&](int column) { return neckline_row(mask, *skin, column); });
  }
  const auto outline =
      slope(mask, kOutlineFrom, kOutlineTo, kOutlinePairs, [&](int column) { return outline_row(mask, column); });
  if (!neckline || !outline) return neckline ? neckline : outline;
  if (*neckline * *outline <= 0) return 0;
  return std::abs(*neckline) < std::abs(*outline) ? neckline : outline;
}

}  // namespace enrolkit::photo
