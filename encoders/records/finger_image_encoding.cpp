// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>

#include "encoders/codecs/image_encoding.hpp"
#include "enrolkit/image_codec.hpp"
#include "enrolkit/records.hpp"
#include "enrolkit/wsq.hpp"

namespace enrolkit {
namespace {

constexpr int kMaxSide = 65535;  // of the record's fields

Bytes raw_bytes(ImageView print) {
  Bytes bytes;
  bytes.reserve(static_cast<std::size_t>(print.width) * static_cast<std::size_t>(print.height));
  for (int y = 0; y < print.height; ++y) bytes.insert(bytes.end(), print.row(y), print.row(y) + print.width);
  return bytes;
}

Result<Bytes> encode_as(ImageView print, FingerImageFormat format, std::size_t max_bytes, double ppi) {
  switch (format) {
    case FingerImageFormat::raw:
      return raw_bytes(print);
    case FingerImageFormat::wsq:
      return encode_wsq_to_size(print, max_bytes, WsqOptions{.ppi = ppi, .comment = {}});
    case FingerImageFormat::jpeg:
      return encode_jpeg_to_size(print, max_bytes, ppi);
    case FingerImageFormat::jpeg2000:
      return encode_jpeg2000_to_size(print, max_bytes);
    case FingerImageFormat::png:
      return encode_png(print, ppi);
    case FingerImageFormat::packed:
      break;
  }
  return Error{ErrorCode::unsupported,
               "finger images of this compression are not written, expected raw, wsq, jpeg, "
               "jpeg2000 or png"};
}

}  // namespace

std::string_view finger_image_format_name(FingerImageFormat format) noexcept {
  constexpr std::array<std::string_view, 6> kNames = {"raw", "packed", "wsq", "jpeg", "jpeg2000", "png"};
  const auto index = static_cast<std::size_t>(format);
  return index < kNames.size() ? kNames[index] : "unknown";
}

Result<Bytes> encode_finger_image(ImageView print, FingerImageFormat format, std::size_t max_bytes, double ppi) {
  if (const Status usable = codecs::check_view(print, kMaxSide); !usable) return usable.error();
  if (print.format != PixelFormat::grey8) {
    return Error{ErrorCode::invalid_argument, "the finger image is in colour, expected 8-bit grey"};
  }
  auto bytes = encode_as(print, format, max_bytes, ppi);
  if (bytes && bytes->size() > max_bytes) {
    return codecs::cannot_fit(std::string(finger_image_format_name(format)).c_str(), print, max_bytes);
  }
  return bytes;
}

}  // namespace enrolkit
