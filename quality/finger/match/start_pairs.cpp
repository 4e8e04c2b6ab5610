// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/match/start_pairs.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace enrolkit::match {
namespace {

constexpr int kWanted = 4 * kStartPairs;  // candidates, of which the uses leave fewer

// A candidate in one number: the greater, the more alike; of equal ones the earlier minutiae.
std::uint32_t packed(std::uint16_t parts, int a, int b) {
  return std::uint32_t{parts} << 16U | static_cast<std::uint32_t>(255 - a) << 8U | static_cast<std::uint32_t>(255 - b);
}

// The least value that at least kWanted entries reach; 1 when there are fewer.
int threshold_of(const SimilarityTable& table, int count_a, int count_b) {
  // Four in turn: equal values that follow each other would wait for each other.
  std::array<std::array<std::uint16_t, kWhole / 8 + 1>, 4> histogram{};
  for (std::size_t i = 0; i < static_cast<std::size_t>(count_a); ++i) {
    for (std::size_t j = 0; j < static_cast<std::size_t>(count_b); ++j) ++histogram[j % 4][table.rows[i][j] / 8U];
  }
  int reached = 0;
  for (int level = kWhole / 8; level > 0; --level) {
    for (const auto& part : histogram) reached += part[static_cast<std::size_t>(level)];
    if (reached >= kWanted) return level * 8;
  }
  return 1;
}

// 1 / (1 + exp(slope * (value - middle))).
template <int kEntries>
std::array<float, kEntries> falling(double middle, double slope, double step) {
  std::array<float, kEntries> values{};
  for (int i = 0; i < kEntries; ++i) {
    values[static_cast<std::size_t>(i)] = static_cast<float>(1 / (1 + std::exp(slope * (i * step - middle))));
  }
  return values;
}

constexpr int kDistanceEntries = 256;
constexpr float kDistanceStep = 16;  // entries a pixel
constexpr int kAngleEntries = 128;   // entries half a turn

struct Tables {
  std::array<float, kDistanceEntries> distance =
      falling<kDistanceEntries>(kRelaxDistance, kRelaxDistanceSlope, 1.0 / kDistanceStep);
  std::array<float, kAngleEntries + 1> angle =
      falling<kAngleEntries + 1>(kRelaxAngle, kRelaxAngleSlope, kPi / kAngleEntries);
};

const Tables& tables() {
  static const Tables shared;
  return shared;
}

// The angle of a vector in radians; the polynomial errs by 0.3 degrees at most.
float bearing(float dx, float dy) {
  constexpr float kHalfTurn = 3.1415927F;
  const float c = std::abs(dx);
  const float s = std::abs(dy);
  const float least = std::min(c, s);
  const float most = std::max(std::max(c, s), 1e-9F);
  const float ratio = least / most;
  const float slope = ratio * (0.97239411F - 0.19194795F * ratio * ratio);
  const float steep = s > c ? 1.0F : 0.0F;
  const float turn = steep * (kHalfTurn / 2) + (1 - 2 * steep) * slope;
  const float back = dx < 0 ? 1.0F : 0.0F;
  return std::copysign(back * kHalfTurn + (1 - 2 * back) * turn, dy);
}

// An angle difference of at most three turns either way, as entries of half a turn.
float angle_steps(float difference) {
  constexpr float kTurn = 6.2831853F;
  const float turns = difference * (1 / kTurn) + 4;
  // Vectors know no lround; turns are positive.
  const auto whole = static_cast<float>(static_cast<int>(turns + 0.5F));  // NOLINT(bugprone-incorrect-roundings)
  const float rest = turns - whole;
  return std::abs(rest) * (2 * kAngleEntries);
}

// How the pairs lie to each other within one print.
struct Layout {
  std::array<std::array<float, kStartPairs>, kStartPairs> distance{};
  std::array<std::array<float, kStartPairs>, kStartPairs> bearing{};
  std::array<float, kStartPairs> angle{};
};

template <std::uint8_t StartPair::*kIndex>
void lay_out(const StartPairs& chosen, const Print& print, Layout& layout) {
  std::array<float, kStartPairs> x{};
  std::array<float, kStartPairs> y{};
  const auto count = static_cast<std::size_t>(chosen.count);
  for (std::size_t t = 0; t < count; ++t) {
    const std::size_t at = chosen.pairs[t].*kIndex;
    x[t] = print.x[at];
    y[t] = print.y[at];
    layout.angle[t] = print.angle[at];
  }
  constexpr float kHalfTurn = 3.1415927F;
  for (std::size_t t = 0; t < count; ++t) {
    for (std::size_t k = t + 1; k < count; ++k) {
      const float dx = x[k] - x[t];
      const float dy = y[k] - y[t];
      const float towards = bearing(dx, dy);
      layout.distance[t][k] = layout.distance[k][t] = std::sqrt(dx * dx + dy * dy);
      layout.bearing[t][k] = towards;
      layout.bearing[k][t] = towards > 0 ? towards - kHalfTurn : towards + kHalfTurn;
    }
  }
}

}  // namespace

StartPairs select_pairs(const SimilarityTable& table, int count_a, int count_b) {
  const int threshold = threshold_of(table, count_a, count_b);
  std::array<std::uint32_t, kLanes * kLanes> candidates;  // NOLINT(cppcoreguidelines-pro-type-member-init)
  std::size_t found = 0;
  for (int i = 0; i < count_a; ++i) {
    const auto& row = table.rows[static_cast<std::size_t>(i)];
    for (int j = 0; j < count_b; ++j) {
      const std::uint16_t parts = row[static_cast<std::size_t>(j)];
      candidates[found] = packed(parts, i, j);
      found += parts >= threshold ? 1 : 0;
    }
  }
  std::sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(found), std::greater<>());
  StartPairs chosen;
  std::array<std::uint8_t, kLanes> used_a{};
  std::array<std::uint8_t, kLanes> used_b{};
  for (std::size_t c = 0; c < found && chosen.count < kStartPairs; ++c) {
    const auto a = static_cast<std::uint8_t>(255 - (candidates[c] >> 8U & 255U));
    const auto b = static_cast<std::uint8_t>(255 - (candidates[c] & 255U));
    if (used_a[a] >= kMaxUses || used_b[b] >= kMaxUses) continue;
    ++used_a[a];
    ++used_b[b];
    const float similar = similarity(static_cast<std::uint16_t>(candidates[c] >> 16U));
    chosen.pairs[static_cast<std::size_t>(chosen.count++)] = {a, b, similar, similar};
  }
  return chosen;
}

float relax(StartPairs& chosen, const Print& a, const Print& b) {
  const auto count = static_cast<std::size_t>(chosen.count);
  if (count < 2) return 0;
  Layout in_a;
  Layout in_b;
  lay_out<&StartPair::a>(chosen, a, in_a);
  lay_out<&StartPair::b>(chosen, b, in_b);
  std::array<std::array<float, kStartPairs>, kStartPairs> support{};
  const Tables& falls = tables();
  // First what vectors do, then the tables.
  for (std::size_t t = 0; t < count; ++t) {
    const float turn = in_a.angle[t] - in_b.angle[t];
    std::array<int, kStartPairs> apart;       // NOLINT(cppcoreguidelines-pro-type-member-init)
    std::array<int, kStartPairs> directions;  // NOLINT(cppcoreguidelines-pro-type-member-init)
    std::array<int, kStartPairs> bearings;    // NOLINT(cppcoreguidelines-pro-type-member-init)
    for (std::size_t k = 0; k < kStartPairs; ++k) {
      const float difference = std::abs(in_a.distance[t][k] - in_b.distance[t][k]) * kDistanceStep;
      apart[k] = static_cast<int>(difference < kDistanceEntries - 1 ? difference : kDistanceEntries - 1);
      directions[k] = static_cast<int>(angle_steps(turn - (in_a.angle[k] - in_b.angle[k])));
      bearings[k] = static_cast<int>(angle_steps(in_a.bearing[t][k] - in_b.bearing[t][k] - turn));
    }
    for (std::size_t k = 0; k < count; ++k) {
      support[t][k] = falls.distance[static_cast<std::size_t>(apart[k])] *
                      falls.angle[static_cast<std::size_t>(directions[k])] *
                      falls.angle[static_cast<std::size_t>(bearings[k])];
    }
    support[t][t] = 0;
  }
  std::array<float, kStartPairs> strength{};
  for (std::size_t t = 0; t < count; ++t) strength[t] = chosen.pairs[t].similar;
  const float share = (1 - kRelaxKeep) / static_cast<float>(count - 1);
  for (int round = 0; round < kRelaxRounds; ++round) {
    std::array<float, kStartPairs> next{};
    for (std::size_t t = 0; t < count; ++t) {
      float sum = 0;
      for (std::size_t k = 0; k < kStartPairs; ++k) sum += support[t][k] * strength[k];
      next[t] = kRelaxKeep * strength[t] + share * sum;
    }
    strength = next;
  }
  for (std::size_t t = 0; t < count; ++t) chosen.pairs[t].relaxed = strength[t];
  // By insertion: few, nearly in order, and without the memory that a stable sort takes.
  for (std::size_t t = 1; t < count; ++t) {
    const StartPair moved = chosen.pairs[t];
    std::size_t at = t;
    for (; at > 0 && moved.relaxed * chosen.pairs[at - 1].similar > chosen.pairs[at - 1].relaxed * moved.similar;
         --at) {
      chosen.pairs[at] = chosen.pairs[at - 1];
    }
    chosen.pairs[at] = moved;
  }
  const double fewer = std::min(a.count, b.count);
  const int scored =
      kMinScored + static_cast<int>(std::lround((kMaxScored - kMinScored) / (1 + std::exp(-0.4 * (fewer - 20)))));
  float sum = 0;
  for (int t = 0; t < std::min(scored, chosen.count); ++t) sum += chosen.pairs[static_cast<std::size_t>(t)].relaxed;
  return sum / static_cast<float>(scored);
}

}  // namespace enrolkit::match
