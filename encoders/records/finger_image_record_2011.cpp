// SPDX-License-Identifier: Apache-2.0
// ISO/IEC 19794-4:2011, read only: what the first edition says once, the second says of each representation.
#include <array>
#include <map>
#include <string>
#include <utility>

#include "encoders/records/finger_image_fields.hpp"
#include "encoders/records/record_reader.hpp"
#include "encoders/records/representation.hpp"

namespace enrolkit::records {
namespace {

constexpr std::uint64_t kHeader = 16, kRepresentation = 41;

// The second edition tells lossy JPEG 2000 (4) from lossless (5), which moves PNG to 6.
constexpr std::array<FingerImageFormat, 7> kFormats = {
    FingerImageFormat::raw,      FingerImageFormat::packed,   FingerImageFormat::wsq, FingerImageFormat::jpeg,
    FingerImageFormat::jpeg2000, FingerImageFormat::jpeg2000, FingerImageFormat::png};

// Reads what applies to the whole record, and the image.
Result<std::pair<FingerImageRecord, FingerImage>> read_representation(BigEndianReader& body, bool certified) {
  auto block = read_block(body, kFingerImageName, "a representation", kRepresentation);
  if (!block) return block.error();
  BigEndianReader& in = *block;
  FingerImageRecord record;
  FingerImage finger;
  record.edition = 2011;
  const RepresentationHeader header = read_representation_header(in, certified);
  record.device_id = header.device_id;
  finger.quality = header.quality;
  const std::uint8_t position = in.u8();
  in.u8();  // representation number: of the record, or of the finger
  read_resolutions(in, record);
  const std::uint8_t format = in.u8();
  finger.impression = in.u8();
  finger.width = in.u16();
  finger.height = in.u16();
  const std::uint64_t bytes = in.u32();
  if (!in.ok()) return cut_short(kFingerImageName, "a representation's header");
  if (position > kMaxImagePosition) {
    return wrong(ErrorCode::unsupported, kFingerImageName, "the finger position", position, "0 to 10 (one finger)");
  }
  if (format >= kFormats.size()) {
    return wrong(ErrorCode::unsupported, kFingerImageName, "the compression", format, "0 to 6");
  }
  if (const Status told = check_depth(record); !told) return told.error();
  if (bytes == 0 || bytes > in.left()) {
    return wrong(ErrorCode::malformed, kFingerImageName, "the number of image bytes", bytes,
                 "1 to " + std::to_string(in.left()) + ", what the representation has room for");
  }
  finger.position = static_cast<FingerPosition>(position);
  record.format = kFormats[format];
  const BytesView image = in.bytes(static_cast<std::size_t>(bytes));  // segmentation and comments may follow
  finger.image.assign(image.begin(), image.end());
  if (!has_raw_size(record, finger)) {
    return wrong(ErrorCode::malformed, kFingerImageName, "the number of image bytes", finger.image.size(),
                 "what width, height and depth need");
  }
  return std::pair(std::move(record), std::move(finger));
}

// The first edition's numbering.
void number_views(std::vector<FingerImage>& images) {
  std::map<FingerPosition, std::uint8_t> views;
  for (FingerImage& finger : images) finger.view_number = ++views[finger.position];
  for (FingerImage& finger : images) finger.view_count = views[finger.position];
}

}  // namespace

Result<FingerImageRecord> decode_finger_images_2011(BytesView data) {
  constexpr std::size_t kMaxRepresentations = 255;  // of one finger; view numbers are bytes
  BigEndianReader in(data);
  in.bytes(kFingerImageMagic.size() + kVersion2011.size());
  const std::uint64_t length = in.u32();
  const std::size_t representations = in.u16();
  const bool certified = in.u8() != 0;
  in.u8();  // number of different positions: some records count none
  if (!in.ok()) return cut_short(kFingerImageName, "the record header");
  if (const Status fits = check_length(kFingerImageName, length, kHeader, data.size()); !fits) return fits.error();
  if (representations == 0 || representations > kMaxRepresentations) {
    return wrong(ErrorCode::malformed, kFingerImageName, "the number of representations", representations, "1 to 255");
  }
  FingerImageRecord record;
  std::vector<FingerImage> images;
  for (std::size_t i = 0; i < representations; ++i) {
    auto representation = read_representation(in, certified);
    if (!representation) return representation.error();
    auto& [own, finger] = *representation;
    if (i == 0) record = own;
    own.device_id = record.device_id;
    if (own != record) {
      return Error{ErrorCode::unsupported,
                   "finger image record: its representations differ in resolution, depth or compression"};
    }
    images.push_back(std::move(finger));
  }
  if (const Status all = check_all_read(kFingerImageName, "the number of representations", representations, in); !all) {
    return all.error();
  }
  number_views(images);
  record.images = std::move(images);
  return record;
}

}  // namespace enrolkit::records
