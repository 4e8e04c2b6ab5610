// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>

#include "encoders/codecs/jpeg_encoding.hpp"

namespace enrolkit::codecs {

// One transform of a picture, quantised and coded as often as wanted: what a search for a size repeats.
class JpegRequantiser {
 public:
  JpegRequantiser() { from_.err = to_.err = &errors_; }
  ~JpegRequantiser();
  JpegRequantiser(const JpegRequantiser&) = delete;
  JpegRequantiser& operator=(const JpegRequantiser&) = delete;

  // Reads the coefficients of a JPEG of quality 100, whose steps are 1; it must outlive this. False: see error().
  [[nodiscard]] bool load(BytesView finest) noexcept;

  // Codes them with the standard tables times `percent` (200 - 2 x quality from 50 on, 5000 / quality below); the file
  // is in bytes() until the next call. `colour` marks it as sRGB. False: see error().
  [[nodiscard]] bool write(double percent, bool colour) noexcept;

  [[nodiscard]] BytesView bytes() const { return {buffer_, size_}; }
  [[nodiscard]] Error error() const { return Error{errors_.code, "the JPEG cannot be encoded: " + errors_.message()}; }

 private:
  void requantise(int component);
  void set_tables(double percent);
  void discard() noexcept;

  JpegErrors errors_;
  jpeg_decompress_struct from_ = {};
  jpeg_compress_struct to_ = {};
  jvirt_barray_ptr* coefficients_ = nullptr;                 // with steps of 1
  std::array<jvirt_barray_ptr, MAX_COMPONENTS> coded_ = {};  // what is written
  unsigned char* buffer_ = nullptr;
  unsigned long size_ = 0;
};

}  // namespace enrolkit::codecs
