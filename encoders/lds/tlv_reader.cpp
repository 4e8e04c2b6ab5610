// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/tlv.hpp"
#include "enrolkit/chip.hpp"

namespace enrolkit::lds {

// The start of the element at the reader's position, or why there is none.
struct TlvReader::Header {
  Tag tag = 0;
  std::size_t size = 0;    // of tag and length
  std::size_t length = 0;  // of the value
  bool minimal = true;
  bool tag_known = false;
  ErrorCode code = ErrorCode::malformed;
  std::string_view problem;  // empty: none
};

TlvReader::TlvReader(BytesView data, std::size_t base, int depth, FileReview& review)
    : data_(data), base_(base), depth_(depth), review_(&review) {
  if (depth > kMaxTlvDepth) review.fail(ErrorCode::too_large, base, kBerRule, "elements are nested too deeply");
}

TlvReader::Header TlvReader::peek() const {
  Header header;
  const BytesView rest = data_.subspan(position_);
  const auto problem = [&](std::string_view text, ErrorCode code = ErrorCode::malformed) {
    header.problem = text;
    header.code = code;
    return header;
  };
  std::size_t at = 0;
  if (rest.empty()) return problem("the data ends where a tag is expected", ErrorCode::truncated);
  header.tag = rest[at++];
  if (header.tag == 0) return problem("00 is not a tag");
  if ((header.tag & 0x1F) == 0x1F) {
    do {
      if (at == kMaxTagBytes) return problem("the tag is longer than 3 bytes", ErrorCode::unsupported);
      if (at == rest.size()) return problem("the data ends inside a tag", ErrorCode::truncated);
      if (at == 1 && rest[at] == 0x80) return problem("the tag number starts with a zero");
      header.tag = header.tag << 8 | rest[at];
    } while ((rest[at++] & 0x80) != 0);
  }
  header.tag_known = true;
  if (at == rest.size()) return problem("the data ends where a length is expected", ErrorCode::truncated);
  header.length = rest[at++];
  if (header.length == 0x80) return problem("the length is indefinite, which chip files do not use");
  if (header.length > 0x80) {
    const std::size_t count = header.length & 0x7F;
    if (count > kMaxLengthBytes) return problem("the length has more than 3 bytes", ErrorCode::too_large);
    if (rest.size() - at < count) return problem("the data ends inside a length", ErrorCode::truncated);
    header.length = 0;
    for (std::size_t i = 0; i < count; ++i) header.length = header.length << 8 | rest[at++];
    header.minimal = header.length >= 0x80 && header.length >> (8 * (count - 1)) != 0;
  }
  header.size = at;
  if (header.length > rest.size() - at) {
    return problem("the length is more than what is left of the data", ErrorCode::truncated);
  }
  return header;
}

bool TlvReader::next_is(Tag tag) const {
  if (at_end()) return false;
  const Header header = peek();
  return header.tag_known && header.tag == tag;
}

Element TlvReader::read(std::string_view what) {
  if (review_->failed()) return {};
  const Header header = peek();
  if (!header.problem.empty()) {
    review_->fail(header.code, offset(), kBerRule, std::string(what) + ": " + std::string(header.problem));
    return {};
  }
  if (!header.minimal)
    review_->note(offset(), kDerRule, std::string(what) + ": the length is not in its shortest form");
  const Element element{header.tag, offset(), data_.subspan(position_, header.size + header.length),
                        data_.subspan(position_ + header.size, header.length)};
  position_ += element.whole.size();
  return element;
}

Element TlvReader::read(Tag tag, std::string_view what) {
  if (review_->failed()) return {};
  const Header header = peek();
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
  review_->fail(
      ErrorCode::malformed, offset(), kBerRule,
      std::string(what) + " has " + std::to_string(data_.size() - position_) + " unexpected bytes at its end");
}

TlvReader open_chip_file(BytesView file, Tag tag, FileReview& review) {
  if (file.empty()) review.fail(ErrorCode::empty_input, 0, kBerRule, "the file is empty");
  if (file.size() > kMaxChipFileBytes) {
    review.fail(ErrorCode::too_large, 0, kBerRule,
                std::to_string(file.size()) + " bytes are more than the limit of " + std::to_string(kMaxChipFileBytes));
  }
  TlvReader reader(file, review);
  TlvReader content = reader.enter(tag, "the file");
  reader.finish("the file");
  return content;
}

void check_well_formed(TlvReader reader) {
  while (!reader.at_end()) {
    const Element element = reader.read("an element");
    const Tag first = element.tag > 0xFFFF ? element.tag >> 16 : element.tag > 0xFF ? element.tag >> 8 : element.tag;
    if ((first & 0x20) != 0) check_well_formed(reader.inside(element));
  }
}

}  // namespace enrolkit::lds
