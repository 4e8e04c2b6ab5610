// SPDX-License-Identifier: Apache-2.0
// Encoder and decoder with kernels of choice; what the public calls do with those of this processor.
#pragma once

#include "encoders/codecs/wsq/line_kernels.hpp"
#include "enrolkit/wsq.hpp"

namespace enrolkit::codecs::wsq {

[[nodiscard]] Result<WsqImage> decode(BytesView data, const ImageLimits& limits, const LineKernels& kernels);
// `max_bytes` 0: no limit.
[[nodiscard]] Result<Bytes> encode(ImageView print, std::size_t max_bytes, const WsqOptions& options,
                                   const LineKernels& kernels);

}  // namespace enrolkit::codecs::wsq
