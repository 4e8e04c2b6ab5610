// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "enrolkit/image.hpp"
#include "enrolkit/image_codec.hpp"

namespace enrolkit::codecs {

// encode_jpeg2000_to_size for a picture of which one region (pixels; a face) matters more than the rest: it is kept
// about 1 dB better than without, the rest worse. A file as any other, of one layer; 99 % and more of the limit are
// used. Errors: as there; too_large says what headers alone take.
[[nodiscard]] Result<Bytes> encode_jpeg2000_favouring(ImageView image, std::size_t max_bytes, const Region& favoured);

}  // namespace enrolkit::codecs
