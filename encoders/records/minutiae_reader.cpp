// SPDX-License-Identifier: Apache-2.0
// ISO/IEC 19794-2:2005 and :2011 (record formats), ANSI INCITS 378-2004 and -2009. The magic is the same, and pairs of
// them the version: lengths tell them apart.
#include <string>
#include <utility>

#include "encoders/records/minutiae_fields.hpp"
#include "encoders/records/record_reader.hpp"

namespace enrolkit {
namespace {

using namespace records;

// Records of NIST's collection and the samples of ANSI 378 state a byte or two more or less than they have.
constexpr std::size_t kMaxMissingExtension = 1, kMaxUncounted = 2;

struct Header {
  MinutiaeFormat format = MinutiaeFormat::iso_2005;
  bool certified = false;
  std::size_t views = 0;
};

struct Frame {
  std::uint16_t width = 0, height = 0, resolution_x = 0, resolution_y = 0;
  bool operator==(const Frame&) const = default;
};

Frame read_frame(BigEndianReader& in) {
  Frame frame;
  frame.width = in.u16();
  frame.height = in.u16();
  frame.resolution_x = in.u16();
  frame.resolution_y = in.u16();
  return frame;
}

class Reader {
 public:
  Reader(MinutiaeFormat format, BytesView data) : data_(data), in_(data) { record_.format = format; }

  // `header`: bytes before the first view, where editions differ.
  Result<FingerMinutiaeRecord> read(std::size_t header) {
    in_.bytes(kMinutiaeMagic.size() + kVersion20.size());
    if (const Status read = read_header(header); !read) return read.error();
    for (std::size_t i = 0; i < views_; ++i) {
      const bool last = i + 1 == views_;
      const Status read = record_.format == MinutiaeFormat::iso_2011 ? read_representation() : read_view(body_, last);
      if (!read) return read.error();
    }
    if (ends_early()) return std::move(record_);
    if (const Status all = check_all_read(kMinutiaeName, "the number of views", views_, body_); !all)
      return all.error();
    return std::move(record_);
  }

 private:
  // Of an ANSI record the bytes that its length leaves out were made part of the body; they may be none of it.
  [[nodiscard]] bool ends_early() const { return !is_iso(record_.format) && body_.left() <= uncounted_; }

  Status read_header(std::size_t header) {
    const MinutiaeFormat format = record_.format;
    std::uint64_t length = 0;
    if (format == MinutiaeFormat::ansi_2004) {
      length = in_.u16();
      if (length == 0) length = in_.u32(), header += 4;
    } else {
      length = in_.u32();
    }
    if (!is_iso(format)) in_.u32();  // CBEFF owner and type
    Frame frame;
    switch (format) {
      case MinutiaeFormat::iso_2005:
      case MinutiaeFormat::ansi_2004:
        record_.device_id = in_.u16();
        frame = read_frame(in_);
        views_ = in_.u8();
        in_.u8();  // reserved
        break;
      case MinutiaeFormat::iso_2011:
        views_ = in_.u16();
        certified_ = in_.u8() != 0;
        break;
      case MinutiaeFormat::ansi_2009:
        if (header == kAnsi2009Header) in_.u8();  // certification
        record_.device_id = in_.u16();
        views_ = in_.u8();
        in_.u8();  // reserved
        break;
    }
    if (!in_.ok()) return cut_short(kMinutiaeName, "the record header");
    // What follows the stated length is not ours: several products append to their records.
    const Status fits = check_length(kMinutiaeName, length, header, data_.size(), Trailing::passed_over);
    if (!fits) return fits;
    if (const Status some = check_not_none(kMinutiaeName, "the number of views", views_); !some) return some;
    if (!is_iso(format)) uncounted_ = std::min(kMaxUncounted, data_.size() - static_cast<std::size_t>(length));
    body_ = BigEndianReader(data_.first(static_cast<std::size_t>(length) + uncounted_).subspan(header));
    frame_ = frame;
    set_frame(frame);
    return {};
  }

  void set_frame(const Frame& frame) {
    record_.width = frame.width;
    record_.height = frame.height;
    record_.resolution_x = frame.resolution_x;
    record_.resolution_y = frame.resolution_y;
  }

  // Of editions that give each view its own size. Only one for all is kept.
  Status take_frame(const Frame& frame) {
    if (record_.views.empty()) {
      frame_ = frame;
      set_frame(frame);
    } else if (frame != frame_) {
      return Error{ErrorCode::unsupported, "minutiae record: its views differ in size or resolution"};
    }
    return {};
  }

  static Status take_position(std::uint8_t position, FingerView& view) {
    if (position > kMaxPosition) {
      return wrong(ErrorCode::unsupported, kMinutiaeName, "the finger position", position, "0 to 10 (one finger)");
    }
    view.position = static_cast<FingerPosition>(position);
    return {};
  }

  Status read_minutiae(BigEndianReader& in, std::size_t count, std::size_t bytes, FingerView& view) const {
    if (count * bytes > in.left()) return cut_short(kMinutiaeName, "the minutiae of a view");
    const double unit = is_iso(record_.format) ? kIsoAngleUnit : kAnsiAngleUnit;
    constexpr std::uint32_t kCoordinate = kMaxCoordinate;
    view.minutiae.resize(count);
    for (Minutia& minutia : view.minutiae) {
      const std::uint32_t type_and_x = in.u16(), y = in.u16() & kCoordinate, x = type_and_x & kCoordinate;
      if (x >= frame_.width || y >= frame_.height) {
        return Error{ErrorCode::malformed, "minutiae record: a minutia at " + std::to_string(x) + ", " +
                                               std::to_string(y) + " lies outside the image of " +
                                               std::to_string(frame_.width) + " x " + std::to_string(frame_.height)};
      }
      const std::uint32_t type = type_and_x >> 14U;
      minutia.x = x;
      minutia.y = y;
      minutia.type = type <= 2 ? static_cast<MinutiaType>(type) : MinutiaType::other;
      const std::uint32_t angle = in.u8();
      minutia.direction = (is_iso(record_.format) ? angle : angle % 180) * unit;
      const std::uint8_t quality = bytes == kMinutiaBytes ? in.u8() : std::uint8_t{0};
      minutia.quality = quality <= kMaxQuality ? quality : 0;  // 101..255 are codes for "none"
    }
    return {};
  }

  // Ridge counts, cores, deltas, vendors' data: not used.
  static Status skip_extension(BigEndianReader& in, bool last) {
    std::size_t extension = in.u16();
    if (!in.ok()) return cut_short(kMinutiaeName, "a view");
    if (last && extension > in.left() && extension - in.left() <= kMaxMissingExtension) extension = in.left();
    in.bytes(extension);
    return in.ok() ? Status() : cut_short(kMinutiaeName, "the extended data of a view");
  }

  // ISO 2005 and ANSI 2004; ANSI 2009.
  Status read_view(BigEndianReader& in, bool last) {
    FingerView view;
    const std::uint8_t position = in.u8();
    if (record_.format == MinutiaeFormat::ansi_2009) {
      view.view_number = in.u8();
      view.impression = in.u8();
      const std::uint8_t quality = in.u8();
      view.quality = quality <= kMaxQuality ? quality : std::uint8_t{0};
      in.u32();  // vendor and algorithm of the quality
      const Frame frame = read_frame(in);
      if (!in.ok()) return cut_short(kMinutiaeName, "a view's header");
      if (const Status same = take_frame(frame); !same) return same;
    } else {
      const std::uint8_t number_and_impression = in.u8();
      view.view_number = number_and_impression >> 4U;
      view.impression = number_and_impression & 15U;
      view.quality = in.u8();
    }
    const std::size_t count = in.u8();
    if (!in.ok()) return cut_short(kMinutiaeName, "a view's header");
    if (const Status one = take_position(position, view); !one) return one;
    if (const Status read = read_minutiae(in, count, kMinutiaBytes, view); !read) return read;
    if (const Status read = skip_extension(in, last); !read) return read;
    record_.views.push_back(std::move(view));
    return {};
  }

  Status read_representation() {
    auto block = read_block(body_, kMinutiaeName, "a representation", kIso2011View);
    if (!block) return block.error();
    BigEndianReader& in = *block;
    FingerView view;
    const RepresentationHeader header = read_representation_header(in, certified_);
    view.quality = header.quality;
    const std::uint8_t position = in.u8();
    view.view_number = in.u8();
    Frame frame;
    frame.resolution_x = in.u16();
    frame.resolution_y = in.u16();
    view.impression = in.u8();
    frame.width = in.u16();
    frame.height = in.u16();
    const std::size_t minutia_bytes = in.u8() >> 4U;
    const std::size_t count = in.u8();
    if (!in.ok()) return cut_short(kMinutiaeName, "a representation's header");
    if (const Status one = take_position(position, view); !one) return one;
    if (minutia_bytes != kMinutiaBytes && minutia_bytes != kMinutiaBytesWithoutQuality) {
      return wrong(ErrorCode::malformed, kMinutiaeName, "the size of a minutia", minutia_bytes, "5 or 6");
    }
    if (const Status same = take_frame(frame); !same) return same;
    if (const Status read = read_minutiae(in, count, minutia_bytes, view); !read) return read;
    if (const Status read = skip_extension(in, false); !read) return read;
    if (const Status all = check_all_read(kMinutiaeName, "the number of minutiae", count, in); !all) return all;
    if (record_.views.empty()) {
      record_.device_vendor = header.device_vendor;
      record_.device_id = header.device_id;
    }
    record_.views.push_back(std::move(view));
    return {};
  }

  BytesView data_;
  BigEndianReader in_, body_{BytesView{}};
  FingerMinutiaeRecord record_;
  Frame frame_;
  bool certified_ = false;
  std::size_t views_ = 0, uncounted_ = 0;
};

// ISO/IEC 19794-2:2005 has a length of four bytes where ANSI INCITS 378-2004 has two, or two zeros and four.
Result<FingerMinutiaeRecord> decode_version_20(BytesView data) {
  BigEndianReader in(data.subspan(kMinutiaeMagic.size() + kVersion20.size()));
  const std::uint16_t high = in.u16(), low = in.u16();
  if (!in.ok()) return cut_short(kMinutiaeName, "the record header");
  const bool ansi = high >= kAnsi2004Header || (high == 0 && low < kIso2005Header);
  if (ansi) return Reader(MinutiaeFormat::ansi_2004, data).read(kAnsi2004Header);
  return Reader(MinutiaeFormat::iso_2005, data).read(kIso2005Header);
}

// Nothing but the lengths tells ISO/IEC 19794-2:2011 from ANSI INCITS 378-2009. Of the latter there are headers without
// a byte for certification.
Result<FingerMinutiaeRecord> decode_version_30(BytesView data) {
  auto iso = Reader(MinutiaeFormat::iso_2011, data).read(kIso2011Header);
  if (iso) return iso;
  for (const std::size_t header : {kAnsi2009Header, kAnsi2009Header - 1}) {
    auto ansi = Reader(MinutiaeFormat::ansi_2009, data).read(header);
    if (ansi) return ansi;
  }
  return iso;
}

}  // namespace

Result<FingerMinutiaeRecord> decode_finger_minutiae_record(BytesView data) {
  BigEndianReader in(data);
  const bool magic = in.text(kMinutiaeMagic);
  const BytesView version = in.bytes(kVersion20.size());
  if (!in.ok()) return cut_short(kMinutiaeName, "the record header");
  if (!magic) return Error{ErrorCode::malformed, "minutiae record: does not begin with FMR"};
  const std::string_view name(reinterpret_cast<const char*>(version.data()), version.size());
  if (name == kVersion20 || name == kVersion20WithZero) return decode_version_20(data);
  if (name == kVersion30) return decode_version_30(data);
  if (name == kVersion35) return Reader(MinutiaeFormat::ansi_2009, data).read(kAnsi2009Header);
  return Error{ErrorCode::unsupported,
               "minutiae record: the version is not 20, 30 or 35 (ISO/IEC 19794-2, ANSI INCITS 378)"};
}

}  // namespace enrolkit
