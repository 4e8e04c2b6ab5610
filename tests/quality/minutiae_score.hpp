// SPDX-License-Identifier: Apache-2.0
// Minutiae found and invented, against an exact truth.
#pragma once

#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>
#include <vector>

#include "enrolkit/finger.hpp"

namespace enrolkit::testing {

struct MinutiaeScore {
  std::size_t truth = 0;
  std::size_t given = 0;
  std::size_t paired = 0;
  std::size_t same_type = 0;
  double squared_distance = 0;  // px2, of the paired
  double squared_turn = 0;      // degrees2

  void operator+=(const MinutiaeScore& other) {
    truth += other.truth;
    given += other.given;
    paired += other.paired;
    same_type += other.same_type;
    squared_distance += other.squared_distance;
    squared_turn += other.squared_turn;
  }
  [[nodiscard]] double found() const { return share(paired, truth); }             // per cent
  [[nodiscard]] double invented() const { return share(given - paired, given); }  // per cent
  [[nodiscard]] double right_type() const { return share(same_type, paired); }    // per cent
  [[nodiscard]] double distance() const { return root(squared_distance); }        // px
  [[nodiscard]] double turn() const { return root(squared_turn); }                // degrees

 private:
  static double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  }
  [[nodiscard]] double root(double sum) const { return paired == 0 ? 0 : std::sqrt(sum / static_cast<double>(paired)); }
};

// Each true minutia takes the nearest given one that is still free, within 12 px and 30 degrees at 500 ppi.
inline MinutiaeScore score_minutiae(std::span<const Minutia> truth, std::span<const Minutia> given) {
  constexpr double kDistance = 12;
  constexpr double kTurn = 30;
  MinutiaeScore score{truth.size(), given.size(), 0, 0, 0, 0};
  std::vector<bool> used(given.size());
  for (const Minutia& wanted : truth) {
    std::size_t best = given.size();
    double nearest = kDistance;
    double best_turn = 0;
    for (std::size_t i = 0; i < given.size(); ++i) {
      const double distance = std::hypot(given[i].x - wanted.x, given[i].y - wanted.y);
      const double turn = std::abs(std::remainder(given[i].direction - wanted.direction, 2 * std::numbers::pi)) * 180 /
                          std::numbers::pi;
      if (used[i] || distance >= nearest || turn >= kTurn) continue;
      nearest = distance;
      best_turn = turn;
      best = i;
    }
    if (best == given.size()) continue;
    used[best] = true;
    ++score.paired;
    score.same_type += given[best].type == wanted.type ? 1 : 0;
    score.squared_distance += nearest * nearest;
    score.squared_turn += best_turn * best_turn;
  }
  return score;
}

}  // namespace enrolkit::testing
