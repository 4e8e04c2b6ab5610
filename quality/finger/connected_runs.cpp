// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/connected_runs.hpp"

#include <algorithm>
#include <cstring>

namespace enrolkit::ridges {
namespace {

struct Run {
  int y = 0;
  int first = 0;
  int last = 0;
  int parent = 0;  // index of another run of the same part
  int pixels = 0;  // of the part, at its root
  bool at_edge = false;
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
  kept.at_edge = kept.at_edge || gone.at_edge;
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
      const bool at_edge = y == 0 || y == binary.height - 1 || first == 0 || x == binary.width;
      runs.push_back({y, first, x - 1, index, x - first, at_edge});
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

void replace_small(Plane<std::uint8_t>& binary, std::uint8_t value, int reach, int least, bool keep_at_edge) {
  auto runs = connected_runs(binary, value, reach);
  for (std::size_t k = 0; k < runs.size(); ++k) {
    const Run& part = runs[static_cast<std::size_t>(root_of(runs, static_cast<int>(k)))];
    if (part.pixels >= least || (keep_at_edge && part.at_edge)) continue;
    std::memset(binary.row(runs[k].y) + runs[k].first, 1 - value,
                static_cast<std::size_t>(runs[k].last - runs[k].first + 1));
  }
}

}  // namespace

void drop_small(Plane<std::uint8_t>& binary, int least) { replace_small(binary, 1, 1, least, false); }

void fill_small(Plane<std::uint8_t>& binary, int least) { replace_small(binary, 0, 0, least, true); }

}  // namespace enrolkit::ridges
