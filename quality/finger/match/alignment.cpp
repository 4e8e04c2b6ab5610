// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/match/alignment.hpp"

#include <algorithm>
#include <cmath>

namespace enrolkit::match {
namespace {

constexpr float kTurn = 2 * static_cast<float>(kPi);

float angle_between(float a, float b) {
  const float turns = (a - b) * (1 / kTurn);
  return (turns - std::floor(turns + 0.5F)) * kTurn;
}

Warp start_warp(const Print& a, const Print& b, const StartPair& start) {
  Warp warp;
  warp.turn = angle_between(b.angle[start.b], a.angle[start.a]);
  warp.cosine = std::cos(warp.turn);
  warp.sine = std::sin(warp.turn);
  const Spot moved = warp.rigid(a.x[start.a], a.y[start.a]);
  warp.shift_x = b.x[start.b] - moved.x;
  warp.shift_y = b.y[start.b] - moved.y;
  return warp;
}

struct Candidate {
  float cost;
  PairedMinutiae pair;
};

// Pairs each minutia of `a` with the one of `b` that fits best, best fits first.
void pair_up(const Print& a, const Print& b, const SimilarityTable& table, const StartPair& start, bool bent,
             Alignment& out) {
  std::array<Candidate, 4 * kLanes> candidates;  // NOLINT(cppcoreguidelines-pro-type-member-init)
  std::size_t found = 0;
  const Warp& warp = out.warp;
  std::array<int, kLanes> place{};
  place.fill(-1);
  for (int p = 0; p < out.count; ++p) place[out.pairs[static_cast<std::size_t>(p)].a] = p;
  for (std::size_t i = 0; i < static_cast<std::size_t>(a.count); ++i) {
    Spot at = warp.rigid(a.x[i], a.y[i]);
    if (bent) {
      const Spot bend = warp.bend(a.x[i], a.y[i], place[i]);
      at = {at.x + bend.x, at.y + bend.y};
    }
    const float from_start = std::hypot(a.x[i] - a.x[start.a], a.y[i] - a.y[start.a]);
    const float radius = kPairRadius + (bent ? 0 : kPairRadiusSlope * from_start);
    for (std::size_t j = 0; j < static_cast<std::size_t>(b.count); ++j) {
      const float dx = b.x[j] - at.x;
      const float dy = b.y[j] - at.y;
      const float d2 = dx * dx + dy * dy;
      if (d2 > radius * radius) continue;
      const float turn = angle_between(b.angle[j], a.angle[i] + warp.turn);
      if (std::abs(turn) > kPairAngle || found == candidates.size()) continue;
      const float cost = d2 / (2 * kResidualSigma * kResidualSigma) + turn * turn / (2 * kAngleSigma * kAngleSigma);
      const float likeness = std::clamp((similarity(table.rows[i][j]) - 0.2F) / 0.3F, 0.0F, 1.0F);
      candidates[found++] = {cost,
                             {static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(j), std::sqrt(d2), std::abs(turn),
                              std::exp(-cost) * likeness}};
    }
  }
  std::sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(found),
            [](const Candidate& p, const Candidate& q) {
              if (p.cost != q.cost) return p.cost < q.cost;
              return p.pair.a != q.pair.a ? p.pair.a < q.pair.a : p.pair.b < q.pair.b;
            });
  std::array<bool, kLanes> used_a{};
  std::array<bool, kLanes> used_b{};
  out.count = 0;
  out.weight = 0;
  for (std::size_t c = 0; c < found; ++c) {
    const PairedMinutiae& pair = candidates[c].pair;
    if (used_a[pair.a] || used_b[pair.b]) continue;
    used_a[pair.a] = used_b[pair.b] = true;
    out.pairs[static_cast<std::size_t>(out.count++)] = pair;
    out.weight += pair.weight;
  }
}

// Least squares over the pairs, and what each pair then misses.
void refit(const Print& a, const Print& b, Alignment& out) {
  Warp& warp = out.warp;
  if (out.count == 0) return;
  if (out.count > 1) {
    float ax = 0, ay = 0, bx = 0, by = 0;
    for (int p = 0; p < out.count; ++p) {
      const PairedMinutiae& pair = out.pairs[static_cast<std::size_t>(p)];
      ax += a.x[pair.a];
      ay += a.y[pair.a];
      bx += b.x[pair.b];
      by += b.y[pair.b];
    }
    const auto n = static_cast<float>(out.count);
    ax /= n, ay /= n, bx /= n, by /= n;
    float along = 0, across = 0;
    for (int p = 0; p < out.count; ++p) {
      const PairedMinutiae& pair = out.pairs[static_cast<std::size_t>(p)];
      const float ux = a.x[pair.a] - ax, uy = a.y[pair.a] - ay;
      const float vx = b.x[pair.b] - bx, vy = b.y[pair.b] - by;
      along += ux * vx + uy * vy;
      across += ux * vy - uy * vx;
    }
    const float length = std::hypot(along, across);
    if (length > 0) {
      warp.cosine = along / length;
      warp.sine = across / length;
      warp.turn = std::atan2(across, along);
    }
    warp.shift_x = bx - (warp.cosine * ax - warp.sine * ay);
    warp.shift_y = by - (warp.sine * ax + warp.cosine * ay);
  }
  warp.count = out.count;
  for (int p = 0; p < out.count; ++p) {
    const auto at = static_cast<std::size_t>(p);
    const PairedMinutiae& pair = out.pairs[at];
    const Spot moved = warp.rigid(a.x[pair.a], a.y[pair.a]);
    warp.places[at] = {a.x[pair.a], a.y[pair.a]};
    warp.residuals[at] = {b.x[pair.b] - moved.x, b.y[pair.b] - moved.y};
  }
}

int count_inside(const Print& print, const std::vector<Spot>& hull) {
  int inside = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(print.count); ++i) {
    inside += outside(hull, print.x[i], print.y[i]) <= static_cast<float>(kHullMargin) ? 1 : 0;
  }
  return inside;
}

// The minutiae of `a` where `b` was seen, and the other way round.
void count_overlap(const Print& a, const Print& b, Alignment& out) {
  std::vector<Spot> moved;
  moved.reserve(a.hull.size());
  for (const Spot corner : a.hull) moved.push_back(out.warp.rigid(corner.x, corner.y));
  out.inside_b = count_inside(b, moved);
  out.inside_a = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(a.count); ++i) {
    const Spot at = out.warp.rigid(a.x[i], a.y[i]);
    out.inside_a += outside(b.hull, at.x, at.y) <= static_cast<float>(kHullMargin) ? 1 : 0;
  }
}

}  // namespace

Spot Warp::bend(float x, float y, int except) const {
  float sum = 0;
  Spot bent;
  for (int p = 0; p < count; ++p) {
    if (p == except) continue;
    const auto at = static_cast<std::size_t>(p);
    const float dx = places[at].x - x;
    const float dy = places[at].y - y;
    const float d2 = dx * dx + dy * dy;
    if (d2 > kBendReach * kBendReach) continue;
    const float weight = 1 / (d2 + kBendSoftening);
    sum += weight;
    bent.x += weight * residuals[at].x;
    bent.y += weight * residuals[at].y;
  }
  if (sum > 0) bent = {bent.x / sum, bent.y / sum};
  return bent;
}

Alignment align(const Print& a, const Print& b, const SimilarityTable& table, const StartPair& start) {
  Alignment out;
  out.warp = start_warp(a, b, start);
  pair_up(a, b, table, start, false, out);
  for (int round = 0; round < 2; ++round) {
    refit(a, b, out);
    pair_up(a, b, table, start, true, out);
  }
  count_overlap(a, b, out);
  const float seen = std::sqrt(static_cast<float>(out.inside_a * out.inside_b) + 64);
  out.agreement = out.weight * out.weight / seen + 0.01F * static_cast<float>(out.count);
  return out;
}

}  // namespace enrolkit::match
