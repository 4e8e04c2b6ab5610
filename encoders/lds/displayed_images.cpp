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

}  // namespace

Result<Bytes> encode_dg7(const std::vector<Bytes>& images) {
  if (images.empty() || images.size() > kMaxImages) {
    return Error{ErrorCode::invalid_argument,
                 "EF.DG7: " + std::to_string(images.size()) + " signatures, expected 1 to 9"};
  }
  Bytes content = lds::der_integer(static_cast<std::uint32_t>(images.size()));
  for (std::size_t i = 0; i < images.size(); ++i) {
    if (!is_jpeg(images[i])) {
      return Error{ErrorCode::invalid_argument,
                   "EF.DG7: signature " + std::to_string(i + 1) + " is neither a JPEG nor a JPEG 2000 file"};
    }
    const Bytes element = lds::tlv(image_tag(ChipFile::dg7), images[i]);
    content.insert(content.end(), element.begin(), element.end());
    if (content.size() > kMaxChipFileBytes - 8) {
      return Error{ErrorCode::too_large,
                   "EF.DG7: the signatures are more than " + std::to_string(kMaxChipFileBytes) + " bytes"};
    }
  }
  return lds::tlv(chip_file_tag(ChipFile::dg7), content);
}

std::vector<Bytes> lds::read_displayed_images(ChipFile which, BytesView file, FileReview& review) {
  constexpr std::string_view kRule = "Doc 9303-10 section 4.7.7";
  TlvReader reader = open_chip_file(file, chip_file_tag(which), review);
  const std::size_t count_offset = reader.offset();
  const int count = reader.read_count(kInteger, "the number of images");
  if (!review.failed() && (count < 1 || count > kMaxImages)) {
    review.fail(ErrorCode::malformed, count_offset, kRule, std::to_string(count) + " images, expected 1 to 9");
  }
  std::vector<Bytes> images;
  for (int i = 0; i < count && !review.failed(); ++i) {
    const Element element = reader.read(image_tag(which), "image " + std::to_string(i + 1));
    if (!review.failed() && !is_jpeg(element.value)) {
      review.note(element.value_offset(), kRule, "image " + std::to_string(i + 1) + " is neither JPEG nor JPEG 2000");
    }
    images.emplace_back(element.value.begin(), element.value.end());
  }
  reader.finish("the file");
  return images;
}

Result<std::vector<Bytes>> decode_dg7(BytesView file) {
  lds::FileReview review("EF.DG7");
  std::vector<Bytes> images = lds::read_displayed_images(ChipFile::dg7, file, review);
  return review.result(std::move(images));
}

}  // namespace enrolkit
