// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/border_model.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>

namespace enrolkit::photo {
namespace {

constexpr int kReweightings = 3;
constexpr double kCutOff = 4.0;  // spreads beyond which a border pixel is disregarded (Tukey's biweight)

// What noise and JPEG leave on the smoothest wall, in L, a and b.
constexpr std::array<double, 3> kFloor = {1.5, 1.0, 1.0};

// A smooth wall has a spread of 3.5.
constexpr double kUnsteady = 5;

// In L, and in a and b: no wall deviates so far from itself without an edge. Beige cloth before a grey wall is 6 away.
constexpr float kOtherLight = 10;
constexpr float kOtherColour = 5.5F;

double median(std::vector<double>& values) {
  const auto mid = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), mid, values.end());
  return *mid;
}

double dot(const std::array<double, 4>& a, const std::array<double, 4>& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
}

}  // namespace

BorderModel::Terms BorderModel::terms(double x, double y) const {
  const double u = x / half_width_ - 1;
  const double v = y / half_height_ - 1;
  return {1, u, v, u * u};
}

void BorderModel::fit(const cv::Mat& lab, const std::vector<cv::Point>& border) {
  half_width_ = std::max(lab.cols / 2.0, 1.0);
  half_height_ = std::max(lab.rows / 2.0, 1.0);
  coefficients_ = {};
  spread_ = kFloor;
  if (border.empty()) return;
  deviation_.resize(border.size());
  start_.assign(border.size(), 1.0);
  fit_from(lab, border, start_);
  if (spread() < kUnsteady) return;
  // Something large stands at the border: start again from the colour that most of it has.
  const auto coefficients = coefficients_;
  const auto spreads = spread_;
  const double before = spread();
  start_at_mode(lab, border);
  fit_from(lab, border, start_);
  if (spread() < before) return;
  coefficients_ = coefficients;
  spread_ = spreads;
}

void BorderModel::start_at_mode(const cv::Mat& lab, const std::vector<cv::Point>& border) {
  constexpr int kBins = 20;
  std::array<int, kBins> count{};
  const auto bin_of = [](float lightness) { return std::clamp(static_cast<int>(lightness / 5), 0, kBins - 1); };
  for (const cv::Point& p : border) ++count[static_cast<std::size_t>(bin_of(lab.at<cv::Vec3f>(p)[0]))];
  const auto mode = static_cast<int>(std::max_element(count.begin(), count.end()) - count.begin());
  for (std::size_t i = 0; i < border.size(); ++i) {
    start_[i] = std::abs(bin_of(lab.at<cv::Vec3f>(border[i])[0]) - mode) <= 1 ? 1.0 : 0.0;
  }
}

void BorderModel::fit_from(const cv::Mat& lab, const std::vector<cv::Point>& border, const std::vector<double>& start) {
  for (std::size_t channel = 0; channel < 3; ++channel) {
    weight_ = start;
    for (int round = 0; round <= kReweightings; ++round) {
      cv::Matx44d normal = cv::Matx44d::eye() * 1e-9;
      cv::Vec4d right(0, 0, 0, 0);
      for (std::size_t i = 0; i < border.size(); ++i) {
        if (weight_[i] == 0) continue;
        const Terms t = terms(border[i].x, border[i].y);
        const double value = lab.at<cv::Vec3f>(border[i])[static_cast<int>(channel)];
        for (int r = 0; r < 4; ++r) {
          const double weighted = weight_[i] * t[static_cast<std::size_t>(r)];
          right[r] += weighted * value;
          for (int c = r; c < 4; ++c) normal(r, c) += weighted * t[static_cast<std::size_t>(c)];
        }
      }
      for (int r = 1; r < 4; ++r) {
        for (int c = 0; c < r; ++c) normal(r, c) = normal(c, r);
      }
      const cv::Vec4d solved = normal.solve(right, cv::DECOMP_CHOLESKY);
      Terms& found = coefficients_[channel];
      for (int r = 0; r < 4; ++r) found[static_cast<std::size_t>(r)] = solved[r];
      for (std::size_t i = 0; i < border.size(); ++i) {
        const double expected = dot(found, terms(border[i].x, border[i].y));
        deviation_[i] = std::abs(lab.at<cv::Vec3f>(border[i])[static_cast<int>(channel)] - expected);
      }
      sorted_ = deviation_;
      spread_[channel] = std::max(1.4826 * median(sorted_), kFloor[channel]);
      for (std::size_t i = 0; i < border.size(); ++i) {
        const double far = deviation_[i] / (kCutOff * spread_[channel]);
        weight_[i] = far >= 1 ? 0 : (1 - far * far) * (1 - far * far);
      }
    }
  }
}

cv::Vec3f BorderModel::expected(double x, double y) const {
  const Terms t = terms(x, y);
  return {static_cast<float>(dot(coefficients_[0], t)), static_cast<float>(dot(coefficients_[1], t)),
          static_cast<float>(dot(coefficients_[2], t))};
}

bool BorderModel::differs(const cv::Vec3f& lab, double x, double y) const {
  const cv::Vec3f off = lab - expected(x, y);
  return std::abs(off[0]) > kOtherLight || off[1] * off[1] + off[2] * off[2] > kOtherColour * kOtherColour;
}

double BorderModel::distance(const cv::Vec3f& lab, double x, double y) const {
  const Terms t = terms(x, y);
  double sum = 0;
  for (std::size_t channel = 0; channel < 3; ++channel) {
    const double far = (lab[static_cast<int>(channel)] - dot(coefficients_[channel], t)) / spread_[channel];
    sum += far * far;
  }
  return std::sqrt(sum);
}

}  // namespace enrolkit::photo
