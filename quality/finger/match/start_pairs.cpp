// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/match/start_pairs.hpp"

#include <algorithm>
#include <cmath>

namespace enrolkit::match {
namespace {

constexpr int kWanted = 4 * kStartPairs;  // candidates, of which the uses leave fewer

struct Candidate {
  std::uint16_t parts;
  std::uint8_t a;
  std::uint8_t b;
};

// The least value that at least kWanted entries reach; 1 when there are fewer.
int threshold_of(const SimilarityTable& table, int count_a, int count_b) {
  std::array<int, kWhole / 8 + 1> histogram{};
  for (std::size_t i = 0; i < static_cast<std::size_t>(count_a); ++i) {
    for (std::size_t j = 0; j < static_cast<std::size_t>(count_b); ++j) ++histogram[table.rows[i][j] / 8U];
  }
  int reached = 0;
  for (int level = kWhole / 8; level > 0; --level) {
    reached += histogram[static_cast<std::size_t>(level)];
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
  const float c = std::abs(dx);
  const float s = std::abs(dy);
  const float ratio = std::min(c, s) / std::max(std::max(c, s), 1e-9F);
  float turn = ratio * (0.97239411F - 0.19194795F * ratio * ratio);
  turn = s > c ? 1.5707963F - turn : turn;
  turn = dx < 0 ? 3.1415927F - turn : turn;
  return dy < 0 ? -turn : turn;
}

// Entry of an angle difference of at most three turns either way.
int angle_entry(float difference) {
  constexpr float kTurn = 6.2831853F;
  const float turns = difference * (1 / kTurn) + 4;
  const float rest = turns - static_cast<float>(static_cast<int>(turns + 0.5F));
  return static_cast<int>(std::abs(rest) * (2 * kAngleEntries));
}

// How the pairs lie to each other within one print.
struct Layout {
  std::array<std::array<float, kStartPairs>, kStartPairs> distance;
  std::array<std::array<float, kStartPairs>, kStartPairs> bearing;
  std::array<float, kStartPairs> angle;
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
  for (std::size_t t = 0; t < count; ++t) {
    for (std::size_t k = 0; k < kStartPairs; ++k) {
      const float dx = x[k] - x[t];
      const float dy = y[k] - y[t];
      layout.distance[t][k] = std::sqrt(dx * dx + dy * dy);
      layout.bearing[t][k] = bearing(dx, dy);
    }
  }
}

}  // namespace

StartPairs select_pairs(const SimilarityTable& table, int count_a, int count_b) {
  const int threshold = threshold_of(table, count_a, count_b);
  std::array<Candidate, kLanes * kLanes> candidates;  // NOLINT(cppcoreguidelines-pro-type-member-init)
  std::size_t found = 0;
  for (int i = 0; i < count_a; ++i) {
    const auto& row = table.rows[static_cast<std::size_t>(i)];
    for (int j = 0; j < count_b; ++j) {
      const std::uint16_t parts = row[static_cast<std::size_t>(j)];
      candidates[found] = {parts, static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(j)};
      found += parts >= threshold ? 1 : 0;
    }
  }
  std::sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(found),
            [](const Candidate& p, const Candidate& q) {
              if (p.parts != q.parts) return p.parts > q.parts;
              return p.a != q.a ? p.a < q.a : p.b < q.b;
            });
  StartPairs chosen;
  std::array<std::uint8_t, kLanes> used_a{};
  std::array<std::uint8_t, kLanes> used_b{};
  for (std::size_t c = 0; c < found && chosen.count < kStartPairs; ++c) {
    const Candidate& candidate = candidates[c];
    if (used_a[candidate.a] >= kMaxUses || used_b[candidate.b] >= kMaxUses) continue;
    ++used_a[candidate.a];
    ++used_b[candidate.b];
    const float similar = similarity(candidate.parts);
    chosen.pairs[static_cast<std::size_t>(chosen.count++)] = {candidate.a, candidate.b, similar, similar};
  }
  return chosen;
}

float relax(StartPairs& chosen, const Print& a, const Print& b) {
  const auto count = static_cast<std::size_t>(chosen.count);
  if (count < 2) return 0;
  Layout in_a;  // NOLINT(cppcoreguidelines-pro-type-member-init)
  Layout in_b;  // NOLINT(cppcoreguidelines-pro-type-member-init)
  lay_out<&StartPair::a>(chosen, a, in_a);
  lay_out<&StartPair::b>(chosen, b, in_b);
  std::array<std::array<float, kStartPairs>, kStartPairs> support{};
  const Tables& falls = tables();
  for (std::size_t t = 0; t < count; ++t) {
    const float turn = in_a.angle[t] - in_b.angle[t];
    for (std::size_t k = 0; k < count; ++k) {
      if (k == t) continue;
      const float apart = std::abs(in_a.distance[t][k] - in_b.distance[t][k]);
      const auto entry = std::min(static_cast<std::size_t>(apart * kDistanceStep), std::size_t{kDistanceEntries - 1});
      const int directions = angle_entry(turn - (in_a.angle[k] - in_b.angle[k]));
      const int bearings = angle_entry(in_a.bearing[t][k] - in_b.bearing[t][k] - turn);
      support[t][k] = falls.distance[entry] * falls.angle[static_cast<std::size_t>(directions)] *
                      falls.angle[static_cast<std::size_t>(bearings)];
    }
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
  std::stable_sort(
      chosen.pairs.begin(), chosen.pairs.begin() + chosen.count,
      [](const StartPair& p, const StartPair& q) { return p.relaxed * q.similar > q.relaxed * p.similar; });
  const double fewer = std::min(a.count, b.count);
  const int scored =
      kMinScored + static_cast<int>(std::lround((kMaxScored - kMinScored) / (1 + std::exp(-0.4 * (fewer - 20)))));
  float sum = 0;
  for (int t = 0; t < std::min(scored, chosen.count); ++t) sum += chosen.pairs[static_cast<std::size_t>(t)].relaxed;
  return sum / static_cast<float>(scored);
}

}  // namespace enrolkit::match
