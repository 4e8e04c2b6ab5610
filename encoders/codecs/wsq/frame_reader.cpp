// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>

#include "encoders/codecs/big_endian_view.hpp"
#include "encoders/codecs/wsq/frame.hpp"

namespace enrolkit::codecs::wsq {
namespace {

// The taps of filters that keep a picture's scale are below 1.5; so that no table can make a sample infinite.
constexpr double kLargestTap = 2;
constexpr int kLastSymbol = 254;

// Errors of reading are kept for the end: what is read beyond it is 0.
class Segment {
 public:
  explicit Segment(BytesView data) : view_(data) {}
  std::uint32_t u8() { return take(1) ? view_.u8(at_ - 1) : 0; }
  std::uint32_t u16() { return take(2) ? view_.u16(at_ - 2) : 0; }
  std::uint32_t u32() { return take(4) ? view_.u32(at_ - 4) : 0; }
  ScaledNumber scaled16() {
    const auto exponent = static_cast<std::uint8_t>(u8());
    return {exponent, u16()};
  }
  ScaledNumber scaled32() {
    const auto exponent = static_cast<std::uint8_t>(u8());
    return {exponent, u32()};
  }
  [[nodiscard]] std::size_t left() const { return view_.size() - at_; }
  [[nodiscard]] bool ok() const { return ok_; }

 private:
  bool take(std::size_t count) {
    if (!view_.has(at_, count)) {
      at_ = view_.size();
      ok_ = false;
      return false;
    }
    at_ += count;
    return true;
  }

  BigEndianView view_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

Error short_segment(std::string_view name) { return broken(std::string(name) + " is shorter than its fields"); }

Status read_half(Segment& in, int length, std::vector<double>& half) {
  for (int i = 0; i < (length + 1) / 2; ++i) {
    const bool negative = in.u8() != 0;
    const double tap = in.scaled32().value();
    if (!(tap <= kLargestTap)) return broken("transform table has a filter tap above 2");
    half.push_back(negative ? -tap : tap);
  }
  return {};
}

}  // namespace

Result<FrameHeader> read_frame_header(BytesView segment) {
  Segment in(segment);
  in.u8();  // black and white of the scanner: not used
  in.u8();
  FrameHeader header;
  header.height = static_cast<int>(in.u16());
  header.width = static_cast<int>(in.u16());
  header.shift = in.scaled16();
  header.scale = in.scaled16();
  header.encoder = static_cast<std::uint8_t>(in.u8());
  header.software = static_cast<std::uint16_t>(in.u16());
  if (!in.ok()) return short_segment("frame header");
  return header;
}

Result<WaveletFilters> read_transform_table(BytesView segment) {
  Segment in(segment);
  WaveletFilters filters;
  filters.low_length = static_cast<int>(in.u8());
  filters.high_length = static_cast<int>(in.u8());
  if (!in.ok()) return short_segment("transform table");
  for (const int length : {filters.low_length, filters.high_length}) {
    if (length < 1 || length > kMaxTaps) return wrong("filter length in the transform table", length, "1 to 32");
  }
  if (filters.low_length % 2 != filters.high_length % 2) {
    return wrong("high-pass filter length", filters.high_length,
                 filters.odd() ? "odd like the low-pass filter's" : "even like the low-pass filter's");
  }
  if (const Status low = read_half(in, filters.low_length, filters.low); !low) return low.error();
  if (const Status high = read_half(in, filters.high_length, filters.high); !high) return high.error();
  // NIST's encoder states a length that is too great for even filters, and none that is too small.
  if (!in.ok()) return short_segment("transform table");
  return filters;
}

Result<QuantisationTable> read_quantisation_table(BytesView segment) {
  Segment in(segment);
  QuantisationTable table;
  table.centre = in.scaled16();
  for (QuantisationTable::Entry& band : table.bands) {
    band.width = in.scaled16();
    band.zero = in.scaled16();
  }
  if (!in.ok()) return short_segment("quantisation table");
  if (in.left() > 0)
    return wrong("bytes behind the 64 subbands of its quantisation table", static_cast<long long>(in.left()), "none");
  return table;
}

Status read_huffman_tables(BytesView segment, HuffmanDecoders& decoders) {
  Segment in(segment);
  do {
    const std::uint32_t id = in.u8();
    HuffmanTable table;
    std::size_t total = 0;
    for (std::uint8_t& count : table.counts) {
      count = static_cast<std::uint8_t>(in.u8());
      total += count;
    }
    if (!in.ok()) return short_segment("Huffman table");
    if (id >= kHuffmanTables) return wrong("Huffman table's number", id, "0 to 7");
    if (total > kSymbols)
      return wrong("number of codes in a Huffman table", static_cast<long long>(total), "at most 256");
    if (total > in.left()) return short_segment("Huffman table");
    for (std::size_t i = 0; i < total; ++i) {
      const std::uint32_t symbol = in.u8();
      if (symbol == 0 || symbol > kLastSymbol) return wrong("symbol in a Huffman table", symbol, "1 to 254");
      table.symbols.push_back(static_cast<std::uint8_t>(symbol));
    }
    auto decoder = HuffmanDecoder::make(table);
    if (!decoder) return decoder.error();
    decoders[id] = *std::move(decoder);
  } while (in.left() > 0);
  return {};
}

}  // namespace enrolkit::codecs::wsq
