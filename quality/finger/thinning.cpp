// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/thinning.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace enrolkit::ridges {
namespace {

using Word = std::uint64_t;
constexpr int kBits = 64;

// A binary picture, 64 pixels a word, the first in the lowest bit; a word of 0 before and after each row and a row of 0
// above and below.
struct BitPlane {
  BitPlane(int width, int height_)
      : words(static_cast<std::size_t>(width + kBits - 1) / kBits),
        height(static_cast<std::size_t>(height_)),
        values((words + 2) * (height + 2)) {}

  // y from -1 to height; points at the first word, with one before it.
  [[nodiscard]] Word* row(std::ptrdiff_t y) {
    return values.data() + static_cast<std::size_t>(y + 1) * (words + 2) + 1;
  }

  std::size_t words;
  std::size_t height;
  std::vector<Word> values;
};

// The pixels of one row after a pass; whether any has gone. All 64 pixels of a word go through the rules at once.
bool thin_row(const Word* above, const Word* here, const Word* below, std::size_t words, bool second, Word* out) {
  const Word turned = second ? ~Word{0} : 0;
  const auto pick = [turned](Word first, Word other) { return (first & ~turned) | (other & turned); };
  Word gone = 0;
  for (std::size_t i = 0; i < words; ++i) {
    const auto west = [i](const Word* row) { return row[i] << 1U | row[i - 1] >> 63U; };
    const auto east = [i](const Word* row) { return row[i] >> 1U | row[i + 1] << 63U; };
    const Word p0 = above[i];
    const Word p1 = east(above);
    const Word p2 = east(here);
    const Word p3 = east(below);
    const Word p4 = below[i];
    const Word p5 = west(below);
    const Word p6 = west(here);
    const Word p7 = west(above);
    // The ring of neighbours rises from 0 to 1 exactly once.
    const Word a = ~p0 & (p1 | p2);
    const Word b = ~p2 & (p3 | p4);
    const Word c = ~p4 & (p5 | p6);
    const Word d = ~p6 & (p7 | p0);
    const Word once = ((a ^ b) & ~(c | d)) | ((c ^ d) & ~(a | b));
    // Of the four pairs, counted in either way, the fewer are two or three.
    const Word e0 = p7 | p0;
    const Word e1 = p1 | p2;
    const Word e2 = p3 | p4;
    const Word e3 = p5 | p6;
    const Word o0 = p0 | p1;
    const Word o1 = p2 | p3;
    const Word o2 = p4 | p5;
    const Word o3 = p6 | p7;
    const Word two =
        ((e0 & e1) | (e2 & e3) | ((e0 | e1) & (e2 | e3))) & ((o0 & o1) | (o2 & o3) | ((o0 | o1) & (o2 | o3)));
    const Word four = e0 & e1 & e2 & e3 & o0 & o1 & o2 & o3;
    const Word side = (pick(p0, p4) | pick(p1, p5) | ~pick(p3, p7)) & pick(p2, p6);
    const Word going = here[i] & once & two & ~four & ~side;
    out[i] = here[i] & ~going;
    gone |= going;
  }
  return gone != 0;
}

constexpr Word kOnes = 0x0101010101010101U;

// Eight bytes of 0 or 1 as the lowest eight bits: the product brings each to its place above bit 56.
Word packed(const std::uint8_t* bytes) {
  Word all = 0;
  for (unsigned i = 0; i < 8; ++i) all |= Word{bytes[i]} << (8 * i);
  return all * 0x0102040810204080U >> 56U;
}

void unpack(Word bits, std::uint8_t* bytes) {
  const Word each = (bits & 255U) * kOnes & 0x8040201008040201U;
  const Word all = (each + 127 * kOnes) >> 7U & kOnes;
  for (unsigned i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(all >> (8 * i));
}

BitPlane packed(const Plane<std::uint8_t>& binary) {
  BitPlane bits(binary.width, binary.height);
  for (int y = 0; y < binary.height; ++y) {
    const std::uint8_t* bytes = binary.row(y);
    Word* row = bits.row(y);
    int x = 0;
    for (; x + 8 <= binary.width; x += 8) row[x / kBits] |= packed(bytes + x) << static_cast<unsigned>(x % kBits);
    for (; x < binary.width; ++x) row[x / kBits] |= Word{bytes[x]} << static_cast<unsigned>(x % kBits);
  }
  return bits;
}

void unpack(BitPlane& bits, Plane<std::uint8_t>& binary) {
  for (int y = 0; y < binary.height; ++y) {
    std::uint8_t* bytes = binary.row(y);
    const Word* row = bits.row(y);
    int x = 0;
    for (; x + 8 <= binary.width; x += 8) unpack(row[x / kBits] >> static_cast<unsigned>(x % kBits), bytes + x);
    for (; x < binary.width; ++x) {
      bytes[x] = static_cast<std::uint8_t>(row[x / kBits] >> static_cast<unsigned>(x % kBits) & 1U);
    }
  }
}

}  // namespace

void thin(Plane<std::uint8_t>& binary) {
  BitPlane now = packed(binary);
  BitPlane next = now;
  // The pass in which something went in a row or beside it; a row is looked at until both passes leave it alone.
  std::vector<int> busy(now.height + 2, 0);
  for (int pass = 0, last = 0; pass - last <= 2; ++pass) {
    for (std::ptrdiff_t y = 0; y < static_cast<std::ptrdiff_t>(now.height); ++y) {
      const std::size_t at = static_cast<std::size_t>(y) + 1;
      const int recent = std::max({busy[at - 1], busy[at], busy[at + 1]});
      if (pass - recent > 2) continue;  // as it was, in both planes
      if (thin_row(now.row(y - 1), now.row(y), now.row(y + 1), now.words, pass % 2 == 1, next.row(y))) {
        busy[at] = pass;
        last = pass;
      }
    }
    std::swap(now.values, next.values);
  }
  unpack(now, binary);
}

}  // namespace enrolkit::ridges
