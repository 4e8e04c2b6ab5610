// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/mouth_colours.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>

#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {
namespace {

constexpr double kCell = 0.16;  // inter-eye distances
constexpr int kSamples = 10;    // along each side of a cell

}  // namespace

MouthColours mouth_colours(const FacePatch& patch) {
  const Point centre = middle(patch.points[48], patch.points[54]);
  const double cell = kCell * patch.unit;
  const auto place = [](double at, int count) { return std::clamp(static_cast<int>(std::floor(at)), 0, count - 1); };
  MouthColours colours{};
  std::array<double, 3> mean{};
  std::size_t term = 0;
  for (std::size_t r = 0; r < kColourRows; ++r) {
    for (std::size_t c = 0; c < kColourColumns; ++c, term += 3) {
      for (int i = 0; i < kSamples; ++i) {
        const double down = static_cast<double>(r) - kColourRows / 2.0 + (i + 0.5) / kSamples;
        const auto* row = patch.lab.ptr<cv::Vec3b>(place(centre.y + down * cell, patch.lab.rows));
        for (int j = 0; j < kSamples; ++j) {
          const double across = (static_cast<double>(c) + (j + 0.5) / kSamples) * cell;
          const cv::Vec3b& left = row[place(centre.x - across, patch.lab.cols)];
          const cv::Vec3b& right = row[place(centre.x + across, patch.lab.cols)];
          for (int k = 0; k < 3; ++k) {
            colours[term + static_cast<std::size_t>(k)] += (left[k] + right[k]) / (2.0 * kSamples * kSamples);
          }
        }
      }
      for (std::size_t k = 0; k < 3; ++k) mean[k] += colours[term + k] / (kColourRows * kColourColumns);
    }
  }
  for (std::size_t i = 0; i < colours.size(); ++i) colours[i] -= mean[i % 3];
  return colours;
}

}  // namespace enrolkit::photo
