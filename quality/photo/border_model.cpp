// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/border_model.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <vector>

namespace enrolkit::photo {
namespace {

constexpr int kReweightings = 3;
constexpr double kCutOff = 4.0;  // spreads beyond which a border pixel is disregarded (Tukey's biweight)

// What noise and JPEG leave on the smoothest wall, in L, a and b.
constexpr std::array<double, 3> kFloor = {1.5, 1.0, 1.0};

double median(std::vector<double>& values) {
  const auto mid = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), mid, values.end());
  return *mid;
}

}  // namespace

BorderModel::Terms BorderModel::terms(double x, double y) const {
  const double u = x / half_width_ - 1;
  const double v = y / half_height_ - 1;
  return {1, u, v, u * u};
}

BorderModel::BorderModel(const cv::Mat& lab, const std::vector<cv::Point>& border)
    : half_width_(std::max(lab.cols / 2.0, 1.0)), half_height_(std::max(lab.rows / 2.0, 1.0)) {
  spread_ = kFloor;
  if (border.empty()) return;
  std::vector<double> deviation(border.size());
  for (std::size_t channel = 0; channel < 3; ++channel) {
    std::vector<double> weight(border.size(), 1.0);
    for (int round = 0; round <= kReweightings; ++round) {
      cv::Matx44d normal = cv::Matx44d::eye() * 1e-9;
      cv::Vec4d right(0, 0, 0, 0);
      for (std::size_t i = 0; i < border.size(); ++i) {
        const Terms t = terms(border[i].x, border[i].y);
        const double value = lab.at<cv::Vec3f>(border[i])[static_cast<int>(channel)];
        for (int r = 0; r < 4; ++r) {
          const double weighted = weight[i] * t[static_cast<std::size_t>(r)];
          right[r] += weighted * value;
          for (int c = 0; c < 4; ++c) normal(r, c) += weighted * t[static_cast<std::size_t>(c)];
        }
      }
      const cv::Vec4d solved = normal.solve(right, cv::DECOMP_CHOLESKY);
      for (int r = 0; r < 4; ++r) coefficients_[channel][static_cast<std::size_t>(r)] = solved[r];
      for (std::size_t i = 0; i < border.size(); ++i) {
        const Terms t = terms(border[i].x, border[i].y);
        double expected = 0;
        for (std::size_t r = 0; r < t.size(); ++r) expected += coefficients_[channel][r] * t[r];
        deviation[i] = std::abs(lab.at<cv::Vec3f>(border[i])[static_cast<int>(channel)] - expected);
      }
      std::vector<double> sorted = deviation;
      spread_[channel] = std::max(1.4826 * median(sorted), kFloor[channel]);
      for (std::size_t i = 0; i < border.size(); ++i) {
        const double far = deviation[i] / (kCutOff * spread_[channel]);
        weight[i] = far >= 1 ? 0 : (1 - far * far) * (1 - far * far);
      }
    }
  }
}

cv::Vec3f BorderModel::expected(double x, double y) const {
  const Terms t = terms(x, y);
  cv::Vec3f wall;
  for (std::size_t channel = 0; channel < 3; ++channel) {
    double sum = 0;
    for (std::size_t r = 0; r < t.size(); ++r) sum += coefficients_[channel][r] * t[r];
    wall[static_cast<int>(channel)] = static_cast<float>(sum);
  }
  return wall;
}

double BorderModel::distance(const cv::Vec3f& lab, int x, int y) const {
  const Terms t = terms(x, y);
  double sum = 0;
  for (std::size_t channel = 0; channel < 3; ++channel) {
    double expected = 0;
    for (std::size_t r = 0; r < t.size(); ++r) expected += coefficients_[channel][r] * t[r];
    const double far = (lab[static_cast<int>(channel)] - expected) / spread_[channel];
    sum += far * far;
  }
  return std::sqrt(sum);
}

}  // namespace enrolkit::photo
