// SPDX-License-Identifier: Apache-2.0
// Between ISO/IEC 19794-4:2005 and ISO/IEC 39794-4; the table is in record_conversion.hpp.
#include <array>
#include <cmath>
#include <string>

#include "encoders/records/conversion_notes.hpp"
#include "encoders/records/image_extent.hpp"
#include "encoders/records/record_codec.hpp"
#include "enrolkit/record_conversion.hpp"

namespace enrolkit {
namespace {

using namespace records;

constexpr std::uint8_t kScannedInk = 2;  // the technology of what was not taken live
constexpr std::uint8_t kNotLivePlain = 2, kNotLiveRolled = 3, kContactless2005 = 9;
constexpr std::uint8_t kPlain = 0, kRolled = 1, kOtherImpression = 28;
constexpr std::uint8_t kBitsPerSample = 8;

struct ImpressionPair {
  std::uint8_t record, block;
};
constexpr std::array<ImpressionPair, 8> kImpressions = {{{0, kPlain},
                                                         {1, kRolled},
                                                         {7, 4},
                                                         {8, 8},
                                                         {kContactless2005, 24},
                                                         {kContactless2005, 25},
                                                         {kContactless2005, 41},
                                                         {kContactless2005, 42}}};

Result<FingerDataFormat> block_format(FingerImageFormat format) {
  switch (format) {
    case FingerImageFormat::raw:
      return FingerDataFormat::pgm;
    case FingerImageFormat::wsq:
      return FingerDataFormat::wsq;
    case FingerImageFormat::jpeg2000:
      return FingerDataFormat::jpeg2000_lossy;
    case FingerImageFormat::png:
      return FingerDataFormat::png;
    default:
      return Error{ErrorCode::unsupported, "finger image record: ISO/IEC 39794-4 knows no compression '" +
                                               std::string(finger_image_format_name(format)) + "'"};
  }
}

Bytes pgm_of(const FingerImage& finger) {
  const std::string header = "P5\n" + std::to_string(finger.width) + " " + std::to_string(finger.height) + "\n255\n";
  Bytes file;
  file.reserve(header.size() + finger.image.size());
  file.insert(file.end(), header.begin(), header.end());
  file.insert(file.end(), finger.image.begin(), finger.image.end());
  return file;
}

// Levels of ISO/IEC 19794-1 by their resolution; 30 and 40 differ from 31 and 41 in grey levels only.
std::uint16_t acquisition_level(double ppi) {
  constexpr std::array<std::pair<double, std::uint16_t>, 4> kLevels = {{{125, 10}, {250, 20}, {500, 31}, {1000, 41}}};
  constexpr double kTolerance = 0.02;
  for (const auto& [level_ppi, level] : kLevels) {
    if (std::abs(ppi - level_ppi) <= kTolerance * level_ppi) return level;
  }
  return 31;
}

double ppi_of(const SamplingRate& rate) {
  constexpr double kCentimetresPerInch = 2.54;
  return rate.unit == SamplingUnit::inch ? rate.samples : rate.samples * kCentimetresPerInch;
}

SamplingRate sampling_rate(const FingerImageRecord& record, ConversionNotes& notes) {
  const std::uint16_t rate = record.image_resolution_x;
  notes.add_if(record.image_resolution_y != rate, "image_resolution_y",
               "a block has one resolution for both directions");
  notes.add_if(record.scan_resolution_x != rate || record.scan_resolution_y != record.image_resolution_y,
               "scan_resolution", "a block has the resolution of the image only");
  const SamplingRate made{rate, record.scale_units == 1 ? SamplingUnit::inch : SamplingUnit::centimetre};
  notes.add_if(acquisition_level(ppi_of(made)) != record.acquisition_level, "acquisition_level",
               "a block tells it by its resolution only");
  return made;
}

// The impression, and the technology where that makes the difference.
void convert_impression(std::uint8_t impression, FingerRepresentation& made) {
  if (impression == kNotLivePlain || impression == kNotLiveRolled) {
    made.impression = impression == kNotLivePlain ? kPlain : kRolled;
    made.device.emplace(made.device.value_or(FingerDevice{})).technology = kScannedInk;
    return;
  }
  made.impression = kOtherImpression;
  for (const ImpressionPair& pair : kImpressions) {
    if (pair.record != impression) continue;
    made.impression = pair.block;
    return;
  }
}

std::uint8_t impression_of(const FingerRepresentation& made, ConversionNotes& notes) {
  const bool ink = made.device && made.device->technology == kScannedInk;
  if (ink && made.impression == kPlain) return kNotLivePlain;
  if (ink && made.impression == kRolled) return kNotLiveRolled;
  notes.has_no_place(made.device && made.device->technology.has_value(), "technology");
  for (const ImpressionPair& pair : kImpressions) {
    if (pair.block != made.impression) continue;
    notes.add_if(pair.record == kContactless2005 && pair.block != 24, "impression",
                 "contactless ones are not told apart");
    return pair.record;
  }
  notes.add("impression", made.impression, " is not known to records and becomes live plain");
  return 0;
}

// Sets format, size and bytes.
Status convert_image(const FingerRepresentation& made, FingerImageRecord& record, FingerImage& finger,
                     ConversionNotes& notes) {
  constexpr std::array<FingerImageFormat, 5> kFormats = {FingerImageFormat::raw, FingerImageFormat::wsq,
                                                         FingerImageFormat::jpeg2000, FingerImageFormat::jpeg2000,
                                                         FingerImageFormat::png};
  const auto index = static_cast<std::size_t>(made.format);
  if (index >= kFormats.size()) {
    return Error{ErrorCode::unsupported, "finger block: the image data format is not known to records"};
  }
  record.format = kFormats[index];
  notes.add_if(made.format == FingerDataFormat::jpeg2000_lossless, "format", "lossless is not told from lossy");
  const auto extent = image_extent(made.image);
  BytesView bytes = made.image;
  if (made.format == FingerDataFormat::pgm) {
    constexpr std::uint32_t kMaxSample = 255;
    if (!extent || extent->max_value != kMaxSample) {
      return Error{ErrorCode::unsupported, "finger block: the PGM image is none of 8 bits"};
    }
    bytes = bytes.subspan(extent->header);
    if (bytes.size() != std::size_t{extent->width} * extent->height) {
      return Error{ErrorCode::malformed, "finger block: the PGM image is not as long as its header says"};
    }
  }
  notes.add_if(!extent, "image", "its header does not tell width and height");
  finger.width = extent ? extent->width : std::uint16_t{0};
  finger.height = extent ? extent->height : std::uint16_t{0};
  finger.image.assign(bytes.begin(), bytes.end());
  return {};
}

void tell_rest(const FingerRepresentation& made, ConversionNotes& notes) {
  notes.has_no_place(made.captured.has_value(), "captured");
  notes.has_no_place(made.device && !made.device->certifications.empty(), "certifications");
  notes.has_no_place(made.position_computed.has_value(), "position_computed");
  notes.has_no_place(made.original_rotation.has_value(), "original_rotation");
  notes.has_no_place(made.rotated_to_vertical.has_value(), "rotated_to_vertical");
  notes.has_no_place(made.lossily_compressed.has_value(), "lossily_compressed");
  notes.has_no_place(!made.segmentation.empty(), "segmentation");
  notes.has_no_place(!made.annotations.empty(), "annotations");
  notes.has_no_place(made.pad.has_value(), "pad");
  notes.has_no_place(!made.comments.empty(), "comments");
  notes.has_no_place(!made.vendor_data.empty(), "vendor_data");
}

}  // namespace

Result<Converted<FingerBlock>> to_finger_block(const FingerImageRecord& record, const ConversionIds& ids) {
  if (const auto usable = measure(record); !usable) return usable.error();
  if (record.images.size() != 1) {
    return Error{ErrorCode::invalid_argument,
                 "finger image record: has " + std::to_string(record.images.size()) + " images, expected one"};
  }
  const auto format = block_format(record.format);
  if (!format) return format.error();
  const FingerImage& finger = record.images.front();
  const bool raw = record.format == FingerImageFormat::raw;
  if (raw && record.depth != kBitsPerSample) {
    return Error{ErrorCode::unsupported, "finger image record: a raw image of a depth but 8 bits is not converted"};
  }
  Converted<FingerBlock> converted;
  ConversionNotes notes(converted.uncarried);
  FingerRepresentation& made = converted.record.representations.emplace_back();
  made.position = static_cast<std::uint8_t>(finger.position);
  made.format = *format;
  made.image = raw ? pgm_of(finger) : finger.image;
  if (const auto model = device_model(record.device_id, ids)) made.device = FingerDevice{model, {}, {}};
  convert_impression(finger.impression, made);
  made.quality = quality_blocks(finger.quality, ids, notes);
  made.sampling_rate = sampling_rate(record, notes);
  notes.has_no_place(record.depth != kBitsPerSample, "depth");
  return converted;
}

Result<Converted<FingerImageRecord>> to_finger_record(const FingerBlock& block, const ConversionIds& ids) {
  constexpr std::uint8_t kMaxFinger = 10;
  if (block.representations.size() != 1) {
    return Error{ErrorCode::invalid_argument, "finger block: has " + std::to_string(block.representations.size()) +
                                                  " representations, expected one"};
  }
  const FingerRepresentation& made = block.representations.front();
  if (made.position > kMaxFinger) {
    return Error{ErrorCode::unsupported,
                 "finger block: a record of one finger does not know position " + std::to_string(made.position)};
  }
  Converted<FingerImageRecord> converted;
  ConversionNotes notes(converted.uncarried);
  FingerImageRecord& record = converted.record;
  FingerImage finger;
  if (const Status image = convert_image(made, record, finger, notes); !image) return image.error();
  finger.position = static_cast<FingerPosition>(made.position);
  finger.impression = impression_of(made, notes);
  finger.quality = quality_of(made.quality, ids, notes);
  record.device_id = made.device ? device_of(made.device->model, ids, notes) : std::uint16_t{0};
  const SamplingRate rate = made.sampling_rate.value_or(SamplingRate{});
  notes.add_if(!made.sampling_rate, "sampling_rate", "is not told; a record must, and says 500 pixels an inch");
  record.scale_units = rate.unit == SamplingUnit::inch ? 1 : 2;
  record.scan_resolution_x = record.scan_resolution_y = rate.samples;
  record.image_resolution_x = record.image_resolution_y = rate.samples;
  record.acquisition_level = acquisition_level(ppi_of(rate));
  tell_rest(made, notes);
  record.images.push_back(std::move(finger));
  return converted;
}

}  // namespace enrolkit
