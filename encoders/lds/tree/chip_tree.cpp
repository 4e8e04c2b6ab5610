// SPDX-License-Identifier: Apache-2.0
// What the file is, its tree, and what the decoders find wrong with it at its place in the tree.
#include "enrolkit/chip_tree.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "encoders/lds/biometric_group.hpp"
#include "encoders/lds/data_groups.hpp"
#include "encoders/lds/file_check.hpp"
#include "encoders/lds/lds_security_object.hpp"
#include "encoders/lds/record_image_check.hpp"
#include "encoders/lds/signed_data.hpp"
#include "encoders/lds/tree/tree_builder.hpp"
#include "encoders/records/block_codec.hpp"
#include "enrolkit/face_block.hpp"
#include "enrolkit/finger_block.hpp"
#include "enrolkit/records.hpp"

namespace enrolkit {
namespace {

using namespace lds;

constexpr std::string_view kCardAccess = "EF.CardAccess", kBlock = "ISO/IEC 39794 block",
                           kRecord = "ISO/IEC 19794 record";

std::optional<ChipFile> chip_file_of(std::uint8_t tag) {
  for (int number = 0; number <= 16; ++number) {
    if (const auto file = static_cast<ChipFile>(number); chip_file_tag(file) == tag) return file;
  }
  if (tag == chip_file_tag(ChipFile::sod)) return ChipFile::sod;
  return std::nullopt;
}

// 65 and 66 stand for a data group and for a block; the block starts with its version, A0.
bool is_block(BytesView file) {
  if (file[0] != 0x64 && file[0] != 0x65 && file[0] != 0x66) return false;
  const ElementHeader header = ElementHeader::parse(file, 0);
  return header.tag_known && header.size < file.size() && file[header.size] == 0xA0;
}

bool is_record(BytesView file) {
  constexpr std::array<std::string_view, 3> kRecords = {"FAC", "FIR", "IIR"};
  return file.size() > 3 && std::find(kRecords.begin(), kRecords.end(), text_of(file.first(3))) != kRecords.end();
}

std::string kind_of(BytesView file) {
  if (file.empty()) return "empty";
  if (is_record(file)) return std::string(kRecord);
  if (is_block(file) || file[0] == 0xA1) return std::string(kBlock);  // A1: as it stands in 7F2E
  if (const auto known = chip_file_of(file[0])) return chip_file_name(*known);
  return file[0] == 0x31 ? std::string(kCardAccess) : file[0] == 0x30 ? "DER" : "unknown";
}

void review_security_object(BytesView file, FileReview& review) {
  const SignedData data =
      read_signed_data(open_chip_file(file, chip_file_tag(ChipFile::sod), review), kLdsSecurityObjectOid, review);
  if (!review.failed()) (void)read_lds_security_object(TlvReader(file, review).inside(data.content), review);
}

// One block or record with its image, as the file of the chip around it would be checked.
template <class Group, class Template, class Record>
void check_alone(BytesView file, std::vector<Template> Group::*templates, Record record, FileReview& review) {
  if (review.failed()) return;
  Group group;
  (group.*templates).push_back({std::nullopt, std::move(record)});
  check_images(file, group, review);
}

void review_block(BytesView file, FileReview& review) {
  TlvReader reader(file, review);
  TlvReader content = reader;
  if (reader.next_is(kContext1)) {
    content = reader.enter(kContext1, "the wrapper of the block");
    reader.finish("the file");
  }
  if (content.next_is(records::kFaceBlockTag)) {
    FaceBlock block = records::read_face_block(content, review);
    if (!review.failed() && block.form == EnumerationForm::base) {
      review.note(0, kFaceBlockProfile, "the enumerations are codes of the base standard");
    }
    check_alone(file, &FaceGroup::faces, std::move(block), review);
  } else if (content.next_is(records::kFingerBlockTag)) {
    check_alone(file, &FingerGroup::fingers, records::read_finger_block(content, review), review);
  } else {  // enrolkit knows no iris records
    content.read("the block");
  }
  content.finish("the file");
}

void review_record(BytesView file, FileReview& review) {
  const auto check = [&](auto record, auto templates, std::string_view rule) {
    if (!record) return review.fail(record.error().code, 0, rule, record.error().message);
    check_alone(file, templates, *std::move(record), review);
  };
  if (file[1] == 'A') return check(decode_face_record(file), &FaceGroup::faces, "ISO/IEC 19794-5:2005");
  if (file[0] == 'F') return check(decode_finger_image_record(file), &FingerGroup::fingers, "ISO/IEC 19794-4:2005");
}

// What the decoders tell, each deviation with its offset in the file.
std::vector<ChipDeviation> deviations_of(const std::string& kind, BytesView file) {
  std::vector<ChipDeviation> found;
  if (kind == kCardAccess) {
    (void)decode_card_access(file, lenient(found));
    return found;
  }
  FileReview review(kind);
  if (kind == kBlock) {
    review_block(file, review);
  } else if (kind == kRecord) {
    review_record(file, review);
  } else if (const Result<ChipFile> group = parse_chip_file_name(kind); group) {
    if (*group == ChipFile::com) {
      (void)read_common_data(file, review);
    } else if (*group == ChipFile::sod) {
      review_security_object(file, review);
    } else {
      check_data_group(*group, file, review);
    }
  }
  return review.deviations();
}

// To the smallest node that holds the place, unless it is marked for that already.
void attach(const ChipDeviation& deviation, std::vector<ChipTreeNode>& nodes) {
  std::vector<ChipTreeNode>* level = &nodes;
  ChipTreeNode* holder = nullptr;
  while (true) {
    const auto inside = std::find_if(level->begin(), level->end(), [&](const ChipTreeNode& node) {
      return node.offset <= deviation.offset && deviation.offset < node.end();
    });
    if (inside == level->end()) break;
    const bool known = std::any_of(inside->deviations.begin(), inside->deviations.end(), [&](const ChipDeviation& d) {
      return d.offset == deviation.offset && d.rule == deviation.rule;
    });
    if (known) return;
    holder = &*inside;
    if (deviation.offset == inside->offset && inside->tag) break;  // what starts here is meant, not what it holds
    level = &inside->children;
  }
  if (holder == nullptr && !nodes.empty()) holder = &nodes.back();
  if (holder != nullptr) holder->deviations.push_back(deviation);
}

std::size_t count_deviations(const std::vector<ChipTreeNode>& nodes) {
  std::size_t count = 0;
  for (const ChipTreeNode& node : nodes) count += node.deviations.size() + count_deviations(node.children);
  return count;
}

ChipTreeNode whole_file(std::size_t size, std::string_view rule, std::string message) {
  ChipTreeNode node;
  node.length = size;
  node.name = "the file";
  node.deviations.push_back({0, std::string(rule), std::move(message), false});
  return node;
}

std::string file_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

}  // namespace

ChipTree show_chip_file(std::string_view name, BytesView file) {
  ChipTree tree;
  tree.size = file.size();
  tree.kind = kind_of(file);
  const std::string called = file_name(name);
  if (called == kCardAccess || parse_chip_file_name(called)) {
    const bool block = tree.kind == kBlock;  // a data group whose content happens to look like one
    if (block && chip_file_of(file[0]) == parse_chip_file_name(called).value_or(ChipFile::com)) tree.kind = called;
  }
  if (file.empty() || file.size() > kMaxChipFileBytes) {
    tree.nodes.push_back(
        whole_file(file.size(), file.empty() ? kBerRule : "the limits of enrolkit",
                   file.empty() ? "the file is empty" : "more than " + std::to_string(kMaxChipFileBytes) + " bytes"));
    tree.deviations = 1;
    return tree;
  }
  tree::TreeBuilder builder(file);
  if (tree.kind == kRecord) {
    builder.add_record(0, file.size(), tree.nodes);
  } else {
    const auto& section = tree::Names::instance().section(tree.kind != kBlock ? "file"
                                                          : file[0] == 0xA1   ? "second generation"
                                                                              : "block file");
    builder.add_elements(0, file.size(), section, 0, tree.nodes, true);
  }
  if (called != tree.kind && (called == kCardAccess || parse_chip_file_name(called))) {
    tree.nodes.front().deviations.push_back(
        {0, "Doc 9303-10 section 4.6", "the file is named " + called + ", but its tag is that of " + tree.kind, false});
  }
  if (tree.kind == "unknown") {
    tree.nodes.front().deviations.push_back(
        {0, "Doc 9303-10 section 4.6", "the first byte is the tag of no file of a chip", false});
  }
  for (const ChipDeviation& deviation : deviations_of(tree.kind, file)) attach(deviation, tree.nodes);
  tree.deviations = count_deviations(tree.nodes);
  return tree;
}

}  // namespace enrolkit
