// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/thinning.hpp"

#include <algorithm>
#include <array>

#include "quality/finger/neighbourhood.hpp"

namespace enrolkit::ridges {
namespace {

// Whether a pixel with these neighbours goes, in the first (bit 0) and the second (bit 1) of the two alternating
// passes.
constexpr std::array<std::uint8_t, 256> removal_table() {
  std::array<std::uint8_t, 256> table{};
  for (unsigned code = 0; code < 256; ++code) {
    const auto p = [code](unsigned k) { return (code >> (k % 8) & 1U) == 1; };
    int parts = 0;
    int odd_pairs = 0;
    int even_pairs = 0;
    for (unsigned k = 0; k < 8; k += 2) {
      parts += !p(k) && (p(k + 1) || p(k + 2)) ? 1 : 0;
      odd_pairs += p(k + 7) || p(k) ? 1 : 0;
      even_pairs += p(k) || p(k + 1) ? 1 : 0;
    }
    const int neighbours = std::min(odd_pairs, even_pairs);
    if (parts != 1 || neighbours < 2 || neighbours > 3) continue;
    const bool first = !((p(0) || p(1) || !p(3)) && p(2));
    const bool second = !((p(4) || p(5) || !p(7)) && p(6));
    table[code] = static_cast<std::uint8_t>((first ? 1 : 0) | (second ? 2 : 0));
  }
  return table;
}

constexpr auto kRemoval = removal_table();

}  // namespace

void thin(Plane<std::uint8_t>& binary) {
  std::vector<std::uint8_t*> ridge;  // pixels that are still 1
  for (int y = 0; y < binary.height; ++y) {
    std::uint8_t* line = binary.row(y);
    for (int x = 0; x < binary.width; ++x) {
      if (line[x] != 0) ridge.push_back(line + x);
    }
  }
  const std::ptrdiff_t stride = binary.stride();
  std::vector<std::uint8_t*> going;
  for (int quiet = 0, pass = 0; quiet < 2; pass ^= 1) {
    going.clear();
    for (std::uint8_t* pixel : ridge) {
      const auto code =
          static_cast<unsigned>(pixel[-stride] | pixel[1 - stride] << 1 | pixel[1] << 2 | pixel[stride + 1] << 3 |
                                pixel[stride] << 4 | pixel[stride - 1] << 5 | pixel[-1] << 6 | pixel[-stride - 1] << 7);
      if ((kRemoval[code] >> pass & 1) != 0) going.push_back(pixel);
    }
    for (std::uint8_t* pixel : going) *pixel = 0;
    quiet = going.empty() ? quiet + 1 : 0;
    if (!going.empty()) {
      ridge.erase(std::remove_if(ridge.begin(), ridge.end(), [](const std::uint8_t* pixel) { return *pixel == 0; }),
                  ridge.end());
    }
  }
}

}  // namespace enrolkit::ridges
