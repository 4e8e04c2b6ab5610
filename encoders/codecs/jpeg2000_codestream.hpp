// SPDX-License-Identifier: Apache-2.0
// The outline of a JPEG 2000 codestream (ISO/IEC 15444-1 annex A). OpenJPEG fills in what a cut file lacks and
// allocates what a header asks for; so the outline is checked before.
#pragma once

#include <cstdint>

#include "enrolkit/bytes.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::codecs {

struct Jpeg2000Size {
  std::int64_t width = 0;
  std::int64_t height = 0;
  int components = 0;
  int max_precision = 0;    // bits of the deepest component
  bool subsampled = false;  // some component has fewer samples than the picture has pixels
};

// Reads the SIZ segment. Errors: truncated, malformed.
[[nodiscard]] Result<Jpeg2000Size> read_jpeg2000_size(BytesView codestream);

// Follows all tile parts to the end marker and counts what the decoder will have to allocate for; for sizes within some
// limit. Errors: truncated (the data ends early, or is shorter than so many tiles or packets need), malformed.
[[nodiscard]] Status check_jpeg2000_codestream(BytesView codestream);

}  // namespace enrolkit::codecs
