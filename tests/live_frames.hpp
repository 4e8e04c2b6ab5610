// SPDX-License-Identifier: Apache-2.0
// A camera's preview of drawn people: 640 x 480, the portrait somewhere before its own wall.
#pragma once

#include <algorithm>
#include <chrono>
#include <map>
#include <string>

#include "enrolkit/image.hpp"
#include "people/people.hpp"

namespace enrolkit::testing {

using Settings = std::map<std::string, std::string>;

inline constexpr int kFrameWidth = 640;
inline constexpr int kFrameHeight = 480;
inline constexpr std::chrono::milliseconds kFrameTime{67};  // 15 frames a second

// A drawn portrait of 374 x 481, made once for each setting.
inline const Image& portrait(Settings set, std::uint64_t seed = 53) {
  static std::map<std::pair<std::uint64_t, Settings>, Image> made;
  set.emplace("width", "374");
  set.emplace("fingers", "none");
  const auto key = std::pair(seed, set);
  const auto found = made.find(key);
  if (found != made.end()) return found->second;
  people::Settings settings;
  settings.seed = seed;
  settings.age = 40;
  settings.set = set;
  return made.emplace(key, people::make_person(settings).value().portrait).first->second;
}

// The portrait in the middle of the frame, moved by some pixels, the wall continued to both sides.
inline Image frame_of(const Image& portrait, int to_right = 0, int down = 0) {
  Image frame(kFrameWidth, kFrameHeight, PixelFormat::rgb8);
  const int left = (kFrameWidth - portrait.width) / 2 + to_right;
  for (int y = 0; y < kFrameHeight; ++y) {
    const int row = std::clamp(y - down, 0, portrait.height - 1);
    for (int x = 0; x < kFrameWidth; ++x) {
      const int from = std::clamp(x - left, 0, portrait.width - 1);
      std::copy_n(portrait.row(row) + 3 * from, 3, frame.row(y) + 3 * x);
    }
  }
  return frame;
}

// A smaller picture laid over a part of the frame.
inline void lay_over(Image& frame, const Image& picture, int left, int top) {
  for (int y = std::max(0, -top); y < std::min(picture.height, frame.height - top); ++y) {
    for (int x = std::max(0, -left); x < std::min(picture.width, frame.width - left); ++x) {
      std::copy_n(picture.row(y) + 3 * x, 3, frame.row(y + top) + 3 * (x + left));
    }
  }
}

inline Image mirrored(const Image& image) {
  Image other(image.width, image.height, image.format);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x)
      std::copy_n(image.row(y) + 3 * x, 3, other.row(y) + 3 * (image.width - 1 - x));
  }
  return other;
}

}  // namespace enrolkit::testing
