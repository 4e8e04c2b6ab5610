// SPDX-License-Identifier: Apache-2.0
#include "sdk/session/image_scale.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace enrolkit {

Image scale_to_fit(const Image& image, int max_width, int max_height) {
  const double scale =
      std::min({1.0, static_cast<double>(max_width) / image.width, static_cast<double>(max_height) / image.height});
  if (scale >= 1.0) return image;
  Image scaled(std::max(1, static_cast<int>(std::lround(image.width * scale))),
               std::max(1, static_cast<int>(std::lround(image.height * scale))), image.format);
  const int type = image.format == PixelFormat::grey8 ? CV_8UC1 : CV_8UC3;
  const cv::Mat from(image.height, image.width, type, const_cast<std::uint8_t*>(image.pixels.data()));
  cv::Mat to(scaled.height, scaled.width, type, scaled.pixels.data());
  // Within a parallel region OpenCV starts no other: its own threads would compete with those of a batch, whose caller
  // has said how many there are. The pixels are the same.
  cv::parallel_for_(cv::Range(0, 1), [&](const cv::Range&) { cv::resize(from, to, to.size(), 0, 0, cv::INTER_AREA); });
  return scaled;
}

}  // namespace enrolkit
