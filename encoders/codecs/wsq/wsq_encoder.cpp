// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include "encoders/codecs/image_encoding.hpp"
#include "encoders/codecs/wsq/bit_allocation.hpp"
#include "encoders/codecs/wsq/coefficient_symbols.hpp"
#include "encoders/codecs/wsq/frame.hpp"
#include "encoders/codecs/wsq/nist_comment.hpp"
#include "encoders/codecs/wsq/wsq_codec.hpp"

namespace enrolkit::codecs::wsq {
namespace {

constexpr double kMinBitRate = 0.01, kMaxBitRate = 32;
constexpr double kMaxPpi = 10000;
constexpr std::size_t kMaxComment = 65000;  // a segment holds 65,533 bytes
// Halvings of the range of bit rates when a size is asked for: the last step changes the size by less than 0.1 %.
constexpr int kRateSteps = 14;
constexpr std::uint32_t kLargestScaled = 65535;
constexpr std::size_t kBlocks = 3;
constexpr std::array<std::uint8_t, kBlocks> kTableOfBlock = {0, 1, 1};
constexpr std::array<std::size_t, kBlocks + 1> kFirstBands = {0, kFirstOfSecondBlock, kFirstOfThirdBlock,
                                                              kCodedSubbands};

Status check(ImageView print, const WsqOptions& options) {
  if (const Status usable = check_view(print, kMaxWsqSide); !usable) return usable;
  if (print.format != PixelFormat::grey8) {
    return Error{ErrorCode::invalid_argument, "the image for WSQ is in colour, expected 8-bit grey"};
  }
  const std::string size = std::to_string(print.width) + " x " + std::to_string(print.height);
  if (print.width < kMinWsqSide || print.height < kMinWsqSide) {
    return Error{ErrorCode::invalid_argument, "the image for WSQ has " + size + " pixels, expected at least " +
                                                  std::to_string(kMinWsqSide) + " a side"};
  }
  if (std::int64_t{print.width} * print.height > kMaxWsqPixels) {
    return Error{ErrorCode::too_large,
                 "the image for WSQ has " + size + " pixels, more than the limit of " + std::to_string(kMaxWsqPixels)};
  }
  if (!(options.bit_rate >= kMinBitRate && options.bit_rate <= kMaxBitRate)) {
    return Error{ErrorCode::invalid_argument,
                 "the bit rate for WSQ is " + std::to_string(options.bit_rate) + ", expected 0.01 to 32"};
  }
  if (!(options.ppi >= 0 && options.ppi <= kMaxPpi)) {
    return Error{ErrorCode::invalid_argument,
                 "the resolution for WSQ is " + std::to_string(options.ppi) + " ppi, expected 0 to 10000"};
  }
  if (options.comment.size() > kMaxComment) {
    return Error{ErrorCode::invalid_argument, "the comment for WSQ has " + std::to_string(options.comment.size()) +
                                                  " bytes, expected at most 65000"};
  }
  return {};
}

// The pixels' mean goes to 0 and the one farthest from it to 128.
struct Normalisation {
  double shift = 0;
  double scale = 0;  // 0: all pixels are the same
};

Normalisation normalisation_of(ImageView print) {
  std::uint64_t sum = 0;
  std::uint8_t darkest = 255, lightest = 0;
  for (int y = 0; y < print.height; ++y) {
    const std::uint8_t* const row = print.row(y);
    std::uint32_t row_sum = 0;  // 32767 pixels of 255 fit
    for (int x = 0; x < print.width; ++x) row_sum += row[x];
    for (int x = 0; x < print.width; ++x) darkest = std::min(darkest, row[x]);
    for (int x = 0; x < print.width; ++x) lightest = std::max(lightest, row[x]);
    sum += row_sum;
  }
  const double mean = static_cast<double>(sum) / (static_cast<double>(print.width) * print.height);
  return {mean, std::max(mean - darkest, lightest - mean) / 128};
}

// A picture's subbands, and what becomes of them at one bit rate or another.
class Encoder {
 public:
  Encoder(ImageView print, const WsqOptions& options, const LineKernels& kernels)
      : options_(options),
        kernels_(kernels),
        tree_(subband_tree(print.width, print.height)),
        plane_(print.width, print.height),
        normalisation_(normalisation_of(print)),
        row_(static_cast<std::size_t>(print.width)) {
    if (normalisation_.scale > 0) {
      for (int y = 0; y < print.height; ++y) {
        kernels.normalise(print.row(y), static_cast<std::size_t>(print.width), static_cast<float>(normalisation_.shift),
                          static_cast<float>(normalisation_.scale), plane_.at(0, y));
      }
      analyse(plane_, tree_, standard_filters(), kernels);
    }
    variances_ = band_variances(plane_, tree_);
  }

  void quantise(double bit_rate) {
    bit_rate_ = bit_rate;
    bins_ = allocate_bits(variances_, bit_rate);
    counts_ = {};
    for (std::size_t block = 0; block < kBlocks; ++block) symbols_[block] = symbols_of(block);
    for (std::size_t table = 0; table < tables_.size(); ++table) tables_[table] = huffman_table(counts_[table]);
  }

  [[nodiscard]] Bytes write() const {
    const int width = plane_.width, height = plane_.height;
    Bytes out;
    out.reserve(coefficient_bytes() + coefficient_bytes() / 32 + 4096 + options_.comment.size());
    write_marker(out, Marker::start_of_image);
    const bool merged = is_nist_comment(options_.comment);
    write_comment(out, nist_comment({width, height, options_.ppi, bit_rate_}, merged ? options_.comment : ""));
    if (!merged && !options_.comment.empty()) write_comment(out, options_.comment);
    write_transform_table(out, standard_filters());
    write_quantisation_table(out, quantisation_table());
    write_frame_header(out, {width, height, scaled(normalisation_.shift, kLargestScaled),
                             scaled(normalisation_.scale, kLargestScaled)});
    std::array<std::array<HuffmanCode, kSymbols>, 2> codes;
    for (std::size_t block = 0; block < kBlocks; ++block) {
      const std::uint8_t table = kTableOfBlock[block];
      if (block == 0 || table != kTableOfBlock[block - 1]) {
        write_huffman_table(out, table, tables_[table]);
        codes[table] = huffman_codes(tables_[table]);
      }
      write_block_header(out, table);
      BitWriter bits(out);
      write_symbols(symbols_[block], codes[table], bits);
      bits.finish();
    }
    write_marker(out, Marker::end_of_image);
    return out;
  }

 private:
  [[nodiscard]] std::size_t coefficient_bytes() const {
    return (bits_of(counts_[0], tables_[0]) + bits_of(counts_[1], tables_[1])) / 8 + kBlocks;
  }

  std::vector<CodedSymbol> symbols_of(std::size_t block) {
    SymbolMaker maker(counts_[kTableOfBlock[block]]);
    for (std::size_t number = kFirstBands[block]; number < kFirstBands[block + 1]; ++number) {
      if (bins_[number].width == 0) continue;
      const Subband& band = tree_.bands[number];
      const std::span row = std::span(row_).first(static_cast<std::size_t>(band.width));
      for (int y = band.y; y < band.y + band.height; ++y) {
        kernels_.quantise(plane_.at(band.x, y), row.size(), bins_[number], row.data());
        maker.add(row);
      }
    }
    return maker.finish();
  }

  [[nodiscard]] QuantisationTable quantisation_table() const {
    QuantisationTable table;
    table.centre = {2, 44};  // 0.44, with the digits that all other encoders give it
    for (std::size_t number = 0; number < kCodedSubbands; ++number) {
      table.bands[number] = {scaled(bins_[number].width, kLargestScaled), scaled(bins_[number].zero, kLargestScaled)};
    }
    return table;
  }

  const WsqOptions& options_;
  const LineKernels& kernels_;
  SubbandTree tree_;
  Plane plane_;
  Normalisation normalisation_;
  Variances variances_{};
  double bit_rate_ = 0;
  BandBins bins_{};
  std::vector<std::int16_t> row_;
  std::array<SymbolCounts, 2> counts_{};
  std::array<std::vector<CodedSymbol>, kBlocks> symbols_;
  std::array<HuffmanTable, 2> tables_;
};

}  // namespace

Result<Bytes> encode(ImageView print, std::size_t max_bytes, const WsqOptions& options, const LineKernels& kernels) {
  if (const Status usable = check(print, options); !usable) return usable.error();
  Encoder encoder(print, options, kernels);
  encoder.quantise(options.bit_rate);
  Bytes best = encoder.write();
  if (max_bytes == 0 || best.size() <= max_bytes) return best;

  encoder.quantise(kMinBitRate);
  best = encoder.write();
  if (best.size() > max_bytes) return cannot_fit("WSQ", print, max_bytes);
  double fits = kMinBitRate, too_much = options.bit_rate;
  for (int step = 0; step < kRateSteps && best.size() != max_bytes; ++step) {
    const double rate = std::sqrt(fits * too_much);
    encoder.quantise(rate);
    Bytes file = encoder.write();
    if (file.size() > max_bytes) {
      too_much = rate;
      continue;
    }
    fits = rate;
    best = std::move(file);
  }
  return best;
}

}  // namespace enrolkit::codecs::wsq

namespace enrolkit {
namespace {

Result<Bytes> encode_here(ImageView print, std::size_t max_bytes, const WsqOptions& options) {
  try {
    return codecs::wsq::encode(print, max_bytes, options, codecs::wsq::vector_kernels());
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::too_large, "there is not enough memory for the image"};
  }
}

}  // namespace

Result<Bytes> encode_wsq(ImageView print, const WsqOptions& options) { return encode_here(print, 0, options); }

Result<Bytes> encode_wsq_to_size(ImageView print, std::size_t max_bytes, const WsqOptions& options) {
  if (max_bytes == 0) return codecs::cannot_fit("WSQ", print, max_bytes);
  return encode_here(print, max_bytes, options);
}

}  // namespace enrolkit
