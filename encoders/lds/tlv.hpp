// SPDX-License-Identifier: Apache-2.0
// BER-TLV as the chip uses it: a reader for hostile bytes and a writer of DER.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "encoders/lds/file_review.hpp"
#include "enrolkit/bytes.hpp"

namespace enrolkit::lds {

using Tag = std::uint32_t;  // the tag's bytes as they stand, big-endian: 0x61, 0x5F1F, 0x7F61

inline constexpr Tag kInteger = 0x02, kBitString = 0x03, kOctetString = 0x04, kNull = 0x05, kObjectIdentifier = 0x06,
                     kPrintableString = 0x13, kSequence = 0x30, kSet = 0x31, kContext0 = 0xA0, kContext1 = 0xA1,
                     kContext2 = 0xA2, kContext3 = 0xA3;

inline constexpr std::size_t kMaxTagBytes = 3;     // no tag of the LDS or of a certificate is longer than 2
inline constexpr std::size_t kMaxLengthBytes = 3;  // 16 MB, four times the largest file
inline constexpr int kMaxTlvDepth = 16;            // EF.SOD nests 11 deep
inline constexpr std::string_view kBerRule = "ISO/IEC 8825-1 clause 8.1";
inline constexpr std::string_view kDerRule = "ISO/IEC 8825-1 clause 10.1";

struct Element {
  Tag tag = 0;
  std::size_t offset = 0;  // of the tag, in the file
  BytesView whole;         // tag, length and value
  BytesView value;

  [[nodiscard]] std::size_t value_offset() const noexcept {
    return offset + static_cast<std::size_t>(value.data() - whole.data());
  }
};

[[nodiscard]] std::string tag_text(Tag tag);  // "5F1F"

// Holds other elements, by bit 6 of the first byte.
[[nodiscard]] constexpr bool is_constructed(Tag tag) noexcept {
  return ((tag > 0xFFFF ? tag >> 16 : tag > 0xFF ? tag >> 8 : tag) & 0x20) != 0;
}

// The start of an element, or why there is none.
struct ElementHeader {
  Tag tag = 0;
  std::size_t size = 0;     // of tag and length
  std::size_t length = 0;   // of the value
  std::size_t trailer = 0;  // of the end-of-contents octets behind an indefinite length
  bool minimal = true;
  bool tag_known = false;
  bool overruns = false;  // the problem is only that the length is more than what is left
  ErrorCode code = ErrorCode::malformed;
  std::string_view problem;  // empty: none

  [[nodiscard]] std::size_t whole() const noexcept { return size + length + trailer; }
  static ElementHeader parse(BytesView rest, int depth);

 private:
  void parse_tag(BytesView rest);
  void parse_length(BytesView rest, int depth);
  void find_end_of_contents(BytesView contents, int depth);
  void refuse(std::string_view text, ErrorCode why = ErrorCode::malformed);
};

// Reads the elements of one level in order. What is wrong goes to the review; after a failure every read gives an empty
// element and at_end() holds, so that loops stop.
class TlvReader {
 public:
  TlvReader(BytesView file, FileReview& review) : TlvReader(file, 0, 0, review) {}

  [[nodiscard]] bool at_end() const noexcept { return review_->failed() || position_ == data_.size(); }
  [[nodiscard]] bool next_is(Tag tag) const;
  [[nodiscard]] std::size_t offset() const noexcept { return base_ + position_; }  // of what comes next, in the file

  Element read(std::string_view what);           // any tag
  Element read(Tag tag, std::string_view what);  // this tag and no other
  // The way of most elements: tag and length of one byte each. False: nothing is read, read() tells what there is.
  bool read_short(Element& element) {
    const std::size_t left = data_.size() - position_;
    if (left < 2 || review_->failed()) return false;
    const std::uint8_t* const at = data_.data() + position_;
    const std::size_t length = at[1];
    if (at[0] == 0 || (at[0] & 0x1FU) == 0x1FU || length >= 0x80 || length > left - 2) return false;
    element = {at[0], base_ + position_, {at, length + 2}, {at + 2, length}};
    position_ += length + 2;
    return true;
  }
  TlvReader enter(Tag tag, std::string_view what);
  [[nodiscard]] TlvReader inside(const Element& element) const;
  int read_count(Tag tag, std::string_view what);  // a one-byte number
  void finish(std::string_view what);              // nothing may be left; what is, is a breach and skipped

 private:
  TlvReader(BytesView data, std::size_t base, int depth, FileReview& review);
  [[nodiscard]] ElementHeader peek() const;

  BytesView data_;
  std::size_t base_ = 0;
  std::size_t position_ = 0;
  int depth_ = 0;
  FileReview* review_;
};

// Neither empty nor larger than a chip file can be.
void check_file_size(BytesView file, FileReview& review);

// The content of a file that is one element with `tag` and nothing behind it; checks the file's size.
[[nodiscard]] TlvReader open_chip_file(BytesView file, Tag tag, FileReview& review);

// Walks through all levels of constructed elements: every length must fit.
void check_well_formed(TlvReader reader);

// DER: minimal lengths.
[[nodiscard]] Bytes tlv(Tag tag, BytesView value);
[[nodiscard]] Bytes tlv(Tag tag, std::initializer_list<BytesView> parts);
[[nodiscard]] Bytes der_set_of(Tag tag, std::vector<Bytes> elements);  // sorted as DER wants a SET OF
[[nodiscard]] Bytes der_integer(std::uint32_t number);
[[nodiscard]] Bytes der_oid(std::string_view dotted);  // of our own constants: dotted decimal, valid
[[nodiscard]] std::string oid_text(BytesView value);   // "2.23.136.1.1.1"; empty when malformed
[[nodiscard]] BytesView bytes_of(std::string_view text) noexcept;
[[nodiscard]] std::string text_of(BytesView bytes);
[[nodiscard]] Bytes copy_of(BytesView bytes);

}  // namespace enrolkit::lds
