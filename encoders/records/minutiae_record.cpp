// SPDX-License-Identifier: Apache-2.0
// ISO/IEC 19794-2:2005, clause 7 (record format): a header, then for each finger view a header and its minutiae.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

#include "encoders/records/big_endian.hpp"
#include "encoders/records/record_errors.hpp"
#include "enrolkit/records.hpp"

namespace enrolkit {
namespace {

using namespace std::string_view_literals;
using records::cut_short;
using records::wrong;

constexpr std::string_view kName = "minutiae record";
constexpr std::string_view kFormat = "FMR\0"sv, kVersion = " 20\0"sv, kVersionWithZero = "020\0"sv;
constexpr std::size_t kRecordHeader = 24, kViewHeader = 6, kMinutia = 6;
constexpr std::size_t kMaxMinutiae = 255, kMaxViews = 255;
constexpr int kMaxCoordinate = 16383;         // 14 bits
constexpr std::uint32_t kMinResolution = 99;  // pixels per cm, the lowest that the standard takes
constexpr std::uint8_t kMaxPosition = 10, kMaxQuality = 100, kMaxViewNumber = 15;
constexpr std::size_t kAnsiHeader = 26;  // of ANSI INCITS 378-2004, whose length field has two bytes
constexpr double kAngleUnits = 256;      // in a full turn
constexpr double kCentimetresPerInch = 2.54;
// A record of NIST's collection says that its last extended area is one byte longer than it is.
constexpr std::size_t kMaxMissingExtension = 1;

bool is_impression(std::uint8_t impression) { return impression <= 3 || impression == 8 || impression == 9; }

std::uint8_t angle_units(double direction) {
  double turns = direction / (2 * std::numbers::pi);
  turns -= std::floor(turns);
  return static_cast<std::uint8_t>(std::lround(turns * kAngleUnits) % 256);
}

std::uint16_t coordinate(double value, std::uint16_t size) {
  return static_cast<std::uint16_t>(std::lround(std::clamp(value, 0.0, size - 1.0)));
}

std::vector<Minutia> best_of(std::vector<Minutia> minutiae) {
  if (minutiae.size() <= kMaxMinutiae) return minutiae;
  std::stable_sort(minutiae.begin(), minutiae.end(),
                   [](const Minutia& a, const Minutia& b) { return a.quality > b.quality; });
  minutiae.resize(kMaxMinutiae);
  return minutiae;
}

Error refuse(std::string_view field, std::uint64_t value, std::string_view expected) {
  return wrong(ErrorCode::invalid_argument, kName, field, value, expected);
}

Status check_view(const FingerView& view) {
  if (static_cast<std::uint8_t>(view.position) > kMaxPosition) {
    return refuse("the finger position", static_cast<std::uint64_t>(view.position), "0 to 10");
  }
  if (!is_impression(view.impression)) return refuse("the impression", view.impression, "0 to 3, 8 or 9");
  if (view.quality > kMaxQuality) return refuse("the finger quality", view.quality, "0 to 100");
  for (const Minutia& minutia : view.minutiae) {
    if (!std::isfinite(minutia.x) || !std::isfinite(minutia.y) || !std::isfinite(minutia.direction)) {
      return Error{ErrorCode::invalid_argument,
                   "minutiae record: a minutia has a position or direction that is no number"};
    }
    if (minutia.quality < 0 || minutia.quality > kMaxQuality) {
      return Error{ErrorCode::invalid_argument, "minutiae record: the quality of a minutia is " +
                                                    std::to_string(minutia.quality) + ", expected 0 to 100"};
    }
  }
  return {};
}

Status check(const FingerMinutiaeRecord& record) {
  if (record.width < 1 || record.width > kMaxCoordinate) return refuse("the width", record.width, "1 to 16383");
  if (record.height < 1 || record.height > kMaxCoordinate) return refuse("the height", record.height, "1 to 16383");
  for (const std::uint16_t resolution : {record.resolution_x, record.resolution_y}) {
    if (resolution < kMinResolution) return refuse("the resolution", resolution, "at least 99 pixels per cm");
  }
  if (record.views.empty() || record.views.size() > kMaxViews) {
    return refuse("the number of views", record.views.size(), "1 to 255");
  }
  std::uint32_t seen = 0;
  for (std::size_t i = 0; i < record.views.size(); ++i) {
    const FingerView& view = record.views[i];
    if (const Status usable = check_view(view); !usable) return usable;
    const bool next = i > 0 && record.views[i - 1].position == view.position;
    const std::uint32_t bit = 1U << static_cast<unsigned>(view.position);
    if (!next && (seen & bit) != 0) {
      return Error{ErrorCode::invalid_argument, "minutiae record: the views of one finger do not stand together"};
    }
    seen |= bit;
    const int number = next ? record.views[i - 1].view_number + 1 : 0;
    if (view.view_number != number || number > kMaxViewNumber) {
      return refuse("the view number", view.view_number, std::to_string(number) + ", at most 15");
    }
  }
  return {};
}

Result<FingerView> read_view(records::BigEndianReader& in, const FingerMinutiaeRecord& record, bool last) {
  FingerView view;
  const std::uint8_t position = in.u8();
  const std::uint8_t number_and_impression = in.u8();
  view.quality = in.u8();
  const std::size_t count = in.u8();
  if (!in.ok()) return cut_short(kName, "a view's header");
  if (position > kMaxPosition) {
    return wrong(ErrorCode::unsupported, kName, "the finger position", position, "0 to 10 (one finger)");
  }
  view.position = static_cast<FingerPosition>(position);
  view.view_number = number_and_impression >> 4U;
  view.impression = number_and_impression & 15U;
  if (count * kMinutia > in.left()) return cut_short(kName, "the minutiae of a view");
  view.minutiae.resize(count);
  for (Minutia& minutia : view.minutiae) {
    const std::uint32_t type_and_x = in.u16(), y = in.u16() & 0x3FFFU, x = type_and_x & 0x3FFFU;
    if (x >= record.width || y >= record.height) {
      return Error{ErrorCode::malformed, "minutiae record: a minutia at " + std::to_string(x) + ", " +
                                             std::to_string(y) + " lies outside the image of " +
                                             std::to_string(record.width) + " x " + std::to_string(record.height)};
    }
    const std::uint32_t type = type_and_x >> 14U;
    minutia.x = x;
    minutia.y = y;
    minutia.type = type <= 2 ? static_cast<MinutiaType>(type) : MinutiaType::other;
    minutia.direction = in.u8() * (2 * std::numbers::pi / kAngleUnits);
    const std::uint8_t quality = in.u8();
    minutia.quality = quality <= kMaxQuality ? quality : 0;  // 101..255 are codes for "none"
  }
  std::size_t extension = in.u16();
  if (!in.ok()) return cut_short(kName, "a view");
  if (last && extension > in.left() && extension - in.left() <= kMaxMissingExtension) extension = in.left();
  in.bytes(extension);  // ridge counts, cores, deltas, vendors' data: not used
  if (!in.ok()) return cut_short(kName, "the extended data of a view");
  return view;
}

}  // namespace

FingerMinutiaeRecord minutiae_record(const FingerTemplate& finger, FingerPosition position, int quality) {
  const auto u16 = [](double value) {
    return std::isfinite(value) ? static_cast<std::uint16_t>(std::lround(std::clamp(value, 0.0, 65535.0)))
                                : std::uint16_t{0};
  };
  FingerMinutiaeRecord record;
  record.width = u16(finger.width);
  record.height = u16(finger.height);
  record.resolution_x = record.resolution_y = u16(finger.ppi / kCentimetresPerInch);
  FingerView view;
  view.position = position;
  view.quality = static_cast<std::uint8_t>(std::clamp(quality, 0, int{kMaxQuality}));
  view.minutiae = best_of(finger.minutiae);
  record.views.push_back(std::move(view));
  return record;
}

Result<Bytes> encode(const FingerMinutiaeRecord& record) {
  if (const Status usable = check(record); !usable) return usable.error();
  std::size_t length = kRecordHeader;
  for (const FingerView& view : record.views) {
    length += kViewHeader + kMinutia * std::min(view.minutiae.size(), kMaxMinutiae);
  }
  records::BigEndianWriter out(length);
  out.text(kFormat);
  out.text(kVersion);
  out.u32(static_cast<std::uint32_t>(length));
  out.u16(record.device_id);
  out.u16(record.width);
  out.u16(record.height);
  out.u16(record.resolution_x);
  out.u16(record.resolution_y);
  out.u8(static_cast<std::uint32_t>(record.views.size()));
  out.u8(0);  // reserved
  for (const FingerView& view : record.views) {
    const std::vector<Minutia> minutiae = best_of(view.minutiae);
    out.u8(static_cast<std::uint8_t>(view.position));
    out.u8(std::uint32_t{view.view_number} << 4U | view.impression);
    out.u8(view.quality);
    out.u8(static_cast<std::uint32_t>(minutiae.size()));
    for (const Minutia& minutia : minutiae) {
      out.u16(static_cast<std::uint32_t>(minutia.type) << 14U | coordinate(minutia.x, record.width));
      out.u16(coordinate(minutia.y, record.height));
      out.u8(angle_units(minutia.direction));
      out.u8(static_cast<std::uint32_t>(minutia.quality));
    }
    out.u16(0);  // no extended data
  }
  return out.take();
}

Result<FingerMinutiaeRecord> decode_finger_minutiae_record(BytesView data) {
  records::BigEndianReader in(data);
  const bool format = in.text(kFormat);
  records::BigEndianReader again = in;
  const bool version = in.text(kVersion) || again.text(kVersionWithZero);
  const std::size_t length = in.u32();
  FingerMinutiaeRecord record;
  record.device_id = in.u16();
  record.width = in.u16();
  record.height = in.u16();
  record.resolution_x = in.u16();
  record.resolution_y = in.u16();
  const std::size_t views = in.u8();
  in.u8();  // reserved
  if (!in.ok()) return cut_short(kName, "the record header");
  if (!format) return Error{ErrorCode::malformed, "minutiae record: does not begin with FMR"};
  if (!version) {
    return Error{ErrorCode::unsupported, "minutiae record: the version is not 20 (ISO/IEC 19794-2:2005)"};
  }
  if (length >> 16U >= kAnsiHeader) {
    return Error{ErrorCode::unsupported,
                 "minutiae record: this is ANSI INCITS 378-2004, expected ISO/IEC 19794-2:2005"};
  }
  if (length > data.size()) return cut_short(kName, "the record, which says " + std::to_string(length) + " bytes");
  if (length < kRecordHeader) return wrong(ErrorCode::malformed, kName, "the length", length, "at least 24");
  if (views == 0) return wrong(ErrorCode::malformed, kName, "the number of views", 0, "at least 1");

  // What follows the stated length is not ours: several products append to their records.
  records::BigEndianReader body(data.first(length).subspan(kRecordHeader));
  for (std::size_t i = 0; i < views; ++i) {
    auto view = read_view(body, record, i + 1 == views);
    if (!view) return view.error();
    record.views.push_back(*std::move(view));
  }
  if (body.left() > 0) {
    return wrong(ErrorCode::malformed, kName, "the number of views", views,
                 "more: " + std::to_string(body.left()) + " bytes are left");
  }
  return record;
}

}  // namespace enrolkit
