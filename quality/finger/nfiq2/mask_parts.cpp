// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/mask_parts.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

namespace enrolkit::nfiq2 {
namespace {

// A horizontal run of equal pixels; `parent` is an earlier run of the same part, the part's first run its own. What
// follows is of the whole part, at its first run.
struct Run {
  int y = 0;
  int first = 0;
  int last = 0;
  std::size_t parent = 0;
  int left = 0;
  int right = 0;
  int bottom = 0;
};

using Runs = std::vector<Run>;

std::size_t first_of(Runs& runs, std::size_t run) {
  while (runs[run].parent != run) {
    runs[run].parent = runs[runs[run].parent].parent;
    run = runs[run].parent;
  }
  return run;
}

void join(Runs& runs, std::size_t a, std::size_t b) {
  a = first_of(runs, a);
  b = first_of(runs, b);
  if (a == b) return;
  Run& kept = runs[std::min(a, b)];
  Run& gone = runs[std::max(a, b)];
  gone.parent = std::min(a, b);
  kept.left = std::min(kept.left, gone.left);
  kept.right = std::max(kept.right, gone.right);
  kept.bottom = std::max(kept.bottom, gone.bottom);
}

Runs runs_of(const GreyPlane& mask, std::uint8_t value) {
  Runs runs;
  std::size_t above = 0;
  for (int y = 0; y < mask.height; ++y) {
    const std::uint8_t* line = mask.row(y);
    const std::size_t here = runs.size();
    for (int x = 0; x < mask.width;) {
      const void* found = std::memchr(line + x, value, static_cast<std::size_t>(mask.width - x));
      if (found == nullptr) break;
      const int first = static_cast<int>(static_cast<const std::uint8_t*>(found) - line);
      const void* end = std::memchr(line + first, 1 - value, static_cast<std::size_t>(mask.width - first));
      x = end == nullptr ? mask.width : static_cast<int>(static_cast<const std::uint8_t*>(end) - line);
      const std::size_t index = runs.size();
      runs.push_back({y, first, x - 1, index, first, x - 1, y});
      while (above < here && runs[above].last < first) ++above;
      for (std::size_t k = above; k < here && runs[k].first < x; ++k) join(runs, k, index);
    }
    above = here;
  }
  return runs;
}

void set(GreyPlane& mask, const Run& run, std::uint8_t value) {
  std::memset(mask.row(run.y) + run.first, value, static_cast<std::size_t>(run.last - run.first + 1));
}

}  // namespace

void fill_holes(GreyPlane& mask) {
  Runs runs = runs_of(mask, 0);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Run& part = runs[first_of(runs, i)];
    const bool at_edge =
        part.y == 0 || part.left == 0 || part.right == mask.width - 1 || part.bottom == mask.height - 1;
    if (!at_edge) set(mask, runs[i], 1);
  }
}

void keep_largest_box(GreyPlane& mask) {
  Runs runs = runs_of(mask, 1);
  std::size_t kept = 0;
  int largest = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (runs[i].parent != i) continue;
    const int box = (runs[i].right - runs[i].left + 1) * (runs[i].bottom - runs[i].y + 1);
    if (box > largest) {
      largest = box;
      kept = i;
    }
  }
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (first_of(runs, i) != kept) set(mask, runs[i], 0);
  }
}

}  // namespace enrolkit::nfiq2
