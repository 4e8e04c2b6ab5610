// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/binary_ridges.hpp"

#include <algorithm>
#include <array>

#include "quality/finger/connected_runs.hpp"
#include "quality/finger/extraction_parameters.hpp"

namespace enrolkit::ridges {
namespace {

// Cubic interpolation half way between the middle two, times 16.
constexpr std::int32_t half_way(std::int32_t a, std::int32_t b, std::int32_t c, std::int32_t d) {
  return 9 * (b + c) - (a + d);
}

// A line of every second pixel to a line of all, times 16.
void widen(const std::int16_t* in, std::vector<std::int32_t>& out) {
  for (std::size_t x = 0; x + 1 < out.size(); x += 2, ++in) {
    out[x] = 16 * in[0];
    out[x + 1] = half_way(in[-1], in[0], in[1], in[2]);
  }
}

}  // namespace

Plane<std::uint8_t> binary_ridges(const Plane<std::int16_t>& enhanced, int width, int height,
                                  const Plane<std::uint8_t>& mask) {
  Plane<std::uint8_t> binary(width, height, 1);
  std::array<std::vector<std::int32_t>, 4> lines;  // of `enhanced`, from one above the current to two below
  for (auto& line : lines) line.resize(2 * static_cast<std::size_t>(enhanced.width));
  for (int k = 0; k < 3; ++k) widen(enhanced.row(k - 1), lines[static_cast<std::size_t>(k)]);
  for (int y = 0; y < height; ++y) {
    const auto above = static_cast<std::size_t>(y / 2 % 4);
    const auto line = [&](std::size_t k) { return lines[(above + k) % 4].data(); };
    if (y % 2 == 0) widen(enhanced.row(y / 2 + 2), lines[(above + 3) % 4]);
    const std::int32_t* a = line(0);
    const std::int32_t* b = line(1);
    const std::int32_t* c = line(2);
    const std::int32_t* d = line(3);
    const std::uint8_t* inside = mask.row(y / kBlock);
    std::uint8_t* out = binary.row(y);
    for (int block = 0; block < mask.width; ++block) {
      if (inside[block] == 0) continue;
      const int end = std::min((block + 1) * kBlock, width);
      for (int x = block * kBlock; x < end; ++x) {
        const std::int32_t value = y % 2 == 0 ? b[x] : half_way(a[x], b[x], c[x], d[x]);
        out[x] = value < 0 ? 1 : 0;
      }
    }
  }
  drop_small(binary, kMinSpeck);
  fill_small(binary, kMinHole);
  return binary;
}

}  // namespace enrolkit::ridges
