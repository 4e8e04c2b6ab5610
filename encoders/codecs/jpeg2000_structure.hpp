// SPDX-License-Identifier: Apache-2.0
// The outline of a JPEG 2000 file: its boxes (ISO/IEC 15444-1 annex I) and the markers of its codestream (annex A).
// OpenJPEG fills in what a cut file lacks and allocates what a header asks for; so the outline is checked before.
#pragma once

#include <cstdint>

#include "enrolkit/bytes.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::codecs {

struct Jpeg2000Structure {
  bool boxed = false;  // a jp2 file, not a raw codestream
  std::int64_t width = 0;
  std::int64_t height = 0;
  int components = 0;
  int max_precision = 0;    // bits of the deepest component
  bool subsampled = false;  // some component has fewer samples than the picture has pixels
  double ppi = 0;           // 0 = not stated
};

// Reads boxes and the SIZ segment. Errors: truncated, malformed.
[[nodiscard]] Result<Jpeg2000Structure> read_jpeg2000_structure(BytesView data);

// Follows all tile parts to the end marker and counts what the decoder will have to allocate for. Errors: truncated
// (the data ends early, or is shorter than so many tiles or precincts need), malformed.
[[nodiscard]] Status check_jpeg2000_codestream(BytesView data);

}  // namespace enrolkit::codecs
