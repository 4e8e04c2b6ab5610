// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>

#include "enrolkit/finger_match.hpp"

namespace enrolkit {
namespace {

// The same finger of the other hand.
FingerPosition mirrored(FingerPosition position) {
  const auto code = static_cast<std::uint8_t>(position);
  if (code == 0 || code > 10) return FingerPosition::unknown;
  return static_cast<FingerPosition>(code <= 5 ? code + 5 : code - 5);
}

// The best score of `print` against those of `position` among `others`; where it was, or others.size().
SameFinger best_of(const PreparedPrint& print, std::span<const OfferedPrint> others, FingerPosition position) {
  SameFinger best{0, others.size(), -1};
  for (std::size_t k = 0; k < others.size(); ++k) {
    if (others[k].position != position) continue;
    const double score = compare(print, others[k].print).score;
    if (score > best.score) best = {0, k, score};
  }
  return best;
}

// Better first, by what an officer would keep.
int rank(Overall verdict) {
  switch (verdict) {
    case Overall::compliant:
      return 2;
    case Overall::review:
      return 1;
    default:
      return 0;
  }
}

}  // namespace

std::vector<SameFinger> offered_twice(std::span<const OfferedPrint> prints, double threshold) {
  std::vector<SameFinger> found;
  for (std::size_t i = 0; i < prints.size(); ++i) {
    for (std::size_t k = i + 1; k < prints.size(); ++k) {
      if (prints[i].position == FingerPosition::unknown || prints[k].position == FingerPosition::unknown) continue;
      if (prints[i].position == prints[k].position) continue;
      const double score = compare(prints[i].print, prints[k].print).score;
      if (score >= threshold) found.push_back({i, k, score});
    }
  }
  return found;
}

std::vector<SameFinger> hands_swapped(std::span<const OfferedPrint> now, std::span<const OfferedPrint> before,
                                      double threshold) {
  std::vector<SameFinger> found;
  for (std::size_t i = 0; i < now.size(); ++i) {
    const FingerPosition other = mirrored(now[i].position);
    if (other == FingerPosition::unknown || best_of(now[i].print, before, now[i].position).score >= threshold) continue;
    const SameFinger match = best_of(now[i].print, before, other);
    if (match.score < threshold) continue;
    // The other hand's print of now, where there is one, must not be who it says it is.
    const bool other_is_itself = std::any_of(now.begin(), now.end(), [&](const OfferedPrint& print) {
      return print.position == other && best_of(print.print, before, other).score >= threshold;
    });
    if (!other_is_itself) found.push_back({i, match.second, match.score});
  }
  return found;
}

std::optional<std::size_t> best_attempt(std::span<const FingerReport> attempts) {
  if (attempts.empty()) return std::nullopt;
  std::size_t best = 0;
  for (std::size_t i = 1; i < attempts.size(); ++i) {
    const FingerReport& a = attempts[best];
    const FingerReport& b = attempts[i];
    if (rank(b.verdict) != rank(a.verdict)) {
      if (rank(b.verdict) > rank(a.verdict)) best = i;
    } else if (b.quality.score != a.quality.score) {
      if (b.quality.score > a.quality.score) best = i;
    } else if (b.minutiae.minutiae.size() > a.minutiae.minutiae.size()) {
      best = i;
    }
  }
  return best;
}

}  // namespace enrolkit
