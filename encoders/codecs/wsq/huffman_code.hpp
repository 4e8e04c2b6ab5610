// SPDX-License-Identifier: Apache-2.0
// Canonical Huffman codes of at most 16 bits over bytes, as JPEG (ITU-T T.81, annexes C and K) and WSQ have them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "enrolkit/result.hpp"

namespace enrolkit::codecs::wsq {

inline constexpr std::size_t kMaxCodeLength = 16, kSymbols = 256;

using SymbolCounts = std::array<std::uint32_t, kSymbols>;

// As a file holds it: how many codes there are of each length, 1 to 16, and the symbols from the shortest code on.
struct HuffmanTable {
  std::array<std::uint8_t, kMaxCodeLength> counts{};
  std::vector<std::uint8_t> symbols;
};

// The table of least size for symbols that come up so often (annex K.2: no code is all ones).
[[nodiscard]] HuffmanTable huffman_table(const SymbolCounts& frequencies);

struct HuffmanCode {
  std::uint16_t bits = 0;
  std::uint8_t length = 0;  // 0: the symbol has no code
};

[[nodiscard]] std::array<HuffmanCode, kSymbols> huffman_codes(const HuffmanTable& table);

class HuffmanDecoder {
 public:
  // Errors: malformed (there are more codes of some length than bits can tell apart, or not as many symbols).
  [[nodiscard]] static Result<HuffmanDecoder> make(const HuffmanTable& table);

  struct Found {
    std::uint8_t symbol = 0;
    std::uint8_t length = 0;  // 0: no code begins like that
  };
  // The code at the beginning of 16 bits.
  [[nodiscard]] Found find(std::uint32_t bits) const {
    const Found found = short_codes_[bits >> (kMaxCodeLength - kShortLength)];
    return found.length != 0 ? found : find_long(bits);
  }

 private:
  static constexpr std::size_t kShortLength = 10;

  [[nodiscard]] Found find_long(std::uint32_t bits) const;

  std::array<Found, std::size_t{1} << kShortLength> short_codes_{};
  std::array<std::uint32_t, kMaxCodeLength + 1> end_{};  // beyond the last code of a length, as if it had 16 bits
  std::array<std::uint32_t, kMaxCodeLength + 1> first_symbol_{};
  std::vector<std::uint8_t> symbols_;
};

}  // namespace enrolkit::codecs::wsq
