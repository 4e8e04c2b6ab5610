// SPDX-License-Identifier: Apache-2.0
// Pictures for the tests of WSQ, and the segments of its files.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "enrolkit/wsq.hpp"

namespace enrolkit {

// Curved ridges of nine pixels' period with a little grain.
inline Image ridge_picture(int width, int height, std::uint32_t seed = 1) {
  Image image(width, height, PixelFormat::grey8);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      seed = seed * 1664525U + 1013904223U;
      const double radius = std::hypot(x - 0.4 * width, y - 0.6 * height);
      const double ridge = 130 + 80 * std::cos(radius * 2 * 3.14159265358979 / 9);
      image.row(y)[x] = static_cast<std::uint8_t>(std::lround(ridge) + (seed >> 29U));
    }
  }
  return image;
}

struct WsqSegment {
  std::uint32_t marker = 0;
  std::size_t at = 0;    // of the marker
  std::size_t size = 0;  // with the marker and, of a block, its data
};

// Where the segments of a whole file stand.
inline std::vector<WsqSegment> wsq_segments(const Bytes& file) {
  std::vector<WsqSegment> segments;
  const auto u16 = [&](std::size_t at) { return std::uint32_t{file.at(at)} << 8U | file.at(at + 1); };
  for (std::size_t at = 0; at + 2 <= file.size();) {
    const std::uint32_t marker = u16(at);
    std::size_t end = at + 2;
    if (marker != 0xFFA0 && marker != 0xFFA1) end += u16(end);
    if (marker == 0xFFA3) {
      while (file.at(end) != 0xFF || file.at(end + 1) == 0) ++end;
    }
    segments.push_back({marker, at, end - at});
    at = end;
  }
  return segments;
}

inline WsqSegment wsq_segment(const Bytes& file, std::uint32_t marker, int number = 0) {
  for (const WsqSegment& segment : wsq_segments(file)) {
    if (segment.marker == marker && number-- == 0) return segment;
  }
  ADD_FAILURE() << "there is no segment " << marker;
  return {};
}

inline Bytes part_of(const Bytes& file, const WsqSegment& segment) {
  const auto begin = file.begin() + static_cast<std::ptrdiff_t>(segment.at);
  return {begin, begin + static_cast<std::ptrdiff_t>(segment.size)};
}

inline Bytes without(Bytes file, const WsqSegment& segment) {
  const auto begin = file.begin() + static_cast<std::ptrdiff_t>(segment.at);
  file.erase(begin, begin + static_cast<std::ptrdiff_t>(segment.size));
  return file;
}

inline Bytes with(Bytes file, std::size_t at, const Bytes& inserted) {
  file.insert(file.begin() + static_cast<std::ptrdiff_t>(at), inserted.begin(), inserted.end());
  return file;
}

inline double psnr(const Image& a, const Image& b) {
  double squares = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) squares += std::pow(a.pixels[i] - b.pixels[i], 2);
  return 10 * std::log10(255.0 * 255 * static_cast<double>(a.pixels.size()) / squares);
}

inline int largest_difference(const Image& a, const Image& b) {
  if (a.width != b.width || a.height != b.height) return 256;
  int largest = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) largest = std::max(largest, std::abs(a.pixels[i] - b.pixels[i]));
  return largest;
}

}  // namespace enrolkit
