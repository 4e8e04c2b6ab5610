// SPDX-License-Identifier: Apache-2.0
// print_quality_training [FINGERS]: the weights of enrolkit-ridge (quality/finger/ridge_quality.cpp), by logistic
// regression on synthetic prints: does a bad touch match two good ones of the same finger? Deterministic.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include "enrolkit/finger_match.hpp"
#include "quality/finger/print_analysis.hpp"
#include "quality/finger/ridge_quality.hpp"
#include "tests/quality/logistic_regression.hpp"
#include "tests/quality/spoiled_print.hpp"

namespace {

using namespace enrolkit;
using namespace enrolkit::testing;

constexpr std::size_t kTouches = 8;  // of each finger
constexpr double kPpi = 500;
// A match is twice the score of FMR 0.1 %: drawn prints match more easily than real ones.
constexpr double kMatch = 2 * kScoreAtFmr1000;

using Outcome = Example<ridges::kQualityFeatures>;

PreparedPrint prepared(const Image& print) { return prepare_print(print.view(), kPpi).value(); }

std::array<Outcome, kTouches> outcomes_of(std::size_t finger) {
  people::Random random = people::Random::stream(finger, "print quality");
  people::FingerParameters parameters;
  parameters.pattern = people::draw_pattern(random, true);
  parameters.period = random.uniform(7, 10.5);
  parameters.creases = random.uniform(0, 2);
  const people::MasterPrint master = people::grow_master(random, parameters);
  const PreparedPrint first = prepared(people::press(master, people::draw_touch(random)).image);
  const PreparedPrint second = prepared(people::press(master, people::draw_touch(random)).image);
  const Image residue = residue_of(master, random);
  std::array<Outcome, kTouches> outcomes;
  for (Outcome& outcome : outcomes) {
    const Image bad = press_badly(master, residue, random).image;
    const PreparedPrint print = prepared(bad);
    outcome.features = ridges::quality_features(ridges::measure_print(ridges::analyse_print(bad.view(), kPpi).value()));
    outcome.positive = (compare(first, print).score + compare(second, print).score) / 2 >= kMatch;
  }
  return outcomes;
}

std::vector<Outcome> outcomes_of_all(std::size_t fingers) {
  std::vector<std::array<Outcome, kTouches>> all(fingers);
  {
    const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::jthread> pool;
    for (std::size_t t = 0; t < threads; ++t) {
      pool.emplace_back([&, t] {
        for (std::size_t finger = t; finger < fingers; finger += threads) all[finger] = outcomes_of(finger);
      });
    }
  }
  std::vector<Outcome> outcomes;
  for (const auto& some : all) outcomes.insert(outcomes.end(), some.begin(), some.end());
  return outcomes;
}

// How often a print that matches is rated above one that does not.
double ranked_right(const std::vector<Outcome>& outcomes, const LinearModel<ridges::kQualityFeatures>& model) {
  double right = 0;
  double pairs = 0;
  for (const Outcome& good : outcomes) {
    if (!good.positive) continue;
    for (const Outcome& bad : outcomes) {
      if (bad.positive) continue;
      right += model(good.features.data()) > model(bad.features.data()) ? 1 : 0;
      ++pairs;
    }
  }
  return right / pairs;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t fingers = argc > 1 ? static_cast<std::size_t>(std::atoi(argv[1])) : 300;
  const auto outcomes = outcomes_of_all(fingers);
  // Every second finger is rated by what the others taught.
  std::vector<Outcome> learned;
  std::vector<Outcome> tried;
  for (std::size_t i = 0; i < outcomes.size(); ++i) (i / kTouches % 2 == 0 ? learned : tried).push_back(outcomes[i]);
  std::size_t failed = 0;
  for (const Outcome& outcome : outcomes) failed += outcome.positive ? 0 : 1;
  std::printf("%zu touches of %zu fingers, %zu do not match; ranked right: %.4f on fingers not seen\n", outcomes.size(),
              fingers, failed, ranked_right(tried, train(learned)));
  const auto model = train(outcomes);
  std::printf("constexpr std::array<double, kQualityFeatures> kWeights = {");
  for (std::size_t k = 0; k < ridges::kQualityFeatures; ++k) std::printf("%s%.4g", k > 0 ? ", " : "", model.weights[k]);
  std::printf("};\nconstexpr double kBias = %.4g;\n", model.bias);
  return 0;
}
