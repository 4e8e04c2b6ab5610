// SPDX-License-Identifier: Apache-2.0
// Image files: decoding what people bring, encoding what records and reports carry.
// Every function is safe to call from any thread; decoders treat each byte as hostile and let no exception out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

#include "enrolkit/bytes.hpp"
#include "enrolkit/image.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

enum class ImageFileType : std::uint8_t { jpeg, png, jpeg2000, pnm, bmp, tiff, wsq };

[[nodiscard]] std::string_view image_file_type_name(ImageFileType type) noexcept;  // "JPEG", "PNG", ...
[[nodiscard]] std::string_view image_file_extension(ImageFileType type) noexcept;  // "jpg", "png", "jp2", ...

// What a decoder accepts. The defaults fit every camera on sale and keep one decoded image below 300 MB.
struct ImageLimits {
  std::size_t max_bytes = 64U << 20U;     // of the file: four times a 100-megapixel JPEG
  int max_side = 20000;                   // pixels; beyond any camera or flatbed scan of a passport photo
  std::int64_t max_pixels = 100'000'000;  // width x height
};

// What became of the ICC profile that a file embeds.
enum class ColourProfileUse : std::uint8_t {
  none,       // there is none: the samples are taken for sRGB
  srgb,       // it is sRGB's
  converted,  // it is another one: the samples were converted to sRGB
  ignored,    // it is broken, of more than 4 MB or not of this kind of picture: the samples are taken for sRGB
};

[[nodiscard]] std::string_view colour_profile_use_name(ColourProfileUse use) noexcept;  // "none", "srgb", ...

struct DecodedImage {
  Image image;  // grey8 when the file is grey, else rgb8; in sRGB; EXIF orientation already applied
  ImageFileType type = ImageFileType::jpeg;
  double ppi = 0;              // resolution that the file states (horizontal), 0 = none
  bool alpha_dropped = false;  // some pixel was not opaque; it was laid over white
  ColourProfileUse colour_profile = ColourProfileUse::none;
  // Of a JPEG: 1..100 as libjpeg counts, by its quantisation.
  std::optional<int> jpeg_quality;
};

// The type by the leading bytes, whatever the name says. Errors: empty_input, unsupported.
[[nodiscard]] Result<ImageFileType> detect_image_type(BytesView data);

// Decodes JPEG (8-bit grey, YCbCr, RGB, CMYK and YCCK as Adobe writes it), PNG (all types; 16-bit reduced to 8, palette
// expanded), JPEG 2000 (jp2 and raw codestream, grey, RGB or sYCC, reduced to 8 bits; at most a quarter of
// limits.max_pixels, as its decoder takes 24 bytes a pixel), PGM/PPM (P5, P6), BMP (palette of 1, 4 or 8 bits, 24, 32),
// TIFF (grey, RGB, palette; first picture), WSQ (see wsq.hpp). A file that is cut or damaged is an error, never a
// picture with a part missing. Embedded ICC profiles of JPEG, PNG, JPEG 2000 and TIFF are applied: the image is sRGB.
// `name` begins the error messages. Errors: empty_input, unsupported, malformed, truncated, too_large (limits, also
// before there is memory taken).
[[nodiscard]] Result<DecodedImage> decode_image(BytesView data, std::string_view name, const ImageLimits& limits = {});

// Reads and decodes a file. Errors: those of read_file (file.hpp) and of decode_image; the message names the path.
[[nodiscard]] Result<DecodedImage> load_image(const std::filesystem::path& path, const ImageLimits& limits = {});

// Baseline JPEG (JFIF, 4:2:0 for colour, optimised Huffman tables) at `quality` 1..100, with the resolution written
// when `ppi` > 0, and colour marked as sRGB (Exif ColorSpace). Errors: invalid_argument (also for a side of more than
// 65,500 pixels).
[[nodiscard]] Result<Bytes> encode_jpeg(ImageView image, int quality, double ppi = 0);

// The same at the highest quality that takes at most `max_bytes`. Errors: invalid_argument, too_large (cannot be made
// that small).
[[nodiscard]] Result<Bytes> encode_jpeg_to_size(ImageView image, std::size_t max_bytes, double ppi = 0);

// Lossy JPEG 2000 (jp2 file, 9-7 transform) of at most `max_bytes`; 97 % or more of them are used from about 6 kB on,
// unless the picture has no more to tell. One encoding, no threads. Errors: invalid_argument (also for a side of more
// than 20,000 pixels), too_large.
[[nodiscard]] Result<Bytes> encode_jpeg2000_to_size(ImageView image, std::size_t max_bytes);

// PNG, with the resolution written when `ppi` > 0, and colour marked as sRGB. Compressed for speed (zlib level 1, Up
// filter): for reports and working files. Errors: invalid_argument.
[[nodiscard]] Result<Bytes> encode_png(ImageView image, double ppi = 0);

}  // namespace enrolkit
#pragma GCC visibility pop
