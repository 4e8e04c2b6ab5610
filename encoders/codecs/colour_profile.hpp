// SPDX-License-Identifier: Apache-2.0
// Embedded ICC profiles: what they describe becomes sRGB, so that everything measured is. The only user of Little CMS.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "enrolkit/image_codec.hpp"

namespace enrolkit::codecs {

enum class ProfiledSamples : std::uint8_t { grey, rgb, cmyk, inverted_cmyk };  // inverted as Adobe's JPEGs are

class ColourConversion {
 public:
  // Empty when `icc` is no usable profile of such samples: broken, too large, of a device that takes no pictures.
  [[nodiscard]] static std::optional<ColourConversion> make(BytesView icc, ProfiledSamples samples);

  // True: the samples are sRGB already, give or take rounding, and are best left alone.
  [[nodiscard]] bool identity() const noexcept;

  // `from` and `to` may be the same when the samples are grey or rgb; cmyk becomes rgb.
  void convert(const std::uint8_t* from, std::uint8_t* to, std::size_t pixels) const noexcept;

  ~ColourConversion();
  ColourConversion(ColourConversion&&) noexcept;
  ColourConversion& operator=(ColourConversion&&) noexcept;

 private:
  ColourConversion();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Converts a decoded grey or RGB image by the profile of its file (empty: it has none) and tells what came of it.
ColourProfileUse convert_to_srgb(Image& image, BytesView icc);

}  // namespace enrolkit::codecs
