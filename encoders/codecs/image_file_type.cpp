// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "enrolkit/image_codec.hpp"

namespace enrolkit {
namespace {

struct Signature {
  ImageFileType type;
  std::string_view bytes;
};

using namespace std::string_view_literals;

constexpr std::array<Signature, 10> kSignatures = {{
    {ImageFileType::jpeg, "\xFF\xD8\xFF"sv},
    {ImageFileType::png, "\x89PNG\r\n\x1A\n"sv},
    {ImageFileType::jpeg2000, "\0\0\0\x0CjP  \r\n\x87\n"sv},
    {ImageFileType::jpeg2000, "\xFF\x4F\xFF\x51"sv},  // raw codestream
    {ImageFileType::pnm, "P5"sv},
    {ImageFileType::pnm, "P6"sv},
    {ImageFileType::bmp, "BM"sv},
    {ImageFileType::tiff, "II*\0"sv},
    {ImageFileType::tiff, "MM\0*"sv},
    {ImageFileType::wsq, "\xFF\xA0\xFF"sv},
}};

}  // namespace

std::string_view image_file_type_name(ImageFileType type) noexcept {
  switch (type) {
    case ImageFileType::jpeg:
      return "JPEG";
    case ImageFileType::png:
      return "PNG";
    case ImageFileType::jpeg2000:
      return "JPEG 2000";
    case ImageFileType::pnm:
      return "PNM";
    case ImageFileType::bmp:
      return "BMP";
    case ImageFileType::tiff:
      return "TIFF";
    case ImageFileType::wsq:
      return "WSQ";
  }
  return "unknown";
}

std::string_view image_file_extension(ImageFileType type) noexcept {
  switch (type) {
    case ImageFileType::jpeg:
      return "jpg";
    case ImageFileType::png:
      return "png";
    case ImageFileType::jpeg2000:
      return "jp2";
    case ImageFileType::pnm:
      return "pnm";
    case ImageFileType::bmp:
      return "bmp";
    case ImageFileType::tiff:
      return "tif";
    case ImageFileType::wsq:
      return "wsq";
  }
  return "bin";
}

Result<ImageFileType> detect_image_type(BytesView data) {
  if (data.empty()) return Error{ErrorCode::empty_input, "the image has no bytes"};
  const std::string_view text(reinterpret_cast<const char*>(data.data()), data.size());
  const auto* const known = std::find_if(kSignatures.begin(), kSignatures.end(),
                                         [&](const Signature& signature) { return text.starts_with(signature.bytes); });
  if (known == kSignatures.end()) {
    return Error{ErrorCode::unsupported,
                 "not an image of a known type (JPEG, PNG, JPEG 2000, PGM/PPM, BMP, TIFF, WSQ)"};
  }
  return known->type;
}

}  // namespace enrolkit
