// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/wsq/huffman_code.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "encoders/codecs/wsq/marker.hpp"

namespace enrolkit::codecs::wsq {
namespace {

constexpr std::size_t kReserved = kSymbols;  // gets the code of all ones, which is never used
constexpr std::size_t kLeaves = kSymbols + 1;

using Lengths = std::array<std::uint32_t, kLeaves>;

// Figure K.1: the two least frequent trees are joined until one is left; of equally frequent ones the last.
Lengths code_lengths(const SymbolCounts& counts) {
  std::array<std::uint64_t, kLeaves> frequency{};
  std::copy(counts.begin(), counts.end(), frequency.begin());
  frequency[kReserved] = 1;
  std::array<std::size_t, kLeaves> next{};  // member of the same tree; itself at the end
  std::iota(next.begin(), next.end(), std::size_t{0});
  std::vector<std::size_t> trees;  // by one of their leaves, ascending
  for (std::size_t leaf = 0; leaf < kLeaves; ++leaf) {
    if (frequency[leaf] > 0) trees.push_back(leaf);
  }
  Lengths lengths{};
  const auto deepen = [&](std::size_t leaf) {
    while (true) {
      ++lengths[leaf];
      if (next[leaf] == leaf) return leaf;
      leaf = next[leaf];
    }
  };
  const auto take_rarest = [&] {
    const auto rarest = std::min_element(trees.rbegin(), trees.rend(),
                                         [&](std::size_t a, std::size_t b) { return frequency[a] < frequency[b]; });
    const std::size_t leaf = *rarest;
    trees.erase(std::next(rarest).base());
    return leaf;
  };
  while (trees.size() > 1) {
    const std::size_t a = take_rarest(), b = take_rarest();
    frequency[a] += frequency[b];
    next[deepen(a)] = b;
    deepen(b);
    trees.insert(std::upper_bound(trees.begin(), trees.end(), a), a);
  }
  return lengths;
}

// Figure K.3: codes of more than 16 bits are taken two at a time, and a shorter one makes room for one of them.
void shorten(std::array<std::uint32_t, kLeaves>& counts) {
  for (std::size_t length = kLeaves - 1; length > kMaxCodeLength; --length) {
    while (counts[length] > 0) {
      std::size_t shorter = length - 2;
      while (counts[shorter] == 0) --shorter;
      counts[length] -= 2;
      counts[length - 1] += 1;
      counts[shorter + 1] += 2;
      counts[shorter] -= 1;
    }
  }
}

}  // namespace

HuffmanTable huffman_table(const SymbolCounts& frequencies) {
  HuffmanTable table;
  if (std::all_of(frequencies.begin(), frequencies.end(), [](std::uint32_t count) { return count == 0; })) return table;
  const Lengths lengths = code_lengths(frequencies);
  std::array<std::uint32_t, kLeaves> counts{};
  for (const std::uint32_t length : lengths) {
    if (length > 0) ++counts[length];
  }
  shorten(counts);
  std::size_t longest = kMaxCodeLength;
  while (counts[longest] == 0) --longest;
  --counts[longest];  // the reserved one
  for (std::size_t length = 1; length <= kMaxCodeLength; ++length) {
    table.counts[length - 1] = static_cast<std::uint8_t>(counts[length]);
  }
  for (std::size_t symbol = 0; symbol < kSymbols; ++symbol) {
    if (lengths[symbol] > 0) table.symbols.push_back(static_cast<std::uint8_t>(symbol));
  }
  std::stable_sort(table.symbols.begin(), table.symbols.end(),
                   [&](std::uint8_t a, std::uint8_t b) { return lengths[a] < lengths[b]; });
  return table;
}

std::array<HuffmanCode, kSymbols> huffman_codes(const HuffmanTable& table) {
  std::array<HuffmanCode, kSymbols> codes{};
  std::uint32_t bits = 0;
  std::size_t at = 0;
  for (std::size_t length = 1; length <= kMaxCodeLength; ++length, bits <<= 1U) {
    for (unsigned i = 0; i < table.counts[length - 1]; ++i) {
      codes[table.symbols[at++]] = {static_cast<std::uint16_t>(bits++), static_cast<std::uint8_t>(length)};
    }
  }
  return codes;
}

Result<HuffmanDecoder> HuffmanDecoder::make(const HuffmanTable& table) {
  HuffmanDecoder decoder;
  decoder.symbols_ = table.symbols;
  std::uint32_t end = 0, at = 0;  // `end` as if all codes had 16 bits
  for (std::size_t length = 1; length <= kMaxCodeLength; ++length) {
    const std::uint32_t step = 1U << (kMaxCodeLength - length), count = table.counts[length - 1];
    decoder.first_symbol_[length] = at - (end / step);
    at += count;
    if (end + count * step > 1U << kMaxCodeLength) {
      return broken("Huffman table has more codes of " + std::to_string(length) + " bits than there can be");
    }
    if (length <= kShortLength && at <= table.symbols.size()) {
      for (std::uint32_t code = end; code < end + count * step; code += 1U << (kMaxCodeLength - kShortLength)) {
        decoder.short_codes_[code >> (kMaxCodeLength - kShortLength)] = {
            table.symbols[decoder.first_symbol_[length] + code / step], static_cast<std::uint8_t>(length)};
      }
    }
    end += count * step;
    decoder.end_[length] = end;
  }
  if (at != table.symbols.size()) {
    return wrong("number of Huffman symbols", static_cast<long long>(table.symbols.size()), std::to_string(at));
  }
  return decoder;
}

HuffmanDecoder::Found HuffmanDecoder::find_long(std::uint32_t bits) const {
  for (std::size_t length = kShortLength + 1; length <= kMaxCodeLength; ++length) {
    if (bits < end_[length]) {
      const std::uint32_t code = bits >> (kMaxCodeLength - length);
      return {symbols_[first_symbol_[length] + code], static_cast<std::uint8_t>(length)};
    }
  }
  return {};
}

}  // namespace enrolkit::codecs::wsq
