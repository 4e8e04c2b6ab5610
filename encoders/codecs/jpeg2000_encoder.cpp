// SPDX-License-Identifier: Apache-2.0
// Lossy JPEG 2000 of a given size: one encoding by OpenJPEG with the irreversible 9-7 transform. Its own rate control
// cuts a picture of which all is worth the same. Of one with a favoured region it makes many layers of quality, of
// which each code-block keeps as many as fit, in a file of one layer.
#include <openjpeg.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include "encoders/codecs/image_encoding.hpp"
#include "encoders/codecs/jpeg2000_allocation.hpp"
#include "encoders/codecs/jpeg2000_favouring.hpp"

namespace enrolkit::codecs {
namespace {

constexpr int kMaxSide = 20000;  // as ImageLimits: four bytes a sample in OpenJPEG
// Code-blocks stay at OpenJPEG's 64 x 64: 32 x 32 fill the limit better (99.8 instead of 99.4 %) and still lose 0.1 dB.
constexpr int kMaxResolutions = 6;   // five decompositions, the usual number
constexpr int kSmallestLowBand = 8;  // a further decomposition of so few pixels gains nothing
// What OpenJPEG's rate control leaves out of its count: the markers SOT with its segment, SOD and EOC.
constexpr std::size_t kUncounted = 12 + 2 + 2;
// The layers reach from a picture in which nobody is recognised to one in which nobody sees a difference. More of them
// cost time, 2 % of a plain encoding each; fewer leave less to choose from.
constexpr int kLayers = 8;
constexpr double kFirstPsnr = 29, kPsnrStep = 3;  // dB; 47 above: portraits of 16 kB and more reach 44
constexpr std::size_t kSmallestFile = 150;        // boxes and main header take more
constexpr int kMaxAttempts = 24;                  // an eighth more each: 17 times the first
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

// One encoding; `allocate` says how much of the picture it keeps.
std::optional<Bytes> encode(ImageView image, void (*allocate)(opj_cparameters_t&, double), double ratio) {
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
  allocate(parameters, ratio);
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

void keep_a_share(opj_cparameters_t& parameters, double ratio) {
  parameters.cp_disto_alloc = 1;
  parameters.tcp_numlayers = 1;
  parameters.tcp_rates[0] = static_cast<float>(ratio);
}

void keep_all_in_layers(opj_cparameters_t& parameters, double /*ratio*/) {
  parameters.cp_fixed_quality = 1;
  parameters.tcp_numlayers = kLayers;
  for (int layer = 0; layer + 1 < kLayers; ++layer) {
    parameters.tcp_distoratio[layer] = static_cast<float>(kFirstPsnr + kPsnrStep * layer);
  }
  parameters.tcp_distoratio[kLayers - 1] = 0;  // all there is
}

// Aims at `max_bytes`; where headers alone take more, the file is larger.
std::optional<Bytes> encode_share(ImageView image, std::size_t max_bytes) {
  const double raw = static_cast<double>(image.width) * image.height * channels_of(image.format);
  const std::size_t counted = std::max(max_bytes, kUncounted + 1) - kUncounted;
  return encode(image, keep_a_share, raw / static_cast<double>(counted));
}

// The first limit above one that is too small, in steps of an eighth, that an encoding keeps to: what a caller is told
// to ask for. 0: none was found.
std::size_t smallest_limit(ImageView image, std::size_t too_small) {
  std::size_t limit = std::max(too_small, kSmallestFile);
  for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
    limit += limit / 8;
    const auto file = encode_share(image, limit);
    if (!file) return 0;
    if (file->size() <= limit) return limit;
  }
  return 0;
}

Error no_memory() { return Error{ErrorCode::internal, "the JPEG 2000 cannot be encoded: memory is short"}; }

}  // namespace

Result<Bytes> encode_jpeg2000_favouring(ImageView image, std::size_t max_bytes, const Region& favoured) {
  if (const Status usable = check_view(image, kMaxSide); !usable) return usable.error();
  const auto layered = encode(image, keep_all_in_layers, 0);
  if (!layered) return no_memory();
  const auto packets = read_jpeg2000_packets(*layered);
  if (!packets) return Error{ErrorCode::internal, "the JPEG 2000 is not laid out as OpenJPEG 2.5 does it"};
  const auto allocation = allocate_layers(*packets, max_bytes, favoured);
  if (!allocation) return cannot_fit("JPEG 2000", image, max_bytes, jpeg2000_smallest_size(*packets));
  if (!allocation->fine) {  // a picture of noise, or a limit far too small: seldom, and worth a second encoding
    auto plain = encode_share(image, max_bytes);
    if (plain && plain->size() <= max_bytes) return *std::move(plain);
  }
  return write_jpeg2000_packets(*packets, allocation->kept);
}

}  // namespace enrolkit::codecs

namespace enrolkit {

Result<Bytes> encode_jpeg2000_to_size(ImageView image, std::size_t max_bytes) {
  if (const Status usable = codecs::check_view(image, codecs::kMaxSide); !usable) return usable.error();
  auto file = codecs::encode_share(image, max_bytes);
  if (!file) return codecs::no_memory();
  if (file->size() <= max_bytes) return *std::move(file);
  return codecs::cannot_fit("JPEG 2000", image, max_bytes, codecs::smallest_limit(image, max_bytes));
}

}  // namespace enrolkit
