// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/wsq/stream_reader.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "encoders/codecs/image_decoding.hpp"
#include "encoders/codecs/wsq/coefficient_symbols.hpp"

namespace enrolkit::codecs::wsq {
namespace {

constexpr std::uint32_t kFill = 0xFF;
// The fewest bits that coefficients can take: a code of one bit and 16 more for a run of 65,535.
constexpr std::uint64_t kBitsOfLongestRun = 17, kLongestRun = 65535;

class StreamReader {
 public:
  StreamReader(BytesView data, const ImageLimits& limits) : data_(data), view_(data), limits_(limits) {}

  Result<WsqStream> read() {
    if (!view_.has(0, 2)) return cut_short("first marker");
    if (view_.u16(0) != static_cast<std::uint32_t>(Marker::start_of_image)) {
      return Error{ErrorCode::unsupported, "not a WSQ image: it does not begin with FF A0"};
    }
    at_ = 2;
    while (true) {
      const auto marker = next_marker();
      if (!marker) return marker.error();
      if (*marker == Marker::end_of_image) break;
      if (const Status taken = take(*marker); !taken) return taken.error();
    }
    if (const Status complete = begin_coefficients(); !complete) return complete.error();
    if (writer_->left() > 0) {
      return broken("number of coefficients is too small: " + std::to_string(writer_->left()) + " are missing");
    }
    return std::move(stream_);
  }

 private:
  Result<Marker> next_marker() {
    if (!view_.has(at_, 2)) return cut_short("markers: there is no end marker");
    if (view_.u8(at_) != kFill) return wrong("byte where a marker begins", view_.u8(at_), "255");
    while (view_.has(at_, 2) && view_.u8(at_ + 1) == kFill) ++at_;  // fill bytes
    if (!view_.has(at_, 2)) return cut_short("markers: there is no end marker");
    const auto marker = static_cast<Marker>(view_.u16(at_));
    at_ += 2;
    return marker;
  }

  // What stands between the length at this place and the end that it gives.
  Result<BytesView> segment(std::string_view name) {
    if (!view_.has(at_, 2)) return cut_short(name);
    const std::size_t length = view_.u16(at_);
    if (length < 2) return wrong(std::string(name) + "'s length", static_cast<long long>(length), "at least 2");
    if (!view_.has(at_, length)) return cut_short(name);
    const BytesView inside = data_.subspan(at_ + 2, length - 2);
    at_ += length;
    return inside;
  }

  template <class T>
  Status take_table(std::string_view name, Result<T> (*read)(BytesView), T& into, bool& have) {
    if (begun_) return broken(std::string(name) + " stands behind the first block");
    const auto inside = segment(name);
    if (!inside) return inside.error();
    auto table = read(*inside);
    if (!table) return table.error();
    into = *std::move(table);
    have = true;
    return {};
  }

  Status take_frame_header() {
    const Status taken = take_table("frame header", read_frame_header, stream_.frame, have_frame_);
    if (!taken) return taken;
    ImageLimits limits = limits_;
    limits.max_pixels /= 4;
    return check_size(stream_.frame.width, stream_.frame.height, limits);
  }

  Status take(Marker marker) {
    switch (marker) {
      case Marker::frame_header:
        if (have_frame_) return broken("frame header stands twice");
        return take_frame_header();
      case Marker::transform_table:
        return take_table("transform table", read_transform_table, stream_.filters, have_filters_);
      case Marker::quantisation_table:
        return take_table("quantisation table", read_quantisation_table, stream_.quantisation, have_quantisation_);
      case Marker::huffman_table: {
        const auto inside = segment("Huffman table");
        return inside ? read_huffman_tables(*inside, huffman_) : Status(inside.error());
      }
      case Marker::comment: {
        const auto inside = segment("comment");
        if (!inside) return inside.error();
        stream_.comments.emplace_back(inside->begin(), inside->end());
        return {};
      }
      case Marker::restart_interval: {  // where restarts stand shows without it
        const auto inside = segment("restart interval");
        return inside ? Status() : Status(inside.error());
      }
      case Marker::block_header:
        return take_block();
      default:
        if (begun_ && marker >= Marker::first_restart && marker <= Marker::last_restart) return take_block_data();
        return wrong("marker", static_cast<long long>(marker), "65440 to 65448");
    }
  }

  Status take_block() {
    if (const Status complete = begin_coefficients(); !complete) return complete;
    const auto inside = segment("block header");
    if (!inside) return inside.error();
    if (inside->empty()) return broken("block header is shorter than its fields");
    const std::uint8_t id = inside->front();
    if (id >= kHuffmanTables) return wrong("block's Huffman table", id, "0 to 7");
    if (!huffman_[id]) return wrong("block's Huffman table", id, "one that stands before the block");
    table_ = id;
    return take_block_data();
  }

  // The data up to the next marker, without stuffing.
  Status take_block_data() {
    block_.clear();
    while (true) {
      const auto rest = data_.subspan(at_);
      const auto escape = std::find(rest.begin(), rest.end(), static_cast<std::uint8_t>(kFill));
      block_.insert(block_.end(), rest.begin(), escape);
      at_ += static_cast<std::size_t>(escape - rest.begin());
      if (!view_.has(at_, 2)) return cut_short("block data");
      if (view_.u8(at_ + 1) != 0) break;
      block_.push_back(static_cast<std::uint8_t>(kFill));
      at_ += 2;
    }
    return read_symbols(block_, *huffman_[table_], *writer_);
  }

  // All that must be known before the first block.
  Status begin_coefficients() {
    if (begun_) return {};
    if (!have_frame_) return broken("frame header is missing");
    if (!have_filters_) return broken("transform table is missing");
    if (!have_quantisation_) return broken("quantisation table is missing");
    const FrameHeader& frame = stream_.frame;
    std::vector<CodedBand> bands = coded_bands();
    std::uint64_t count = 0;
    for (const CodedBand& band : bands) count += std::uint64_t(band.place.width) * std::uint64_t(band.place.height);
    if (count / kLongestRun * kBitsOfLongestRun / 8 > data_.size() - at_) {
      return cut_short("blocks: " + std::to_string(frame.width) + " x " + std::to_string(frame.height) +
                       " pixels need more bytes");
    }
    stream_.subbands = Plane(frame.width, frame.height);
    writer_.emplace(stream_.subbands, std::move(bands));
    begun_ = true;
    return {};
  }

  [[nodiscard]] std::vector<CodedBand> coded_bands() const {
    const QuantisationTable& table = stream_.quantisation;
    const SubbandTree tree = subband_tree(stream_.frame.width, stream_.frame.height);
    const auto centre = static_cast<float>(table.centre.value());
    std::vector<CodedBand> bands;
    for (std::size_t number = 0; number < kCodedSubbands; ++number) {
      const auto& [width, zero] = table.bands[number];
      const Subband& place = tree.bands[number];
      if (width.digits == 0 || place.width == 0 || place.height == 0) continue;
      bands.push_back({place, {static_cast<float>(width.value()), static_cast<float>(zero.value()), centre}});
    }
    return bands;
  }

  BytesView data_;
  BigEndianView view_;
  const ImageLimits& limits_;
  std::size_t at_ = 0;
  WsqStream stream_;
  bool have_frame_ = false, have_filters_ = false, have_quantisation_ = false, begun_ = false;
  HuffmanDecoders huffman_;
  std::size_t table_ = 0;
  Bytes block_;
  std::optional<CoefficientWriter> writer_;
};

}  // namespace

Result<WsqStream> read_stream(BytesView data, const ImageLimits& limits) { return StreamReader(data, limits).read(); }

}  // namespace enrolkit::codecs::wsq
