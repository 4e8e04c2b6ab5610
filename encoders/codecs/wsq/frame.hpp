// SPDX-License-Identifier: Apache-2.0
// The tables and headers of a WSQ stream, in memory and as marker segments.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "encoders/codecs/wsq/huffman_code.hpp"
#include "encoders/codecs/wsq/marker.hpp"
#include "encoders/codecs/wsq/scaled_number.hpp"
#include "encoders/codecs/wsq/subband_tree.hpp"
#include "encoders/codecs/wsq/wavelet_filters.hpp"
#include "enrolkit/bytes.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::codecs::wsq {

struct FrameHeader {
  int width = 0;
  int height = 0;
  ScaledNumber shift;  // pixel = sample * scale + shift
  ScaledNumber scale;
  std::uint8_t encoder = 2;  // 2: of specification 3.1
  std::uint16_t software = 0;
};

struct QuantisationTable {
  struct Entry {
    ScaledNumber width;  // 0: the band is left out
    ScaledNumber zero;
  };
  ScaledNumber centre;
  std::array<Entry, kSubbands> bands{};
};

inline constexpr std::size_t kHuffmanTables = 8;
using HuffmanDecoders = std::array<std::optional<HuffmanDecoder>, kHuffmanTables>;

// What stands in a segment after its length. Errors: truncated, malformed; the message names the field.
[[nodiscard]] Result<FrameHeader> read_frame_header(BytesView segment);
[[nodiscard]] Result<WaveletFilters> read_transform_table(BytesView segment);
[[nodiscard]] Result<QuantisationTable> read_quantisation_table(BytesView segment);
[[nodiscard]] Status read_huffman_tables(BytesView segment, HuffmanDecoders& decoders);

// Whole segments, with marker and length.
void write_marker(Bytes& out, Marker marker);
void write_comment(Bytes& out, std::string_view text);
void write_frame_header(Bytes& out, const FrameHeader& header);
void write_transform_table(Bytes& out, const WaveletFilters& filters);
void write_quantisation_table(Bytes& out, const QuantisationTable& table);
void write_huffman_table(Bytes& out, std::uint8_t id, const HuffmanTable& table);
void write_block_header(Bytes& out, std::uint8_t huffman_table);

[[nodiscard]] std::size_t size_of_segment(const HuffmanTable& table);

}  // namespace enrolkit::codecs::wsq
