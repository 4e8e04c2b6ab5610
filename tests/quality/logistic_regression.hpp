// SPDX-License-Identifier: Apache-2.0
// Logistic regression with a weak pull of the weights towards 0, by Newton's method.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace enrolkit::testing {

template <std::size_t kFeatures>
struct LinearModel {
  std::array<double, kFeatures> weights{};
  double bias = 0;

  [[nodiscard]] double operator()(const double* features) const {
    double sum = bias;
    for (std::size_t k = 0; k < kFeatures; ++k) sum += weights[k] * features[k];
    return sum;
  }
};

template <std::size_t kFeatures>
struct Example {
  std::array<double, kFeatures> features{};
  bool positive = false;
};

// Solves the symmetric system in place by elimination with row pivots.
template <std::size_t kSize>
std::array<double, kSize> solved(std::array<std::array<double, kSize + 1>, kSize> rows) {
  for (std::size_t p = 0; p < kSize; ++p) {
    std::size_t best = p;
    for (std::size_t r = p + 1; r < kSize; ++r) best = std::abs(rows[r][p]) > std::abs(rows[best][p]) ? r : best;
    std::swap(rows[p], rows[best]);
    for (std::size_t r = 0; r < kSize; ++r) {
      if (r == p) continue;
      const double share = rows[r][p] / rows[p][p];
      for (std::size_t c = p; c <= kSize; ++c) rows[r][c] -= share * rows[p][c];
    }
  }
  std::array<double, kSize> solution{};
  for (std::size_t p = 0; p < kSize; ++p) solution[p] = rows[p][kSize] / rows[p][p];
  return solution;
}

// `pull` is on weights of standardised features, as if it were that many examples' worth of doubt.
template <std::size_t kFeatures>
LinearModel<kFeatures> train(const std::vector<Example<kFeatures>>& examples, double pull = 1) {
  std::array<double, kFeatures> mean{};
  std::array<double, kFeatures> deviation{};
  const auto count = static_cast<double>(examples.size());
  for (const auto& example : examples) {
    for (std::size_t k = 0; k < kFeatures; ++k) mean[k] += example.features[k] / count;
  }
  for (const auto& example : examples) {
    for (std::size_t k = 0; k < kFeatures; ++k) {
      const double off = example.features[k] - mean[k];
      deviation[k] += off * off / count;
    }
  }
  for (double& value : deviation) value = std::sqrt(value) + 1e-9;

  constexpr std::size_t kSize = kFeatures + 1;
  std::array<double, kSize> beta{};
  for (int round = 0; round < 30; ++round) {
    std::array<std::array<double, kSize + 1>, kSize> system{};
    for (std::size_t k = 0; k < kFeatures; ++k) {
      system[k][k] = pull;
      system[k][kSize] = -pull * beta[k];
    }
    std::array<double, kSize> x{};
    x[kFeatures] = 1;
    for (const auto& example : examples) {
      double sum = beta[kFeatures];
      for (std::size_t k = 0; k < kFeatures; ++k) {
        x[k] = (example.features[k] - mean[k]) / deviation[k];
        sum += beta[k] * x[k];
      }
      const double probability = 1 / (1 + std::exp(-sum));
      const double error = (example.positive ? 1 : 0) - probability;
      const double weight = probability * (1 - probability);
      for (std::size_t r = 0; r < kSize; ++r) {
        system[r][kSize] += error * x[r];
        for (std::size_t c = 0; c < kSize; ++c) system[r][c] += weight * x[r] * x[c];
      }
    }
    const auto step = solved<kSize>(system);
    double moved = 0;
    for (std::size_t k = 0; k < kSize; ++k) {
      beta[k] += step[k];
      moved += std::abs(step[k]);
    }
    if (moved < 1e-9) break;
  }
  LinearModel<kFeatures> model;
  model.bias = beta[kFeatures];
  for (std::size_t k = 0; k < kFeatures; ++k) {
    model.weights[k] = beta[k] / deviation[k];
    model.bias -= model.weights[k] * mean[k];
  }
  return model;
}

}  // namespace enrolkit::testing
