// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/image_decoding.hpp"

#include <exception>
#include <new>
#include <string>
#include <utility>

#include "enrolkit/file.hpp"

namespace enrolkit {
namespace {

Result<DecodedImage> decode_as(ImageFileType type, BytesView data, const ImageLimits& limits) {
  switch (type) {
    case ImageFileType::jpeg:
      return codecs::decode_jpeg(data, limits);
    case ImageFileType::png:
      return codecs::decode_png(data, limits);
    case ImageFileType::jpeg2000:
      return codecs::decode_jpeg2000(data, limits);
    case ImageFileType::pnm:
      return codecs::decode_pnm(data, limits);
    case ImageFileType::bmp:
      return codecs::decode_bmp(data, limits);
    case ImageFileType::tiff:
      return codecs::decode_tiff(data, limits);
    case ImageFileType::wsq:
      return codecs::decode_wsq_print(data, limits);
  }
  return Error{ErrorCode::internal, "unknown type of image"};
}

Result<DecodedImage> decode_nameless(BytesView data, const ImageLimits& limits) {
  if (data.size() > limits.max_bytes) {
    return Error{ErrorCode::too_large,
                 std::to_string(data.size()) + " bytes are more than the limit of " + std::to_string(limits.max_bytes)};
  }
  const auto type = detect_image_type(data);
  if (!type) return type.error();
  try {
    auto decoded = decode_as(*type, data, limits);
    if (decoded) decoded->type = *type;
    return decoded;
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::too_large, "there is not enough memory for the image"};
  } catch (const std::exception& failure) {
    return Error{ErrorCode::internal, failure.what()};
  }
}

}  // namespace

Status codecs::check_size(std::int64_t width, std::int64_t height, const ImageLimits& limits) {
  const std::string size = std::to_string(width) + " x " + std::to_string(height) + " pixels";
  if (width < 1 || height < 1) {
    return Error{ErrorCode::malformed, "the header says " + size + ", expected at least 1 x 1"};
  }
  if (width > limits.max_side || height > limits.max_side || width * height > limits.max_pixels) {
    return Error{ErrorCode::too_large, size + " are more than the limit of " + std::to_string(limits.max_side) +
                                           " a side and " + std::to_string(limits.max_pixels) + " in all"};
  }
  return {};
}

std::string_view colour_profile_use_name(ColourProfileUse use) noexcept {
  switch (use) {
    case ColourProfileUse::none:
      return "none";
    case ColourProfileUse::srgb:
      return "srgb";
    case ColourProfileUse::converted:
      return "converted";
    case ColourProfileUse::ignored:
      return "ignored";
  }
  return "unknown";
}

Result<DecodedImage> decode_image(BytesView data, std::string_view name, const ImageLimits& limits) {
  auto decoded = decode_nameless(data, limits);
  if (!decoded) decoded.error().message.insert(0, std::string(name) + ": ");
  return decoded;
}

Result<DecodedImage> load_image(const std::filesystem::path& path, const ImageLimits& limits) {
  const auto data = read_file(path, limits.max_bytes);
  if (!data) return data.error();
  return decode_image(*data, path.string(), limits);
}

}  // namespace enrolkit
