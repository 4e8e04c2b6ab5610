// SPDX-License-Identifier: Apache-2.0
// EF.DG7 (displayed signatures) and EF.DG5 (displayed portraits).
#include "encoders/lds/data_groups.hpp"
#include "encoders/lds/tlv.hpp"
#include "enrolkit/image_codec.hpp"

namespace enrolkit {
namespace {

constexpr int kMaxImages = 9;  // Doc 9303-10 section 4.7.7

lds::Tag image_tag(ChipFile which) { return which == ChipFile::dg5 ? 0x5F40 : 0x5F43; }

bool is_jpeg(BytesView image) {
  const Result<ImageFileType> type = detect_image_type(image);
  return type && (*type == ImageFileType::jpeg || *type == ImageFileType::jpeg2000);
}

std::string_view rule(ChipFile which) {
  return which == ChipFile::dg5 ? "Doc 9303-10 section 4.7.5" : "Doc 9303-10 section 4.7.7";
}

Error invalid(ChipFile which, ErrorCode code, const std::string& reason) {
  return Error{code, chip_file_name(which) + ": " + reason};
}

Result<Bytes> encode_displayed_images(ChipFile which, const std::vector<Bytes>& images) {
  if (images.empty() || images.size() > kMaxImages) {
    return invalid(which, ErrorCode::invalid_argument, std::to_string(images.size()) + " images, expected 1 to 9");
  }
  Bytes content = lds::der_integer(static_cast<std::uint32_t>(images.size()));
  for (std::size_t i = 0; i < images.size(); ++i) {
    if (!is_jpeg(images[i])) {
      return invalid(which, ErrorCode::invalid_argument,
                     "image " + std::to_string(i + 1) + " is neither a JPEG nor a JPEG 2000 file");
    }
    const Bytes element = lds::tlv(image_tag(which), images[i]);
    content.insert(content.end(), element.begin(), element.end());
    if (content.size() > kMaxChipFileBytes - 8) {
      return invalid(which, ErrorCode::too_large,
                     "the images are more than " + std::to_string(kMaxChipFileBytes) + " bytes");
    }
  }
  return lds::tlv(chip_file_tag(which), content);
}

Result<std::vector<Bytes>> decode_displayed_images(ChipFile which, BytesView file, const Reading& reading) {
  lds::FileReview review(chip_file_name(which), reading.mode);
  std::vector<Bytes> images = lds::read_displayed_images(which, file, review);
  return review.result(std::move(images), reading);
}

}  // namespace

std::vector<Bytes> lds::read_displayed_images(ChipFile which, BytesView file, FileReview& review) {
  TlvReader reader = open_chip_file(file, chip_file_tag(which), review);
  const std::size_t count_offset = reader.offset();
  const int count = reader.read_count(kInteger, "the number of images");
  std::vector<Bytes> images;
  while (reader.next_is(image_tag(which)) && images.size() < kMaxImages) {
    const std::string name = "image " + std::to_string(images.size() + 1);
    const Element element = reader.read(name);
    if (!review.failed() && !is_jpeg(element.value))
      review.note(element.value_offset(), rule(which), name + " is neither JPEG nor JPEG 2000");
    images.emplace_back(element.value.begin(), element.value.end());
  }
  if (count < 1 || count > kMaxImages) {
    review.breach(count_offset, rule(which), std::to_string(count) + " images announced, expected 1 to 9");
  } else if (static_cast<std::size_t>(count) != images.size()) {
    review.breach(count_offset, rule(which),
                  std::to_string(count) + " images announced, " + std::to_string(images.size()) + " there");
  }
  reader.finish("the file");
  return images;
}

Result<Bytes> encode_dg5(const std::vector<Bytes>& images) { return encode_displayed_images(ChipFile::dg5, images); }
Result<Bytes> encode_dg7(const std::vector<Bytes>& images) { return encode_displayed_images(ChipFile::dg7, images); }

Result<std::vector<Bytes>> decode_dg5(BytesView file, const Reading& reading) {
  return decode_displayed_images(ChipFile::dg5, file, reading);
}
Result<std::vector<Bytes>> decode_dg7(BytesView file, const Reading& reading) {
  return decode_displayed_images(ChipFile::dg7, file, reading);
}

}  // namespace enrolkit
