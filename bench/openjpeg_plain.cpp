// SPDX-License-Identifier: Apache-2.0
#include <openjpeg.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <vector>

#include "bench/workload.hpp"

namespace enrolkit::bench {
namespace {

constexpr std::size_t kRoom = 1U << 20U;  // no portrait of these benchmarks comes near it

struct Sink {
  std::vector<std::uint8_t> bytes = std::vector<std::uint8_t>(kRoom);
  std::size_t at = 0;
};

OPJ_SIZE_T on_write(void* from, OPJ_SIZE_T count, void* user) {
  auto* sink = static_cast<Sink*>(user);
  if (sink->at + count > kRoom) return static_cast<OPJ_SIZE_T>(-1);
  std::copy_n(static_cast<const std::uint8_t*>(from), count, sink->bytes.data() + sink->at);
  sink->at += count;
  return count;
}
OPJ_OFF_T on_skip(OPJ_OFF_T count, void* user) {
  static_cast<Sink*>(user)->at += static_cast<std::size_t>(count);
  return count;
}
OPJ_BOOL on_seek(OPJ_OFF_T to, void* user) {
  static_cast<Sink*>(user)->at = static_cast<std::size_t>(to);
  return OPJ_TRUE;
}

}  // namespace

// As `opj_compress -I -r RATIO` sets it up, without its files.
std::function<void()> make_openjpeg_plain(const Image& image, std::size_t bytes) {
  return [image, bytes] {
    const int channels = channels_of(image.format);
    std::vector<opj_image_cmptparm_t> components(static_cast<std::size_t>(channels));
    for (opj_image_cmptparm_t& component : components) {
      component = {};
      component.dx = component.dy = 1;
      component.w = static_cast<OPJ_UINT32>(image.width);
      component.h = static_cast<OPJ_UINT32>(image.height);
      component.prec = 8;
    }
    const std::unique_ptr<opj_image_t, decltype(&opj_image_destroy)> picture(
        opj_image_create(static_cast<OPJ_UINT32>(channels), components.data(),
                         channels == 1 ? OPJ_CLRSPC_GRAY : OPJ_CLRSPC_SRGB),
        opj_image_destroy);
    picture->x1 = components[0].w;
    picture->y1 = components[0].h;
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
      const auto channel = i % static_cast<std::size_t>(channels);
      picture->comps[channel].data[i / static_cast<std::size_t>(channels)] = image.pixels[i];
    }
    opj_cparameters_t parameters;
    opj_set_default_encoder_parameters(&parameters);
    parameters.irreversible = 1;
    parameters.tcp_numlayers = 1;
    parameters.tcp_rates[0] = static_cast<float>(image.pixels.size()) / static_cast<float>(bytes);
    parameters.cp_disto_alloc = 1;
    parameters.tcp_mct = channels == 3 ? 1 : 0;

    Sink sink;
    const std::unique_ptr<opj_stream_t, decltype(&opj_stream_destroy)> stream(
        opj_stream_create(OPJ_J2K_STREAM_CHUNK_SIZE, OPJ_FALSE), opj_stream_destroy);
    const std::unique_ptr<opj_codec_t, decltype(&opj_destroy_codec)> codec(opj_create_compress(OPJ_CODEC_JP2),
                                                                           opj_destroy_codec);
    opj_stream_set_user_data(stream.get(), &sink, nullptr);
    opj_stream_set_write_function(stream.get(), on_write);
    opj_stream_set_skip_function(stream.get(), on_skip);
    opj_stream_set_seek_function(stream.get(), on_seek);
    const bool written = opj_setup_encoder(codec.get(), &parameters, picture.get()) == OPJ_TRUE &&
                         opj_start_compress(codec.get(), picture.get(), stream.get()) == OPJ_TRUE &&
                         opj_encode(codec.get(), stream.get()) == OPJ_TRUE &&
                         opj_end_compress(codec.get(), stream.get()) == OPJ_TRUE;
    if (!written) throw std::runtime_error("OpenJPEG does not encode the portrait");
  };
}

}  // namespace enrolkit::bench
