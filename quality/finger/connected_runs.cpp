// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/connected_runs.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

namespace enrolkit::ridges {
namespace {

// A horizontal run of equal pixels; `parent` is an earlier run of the same part, the part's first run its own. What
// follows is of the whole part, at its first run.
struct Run {
  int y = 0;
  int first = 0;
  int last = 0;
  int parent = 0;
  int pixels = 0;
  int left = 0;
  int right = 0;
  int bottom = 0;
};

int root_of(std::vector<Run>& runs, int run) {
  while (runs[static_cast<std::size_t>(run)].parent != run) {
    Run& here = runs[static_cast<std::size_t>(run)];
    here.parent = runs[static_cast<std::size_t>(here.parent)].parent;
    run = here.parent;
  }
  return run;
}

void join(std::vector<Run>& runs, int a, int b) {
  a = root_of(runs, a);
  b = root_of(runs, b);
  if (a == b) return;
  if (a > b) std::swap(a, b);
  Run& kept = runs[static_cast<std::size_t>(a)];
  Run& gone = runs[static_cast<std::size_t>(b)];
  gone.parent = a;
  kept.pixels += gone.pixels;
  kept.left = std::min(kept.left, gone.left);
  kept.right = std::max(kept.right, gone.right);
  kept.bottom = std::max(kept.bottom, gone.bottom);
}

// Horizontal runs of `value`, joined into parts; `reach` is 1 where corners connect.
std::vector<Run> connected_runs(const Plane<std::uint8_t>& binary, std::uint8_t value, int reach) {
  std::vector<Run> runs;
  std::size_t above = 0;  // first run of the line above
  std::size_t above_end = 0;
  for (int y = 0; y < binary.height; ++y) {
    const std::uint8_t* line = binary.row(y);
    const std::size_t here = runs.size();
    std::size_t candidate = above;
    for (int x = 0; x < binary.width;) {
      const void* found = std::memchr(line + x, value, static_cast<std::size_t>(binary.width - x));
      if (found == nullptr) break;
      const int first = static_cast<int>(static_cast<const std::uint8_t*>(found) - line);
      const void* end = std::memchr(line + first, 1 - value, static_cast<std::size_t>(binary.width - first));
      x = end == nullptr ? binary.width : static_cast<int>(static_cast<const std::uint8_t*>(end) - line);
      const int index = static_cast<int>(runs.size());
      runs.push_back({y, first, x - 1, index, x - first, first, x - 1, y});
      while (candidate < above_end && runs[candidate].last < first - reach) ++candidate;
      for (std::size_t k = candidate; k < above_end && runs[k].first <= x - 1 + reach; ++k) {
        join(runs, static_cast<int>(k), index);
      }
    }
    above = here;
    above_end = runs.size();
  }
  return runs;
}

bool at_edge(const Plane<std::uint8_t>& binary, const Run& part) {
  return part.y == 0 || part.left == 0 || part.right == binary.width - 1 || part.bottom == binary.height - 1;
}

void set(Plane<std::uint8_t>& binary, const Run& run, std::uint8_t value) {
  std::memset(binary.row(run.y) + run.first, value, static_cast<std::size_t>(run.last - run.first + 1));
}

void replace_small(Plane<std::uint8_t>& binary, std::uint8_t value, int reach, int least, bool keep_at_edge) {
  auto runs = connected_runs(binary, value, reach);
  for (std::size_t k = 0; k < runs.size(); ++k) {
    const Run& part = runs[static_cast<std::size_t>(root_of(runs, static_cast<int>(k)))];
    if (part.pixels >= least || (keep_at_edge && at_edge(binary, part))) continue;
    set(binary, runs[k], static_cast<std::uint8_t>(1 - value));
  }
}

}  // namespace

void drop_small(Plane<std::uint8_t>& binary, int least) { replace_small(binary, 1, 1, least, false); }

void fill_small(Plane<std::uint8_t>& binary, int least) { replace_small(binary, 0, 0, least, true); }

void fill_holes(Plane<std::uint8_t>& binary) { fill_small(binary, std::numeric_limits<int>::max()); }

void keep_largest_box(Plane<std::uint8_t>& binary) {
  auto runs = connected_runs(binary, 1, 0);
  int kept = 0;
  int largest = 0;
  for (std::size_t k = 0; k < runs.size(); ++k) {
    if (runs[k].parent != static_cast<int>(k)) continue;
    const int box = (runs[k].right - runs[k].left + 1) * (runs[k].bottom - runs[k].y + 1);
    if (box > largest) {
      largest = box;
      kept = static_cast<int>(k);
    }
  }
  for (std::size_t k = 0; k < runs.size(); ++k) {
    if (root_of(runs, static_cast<int>(k)) != kept) set(binary, runs[k], 0);
  }
}

}  // namespace enrolkit::ridges
