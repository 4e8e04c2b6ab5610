// SPDX-License-Identifier: Apache-2.0
// Ridge regression with weights for the samples, and its answers for people whom it has not seen.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace enrolkit::testing {

struct Sample {
  std::string kind;    // the collection it comes from
  std::string person;  // samples of one person are trained on or asked together
  std::vector<double> terms;
  double target = 0;
  double weight = 1;  // 0: asked only
};

struct Linear {
  std::vector<double> weights;
  double offset = 0;

  [[nodiscard]] double operator()(const std::vector<double>& terms) const {
    double sum = offset;
    for (std::size_t i = 0; i < terms.size(); ++i) sum += weights[i] * terms[i];
    return sum;
  }
};

// By weight.
struct Means {
  cv::Mat terms;
  double target = 0;
};

inline Means means_of(const std::vector<const Sample*>& samples, int terms) {
  Means means{cv::Mat::zeros(terms, 1, CV_64F)};
  double total = 0;
  for (const Sample* s : samples) {
    total += s->weight;
    means.target += s->weight * s->target;
    for (int i = 0; i < terms; ++i) means.terms.at<double>(i) += s->weight * s->terms[static_cast<std::size_t>(i)];
  }
  means.terms /= total;
  means.target /= total;
  return means;
}

// Least squares plus `penalty` times the squared weights. `scale` gives the unit in which a weight is penalised;
// without an offset the function is odd.
inline Linear ridge(const std::vector<const Sample*>& samples, double penalty, const std::vector<double>& scale,
                    bool with_offset) {
  const auto n = static_cast<int>(scale.size());
  Means means = means_of(samples, n);
  if (!with_offset) means = {cv::Mat::zeros(n, 1, CV_64F), 0};
  const cv::Mat& mean = means.terms;
  cv::Mat a = cv::Mat::eye(n, n, CV_64F) * penalty;
  cv::Mat b = cv::Mat::zeros(n, 1, CV_64F);
  std::vector<double> z(scale.size());
  for (const Sample* s : samples) {
    for (std::size_t i = 0; i < z.size(); ++i) z[i] = (s->terms[i] - mean.at<double>(static_cast<int>(i))) * scale[i];
    for (int i = 0; i < n; ++i) {
      const double wz = s->weight * z[static_cast<std::size_t>(i)];
      auto* row = a.ptr<double>(i);
      for (int j = 0; j <= i; ++j) row[j] += wz * z[static_cast<std::size_t>(j)];
      b.at<double>(i) += wz * (s->target - means.target);
    }
  }
  cv::completeSymm(a, true);
  cv::Mat x;
  cv::solve(a, b, x, cv::DECOMP_CHOLESKY);
  Linear linear;
  linear.offset = means.target;
  for (int i = 0; i < n; ++i) {
    linear.weights.push_back(x.at<double>(i) * scale[static_cast<std::size_t>(i)]);
    linear.offset -= linear.weights.back() * mean.at<double>(i);
  }
  if (!with_offset) linear.offset = 0;
  return linear;
}

inline std::vector<const Sample*> with_weight(const std::vector<Sample>& samples) {
  std::vector<const Sample*> used;
  for (const Sample& s : samples) {
    if (s.weight > 0) used.push_back(&s);
  }
  return used;
}

inline Linear ridge_of_all(const std::vector<Sample>& samples, double penalty, const std::vector<double>& scale,
                           bool with_offset) {
  return ridge(with_weight(samples), penalty, scale, with_offset);
}

// For each sample the answer of what was trained without its part of the people. `train` makes a function of terms from
// pointers to samples.
template <class Train>
std::vector<double> person_out(const std::vector<Sample>& samples, Train train, std::size_t folds = 10) {
  std::map<std::string, std::size_t> fold;
  for (const Sample& s : samples) fold.try_emplace(s.person, fold.size() % folds);
  std::vector<double> answers(samples.size());
  for (std::size_t f = 0; f < folds; ++f) {
    std::vector<const Sample*> seen;
    for (const Sample& s : samples) {
      if (s.weight > 0 && fold.at(s.person) != f) seen.push_back(&s);
    }
    const auto answer = train(seen);
    for (std::size_t i = 0; i < samples.size(); ++i) {
      if (fold.at(samples[i].person) == f) answers[i] = answer(samples[i].terms);
    }
  }
  return answers;
}

inline std::vector<double> person_out(const std::vector<Sample>& samples, double penalty,
                                      const std::vector<double>& scale, bool with_offset, std::size_t folds = 10) {
  return person_out(
      samples, [&](const std::vector<const Sample*>& seen) { return ridge(seen, penalty, scale, with_offset); }, folds);
}

// Share of good ones above and of bad ones below the threshold at which both are the same; `bad` is high.
inline double equal_error_rate(std::vector<double> good, std::vector<double> bad) {
  std::sort(good.begin(), good.end());
  std::sort(bad.begin(), bad.end());
  double best = 1;
  for (const double t : bad) {
    const double missed = static_cast<double>(std::lower_bound(bad.begin(), bad.end(), t) - bad.begin()) /
                          static_cast<double>(bad.size());
    const double wrong = static_cast<double>(good.end() - std::lower_bound(good.begin(), good.end(), t)) /
                         static_cast<double>(good.size());
    best = std::min(best, std::max(missed, wrong));
  }
  return best;
}

inline void print_table(const char* name, const std::vector<double>& values, int digits) {
  std::printf("inline constexpr std::array<double, %zu> %s = {", values.size(), name);
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::printf("%s%.*f,", i % 10 == 0 ? "\n    " : " ", digits, values[i]);
  }
  std::printf("\n};\n");
}

}  // namespace enrolkit::testing
