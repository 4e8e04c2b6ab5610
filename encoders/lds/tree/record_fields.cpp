// SPDX-License-Identifier: Apache-2.0
// The records of ISO/IEC 19794-5:2005, 19794-4:2005 and 19794-6:2005, field by field.
#include <algorithm>

#include "encoders/lds/tree/tree_builder.hpp"
#include "encoders/lds/tree/value_text.hpp"

namespace enrolkit::lds::tree {
namespace {

constexpr std::string_view kFaceRule = "ISO/IEC 19794-5:2005 section 5";
constexpr std::string_view kFingerRule = "ISO/IEC 19794-4:2005 section 8";
constexpr std::string_view kIrisRule = "ISO/IEC 19794-6:2005 section 6";
constexpr std::size_t kFaceInformationSize = 20, kFeaturePointSize = 8, kFaceImageInformationSize = 12;

bool starts_with(BytesView bytes, std::string_view text) {
  const BytesView start = bytes_of(text);
  return bytes.size() >= start.size() && std::equal(start.begin(), start.end(), bytes.begin());
}

}  // namespace

std::uint64_t TreeBuilder::number(std::size_t at, std::size_t size) const {
  std::uint64_t value = 0;
  for (std::size_t i = at; i < at + size && i < file_.size(); ++i) value = value << 8 | file_[i];
  return value;
}

std::size_t TreeBuilder::add_fields(std::string_view section, std::size_t at, std::size_t end, Nodes& nodes) {
  for (const Entry& entry : Names::instance().section(section)) {
    if (at == end || !take_node()) return at;
    ChipTreeNode& node = nodes.emplace_back();
    node.offset = at;
    node.length = std::min(entry.size, end - at);
    node.name = entry.name;
    const bool whole = node.length == entry.size;
    if (whole) node.value = value_text(entry, bytes(at, at + node.length), false);
    at += node.length;
    if (!whole) {
      node.deviations.push_back({node.offset, "the field's size",
                                 "the data ends inside this field of " + std::to_string(entry.size) + " bytes", false});
    }
  }
  return at;
}

std::size_t TreeBuilder::add_group(std::string_view name, std::string_view section, std::size_t at, std::size_t end,
                                   Nodes& nodes) {
  if (at == end || !take_node()) return end;
  ChipTreeNode node;
  node.offset = at;
  node.name = name;
  const std::size_t behind = add_fields(section, at, end, node.children);
  node.length = behind - at;
  nodes.push_back(std::move(node));
  return behind;
}

void TreeBuilder::add_record(std::size_t begin, std::size_t end, Nodes& nodes) {
  const BytesView record = bytes(begin, end);
  if (starts_with(record, "FAC")) {
    add_face_images(add_group("facial record header", "face record header", begin, end, nodes), end, nodes);
  } else if (starts_with(record, "FIR")) {
    add_finger_images(add_group("general record header", "finger record header", begin, end, nodes), end, nodes);
  } else if (starts_with(record, "IIR")) {
    add_irises(add_group("iris record header", "iris record header", begin, end, nodes), end, nodes);
  } else if (begin != end) {
    add_broken(begin, end, "Doc 9303-10 section 4.5.6", "the record starts with none of FAC, FIR and IIR", nodes);
  }
}

void TreeBuilder::add_face_images(std::size_t at, std::size_t end, Nodes& nodes) {
  for (int image = 1; at < end; ++image) {
    if (!take_node()) return add_broken(at, end, kFaceRule, "more images than a chip has: not looked at", nodes);
    ChipTreeNode node;
    node.offset = at;
    node.name = "face image " + std::to_string(image);
    const std::uint64_t length = number(at, 4);
    const std::size_t points = number(at + 4, 2);
    const std::size_t least = kFaceInformationSize + points * kFeaturePointSize + kFaceImageInformationSize;
    if (length < least || length > end - at) {
      node.deviations.push_back({at, std::string(kFaceRule),
                                 "the block length is " + std::to_string(length) + ", expected " +
                                     std::to_string(least) + " to " + std::to_string(end - at),
                                 false});
    }
    const std::size_t block_end = length < least || length > end - at ? end : at + length;
    node.length = block_end - at;
    at = add_group("facial information", "face information", at, block_end, node.children);
    for (std::size_t point = 1; point <= points && at < block_end && nodes_left_ > 0; ++point)
      at = add_group("feature point " + std::to_string(point), "feature point", at, block_end, node.children);
    at = add_group("image information", "face image information", at, block_end, node.children);
    if (at < block_end) add_bytes("image", "image", at, block_end, node.children);
    at = block_end;
    nodes.push_back(std::move(node));
  }
}

void TreeBuilder::add_finger_images(std::size_t at, std::size_t end, Nodes& nodes) {
  constexpr std::size_t kHeaderSize = 14;
  for (int image = 1; at < end; ++image) {
    if (!take_node()) return add_broken(at, end, kFingerRule, "more images than a chip has: not looked at", nodes);
    ChipTreeNode node;
    node.offset = at;
    node.name = "finger image " + std::to_string(image);
    const std::uint64_t length = number(at, 4);
    const bool fits = length >= kHeaderSize && length <= end - at;
    if (!fits) {
      node.deviations.push_back(
          {at, std::string(kFingerRule),
           "the block length is " + std::to_string(length) + ", expected 14 to " + std::to_string(end - at), false});
    }
    const std::size_t block_end = fits ? at + length : end;
    node.length = block_end - at;
    at = add_group("finger image header", "finger image header", at, block_end, node.children);
    if (at < block_end) add_bytes("image", "image", at, block_end, node.children);
    at = block_end;
    nodes.push_back(std::move(node));
  }
}

void TreeBuilder::add_irises(std::size_t at, std::size_t end, Nodes& nodes) {
  constexpr std::size_t kHeaderSize = 3;
  for (int iris = 1; at < end; ++iris) {
    if (!take_node()) return add_broken(at, end, kIrisRule, "more irises than a chip has: not looked at", nodes);
    ChipTreeNode node;
    node.offset = at;
    node.name = "iris " + std::to_string(iris);
    const std::uint64_t images = at + kHeaderSize <= end ? number(at + 1, 2) : 0;
    at = add_group("iris header", "iris header", at, end, node.children);
    for (std::uint64_t image = 1; image <= images && at < end && nodes_left_ > 0; ++image) {
      at = add_iris_image("iris image " + std::to_string(image), at, end, node.children);
    }
    node.length = at - node.offset;
    nodes.push_back(std::move(node));
  }
}

std::size_t TreeBuilder::add_iris_image(const std::string& name, std::size_t at, std::size_t end, Nodes& nodes) {
  constexpr std::size_t kHeaderSize = 11;
  const std::uint64_t length = at + kHeaderSize <= end ? number(at + kHeaderSize - 4, 4) : 0;
  const std::size_t begin = at;
  at = add_group(name, "iris image header", at, end, nodes);
  const bool fits = length <= end - at;
  if (!fits && !nodes.empty()) {
    nodes.back().deviations.push_back(
        {begin, std::string(kIrisRule),
         "the image length is " + std::to_string(length) + ", expected at most " + std::to_string(end - at), false});
  }
  const std::size_t image_end = fits ? at + length : end;
  if (at < image_end) add_bytes("image", "image", at, image_end, nodes);
  return image_end;
}

}  // namespace enrolkit::lds::tree
