// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/tlv.hpp"

namespace enrolkit::lds {
namespace {

constexpr std::string_view kTooDeep = "elements are nested more than 16 deep, where no chip file needs more than 11";
static_assert(kMaxTlvDepth == 16);

}  // namespace

void ElementHeader::refuse(std::string_view text, ErrorCode why) {
  problem = text;
  code = why;
}

void ElementHeader::parse_tag(BytesView rest) {
  if (rest.empty()) return refuse("the data ends where a tag is expected", ErrorCode::truncated);
  tag = rest[size++];
  if (tag == 0) return refuse("00 is not a tag");
  if ((tag & 0x1F) == 0x1F) {
    do {
      if (size == kMaxTagBytes) return refuse("the tag is longer than 3 bytes", ErrorCode::unsupported);
      if (size == rest.size()) return refuse("the data ends inside a tag", ErrorCode::truncated);
      if (size == 1 && rest[size] == 0x80) return refuse("the tag number starts with a zero");
      tag = tag << 8 | rest[size];
    } while ((rest[size++] & 0x80) != 0);
  }
  tag_known = true;
}

void ElementHeader::parse_length(BytesView rest, int depth) {
  if (size == rest.size()) return refuse("the data ends where a length is expected", ErrorCode::truncated);
  length = rest[size++];
  if (length == 0x80) return find_end_of_contents(rest.subspan(size), depth);
  if (length > 0x80) {
    const std::size_t count = length & 0x7F;
    length = 0;
    if (count > kMaxLengthBytes) return refuse("the length has more than 3 bytes", ErrorCode::too_large);
    if (rest.size() - size < count) return refuse("the data ends inside a length", ErrorCode::truncated);
    for (std::size_t i = 0; i < count; ++i) length = length << 8 | rest[size++];
    minimal = length >= 0x80 && length >> (8 * (count - 1)) != 0;
  }
  overruns = length > rest.size() - size;
  if (overruns) refuse("the length is more than what is left of the data", ErrorCode::truncated);
}

void ElementHeader::find_end_of_contents(BytesView contents, int depth) {
  length = 0;
  if (!is_constructed(tag)) return refuse("the length is indefinite in an element that holds no others");
  if (depth >= kMaxTlvDepth) return refuse(kTooDeep, ErrorCode::too_large);
  while (contents.size() - length >= 2 && (contents[length] != 0 || contents[length + 1] != 0)) {
    const ElementHeader inner = parse(contents.subspan(length), depth + 1);
    if (!inner.problem.empty()) return refuse(inner.problem, inner.code);
    length += inner.whole();
  }
  trailer = 2;
  if (contents.size() - length < 2) refuse("the indefinite length has no end", ErrorCode::truncated);
}

ElementHeader ElementHeader::parse(BytesView rest, int depth) {
  ElementHeader header;
  header.parse_tag(rest);
  if (header.problem.empty()) header.parse_length(rest, depth);
  return header;
}

TlvReader::TlvReader(BytesView data, std::size_t base, int depth, FileReview& review)
    : data_(data), base_(base), depth_(depth), review_(&review) {
  if (depth > kMaxTlvDepth) review.fail(ErrorCode::too_large, base, kBerRule, kTooDeep);
}

ElementHeader TlvReader::peek() const { return ElementHeader::parse(data_.subspan(position_), depth_); }

bool TlvReader::next_is(Tag tag) const {
  if (at_end()) return false;
  const ElementHeader header = peek();
  return header.tag_known && header.tag == tag;
}

Element TlvReader::read(std::string_view what) {
  if (Element element; read_short(element)) return element;
  if (review_->failed()) return {};
  const ElementHeader header = peek();
  if (!header.problem.empty()) {
    review_->fail(header.code, offset(), kBerRule, std::string(what) + ": " + std::string(header.problem));
    return {};
  }
  if (!header.minimal)
    review_->note(offset(), kDerRule, std::string(what) + ": the length is not in its shortest form");
  if (header.trailer != 0)
    review_->note(offset(), kDerRule, std::string(what) + ": the length is indefinite, which chip files do not use");
  const Element element{header.tag, offset(), data_.subspan(position_, header.whole()),
                        data_.subspan(position_ + header.size, header.length)};
  position_ += element.whole.size();
  return element;
}

Element TlvReader::read(Tag tag, std::string_view what) {
  if (review_->failed()) return {};
  const ElementHeader header = peek();
  if (position_ == data_.size()) {
    review_->fail(ErrorCode::malformed, offset(), "tag " + tag_text(tag), std::string(what) + " is missing");
    return {};
  }
  if (header.tag_known && header.tag != tag) {
    review_->fail(ErrorCode::malformed, offset(), "tag " + tag_text(tag),
                  std::string(what) + ": the tag is " + tag_text(header.tag) + ", expected " + tag_text(tag));
    return {};
  }
  return read(what);
}

TlvReader TlvReader::enter(Tag tag, std::string_view what) { return inside(read(tag, what)); }

TlvReader TlvReader::inside(const Element& element) const {
  return {element.value, element.value_offset(), depth_ + 1, *review_};
}

int TlvReader::read_count(Tag tag, std::string_view what) {
  const Element element = read(tag, what);
  if (review_->failed()) return 0;
  if (element.value.size() != 1 || element.value[0] > 0x7F) {
    review_->fail(ErrorCode::malformed, element.offset, "tag " + tag_text(tag),
                  std::string(what) + ": expected a number of one byte");
    return 0;
  }
  return element.value[0];
}

void TlvReader::finish(std::string_view what) {
  if (at_end()) return;
  const std::size_t left = data_.size() - position_;
  review_->breach(offset(), kBerRule,
                  std::string(what) + " has " + std::to_string(left) +
                      (left == 1 ? " unexpected byte at its end" : " unexpected bytes at its end"));
  position_ = data_.size();
}

void check_file_size(BytesView file, FileReview& review) {
  if (file.empty()) review.fail(ErrorCode::empty_input, 0, kBerRule, "the file is empty");
  if (file.size() > kMaxChipFileBytes) {
    review.fail(ErrorCode::too_large, 0, kBerRule,
                std::to_string(file.size()) + " bytes are more than the limit of " + std::to_string(kMaxChipFileBytes));
  }
}

TlvReader open_chip_file(BytesView file, Tag tag, FileReview& review) {
  check_file_size(file, review);
  TlvReader reader(file, review);
  TlvReader content = reader.enter(tag, "the file");
  reader.finish("the file");
  return content;
}

void check_well_formed(TlvReader reader) {
  while (!reader.at_end()) {
    const Element element = reader.read("an element");
    if (is_constructed(element.tag)) check_well_formed(reader.inside(element));
  }
}

}  // namespace enrolkit::lds
