// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "encoders/codecs/jpeg_requantiser.hpp"

namespace enrolkit::codecs {
namespace {

constexpr int kFinestQuality = 100;
constexpr double kFinest = 0.5, kCoarsest = 5000;  // per cent of the standard tables: all steps 1; quality 1
constexpr double kFull = 0.98;                     // of the limit: closer is not worth another coding
constexpr double kAim = 0.99;
constexpr int kMaxCodings = 8;           // by then the range of scales is below 2 %, mostly far below
constexpr double kSameScale = 1.005;     // few tables between scales so close
constexpr double kFirstScale = 100;      // quality 50
constexpr double kTypicalSlope = -0.65;  // of log(size) over log(scale), of photos around quality 50

// A scale of the tables and the size that it gives, both as logarithms.
struct Tried {
  double scale = 0, size = 0;
};

// The scale where the line through the nearest known points reaches the aim; kept inside the range.
double next_scale(const std::optional<Tried>& large, const std::optional<Tried>& small, double aim, bool halve) {
  const double low = large ? large->scale : std::log(kFinest), high = small ? small->scale : std::log(kCoarsest);
  if (!large && !small) return std::log(kFirstScale);
  double slope = kTypicalSlope;
  if (large && small) slope = (small->size - large->size) / (small->scale - large->scale);
  const Tried& from = large ? *large : *small;
  const double wanted = from.scale + (aim - from.size) / std::min(slope, -0.05);
  if (halve || !(wanted > low && wanted < high)) return (low + high) / 2;
  return wanted;
}

Result<Bytes> fit(JpegRequantiser& picture, ImageView image, std::size_t max_bytes) {
  const bool colour = image.format == PixelFormat::rgb8;
  const double aim = std::log(kAim * static_cast<double>(max_bytes));
  std::optional<Tried> large, small;
  Bytes best;
  for (int coding = 0; coding < kMaxCodings; ++coding) {
    const double scale = next_scale(large, small, aim, coding % 3 == 2);
    if (!picture.write(std::exp(scale), colour)) return picture.error();
    const std::size_t size = picture.bytes().size();
    const Tried tried{scale, std::log(static_cast<double>(size))};
    if (size > max_bytes) {
      large = tried;
    } else {
      small = tried;
      best.assign(picture.bytes().begin(), picture.bytes().end());
      if (static_cast<double>(size) >= kFull * static_cast<double>(max_bytes)) break;
    }
    if (large && small && small->scale - large->scale < std::log(kSameScale)) break;
  }
  if (!best.empty()) return best;
  if (!picture.write(kCoarsest, colour)) return picture.error();
  const BytesView smallest = picture.bytes();
  if (smallest.size() > max_bytes) return cannot_fit("JPEG", image, max_bytes, smallest.size());
  return Bytes(smallest.begin(), smallest.end());
}

}  // namespace
}  // namespace enrolkit::codecs

namespace enrolkit {

Result<Bytes> encode_jpeg_to_size(ImageView image, std::size_t max_bytes, double ppi) {
  auto finest = encode_jpeg(image, codecs::kFinestQuality, ppi);
  if (!finest || finest->size() <= max_bytes) return finest;
  codecs::JpegRequantiser picture;
  if (!picture.load(*finest)) return picture.error();
  return codecs::fit(picture, image, max_bytes);
}

}  // namespace enrolkit
