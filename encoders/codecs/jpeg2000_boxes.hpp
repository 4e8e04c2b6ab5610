// SPDX-License-Identifier: Apache-2.0
// The boxes of a jp2 file (ISO/IEC 15444-1 annex I), as far as they matter here.
#pragma once

#include <string>
#include <utility>

#include "enrolkit/bytes.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::codecs {

struct Jpeg2000Boxes {
  bool boxed = false;  // a jp2 file, not a raw codestream
  BytesView codestream;
  double capture_ppi = 0, display_ppi = 0;  // 0 = not stated
};

// Errors: truncated, malformed.
[[nodiscard]] Result<Jpeg2000Boxes> read_jpeg2000_boxes(BytesView file);

inline Error jpeg2000_cut_short(const char* where) {
  return Error{ErrorCode::truncated, std::string("the JPEG 2000 data ends inside its ") + where};
}
inline Error jpeg2000_broken(std::string what) {
  return Error{ErrorCode::malformed, "the JPEG 2000 data " + std::move(what)};
}

}  // namespace enrolkit::codecs
