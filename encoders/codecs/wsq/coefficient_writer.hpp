// SPDX-License-Identifier: Apache-2.0
// Puts decoded coefficients to their places: all bands that are coded, row by row, one after another.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "encoders/codecs/wsq/line_kernels.hpp"
#include "encoders/codecs/wsq/subband_tree.hpp"
#include "encoders/codecs/wsq/wavelet_transform.hpp"

namespace enrolkit::codecs::wsq {

struct CodedBand {
  Subband place;
  Bins bins;
};

class CoefficientWriter {
 public:
  // `plane` holds zeros. No band is empty.
  CoefficientWriter(Plane& plane, std::vector<CodedBand> bands) : plane_(plane), bands_(std::move(bands)) {
    for (const CodedBand& band : bands_) left_ += std::size_t(band.place.width) * std::size_t(band.place.height);
    if (left_ > 0) begin_row();
  }

  // Coefficients that may still come.
  [[nodiscard]] std::size_t left() const { return left_; }

  // Both for no more than are left.
  void skip(std::size_t zeros) {
    left_ -= zeros;
    column_ += static_cast<std::ptrdiff_t>(zeros);
    while (column_ >= width_ && left_ > 0) next_row();
  }
  void put(int index) {
    const Bins& bins = bands_[band_].bins;
    const auto magnitude = static_cast<float>(index < 0 ? -index : index);
    const float sample = bins.width * (magnitude - bins.centre) + bins.zero * 0.5F;
    if (index != 0) row_[column_] = index < 0 ? -sample : sample;
    skip(1);
  }

 private:
  void begin_row() {
    const Subband& place = bands_[band_].place;
    row_ = plane_.at(place.x, place.y + y_);
    width_ = place.width;
  }
  void next_row() {
    column_ -= width_;
    if (++y_ == bands_[band_].place.height) {
      ++band_;
      y_ = 0;
    }
    begin_row();
  }

  Plane& plane_;
  std::vector<CodedBand> bands_;
  std::size_t band_ = 0, left_ = 0;
  int y_ = 0;  // within the band
  float* row_ = nullptr;
  std::ptrdiff_t column_ = 0, width_ = 0;
};

}  // namespace enrolkit::codecs::wsq
