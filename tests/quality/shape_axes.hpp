// SPDX-License-Identifier: Apache-2.0
// In which directions faces differ most from each other: principal components of what both halves share.
#pragma once

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <vector>

#include "quality/photo/turn_terms.hpp"

namespace enrolkit::testing {

struct SeenShape {
  const photo::FaceShape* shape = nullptr;
  bool drawn = false;
};

// Of a term among real faces.
struct Spread {
  double mean = 0;
  double deviation = 1;
};

inline Spread spread_of(const std::vector<SeenShape>& shapes,
                        std::array<double, photo::kShapeTerms> photo::FaceShape::*terms, std::size_t term) {
  double count = 0;
  double sum = 0;
  double squares = 0;
  for (const SeenShape& seen : shapes) {
    if (seen.drawn) continue;
    const double v = (seen.shape->*terms)[term];
    ++count;
    sum += v;
    squares += v * v;
  }
  const double mean = sum / count;
  return {mean, std::sqrt(std::max(squares / count - mean * mean, 1e-12))};
}

// Of terms of equal spread; drawn faces, which are more and more alike, count less.
inline photo::ShapeAxes shape_axes(const std::vector<SeenShape>& shapes) {
  constexpr double kDrawnCounts = 0.3;
  constexpr int kTerms = photo::kShapeTerms;
  std::array<Spread, photo::kShapeTerms> spreads{};
  for (std::size_t i = 0; i < spreads.size(); ++i) spreads[i] = spread_of(shapes, &photo::FaceShape::shared, i);
  cv::Mat squares = cv::Mat::zeros(kTerms, kTerms, CV_64F);
  double total = 0;
  for (const SeenShape& seen : shapes) {
    cv::Mat z(kTerms, 1, CV_64F);
    for (std::size_t i = 0; i < spreads.size(); ++i) {
      z.at<double>(static_cast<int>(i)) = (seen.shape->shared[i] - spreads[i].mean) / spreads[i].deviation;
    }
    const double weight = seen.drawn ? kDrawnCounts : 1;
    squares += weight * z * z.t();
    total += weight;
  }
  cv::Mat values;
  cv::Mat vectors;
  cv::eigen(squares / total, values, vectors);
  photo::ShapeAxes axes;
  for (std::size_t axis = 0; axis < photo::kShapeAxes; ++axis) {
    const int row = static_cast<int>(axis);
    const double along = std::sqrt(values.at<double>(row));
    for (std::size_t i = 0; i < spreads.size(); ++i) {
      const double weight = vectors.at<double>(row, static_cast<int>(i)) / spreads[i].deviation / along;
      axes.weights[axis][i] = weight;
      axes.offsets[axis] -= weight * spreads[i].mean;
    }
  }
  return axes;
}

}  // namespace enrolkit::testing
