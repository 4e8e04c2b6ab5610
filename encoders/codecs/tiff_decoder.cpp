// SPDX-License-Identifier: Apache-2.0
#include <tiffio.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include "encoders/codecs/colour_profile.hpp"
#include "encoders/codecs/exif.hpp"
#include "encoders/codecs/image_decoding.hpp"

namespace enrolkit::codecs {
namespace {

// One strip or tile of the largest picture allowed at 16 bits a sample stays below this.
constexpr tmsize_t kMaxSingleAllocation = 700'000'000;
constexpr double kInchesPerCentimetre = 1 / 2.54;

class TiffReader {
 public:
  explicit TiffReader(BytesView data) : data_(data) {
    const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                   TIFFOpenOptionsFree);
    if (options == nullptr) return;
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), kMaxSingleAllocation);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), on_error, this);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), on_warning, this);
    // "m": no memory mapping, so that each read is seen and a missing byte is told from a wrong one.
    tiff_ = TIFFClientOpenExt("", "rm", this, on_read, on_write, on_seek, on_close, on_size, nullptr, nullptr,
                              options.get());
  }
  ~TiffReader() {
    if (begun_) TIFFRGBAImageEnd(&image_);
    if (tiff_ != nullptr) TIFFClose(tiff_);
  }
  TiffReader(const TiffReader&) = delete;
  TiffReader& operator=(const TiffReader&) = delete;

  [[nodiscard]] bool open() const { return tiff_ != nullptr; }

  template <class T>
  [[nodiscard]] T field(std::uint32_t tag, T fallback) const {
    T value = fallback;
    return TIFFGetFieldDefaulted(tiff_, tag, &value) == 1 ? value : fallback;
  }

  [[nodiscard]] BytesView icc_profile() const {
    std::uint32_t size = 0;
    void* data = nullptr;
    if (TIFFGetField(tiff_, TIFFTAG_ICCPROFILE, &size, &data) != 1 || data == nullptr) return {};
    return {static_cast<const std::uint8_t*>(data), size};
  }

  // Whether libtiff can turn this kind of picture into RGBA.
  [[nodiscard]] bool begin() {
    std::array<char, 1024> why = {};
    if (TIFFRGBAImageOK(tiff_, why.data()) != 1 || TIFFRGBAImageBegin(&image_, tiff_, 1, why.data()) != 1) {
      note(why.data());
      return false;
    }
    begun_ = true;
    image_.orientation = image_.req_orientation = ORIENTATION_TOPLEFT;  // as stored; turned afterwards
    return true;
  }

  [[nodiscard]] bool read(std::uint32_t* raster) {
    warned_ = false;
    return TIFFRGBAImageGet(&image_, raster, image_.width, image_.height) == 1 && !warned_;
  }

  [[nodiscard]] bool grey() const {
    return image_.photometric == PHOTOMETRIC_MINISBLACK || image_.photometric == PHOTOMETRIC_MINISWHITE;
  }
  [[nodiscard]] Error error(ErrorCode otherwise) const {
    return Error{missing_ ? ErrorCode::truncated : otherwise,
                 std::string("the TIFF cannot be decoded: ") + (text_[0] == 0 ? "its data is broken" : text_.data())};
  }

 private:
  void note(const char* text) {
    if (text_[0] == 0) std::copy_n(text, std::min(std::strlen(text), text_.size() - 1), text_.begin());
  }
  static int on_error(TIFF* /*tiff*/, void* self, const char* /*module*/, const char* format, va_list arguments) {
    std::array<char, 200> text = {};
    std::vsnprintf(text.data(), text.size(), format, arguments);
    std::replace(text.begin(), text.end(), '\n', ' ');
    static_cast<TiffReader*>(self)->note(text.data());
    return 1;
  }
  // While pixels are read, libtiff warns where it fills in what is missing.
  static int on_warning(TIFF* tiff, void* self, const char* module, const char* format, va_list arguments) {
    auto* reader = static_cast<TiffReader*>(self);
    reader->warned_ = true;
    return reader->begun_ ? on_error(tiff, self, module, format, arguments) : 1;
  }
  static tmsize_t on_read(thandle_t handle, void* to, tmsize_t count) {
    auto* reader = static_cast<TiffReader*>(handle);
    const auto wanted = static_cast<std::size_t>(std::max<tmsize_t>(count, 0));
    const std::size_t there = reader->data_.size() - std::min(reader->at_, reader->data_.size());
    const std::size_t given = std::min(wanted, there);
    reader->missing_ |= given < wanted;
    if (given > 0) std::memcpy(to, reader->data_.data() + reader->at_, given);
    reader->at_ += given;
    return static_cast<tmsize_t>(given);
  }
  static tmsize_t on_write(thandle_t /*handle*/, void* /*from*/, tmsize_t /*count*/) { return 0; }
  static toff_t on_seek(thandle_t handle, toff_t offset, int whence) {
    auto* reader = static_cast<TiffReader*>(handle);
    const std::size_t base = whence == SEEK_CUR ? reader->at_ : whence == SEEK_END ? reader->data_.size() : 0;
    return reader->at_ = base + offset;
  }
  static int on_close(thandle_t /*handle*/) { return 0; }
  static toff_t on_size(thandle_t handle) { return static_cast<TiffReader*>(handle)->data_.size(); }

  BytesView data_;
  std::size_t at_ = 0;
  bool missing_ = false;  // something was to be read beyond the end
  bool warned_ = false;
  bool begun_ = false;
  std::array<char, 200> text_ = {};
  TIFF* tiff_ = nullptr;
  TIFFRGBAImage image_ = {};
};

// libtiff's raster has red in the low byte and is already multiplied by its alpha.
bool lay_over_white(const std::uint32_t* raster, Image& image) {
  bool transparent = false;
  const int channels = channels_of(image.format);
  for (std::uint8_t *to = image.pixels.data(), *end = to + image.pixels.size(); to != end; ++raster) {
    const std::uint32_t white = 255 - TIFFGetA(*raster);
    transparent |= white != 0;
    for (int c = 0; c < channels; ++c) {
      *to++ = static_cast<std::uint8_t>(
          std::min<std::uint32_t>((*raster >> (8U * static_cast<unsigned>(c)) & 255U) + white, 255));
    }
  }
  return transparent;
}

}  // namespace

Result<DecodedImage> decode_tiff(BytesView data, const ImageLimits& limits) {
  TiffReader reader(data);
  if (!reader.open()) return reader.error(ErrorCode::malformed);
  const auto width = reader.field<std::uint32_t>(TIFFTAG_IMAGEWIDTH, 0);
  const auto height = reader.field<std::uint32_t>(TIFFTAG_IMAGELENGTH, 0);
  if (const Status size = check_size(width, height, limits); !size) return size.error();
  if (!reader.begin()) return reader.error(ErrorCode::unsupported);

  const auto raster = std::make_unique_for_overwrite<std::uint32_t[]>(std::size_t{width} * height);
  if (!reader.read(raster.get())) return reader.error(ErrorCode::malformed);

  DecodedImage decoded;
  decoded.image =
      Image(static_cast<int>(width), static_cast<int>(height), reader.grey() ? PixelFormat::grey8 : PixelFormat::rgb8);
  decoded.alpha_dropped = lay_over_white(raster.get(), decoded.image);
  decoded.colour_profile = convert_to_srgb(decoded.image, reader.icc_profile());
  const auto resolution = reader.field<float>(TIFFTAG_XRESOLUTION, 0);
  const auto unit = reader.field<std::uint16_t>(TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
  if (unit == RESUNIT_INCH) decoded.ppi = ppi_of(resolution, 1);
  if (unit == RESUNIT_CENTIMETER) decoded.ppi = ppi_of(resolution, kInchesPerCentimetre);
  decoded.image = oriented(std::move(decoded.image), reader.field<std::uint16_t>(TIFFTAG_ORIENTATION, 1));
  return decoded;
}

}  // namespace enrolkit::codecs
