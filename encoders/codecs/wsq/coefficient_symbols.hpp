// SPDX-License-Identifier: Apache-2.0
// Quantised coefficients as symbols: runs of zeros, small values, and escapes with more bits behind them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "encoders/codecs/wsq/bit_stream.hpp"
#include "encoders/codecs/wsq/huffman_code.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::codecs::wsq {

struct CodedSymbol {
  std::uint8_t symbol = 0;
  std::uint8_t extra_bits = 0;  // 0, 8 or 16
  std::uint16_t extra = 0;
};

// The symbols of one block, whose last run of zeros ends with it; each is counted.
[[nodiscard]] std::vector<CodedSymbol> symbols_of(std::span<const std::int16_t> coefficients, SymbolCounts& counts);

// Bits that symbols so frequent take, escapes included, without stuffing.
[[nodiscard]] std::uint64_t bits_of(const SymbolCounts& counts, const HuffmanTable& table);

void write_symbols(std::span<const CodedSymbol> symbols, const std::array<HuffmanCode, kSymbols>& codes,
                   BitWriter& out);

// Reads a whole block's data into the coefficients from number `at` on, and moves `at` on. What stays untouched is 0.
// Errors: malformed, truncated.
[[nodiscard]] Status read_symbols(BytesView data, const HuffmanDecoder& decoder, std::span<std::int16_t> coefficients,
                                  std::size_t& at);

}  // namespace enrolkit::codecs::wsq
