// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/wsq/coefficient_symbols.hpp"

#include <utility>

#include "encoders/codecs/wsq/marker.hpp"

namespace enrolkit::codecs::wsq {
namespace {

// 1 to 100 are runs of that length.
constexpr std::size_t kLongestDirectRun = 100, kLongestByteRun = 255, kLongestRun = 65535;
constexpr std::uint8_t kPositiveByte = 101, kNegativeByte = 102, kPositiveWord = 103, kNegativeWord = 104;
constexpr std::uint8_t kByteRun = 105, kWordRun = 106;
constexpr int kFirstValue = 107, kZeroValue = 180, kLastValue = 254;  // -73 to 74
constexpr int kLargestByte = 255;

CodedSymbol run_of(std::size_t zeros) {
  const auto length = static_cast<std::uint16_t>(zeros);
  if (zeros <= kLongestDirectRun) return {static_cast<std::uint8_t>(length), 0, 0};
  if (zeros <= kLongestByteRun) return {kByteRun, 8, length};
  return {kWordRun, 16, length};
}

CodedSymbol value_of(int coefficient) {
  if (coefficient >= kFirstValue - kZeroValue && coefficient <= kLastValue - kZeroValue) {
    return {static_cast<std::uint8_t>(coefficient + kZeroValue), 0, 0};
  }
  const int magnitude = coefficient < 0 ? -coefficient : coefficient;
  const bool byte = magnitude <= kLargestByte;
  const std::uint8_t symbol =
      coefficient > 0 ? (byte ? kPositiveByte : kPositiveWord) : (byte ? kNegativeByte : kNegativeWord);
  return {symbol, static_cast<std::uint8_t>(byte ? 8 : 16), static_cast<std::uint16_t>(magnitude)};
}

unsigned extra_bits_of(std::size_t symbol) {
  if (symbol == kPositiveByte || symbol == kNegativeByte || symbol == kByteRun) return 8;
  return symbol == kPositiveWord || symbol == kNegativeWord || symbol == kWordRun ? 16 : 0;
}

}  // namespace

void SymbolMaker::add(CodedSymbol symbol) {
  ++counts_[symbol.symbol];
  symbols_.push_back(symbol);
}

void SymbolMaker::end_run() {
  for (; zeros_ > kLongestRun; zeros_ -= kLongestRun) add(run_of(kLongestRun));
  if (zeros_ > 0) add(run_of(zeros_));
  zeros_ = 0;
}

void SymbolMaker::add(std::span<const std::int16_t> coefficients) {
  std::size_t run_begin = 0;
  for (std::size_t i = 0; i < coefficients.size(); ++i) {
    if (coefficients[i] == 0) continue;
    zeros_ += i - run_begin;
    end_run();
    add(value_of(coefficients[i]));
    run_begin = i + 1;
  }
  zeros_ += coefficients.size() - run_begin;
}

std::vector<CodedSymbol> SymbolMaker::finish() {
  end_run();
  return std::move(symbols_);
}

std::uint64_t bits_of(const SymbolCounts& counts, const HuffmanTable& table) {
  const auto codes = huffman_codes(table);
  std::uint64_t bits = 0;
  for (std::size_t symbol = 0; symbol < kSymbols; ++symbol) {
    bits += std::uint64_t{counts[symbol]} * (codes[symbol].length + extra_bits_of(symbol));
  }
  return bits;
}

void write_symbols(std::span<const CodedSymbol> symbols, const std::array<HuffmanCode, kSymbols>& codes,
                   BitWriter& out) {
  for (const CodedSymbol& symbol : symbols) {
    const HuffmanCode code = codes[symbol.symbol];
    out.put(code.bits, code.length);
    if (symbol.extra_bits > 0) out.put(symbol.extra, symbol.extra_bits);
  }
}

Status read_symbols(BytesView data, const HuffmanDecoder& decoder, CoefficientWriter& out) {
  BitReader in(data);
  while (!in.at_padding()) {
    const HuffmanDecoder::Found found = decoder.find(in.peek16());
    if (found.length == 0) return broken("block data hold a code that its Huffman table lacks");
    in.skip(found.length);
    const unsigned extra_bits = extra_bits_of(found.symbol);
    const std::uint32_t extra = extra_bits > 0 ? in.take(extra_bits) : 0;
    if (in.overrun()) return cut_short("block data");
    std::size_t zeros = 0;
    int value = 0;
    switch (found.symbol) {
      case kPositiveByte:
      case kPositiveWord:
        value = static_cast<int>(extra);
        break;
      case kNegativeByte:
      case kNegativeWord:
        value = -static_cast<int>(extra);
        break;
      case kByteRun:
      case kWordRun:
        zeros = extra;
        break;
      default:
        if (found.symbol >= kFirstValue) {
          value = found.symbol - kZeroValue;
        } else {
          zeros = found.symbol;
        }
    }
    const bool run = found.symbol < kPositiveByte || found.symbol == kByteRun || found.symbol == kWordRun;
    if ((run ? zeros : 1) > out.left()) return broken("block data hold more coefficients than its subbands have");
    run ? out.skip(zeros) : out.put(value);
  }
  return {};
}

}  // namespace enrolkit::codecs::wsq
