// SPDX-License-Identifier: Apache-2.0
// Quantised coefficients as symbols: runs of zeros, small values, and escapes with more bits behind them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "encoders/codecs/wsq/bit_stream.hpp"
#include "encoders/codecs/wsq/coefficient_writer.hpp"
#include "encoders/codecs/wsq/huffman_code.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::codecs::wsq {

struct CodedSymbol {
  std::uint8_t symbol = 0;
  std::uint8_t extra_bits = 0;  // 0, 8 or 16
  std::uint16_t extra = 0;
};

// Makes the symbols of one block from its coefficients, as they come.
class SymbolMaker {
 public:
  explicit SymbolMaker(SymbolCounts& counts) : counts_(counts) {}

  void add(std::span<const std::int16_t> coefficients);
  // The last run of zeros ends with the block.
  [[nodiscard]] std::vector<CodedSymbol> finish();

 private:
  void add(CodedSymbol symbol);
  void end_run();

  SymbolCounts& counts_;
  std::vector<CodedSymbol> symbols_;
  std::size_t zeros_ = 0;
};

// Bits that symbols so frequent take, escapes included, without stuffing.
[[nodiscard]] std::uint64_t bits_of(const SymbolCounts& counts, const HuffmanTable& table);

void write_symbols(std::span<const CodedSymbol> symbols, const std::array<HuffmanCode, kSymbols>& codes,
                   BitWriter& out);

// Reads a whole block's data; what comes out is told in turn to `out`. Errors: malformed, truncated.
[[nodiscard]] Status read_symbols(BytesView data, const HuffmanDecoder& decoder, CoefficientWriter& out);

}  // namespace enrolkit::codecs::wsq
