// SPDX-License-Identifier: Apache-2.0
// Each split filters the rows of its region in place, then its columns; joining does it the other way round. Columns
// are filtered in strips, whole rows of one at a time: output row k is a weighted sum of rows of the strip as it was.
#include "encoders/codecs/wsq/wavelet_transform.hpp"

#include <algorithm>
#include <array>
#include <numbers>

#include "encoders/codecs/wsq/line_extension.hpp"

namespace enrolkit::codecs::wsq {
namespace {

constexpr int kStripSamples = 1 << 16;  // a quarter of the second-level cache of usual processors
constexpr int kMinStripWidth = 32;
constexpr float kLoneSample = std::numbers::sqrt2_v<float>;  // what the low band makes of a line of one sample

// A line's two phases with room for what the filters see beyond their ends.
class Phases {
 public:
  Phases(const TwoBandFilter& filter, int longest_line) {
    for (const std::vector<Tap>* taps : {&filter.first, &filter.second}) {
      for (const Tap& tap : *taps) {
        before_ = std::max(before_, -tap.shift);
        after_ = std::max(after_, tap.shift);
      }
    }
    const auto length = static_cast<std::size_t>(before_ + longest_line / 2 + 1 + after_);
    for (std::vector<float>& line : lines_) line.resize(length);
  }

  [[nodiscard]] float* phase(int which) { return lines_[static_cast<std::size_t>(which)].data() + before_; }

  // Fills in what stands beyond the ends of both phases of a line of `count` samples.
  void extend(bool odd_filters, int count) {
    for (int which = 0; which < 2; ++which) {
      float* const line = phase(which);
      const int own = which == 0 ? (count + 1) / 2 : count / 2;
      const auto fill = [&](int k) {
        const ExtendedPlace from = odd_filters ? odd_extension(which, k, count) : even_extension(which, k, count);
        line[k] = static_cast<float>(from.sign) * line[from.index];
      };
      for (int k = -before_; k < 0; ++k) fill(k);
      for (int k = own; k < (count + 1) / 2 + after_; ++k) fill(k);
    }
  }

  // The inputs of a weighted sum over this line.
  [[nodiscard]] std::vector<WeightedLine> sum_of(const std::vector<Tap>& taps) {
    std::vector<WeightedLine> lines;
    for (const Tap& tap : taps) lines.push_back({phase(tap.phase) + tap.shift, tap.weight});
    return lines;
  }

 private:
  int before_ = 0, after_ = 0;
  std::array<std::vector<float>, 2> lines_;
};

class Transform {
 public:
  Transform(Plane& plane, const TwoBandFilter& filter, bool odd, const LineKernels& kernels)
      : plane_(plane),
        filter_(filter),
        odd_(odd),
        kernels_(kernels),
        phases_(filter, plane.width),
        first_(phases_.sum_of(filter.first)),
        second_(phases_.sum_of(filter.second)),
        even_(static_cast<std::size_t>(plane.width / 2 + 1)),
        odd_samples_(even_),
        strip_width_(std::clamp(kStripSamples / plane.height, kMinStripWidth, plane.width)),
        strip_(static_cast<std::size_t>(strip_width_) * static_cast<std::size_t>(plane.height)) {}

  void split(const Subband& band) {
    for (int y = band.y; y < band.y + band.height; ++y) split_row(band, plane_.at(band.x, y));
    each_strip(band, [this](const Subband& strip) { split_columns(strip); });
  }

  void join(const Subband& band) {
    each_strip(band, [this](const Subband& strip) { join_columns(strip); });
    for (int y = band.y; y < band.y + band.height; ++y) join_row(band, plane_.at(band.x, y));
  }

 private:
  void sum(const std::vector<WeightedLine>& lines, float* out, int count) const {
    if (count > 0) kernels_.weighted_sum(lines.data(), lines.size(), out, static_cast<std::size_t>(count));
  }

  static int low_at(int length, bool inverted) { return inverted ? length / 2 : 0; }
  static int high_at(int length, bool inverted) { return inverted ? 0 : (length + 1) / 2; }

  void split_row(const Subband& band, float* line) {
    const int count = band.width, pairs = count / 2;
    if (count < 2) {
      if (count == 1) *line *= kLoneSample;
      return;
    }
    kernels_.split_phases(line, static_cast<std::size_t>(pairs), phases_.phase(0), phases_.phase(1));
    if (count % 2 == 1) phases_.phase(0)[pairs] = line[count - 1];
    phases_.extend(odd_, count);
    sum(first_, line + low_at(count, band.x_inverted), band.low_width());
    sum(second_, line + high_at(count, band.x_inverted), pairs);
  }

  void join_row(const Subband& band, float* line) {
    const int count = band.width, pairs = count / 2;
    if (count < 2) {
      if (count == 1) *line *= 1 / kLoneSample;
      return;
    }
    const float* const low = line + low_at(count, band.x_inverted);
    const float* const high = line + high_at(count, band.x_inverted);
    std::copy(low, low + band.low_width(), phases_.phase(0));
    std::copy(high, high + pairs, phases_.phase(1));
    phases_.extend(odd_, count);
    sum(first_, even_.data(), band.low_width());
    sum(second_, odd_samples_.data(), pairs);
    kernels_.join_phases(even_.data(), odd_samples_.data(), static_cast<std::size_t>(pairs), line);
    if (count % 2 == 1) line[count - 1] = even_[static_cast<std::size_t>(pairs)];
  }

  // Calls `filter` for each strip of the region's columns, after it was copied.
  template <class Filter>
  void each_strip(const Subband& band, Filter filter) {
    if (band.height < 1) return;
    for (int done = 0; done < band.width; done += strip_width_) {
      Subband strip = band;
      strip.x += done;
      strip.width = std::min(strip_width_, band.width - done);
      for (int y = 0; y < strip.height; ++y) {
        const float* const row = plane_.at(strip.x, strip.y + y);
        std::copy(row, row + strip.width, strip_row(y));
      }
      filter(strip);
    }
  }

  [[nodiscard]] float* strip_row(int y) { return strip_.data() + static_cast<std::ptrdiff_t>(y) * strip_width_; }

  // The rows that `taps` weigh for place k; `row_of(phase, index)` tells where a row of a phase is.
  template <class RowOf>
  void gather(const std::vector<Tap>& taps, int k, int count, RowOf row_of) {
    gathered_.clear();
    for (const Tap& tap : taps) {
      const int place = k + tap.shift, own = tap.phase == 0 ? (count + 1) / 2 : count / 2;
      ExtendedPlace from{place, 1};
      if (place < 0 || place >= own) {
        from = odd_ ? odd_extension(tap.phase, place, count) : even_extension(tap.phase, place, count);
      }
      if (from.sign == 0) continue;
      gathered_.push_back({row_of(tap.phase, from.index), static_cast<float>(from.sign) * tap.weight});
    }
  }

  void split_columns(const Subband& strip) {
    const int count = strip.height;
    if (count == 1) return sum({WeightedLine{strip_row(0), kLoneSample}}, plane_.at(strip.x, strip.y), strip.width);
    const auto row_of = [this](int phase, int k) { return strip_row(2 * k + phase); };
    const int low = strip.y + low_at(count, strip.y_inverted), high = strip.y + high_at(count, strip.y_inverted);
    for (int k = 0; k < strip.low_height(); ++k) {
      gather(filter_.first, k, count, row_of);
      sum(gathered_, plane_.at(strip.x, low + k), strip.width);
    }
    for (int k = 0; k < count / 2; ++k) {
      gather(filter_.second, k, count, row_of);
      sum(gathered_, plane_.at(strip.x, high + k), strip.width);
    }
  }

  void join_columns(const Subband& strip) {
    const int count = strip.height;
    if (count == 1) return sum({WeightedLine{strip_row(0), 1 / kLoneSample}}, plane_.at(strip.x, strip.y), strip.width);
    const int low = low_at(count, strip.y_inverted), high = high_at(count, strip.y_inverted);
    const auto row_of = [&](int phase, int k) { return strip_row((phase == 0 ? low : high) + k); };
    for (int y = 0; y < count; ++y) {
      gather(y % 2 == 0 ? filter_.first : filter_.second, y / 2, count, row_of);
      sum(gathered_, plane_.at(strip.x, strip.y + y), strip.width);
    }
  }

  Plane& plane_;
  const TwoBandFilter& filter_;
  bool odd_;
  const LineKernels& kernels_;
  Phases phases_;
  std::vector<WeightedLine> first_, second_;
  std::vector<float> even_, odd_samples_;
  int strip_width_;
  std::vector<float> strip_;
  std::vector<WeightedLine> gathered_;
};

}  // namespace

void analyse(Plane& plane, const SubbandTree& tree, const WaveletFilters& filters, const LineKernels& kernels) {
  const TwoBandFilter filter = analysis_of(filters);
  Transform transform(plane, filter, true, kernels);
  for (const Subband& band : tree.splits) transform.split(band);
}

void synthesise(Plane& plane, const SubbandTree& tree, const WaveletFilters& filters, const LineKernels& kernels) {
  const TwoBandFilter filter = synthesis_of(filters);
  Transform transform(plane, filter, filters.odd(), kernels);
  for (std::size_t left = tree.splits.size(); left > 0; --left) transform.join(tree.splits[left - 1]);
}

}  // namespace enrolkit::codecs::wsq
