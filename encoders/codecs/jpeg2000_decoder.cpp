// SPDX-License-Identifier: Apache-2.0
#include <openjpeg.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <string>

#include "encoders/codecs/colour_profile.hpp"
#include "encoders/codecs/image_decoding.hpp"
#include "encoders/codecs/jpeg2000_boxes.hpp"
#include "encoders/codecs/jpeg2000_codestream.hpp"

namespace enrolkit::codecs {
namespace {

// OpenJPEG works on two 32-bit planes per component: 24 bytes for each pixel of three.
constexpr std::int64_t kPixelShare = 4;  // of ImageLimits::max_pixels
constexpr int kMaxPrecision = 16;
constexpr std::size_t kStreamBuffer = 64U << 10U;

struct Source {
  BytesView data;
  std::size_t at = 0;
};

OPJ_SIZE_T on_read(void* to, OPJ_SIZE_T count, void* user) {
  auto* source = static_cast<Source*>(user);
  const std::size_t given = std::min(count, source->data.size() - source->at);
  if (given == 0) return static_cast<OPJ_SIZE_T>(-1);
  std::memcpy(to, source->data.data() + source->at, given);
  source->at += given;
  return given;
}

OPJ_OFF_T on_skip(OPJ_OFF_T count, void* user) {
  auto* source = static_cast<Source*>(user);
  if (count < 0 || static_cast<std::uint64_t>(count) > source->data.size() - source->at) return -1;
  source->at += static_cast<std::size_t>(count);
  return count;
}

OPJ_BOOL on_seek(OPJ_OFF_T to, void* user) {
  auto* source = static_cast<Source*>(user);
  if (to < 0 || static_cast<std::uint64_t>(to) > source->data.size()) return OPJ_FALSE;
  source->at = static_cast<std::size_t>(to);
  return OPJ_TRUE;
}

using Stream = std::unique_ptr<opj_stream_t, decltype(&opj_stream_destroy)>;
using Codec = std::unique_ptr<opj_codec_t, decltype(&opj_destroy_codec)>;
using Picture = std::unique_ptr<opj_image_t, decltype(&opj_image_destroy)>;

Picture decode(BytesView data, bool boxed) {
  Source source{data};
  const Stream stream(opj_stream_create(kStreamBuffer, OPJ_TRUE), opj_stream_destroy);
  const Codec codec(opj_create_decompress(boxed ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K), opj_destroy_codec);
  if (stream == nullptr || codec == nullptr) return {nullptr, opj_image_destroy};
  opj_stream_set_user_data(stream.get(), &source, nullptr);
  opj_stream_set_user_data_length(stream.get(), data.size());
  opj_stream_set_read_function(stream.get(), on_read);
  opj_stream_set_skip_function(stream.get(), on_skip);
  opj_stream_set_seek_function(stream.get(), on_seek);

  opj_dparameters_t parameters;
  opj_set_default_decoder_parameters(&parameters);
  opj_image_t* header = nullptr;
  // No threads, whatever the environment says: those belong to the caller.
  const bool read = opj_setup_decoder(codec.get(), &parameters) == OPJ_TRUE &&
                    opj_codec_set_threads(codec.get(), 0) == OPJ_TRUE &&
                    opj_decoder_set_strict_mode(codec.get(), OPJ_TRUE) == OPJ_TRUE &&
                    opj_read_header(stream.get(), codec.get(), &header) == OPJ_TRUE;
  Picture picture(header, opj_image_destroy);
  if (!read || opj_decode(codec.get(), stream.get(), header) != OPJ_TRUE ||
      opj_end_decompress(codec.get(), stream.get()) != OPJ_TRUE) {
    return {nullptr, opj_image_destroy};
  }
  return picture;
}

// Sample `at` of a component as 0..255.
int sample(const opj_image_comp_t& component, std::size_t at) {
  const int most = (1 << component.prec) - 1;
  const int offset = component.sgnd != 0 ? 1 << (component.prec - 1) : 0;
  const int value = std::clamp(component.data[at] + offset, 0, most);
  return component.prec == 8 ? value : (value * 255 + most / 2) / most;
}

// sYCC (IEC 61966-2-1 amendment 1): full range, ITU-R BT.601 weights.
void from_ycc(std::uint8_t* pixel) {
  const double luma = pixel[0], blue = pixel[1] - 128.0, red = pixel[2] - 128.0;
  const double rgb[3] = {luma + 1.402 * red, luma - 0.344136 * blue - 0.714136 * red, luma + 1.772 * blue};
  for (int c = 0; c < 3; ++c) pixel[c] = static_cast<std::uint8_t>(std::clamp(std::round(rgb[c]), 0.0, 255.0));
}

// The number of colour components, and the component that is alpha or -1. 0 colours: not a kind that is read.
struct Channels {
  int colours = 0;
  int alpha = -1;
};

Channels channels_in(const opj_image_t& picture) {
  Channels channels;
  for (OPJ_UINT32 c = 0; c < picture.numcomps; ++c) {
    const opj_image_comp_t& component = picture.comps[c];
    if (component.data == nullptr || component.prec < 1 || component.prec > kMaxPrecision ||
        component.w != picture.comps[0].w || component.h != picture.comps[0].h) {
      return {};
    }
    if (component.alpha != 0 && channels.alpha < 0) {
      channels.alpha = static_cast<int>(c);
    } else {
      ++channels.colours;
    }
  }
  const bool last = channels.alpha < 0 || channels.alpha == channels.colours;
  const bool lab = picture.icc_profile_buf != nullptr && picture.icc_profile_len == 0;  // how OpenJPEG marks CIELab
  const bool known = picture.color_space != OPJ_CLRSPC_CMYK && picture.color_space != OPJ_CLRSPC_EYCC && !lab;
  if (!last || !known || (channels.colours != 1 && channels.colours != 3)) return {};
  return channels;
}

}  // namespace

Result<DecodedImage> decode_jpeg2000(BytesView data, const ImageLimits& limits) {
  const auto boxes = read_jpeg2000_boxes(data);
  if (!boxes) return boxes.error();
  const auto header = read_jpeg2000_size(boxes->codestream);
  if (!header) return header.error();
  ImageLimits narrower = limits;
  narrower.max_pixels /= kPixelShare;
  if (const Status size = check_size(header->width, header->height, narrower); !size) return size.error();
  if (header->components > 4 || header->max_precision > kMaxPrecision || header->subsampled) {
    return Error{ErrorCode::unsupported, "the JPEG 2000 has " + std::to_string(header->components) +
                                             " components of up to " + std::to_string(header->max_precision) + " bits" +
                                             (header->subsampled ? ", subsampled" : "") +
                                             "; expected full-size grey or RGB of at most 16"};
  }
  if (const Status whole = check_jpeg2000_codestream(boxes->codestream); !whole) return whole.error();

  const Picture picture = decode(data, boxes->boxed);
  if (picture == nullptr || picture->numcomps == 0) {
    return Error{ErrorCode::malformed, "the JPEG 2000 cannot be decoded: its data is broken"};
  }
  const Channels channels = channels_in(*picture);
  if (channels.colours == 0) {
    return Error{ErrorCode::unsupported, "the JPEG 2000 is neither grey nor RGB"};
  }
  const auto width = static_cast<int>(picture->comps[0].w), height = static_cast<int>(picture->comps[0].h);
  if (width != header->width || height != header->height) {
    return Error{ErrorCode::malformed, "the JPEG 2000 has another size than its header says"};
  }
  DecodedImage decoded;
  decoded.ppi = boxes->capture_ppi > 0 ? boxes->capture_ppi : boxes->display_ppi;
  decoded.image = Image(width, height, channels.colours == 1 ? PixelFormat::grey8 : PixelFormat::rgb8);
  const std::size_t pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  std::uint8_t* to = decoded.image.pixels.data();
  for (std::size_t at = 0; at < pixels; ++at, to += channels.colours) {
    for (int c = 0; c < channels.colours; ++c) to[c] = static_cast<std::uint8_t>(sample(picture->comps[c], at));
    if (picture->color_space == OPJ_CLRSPC_SYCC && channels.colours == 3) from_ycc(to);
    if (channels.alpha < 0) continue;
    const int alpha = sample(picture->comps[channels.alpha], at);
    decoded.alpha_dropped |= alpha != 255;
    for (int c = 0; c < channels.colours; ++c) to[c] = over_white(to[c], alpha);
  }
  if (picture->icc_profile_buf != nullptr) {
    decoded.colour_profile = convert_to_srgb(decoded.image, {picture->icc_profile_buf, picture->icc_profile_len});
  }
  return decoded;
}

}  // namespace enrolkit::codecs
