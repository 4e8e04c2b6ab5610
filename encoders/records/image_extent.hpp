// SPDX-License-Identifier: Apache-2.0
// Width and height of an image as its own header says them, without decoding it.
#pragma once

#include <cstdint>
#include <optional>

#include "enrolkit/bytes.hpp"

namespace enrolkit::records {

struct ImageExtent {
  std::uint16_t width = 0, height = 0;
  std::size_t header = 0;       // bytes before the samples; of PGM only
  std::uint32_t max_value = 0;  // likewise
};

// Of JPEG, JPEG 2000, PNG, PGM and WSQ, by the leading bytes. Empty when the header is broken or beyond 16 bits.
[[nodiscard]] std::optional<ImageExtent> image_extent(BytesView image);

// Whether the first frame header of a JPEG is that of the baseline process, SOF0. Empty: there is none.
[[nodiscard]] std::optional<bool> is_baseline_jpeg(BytesView image);

}  // namespace enrolkit::records
