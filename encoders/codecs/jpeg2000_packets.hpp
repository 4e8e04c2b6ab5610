// SPDX-License-Identifier: Apache-2.0
// The packets of a codestream that the encoder of this folder made itself (ISO/IEC 15444-1 annex B): one tile, layers
// outermost, no precincts, code-blocks of one segment. Taken apart into code-blocks and put together again with fewer
// of their passes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "enrolkit/bytes.hpp"

namespace enrolkit::codecs {

// One layer's share of a code-block, together with all layers before it.
struct BlockCut {
  int passes = 0;
  std::size_t bytes = 0;
};

struct CodeBlock {
  std::size_t x = 0, y = 0;    // in its band, in code-blocks
  int zero_planes = 0;         // only where there are passes
  std::vector<BlockCut> cuts;  // of each layer
  Bytes data;
};

struct Band {
  int component = 0;
  int resolution = 0;                 // 0: the smallest
  int shrunk = 0;                     // pixels of the picture: 2 to the power of it, a sample
  std::size_t width = 0, height = 0;  // in code-blocks; 0 x 0 of an empty band
  std::vector<CodeBlock> blocks;      // row by row
};

struct Jpeg2000Packets {
  Bytes before;               // up to the first packet, with the SOT marker at `tile_part`
  std::size_t layers_at = 0;  // of the number of layers in the COD segment, two bytes
  std::size_t box_at = 0;     // of the length of the jp2c box, four bytes
  std::size_t tile_part = 0;
  int layers = 0;
  int block_size = 64;
  std::vector<Band> bands;  // by resolution, component, orientation: the order of the packets of a layer
};

// Empty when the file is not one of those.
[[nodiscard]] std::optional<Jpeg2000Packets> read_jpeg2000_packets(BytesView file);

// How many layers of each code-block are kept, in the order of bands and blocks; 0: none.
using KeptLayers = std::vector<int>;

// The size of the file with so much of each, and the file: of one layer.
[[nodiscard]] std::size_t jpeg2000_size(const Jpeg2000Packets& packets, const KeptLayers& kept);
[[nodiscard]] std::size_t jpeg2000_smallest_size(const Jpeg2000Packets& packets);  // nothing but headers
[[nodiscard]] Bytes write_jpeg2000_packets(const Jpeg2000Packets& packets, const KeptLayers& kept);

}  // namespace enrolkit::codecs
