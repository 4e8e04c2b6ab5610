// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <new>
#include <utility>

#include "encoders/codecs/image_decoding.hpp"
#include "encoders/codecs/wsq/nist_comment.hpp"
#include "encoders/codecs/wsq/stream_reader.hpp"
#include "encoders/codecs/wsq/wavelet_transform.hpp"
#include "encoders/codecs/wsq/wsq_codec.hpp"

namespace enrolkit::codecs::wsq {
Result<WsqImage> decode(BytesView data, const ImageLimits& limits, const LineKernels& kernels) {
  auto stream = read_stream(data, limits);
  if (!stream) return stream.error();
  const FrameHeader& frame = stream->frame;
  const SubbandTree tree = subband_tree(frame.width, frame.height);
  Plane& plane = stream->subbands;
  synthesise(plane, tree, stream->filters, kernels);

  WsqImage decoded;
  decoded.image = Image(frame.width, frame.height, PixelFormat::grey8);
  kernels.to_pixels(plane.samples.data(), plane.samples.size(), static_cast<float>(frame.shift.value()),
                    static_cast<float>(frame.scale.value()), decoded.image.pixels.data());
  decoded.comments = std::move(stream->comments);
  const auto nist = std::find_if(decoded.comments.begin(), decoded.comments.end(), is_nist_comment);
  if (nist != decoded.comments.end()) {
    const NistComment facts = parse_nist_comment(*nist);
    decoded.ppi = facts.ppi;
    decoded.bit_rate = facts.bit_rate;
  }
  return decoded;
}

}  // namespace enrolkit::codecs::wsq

namespace enrolkit {

Result<DecodedImage> codecs::decode_wsq_print(BytesView data, const ImageLimits& limits) {
  // Conversions of card scans state 255, all bits set, for a resolution that they do not know.
  constexpr double kUnknownPpi = 255;
  auto print = decode_wsq(data, limits);
  if (!print) return print.error();
  DecodedImage decoded;
  decoded.image = std::move(print->image);
  decoded.ppi = print->ppi == kUnknownPpi ? 0 : print->ppi;
  return decoded;
}

Result<WsqImage> decode_wsq(BytesView data, const ImageLimits& limits) {
  if (data.empty()) return Error{ErrorCode::empty_input, "the WSQ image has no bytes"};
  try {
    return codecs::wsq::decode(data, limits, codecs::wsq::vector_kernels());
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::too_large, "there is not enough memory for the image"};
  }
}

}  // namespace enrolkit
