// SPDX-License-Identifier: Apache-2.0
#include <jerror.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <utility>

#include "encoders/codecs/colour_profile.hpp"
#include "encoders/codecs/exif.hpp"
#include "encoders/codecs/image_decoding.hpp"
#include "encoders/codecs/jpeg_errors.hpp"
#include "encoders/codecs/jpeg_quality.hpp"

namespace enrolkit::codecs {
namespace {

// A progressive file asks for one pass over the whole picture per scan: a hostile one for thousands. Encoders write
// about 10; the longest script that splits each bit of each component stays under this.
constexpr int kMaxScans = 100;
// Of libjpeg for one picture: a progressive 100-megapixel one with 4:4:4 colour keeps 600 MB of coefficients.
constexpr long kMaxWorkingMemory = 700'000'000;
constexpr char kExifHeader[6] = {'E', 'x', 'i', 'f', 0, 0};
// ICC.1 annex B.4: pieces in APP2, each after this name, its number from 1 on and the number of all.
constexpr char kIccHeader[12] = {'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0};
constexpr std::size_t kIccPieceHeader = sizeof kIccHeader + 2;
constexpr double kInchesPerCentimetre = 1 / 2.54;

void init_source(j_decompress_ptr /*info*/) {}
void end_source(j_decompress_ptr /*info*/) {}

boolean no_more_input(j_decompress_ptr info) {
  ERREXIT(info, JERR_INPUT_EOF);
  return FALSE;
}

void skip_input(j_decompress_ptr info, long count) {
  if (count <= 0) return;
  if (static_cast<std::size_t>(count) > info->src->bytes_in_buffer) ERREXIT(info, JERR_INPUT_EOF);
  info->src->next_input_byte += count;
  info->src->bytes_in_buffer -= static_cast<std::size_t>(count);
}

void count_scans(j_common_ptr info) {
  const auto* decompress = reinterpret_cast<j_decompress_ptr>(info);
  if (decompress->input_scan_number > kMaxScans) fail_with(info, ErrorCode::too_large, "it has more than 100 scans");
}

class JpegReader {
 public:
  explicit JpegReader(BytesView data) {
    info_.err = &errors_;
    source_.next_input_byte = data.data();
    source_.bytes_in_buffer = data.size();
    source_.init_source = init_source;
    source_.fill_input_buffer = no_more_input;
    source_.skip_input_data = skip_input;
    source_.resync_to_restart = jpeg_resync_to_restart;
    source_.term_source = end_source;
    progress_.progress_monitor = count_scans;
  }
  ~JpegReader() { jpeg_destroy_decompress(&info_); }
  JpegReader(const JpegReader&) = delete;
  JpegReader& operator=(const JpegReader&) = delete;

  [[nodiscard]] bool read_header() noexcept {
    if (setjmp(errors_.jump) != 0) return false;
    jpeg_create_decompress(&info_);
    info_.mem->max_memory_to_use = kMaxWorkingMemory;
    info_.src = &source_;
    info_.progress = &progress_;
    jpeg_save_markers(&info_, JPEG_APP0 + 1, 0xFFFF);
    jpeg_save_markers(&info_, JPEG_APP0 + 2, 0xFFFF);
    jpeg_read_header(&info_, TRUE);
    if (cmyk()) {
      info_.out_color_space = JCS_CMYK;
    } else {
      info_.out_color_space = grey() ? JCS_GRAYSCALE : JCS_RGB;
    }
    return true;
  }

  // `row` has room for four samples a pixel and is used for CMYK only, as is `inks`, which may be null.
  [[nodiscard]] bool read_pixels(std::uint8_t* pixels, std::uint8_t* row, const ColourConversion* inks) noexcept {
    if (setjmp(errors_.jump) != 0) return false;
    jpeg_start_decompress(&info_);
    const std::size_t stride = std::size_t{info_.output_width} * (grey() ? 1 : 3);
    while (info_.output_scanline < info_.output_height) {
      JSAMPROW target = cmyk() ? row : pixels + info_.output_scanline * stride;
      std::uint8_t* const rgb = pixels + info_.output_scanline * stride;
      jpeg_read_scanlines(&info_, &target, 1);
      if (cmyk() && inks != nullptr) {
        inks->convert(row, rgb, info_.output_width);
      } else if (cmyk()) {
        convert_cmyk(row, rgb);
      }
    }
    jpeg_finish_decompress(&info_);
    return true;
  }

  [[nodiscard]] bool grey() const { return info_.jpeg_color_space == JCS_GRAYSCALE; }
  [[nodiscard]] bool cmyk() const { return info_.jpeg_color_space == JCS_CMYK || info_.jpeg_color_space == JCS_YCCK; }
  [[nodiscard]] int width() const { return static_cast<int>(info_.image_width); }
  [[nodiscard]] int height() const { return static_cast<int>(info_.image_height); }
  [[nodiscard]] Error error() const { return Error{errors_.code, "the JPEG cannot be decoded: " + errors_.message()}; }

  // Each block of a Huffman-coded picture takes at least one bit, so a short file cannot make us allocate a large one.
  [[nodiscard]] bool plausible(std::size_t file_size) const {
    if (info_.arith_code) return true;
    std::size_t blocks = 0;
    for (int i = 0; i < info_.num_components; ++i) {
      blocks += std::size_t{info_.comp_info[i].width_in_blocks} * info_.comp_info[i].height_in_blocks;
    }
    return blocks / 8 <= file_size;
  }

  [[nodiscard]] Exif exif() const {
    for (const auto* marker = info_.marker_list; marker != nullptr; marker = marker->next) {
      if (marker->data_length > sizeof kExifHeader && std::memcmp(marker->data, kExifHeader, sizeof kExifHeader) == 0) {
        return read_exif(BytesView(marker->data, marker->data_length).subspan(sizeof kExifHeader));
      }
    }
    return {};
  }

  // Empty: there is none. One byte, which no profile has: its pieces do not fit together.
  [[nodiscard]] Bytes icc_profile() const {
    std::array<BytesView, 256> pieces = {};
    unsigned expected = 0;
    bool broken = false;
    for (const auto* marker = info_.marker_list; marker != nullptr; marker = marker->next) {
      if (marker->marker != JPEG_APP0 + 2 || marker->data_length < kIccPieceHeader) continue;
      if (std::memcmp(marker->data, kIccHeader, sizeof kIccHeader) != 0) continue;
      const unsigned number = marker->data[sizeof kIccHeader], count = marker->data[sizeof kIccHeader + 1];
      broken |= number == 0 || number > count || (expected != 0 && count != expected) || !pieces[number].empty();
      expected = count;
      pieces[number] = BytesView(marker->data, marker->data_length).subspan(kIccPieceHeader);
    }
    Bytes profile;
    for (unsigned number = 1; number <= expected && !broken; ++number) {
      broken = pieces[number].empty();
      profile.insert(profile.end(), pieces[number].begin(), pieces[number].end());
    }
    return broken ? Bytes(1) : profile;
  }

  [[nodiscard]] ProfiledSamples samples() const {
    if (cmyk()) return info_.saw_Adobe_marker ? ProfiledSamples::inverted_cmyk : ProfiledSamples::cmyk;
    return grey() ? ProfiledSamples::grey : ProfiledSamples::rgb;
  }

  // By the table of the first component, luminance but in RGB and CMYK.
  [[nodiscard]] std::optional<int> quality() const {
    const int number = info_.comp_info[0].quant_tbl_no;
    if (number < 0 || number >= NUM_QUANT_TBLS || info_.quant_tbl_ptrs[number] == nullptr) return std::nullopt;
    return jpeg_quality_of(info_.quant_tbl_ptrs[number]->quantval);
  }

  [[nodiscard]] double ppi() const {
    if (!info_.saw_JFIF_marker) return 0;
    if (info_.density_unit == 1) return ppi_of(info_.X_density, 1);
    return info_.density_unit == 2 ? ppi_of(info_.X_density, kInchesPerCentimetre) : 0;
  }

 private:
  // Adobe stores how much ink is absent. Without its marker the samples are ink.
  void convert_cmyk(const std::uint8_t* from, std::uint8_t* to) const {
    const int flip = info_.saw_Adobe_marker ? 0 : 255;
    for (JDIMENSION x = 0; x < info_.output_width; ++x, from += 4) {
      const int light = from[3] ^ flip;
      for (int c = 0; c < 3; ++c) *to++ = static_cast<std::uint8_t>(((from[c] ^ flip) * light + 127) / 255);
    }
  }

  JpegErrors errors_;
  jpeg_decompress_struct info_ = {};
  jpeg_source_mgr source_ = {};
  jpeg_progress_mgr progress_ = {};
};

}  // namespace

Result<DecodedImage> decode_jpeg(BytesView data, const ImageLimits& limits) {
  JpegReader reader(data);
  const bool readable = reader.read_header();
  if (reader.width() > 0 && reader.height() > 0) {  // known even when the header breaks off later
    if (const Status size = check_size(reader.width(), reader.height(), limits); !size) return size.error();
  }
  if (!readable) return reader.error();
  if (!reader.plausible(data.size())) {
    return Error{ErrorCode::truncated, std::to_string(data.size()) + " bytes are too few for the JPEG's " +
                                           std::to_string(reader.width()) + " x " + std::to_string(reader.height()) +
                                           " pixels"};
  }
  DecodedImage decoded;
  decoded.image = Image(reader.width(), reader.height(), reader.grey() ? PixelFormat::grey8 : PixelFormat::rgb8);
  Bytes row(reader.cmyk() ? std::size_t{4} * static_cast<std::size_t>(reader.width()) : 0);
  const Exif exif = reader.exif();  // libjpeg forgets the markers when it has finished
  const Bytes icc = reader.icc_profile();
  std::optional<ColourConversion> inks;
  if (reader.cmyk()) {
    inks = ColourConversion::make(icc, reader.samples());
    if (!icc.empty()) decoded.colour_profile = inks ? ColourProfileUse::converted : ColourProfileUse::ignored;
  }
  decoded.jpeg_quality = reader.quality();
  if (!reader.read_pixels(decoded.image.pixels.data(), row.data(), inks ? &*inks : nullptr)) return reader.error();
  if (!reader.cmyk()) decoded.colour_profile = convert_to_srgb(decoded.image, icc);
  decoded.ppi = reader.ppi() > 0 ? reader.ppi() : exif.ppi;
  decoded.image = oriented(std::move(decoded.image), exif.orientation);
  return decoded;
}

}  // namespace enrolkit::codecs
