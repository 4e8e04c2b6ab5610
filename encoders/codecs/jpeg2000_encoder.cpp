// SPDX-License-Identifier: Apache-2.0
// Lossy JPEG 2000 of a given size: the irreversible 9-7 transform, one quality layer, cut by OpenJPEG's rate control.
#include <openjpeg.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include "encoders/codecs/image_encoding.hpp"

namespace enrolkit::codecs {
namespace {

constexpr int kMaxSide = 20000;  // as ImageLimits: four bytes a sample in OpenJPEG
// Code-blocks stay at OpenJPEG's 64 x 64: 32 x 32 fill the limit better (99.8 instead of 99.4 %) and still lose 0.1 dB.
constexpr int kMaxResolutions = 6;    // five decompositions, the usual number
constexpr int kSmallestLowBand = 16;  // a further decomposition of so few pixels gains nothing
// What OpenJPEG's rate control leaves out of its count: the markers SOT with its segment, SOD and EOC.
constexpr std::size_t kUncounted = 12 + 2 + 2;
constexpr std::size_t kStreamBuffer = 64U << 10U;

struct Sink {
  Bytes bytes;
  std::size_t at = 0;
  bool failed = false;

  bool put(const void* from, std::size_t count) noexcept {
    try {
      if (at + count > bytes.size()) bytes.resize(at + count);
    } catch (const std::exception&) {
      failed = true;
      return false;
    }
    if (from != nullptr) std::memcpy(bytes.data() + at, from, count);
    at += count;
    return true;
  }
};

OPJ_SIZE_T on_write(void* from, OPJ_SIZE_T count, void* user) {
  return static_cast<Sink*>(user)->put(from, count) ? count : static_cast<OPJ_SIZE_T>(-1);
}
OPJ_OFF_T on_skip(OPJ_OFF_T count, void* user) {
  return count >= 0 && static_cast<Sink*>(user)->put(nullptr, static_cast<std::size_t>(count)) ? count : -1;
}
OPJ_BOOL on_seek(OPJ_OFF_T to, void* user) {
  auto* sink = static_cast<Sink*>(user);
  if (to < 0 || static_cast<std::size_t>(to) > sink->bytes.size()) return OPJ_FALSE;
  sink->at = static_cast<std::size_t>(to);
  return OPJ_TRUE;
}

using Stream = std::unique_ptr<opj_stream_t, decltype(&opj_stream_destroy)>;
using Codec = std::unique_ptr<opj_codec_t, decltype(&opj_destroy_codec)>;
using Picture = std::unique_ptr<opj_image_t, decltype(&opj_image_destroy)>;

Picture picture_of(ImageView image) {
  const auto channels = static_cast<OPJ_UINT32>(channels_of(image.format));
  opj_image_cmptparm_t component = {};
  component.dx = component.dy = 1;
  component.w = static_cast<OPJ_UINT32>(image.width);
  component.h = static_cast<OPJ_UINT32>(image.height);
  component.prec = 8;
  opj_image_cmptparm_t components[3] = {component, component, component};
  Picture picture(opj_image_create(channels, components, channels == 1 ? OPJ_CLRSPC_GRAY : OPJ_CLRSPC_SRGB),
                  opj_image_destroy);
  if (picture == nullptr) return picture;
  picture->x1 = component.w;
  picture->y1 = component.h;
  for (OPJ_UINT32 c = 0; c < channels; ++c) {
    OPJ_INT32* to = picture->comps[c].data;
    for (int y = 0; y < image.height; ++y) {
      const std::uint8_t* from = image.row(y) + c;
      for (int x = 0; x < image.width; ++x, from += channels) *to++ = *from;
    }
  }
  return picture;
}

std::optional<Bytes> encode(ImageView image, double compression_ratio) {
  const Picture picture = picture_of(image);  // a new one each time: OpenJPEG transforms it in place
  const Stream stream(opj_stream_create(kStreamBuffer, OPJ_FALSE), opj_stream_destroy);
  const Codec codec(opj_create_compress(OPJ_CODEC_JP2), opj_destroy_codec);
  if (picture == nullptr || stream == nullptr || codec == nullptr) return std::nullopt;
  Sink sink;
  opj_stream_set_user_data(stream.get(), &sink, nullptr);
  opj_stream_set_write_function(stream.get(), on_write);
  opj_stream_set_skip_function(stream.get(), on_skip);
  opj_stream_set_seek_function(stream.get(), on_seek);

  opj_cparameters_t parameters;
  opj_set_default_encoder_parameters(&parameters);
  char comment[] = "enrolkit";  // instead of OpenJPEG's longer one
  parameters.cp_comment = comment;
  parameters.irreversible = 1;
  parameters.cp_disto_alloc = 1;
  parameters.tcp_numlayers = 1;
  parameters.tcp_rates[0] = static_cast<float>(compression_ratio);
  parameters.tcp_mct = picture->numcomps == 3 ? 1 : 0;
  parameters.numresolution = 1;
  while (parameters.numresolution < kMaxResolutions &&
         std::min(image.width, image.height) >> parameters.numresolution >= kSmallestLowBand) {
    ++parameters.numresolution;
  }
  const bool written = opj_setup_encoder(codec.get(), &parameters, picture.get()) == OPJ_TRUE &&
                       opj_codec_set_threads(codec.get(), 0) == OPJ_TRUE &&
                       opj_start_compress(codec.get(), picture.get(), stream.get()) == OPJ_TRUE &&
                       opj_encode(codec.get(), stream.get()) == OPJ_TRUE &&
                       opj_end_compress(codec.get(), stream.get()) == OPJ_TRUE && !sink.failed;
  if (!written) return std::nullopt;
  return std::move(sink.bytes);
}

}  // namespace
}  // namespace enrolkit::codecs

namespace enrolkit {

Result<Bytes> encode_jpeg2000_to_size(ImageView image, std::size_t max_bytes) {
  if (const Status usable = codecs::check_view(image, codecs::kMaxSide); !usable) return usable.error();
  if (max_bytes <= codecs::kUncounted) return codecs::cannot_fit("JPEG 2000", image, max_bytes);
  const double raw = static_cast<double>(image.width) * image.height * channels_of(image.format);
  auto file = codecs::encode(image, raw / static_cast<double>(max_bytes - codecs::kUncounted));
  if (!file) return Error{ErrorCode::internal, "the JPEG 2000 cannot be encoded: memory is short"};
  if (file->size() > max_bytes) return codecs::cannot_fit("JPEG 2000", image, max_bytes);
  return *std::move(file);
}

}  // namespace enrolkit
