// SPDX-License-Identifier: Apache-2.0
// ISO/IEC 19794-2:2005 and :2011, record formats: a header, then for each finger view a header and its minutiae.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "encoders/records/big_endian.hpp"
#include "encoders/records/minutiae_fields.hpp"
#include "encoders/records/record_errors.hpp"

namespace enrolkit {
namespace {

using namespace records;

std::uint8_t angle_units(double direction) {
  double turns = direction / (2 * std::numbers::pi);
  turns -= std::floor(turns);
  return static_cast<std::uint8_t>(std::lround(turns * 256) % 256);
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
  return wrong(ErrorCode::invalid_argument, kMinutiaeName, field, value, expected);
}

Status check_view(MinutiaeFormat format, const FingerView& view) {
  if (static_cast<std::uint8_t>(view.position) > kMaxPosition) {
    return refuse("the finger position", static_cast<std::uint64_t>(view.position), "0 to 10");
  }
  if (!is_impression(format, view.impression)) {
    return refuse("the impression", view.impression,
                  format == MinutiaeFormat::iso_2005 ? "0 to 3, 8 or 9" : "0 to 9, 24, 28 or 29");
  }
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
  if (!is_iso(record.format)) {
    return Error{ErrorCode::unsupported, "minutiae record: ANSI INCITS 378 is not written, expected ISO/IEC 19794-2"};
  }
  if (record.width < 1 || record.width > kMaxCoordinate) return refuse("the width", record.width, "1 to 16383");
  if (record.height < 1 || record.height > kMaxCoordinate) return refuse("the height", record.height, "1 to 16383");
  for (const std::uint16_t resolution : {record.resolution_x, record.resolution_y}) {
    if (resolution < kMinResolution) return refuse("the resolution", resolution, "at least 99 pixels per cm");
  }
  if (record.views.empty() || record.views.size() > kMaxViews) {
    return refuse("the number of views", record.views.size(), "1 to 255");
  }
  const int last_number = record.format == MinutiaeFormat::iso_2005 ? kMaxViewNumber2005 : 255;
  std::uint32_t seen = 0;
  for (std::size_t i = 0; i < record.views.size(); ++i) {
    const FingerView& view = record.views[i];
    if (const Status usable = check_view(record.format, view); !usable) return usable;
    const bool next = i > 0 && record.views[i - 1].position == view.position;
    const std::uint32_t bit = 1U << static_cast<unsigned>(view.position);
    if (!next && (seen & bit) != 0) {
      return Error{ErrorCode::invalid_argument, "minutiae record: the views of one finger do not stand together"};
    }
    seen |= bit;
    const int number = next ? record.views[i - 1].view_number + 1 : 0;
    if (view.view_number != number || number > last_number) {
      return refuse("the view number", view.view_number,
                    std::to_string(number) + ", at most " + std::to_string(last_number));
    }
  }
  return {};
}

class Writer {
 public:
  explicit Writer(const FingerMinutiaeRecord& record)
      : record_(record), iso_2011_(record.format == MinutiaeFormat::iso_2011), out_(length()) {}

  Bytes write() {
    out_.text(kMinutiaeMagic);
    out_.text(iso_2011_ ? kVersion30 : kVersion20);
    out_.u32(static_cast<std::uint32_t>(length()));
    if (iso_2011_) {
      out_.u16(static_cast<std::uint32_t>(record_.views.size()));
      out_.u8(0);  // without certification blocks
    } else {
      out_.u16(record_.device_id);
      size();
      resolution();
      out_.u8(static_cast<std::uint32_t>(record_.views.size()));
      out_.u8(0);  // reserved
    }
    for (const FingerView& view : record_.views) {
      iso_2011_ ? representation_header(view) : view_header(view);
      minutiae(view);
      out_.u16(0);  // no extended data
    }
    return out_.take();
  }

 private:
  [[nodiscard]] std::size_t length_of(const FingerView& view) const {
    return (iso_2011_ ? kIso2011View + kQualityBlock : kIso2005View) +
           kMinutiaBytes * std::min(view.minutiae.size(), kMaxMinutiae);
  }
  [[nodiscard]] std::size_t length() const {
    std::size_t length = iso_2011_ ? kIso2011Header : kIso2005Header;
    for (const FingerView& view : record_.views) length += length_of(view);
    return length;
  }

  void size() {
    out_.u16(record_.width);
    out_.u16(record_.height);
  }
  void resolution() {
    out_.u16(record_.resolution_x);
    out_.u16(record_.resolution_y);
  }

  void view_header(const FingerView& view) {
    out_.u8(static_cast<std::uint8_t>(view.position));
    out_.u8(std::uint32_t{view.view_number} << 4U | view.impression);
    out_.u8(view.quality);
  }

  void representation_header(const FingerView& view) {
    constexpr std::uint8_t kNotGiven = 0xFF, kTechnologyUnknown = 0;
    out_.u32(static_cast<std::uint32_t>(length_of(view)));
    for (std::size_t i = 0; i < kCaptureTime; ++i) out_.u8(kNotGiven);
    out_.u8(kTechnologyUnknown);
    out_.u16(record_.device_vendor);
    out_.u16(record_.device_id);
    out_.u8(1);  // quality blocks: ours has neither vendor nor algorithm in IBIA's registry
    out_.u8(view.quality);
    out_.u16(0);
    out_.u16(0);
    out_.u8(static_cast<std::uint8_t>(view.position));
    out_.u8(view.view_number);
    resolution();
    out_.u8(view.impression);
    size();
    out_.u8(std::uint32_t{kMinutiaBytes} << 4U | kRidgeSkeletonEnding);
  }

  void minutiae(const FingerView& view) {
    const std::vector<Minutia> minutiae = best_of(view.minutiae);
    out_.u8(static_cast<std::uint32_t>(minutiae.size()));
    for (const Minutia& minutia : minutiae) {
      out_.u16(static_cast<std::uint32_t>(minutia.type) << 14U | coordinate(minutia.x, record_.width));
      out_.u16(coordinate(minutia.y, record_.height));
      out_.u8(angle_units(minutia.direction));
      const bool reported = minutia.quality > 0 || !iso_2011_;
      out_.u8(reported ? static_cast<std::uint32_t>(minutia.quality) : kQualityNotReported);
    }
  }

  const FingerMinutiaeRecord& record_;
  bool iso_2011_;
  BigEndianWriter out_;
};

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
  return Writer(record).write();
}

}  // namespace enrolkit
