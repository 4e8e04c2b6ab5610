// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/jpeg_requantiser.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace enrolkit::codecs {
namespace {

// What is added before the division. Less than half of a step for what varies: levels that would be just reached cost
// more bits than they are worth.
constexpr double kRoundDc = 0.49, kRoundAc = 0.40;
constexpr double kLargestStep = 255;  // of a baseline table

JDIMENSION round_up(JDIMENSION value, int to) {
  const auto step = static_cast<JDIMENSION>(to);
  return (value + step - 1) / step * step;
}

}  // namespace

JpegRequantiser::~JpegRequantiser() {
  discard();
  jpeg_destroy_decompress(&from_);
}

void JpegRequantiser::discard() noexcept {
  jpeg_destroy_compress(&to_);
  std::free(buffer_);
  buffer_ = nullptr;
  size_ = 0;
}

bool JpegRequantiser::load(BytesView finest) noexcept {
  if (setjmp(errors_.jump) != 0) return false;
  jpeg_create_decompress(&from_);
  jpeg_mem_src(&from_, finest.data(), finest.size());
  jpeg_read_header(&from_, TRUE);
  for (int c = 0; c < from_.num_components; ++c) {
    const jpeg_component_info& component = from_.comp_info[c];
    coded_[static_cast<std::size_t>(c)] =
        (*from_.mem->request_virt_barray)(reinterpret_cast<j_common_ptr>(&from_), JPOOL_IMAGE, TRUE,
                                          round_up(component.width_in_blocks, component.h_samp_factor),
                                          round_up(component.height_in_blocks, component.v_samp_factor),
                                          static_cast<JDIMENSION>(component.v_samp_factor));
  }
  coefficients_ = jpeg_read_coefficients(&from_);
  return true;
}

void JpegRequantiser::set_tables(double percent) {
  jpeg_set_linear_quality(&to_, 100, TRUE);  // the tables of ITU-T T.81 annex K as they are
  for (JQUANT_TBL* table : to_.quant_tbl_ptrs) {
    if (table == nullptr) continue;
    for (UINT16& step : table->quantval) {
      step = static_cast<UINT16>(std::clamp(std::floor(step * percent / 100 + 0.5), 1.0, kLargestStep));
    }
  }
}

void JpegRequantiser::requantise(int component) {
  const auto common = reinterpret_cast<j_common_ptr>(&from_);
  const jpeg_component_info& info = from_.comp_info[component];
  const JQUANT_TBL& table = *to_.quant_tbl_ptrs[to_.comp_info[component].quant_tbl_no];
  std::array<int, DCTSIZE2> step = {}, half = {};
  for (std::size_t i = 0; i < step.size(); ++i) {
    step[i] = table.quantval[i];
    half[i] = static_cast<int>(step[i] * (i == 0 ? kRoundDc : kRoundAc));
  }
  for (JDIMENSION row = 0; row < info.height_in_blocks; ++row) {
    const JBLOCKROW in = (*from_.mem->access_virt_barray)(common, coefficients_[component], row, 1, FALSE)[0];
    const JBLOCKROW out =
        (*from_.mem->access_virt_barray)(common, coded_[static_cast<std::size_t>(component)], row, 1, TRUE)[0];
    for (JDIMENSION block = 0; block < info.width_in_blocks; ++block) {
      for (std::size_t i = 0; i < step.size(); ++i) {
        const int value = in[block][i];
        const int size = std::abs(value) + half[i];
        const int level = size < step[i] ? 0 : size / step[i];
        out[block][i] = static_cast<JCOEF>(value < 0 ? -level : level);
      }
    }
  }
}

bool JpegRequantiser::write(double percent, bool colour) noexcept {
  if (setjmp(errors_.jump) != 0) return false;
  discard();
  to_ = {};
  to_.err = &errors_;
  jpeg_create_compress(&to_);
  jpeg_mem_dest(&to_, &buffer_, &size_);
  jpeg_copy_critical_parameters(&from_, &to_);
  set_tables(percent);
  to_.optimize_coding = TRUE;
  for (int c = 0; c < from_.num_components; ++c) requantise(c);
  jpeg_write_coefficients(&to_, coded_.data());
  if (colour) write_srgb_marker(to_);
  jpeg_finish_compress(&to_);
  return true;
}

}  // namespace enrolkit::codecs
