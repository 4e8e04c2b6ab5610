// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/wsq/wsq_codec.hpp"
#include "tests/fuzz/expect.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace enrolkit;
  using namespace codecs::wsq;
  const BytesView file(data, size);
  const ImageLimits limits{.max_pixels = 400'000};  // a quarter of that: so that many files are tried in a second
  const auto image = decode(file, limits, vector_kernels());
  const auto twin = decode(file, limits, scalar_kernels());
  fuzz::expect(image.has_value() == twin.has_value(), "both kinds of kernels take the file or refuse it");
  if (!image) {
    fuzz::expect(!image.error().message.empty(), "an error has a sentence");
    return 0;
  }
  const Image& picture = image->image;
  fuzz::expect(picture.pixels.size() == std::size_t(picture.width) * std::size_t(picture.height),
               "all pixels are there");
  fuzz::expect(picture.pixels == twin->image.pixels, "both kinds of kernels give the same pixels");
  return 0;
}
