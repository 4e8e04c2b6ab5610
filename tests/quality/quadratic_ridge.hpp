// SPDX-License-Identifier: Apache-2.0
// Ridge regression on all terms and on the squares and products of the few directions in which the samples spread most.
#pragma once

#include "tests/quality/ridge.hpp"

namespace enrolkit::testing {

// The square of a linear function, added or taken away.
struct Square {
  Linear along;
  bool raises = true;
};

struct Quadratic {
  Linear linear;
  std::vector<Square> squares;

  double operator()(const std::vector<double>& terms) const {
    double sum = linear(terms);
    for (const Square& square : squares) {
      const double along = square.along(terms);
      sum += (square.raises ? 1 : -1) * along * along;
    }
    return sum;
  }
};

struct QuadraticSettings {
  double penalty = 1;
  double share = 0.05;  // of the products against the terms, in the kernel
  int directions = 16;
};

namespace quadratic {

// A linear function of `axis` of what is scaled and centred, told for terms as they come.
inline Linear unscaled(const cv::Mat& axis, const cv::Mat& mean, const std::vector<double>& scale) {
  Linear linear;
  for (std::size_t i = 0; i < scale.size(); ++i) {
    const auto at = static_cast<int>(i);
    linear.weights.push_back(axis.at<double>(at) * scale[i]);
    linear.offset -= linear.weights.back() * mean.at<double>(at);
  }
  return linear;
}

}  // namespace quadratic

inline Quadratic quadratic_ridge(const std::vector<const Sample*>& samples, const std::vector<double>& scale,
                                 const QuadraticSettings& settings) {
  const auto count = static_cast<int>(samples.size());
  const auto n = static_cast<int>(scale.size());
  const auto [mean, mean_target] = means_of(samples, n);
  cv::Mat all(count, n, CV_64F);
  cv::Mat weighted(count, n, CV_64F);
  cv::Mat targets(count, 1, CV_64F);
  for (int k = 0; k < count; ++k) {
    const Sample& s = *samples[static_cast<std::size_t>(k)];
    for (int i = 0; i < n; ++i) {
      const auto at = static_cast<std::size_t>(i);
      all.at<double>(k, i) = (s.terms[at] - mean.at<double>(i)) * scale[at];
      weighted.at<double>(k, i) = all.at<double>(k, i) * std::sqrt(s.weight);
    }
    targets.at<double>(k) = s.target - mean_target;
  }
  cv::Mat values;
  cv::Mat axes;
  cv::eigen(weighted.t() * weighted, values, axes);
  axes = axes.rowRange(0, settings.directions);
  const cv::Mat among = all * axes.t();
  const cv::Mat products = among * among.t();
  cv::Mat kernel = all * all.t() + settings.share * products.mul(products);
  for (int k = 0; k < count; ++k) {
    kernel.at<double>(k, k) += settings.penalty / samples[static_cast<std::size_t>(k)]->weight;
  }
  cv::Mat dual;
  cv::solve(kernel, targets, dual, cv::DECOMP_CHOLESKY);

  Quadratic answer;
  answer.linear = quadratic::unscaled(all.t() * dual, mean, scale);
  answer.linear.offset += mean_target;
  const cv::Mat form = settings.share * among.t() * cv::Mat::diag(dual) * among;
  cv::Mat sizes;
  cv::Mat turned;
  cv::eigen(form, sizes, turned);
  for (int d = 0; d < settings.directions; ++d) {
    const double size = sizes.at<double>(d);
    const cv::Mat axis = (turned.row(d) * axes).t() * std::sqrt(std::abs(size));
    answer.squares.push_back({quadratic::unscaled(axis, mean, scale), size > 0});
  }
  return answer;
}

}  // namespace enrolkit::testing
