// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/white_frame.hpp"

#include <numeric>
#include <string>
#include <vector>

#include "quality/finger/nfiq2/parameters.hpp"

namespace enrolkit::nfiq2 {
namespace {

struct Span {
  int first = -1;  // -1: all lines are white
  int last = -1;
};

// `sums` of lines of `length` pixels.
Span span_of(const std::vector<std::int64_t>& sums, int length) {
  Span span;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (sums[i] > static_cast<std::int64_t>(kWhiteLine) * length) continue;
    if (span.first < 0) span.first = static_cast<int>(i);
    span.last = static_cast<int>(i);
  }
  return span;
}

Error too_large(const char* side, int pixels, int limit) {
  return {ErrorCode::too_large, std::string("the print is ") + std::to_string(pixels) + " pixels " + side +
                                    " without its white frame; the measures are defined up to " +
                                    std::to_string(limit)};
}

}  // namespace

Result<Region> without_white_frame(ImageView print) {
  std::vector<std::int64_t> rows(static_cast<std::size_t>(print.height));
  std::vector<std::int64_t> columns(static_cast<std::size_t>(print.width));
  for (int y = 0; y < print.height; ++y) {
    const std::uint8_t* line = print.row(y);
    rows[static_cast<std::size_t>(y)] = std::accumulate(line, line + print.width, std::int64_t{0});
    for (std::size_t x = 0; x < columns.size(); ++x) columns[x] += line[x];
  }
  const Span vertical = span_of(rows, print.width);
  const Span horizontal = span_of(columns, print.height);
  if (vertical.first < 0 || horizontal.first < 0) {
    return Error{ErrorCode::malformed, "the image is blank: every line is nearly white"};
  }
  if (vertical.last == vertical.first || horizontal.last == horizontal.first) {
    return Error{ErrorCode::malformed, "only one line of the image is not nearly white"};
  }
  const Region crop{horizontal.first, vertical.first, horizontal.last - horizontal.first + 1,
                    vertical.last - vertical.first + 1};
  if (crop.width > kMaxCropWidth) return too_large("wide", crop.width, kMaxCropWidth);
  if (crop.height > kMaxCropHeight) return too_large("high", crop.height, kMaxCropHeight);
  return crop;
}

}  // namespace enrolkit::nfiq2
