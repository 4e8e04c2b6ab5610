// SPDX-License-Identifier: Apache-2.0
// WSQ, the compression of fingerprint images at 500 ppi (IAFIS-IC-0110 version 3.1): 8-bit grey, about 1:15.
// Safe to call from any thread; the decoder treats each byte as hostile. The result is the same on every processor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "enrolkit/bytes.hpp"
#include "enrolkit/image.hpp"
#include "enrolkit/image_codec.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// What the encoder takes. Below 33 pixels a side the innermost subbands have nothing in them; NIST's decoder goes wrong
// below 81 and from 32,768 on. Memory is five bytes a pixel and what the file takes.
inline constexpr int kMinWsqSide = 33;
inline constexpr int kMaxWsqSide = 32767;
inline constexpr std::int64_t kMaxWsqPixels = 25'000'000;  // a pair of palms at 1000 ppi

struct WsqOptions {
  // Bits a pixel that the specification's model aims at, 0.01 to 32: 0.75 gives about 1:15, 2.25 about 1:5. What a
  // print really takes is less, about two thirds.
  double bit_rate = 0.75;
  double ppi = 500;  // written into the comment; 0 = not known
  // Of at most 65,000 bytes: a second comment; or, when it begins with "NIST_COM", lines for the first one, of which
  // those that the encoder writes itself are left out.
  std::string comment;
};

struct WsqImage {
  Image image;                        // grey8
  double ppi = 0;                     // as the NIST comment says; 0 = it does not
  double bit_rate = 0;                // likewise
  std::vector<std::string> comments;  // as they stand in the file, the NIST comment among them
};

// A complete file with the NIST comment (NISTCOM) that readers take the resolution from. Errors: invalid_argument (no
// grey8, a side or an option outside its range), too_large (pixels).
[[nodiscard]] Result<Bytes> encode_wsq(ImageView print, const WsqOptions& options = {});

// The same at the highest bit rate that takes at most `max_bytes`, but none above `options.bit_rate`. Errors: as
// before, and too_large (cannot be made that small).
[[nodiscard]] Result<Bytes> encode_wsq_to_size(ImageView print, std::size_t max_bytes, const WsqOptions& options = {});

// Any filter pair of the specification, odd or even; restart markers; comments anywhere. At most a quarter of
// limits.max_pixels. Errors: empty_input, unsupported (not WSQ), truncated, malformed, too_large; the message names the
// field.
[[nodiscard]] Result<WsqImage> decode_wsq(BytesView data, const ImageLimits& limits = {});

}  // namespace enrolkit
#pragma GCC visibility pop
