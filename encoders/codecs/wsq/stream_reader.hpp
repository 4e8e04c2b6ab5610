// SPDX-License-Identifier: Apache-2.0
// A WSQ stream from its first marker to its last: its tables, and its subbands, which run over all blocks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "encoders/codecs/big_endian_view.hpp"
#include "encoders/codecs/wsq/frame.hpp"
#include "encoders/codecs/wsq/wavelet_transform.hpp"
#include "enrolkit/image_codec.hpp"

namespace enrolkit::codecs::wsq {

struct WsqStream {
  FrameHeader frame;
  WaveletFilters filters;
  QuantisationTable quantisation;
  std::vector<std::string> comments;
  Plane subbands{0, 0};
};

[[nodiscard]] Result<WsqStream> read_stream(BytesView data, const ImageLimits& limits);

}  // namespace enrolkit::codecs::wsq
