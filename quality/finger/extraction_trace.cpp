// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "enrolkit/finger_maps.hpp"
#include "quality/finger/extraction_parameters.hpp"
#include "quality/finger/print_analysis.hpp"

namespace enrolkit {
namespace {

using ridges::kBlock;
using ridges::PrintAnalysis;

const cv::Scalar kRed(220, 30, 30);
const cv::Scalar kBlue(20, 70, 230);
const cv::Scalar kGreen(0, 150, 60);
constexpr int kTail = 9;  // px of a minutia's direction

struct Size {
  int width = 0;
  int height = 0;
};

Image picture(Size size, PixelFormat format) { return {size.width, size.height, format}; }

cv::Mat canvas(Image& image) {
  return {image.height, image.width, image.format == PixelFormat::rgb8 ? CV_8UC3 : CV_8UC1, image.pixels.data(),
          static_cast<std::size_t>(image.stride())};
}

// `grey(x, y)` is clamped to 0..255.
template <class Grey>
Image drawn(Size size, Grey grey) {
  Image image = picture(size, PixelFormat::grey8);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      image.row(y)[x] = static_cast<std::uint8_t>(std::clamp(static_cast<double>(grey(x, y)), 0.0, 255.0));
    }
  }
  return image;
}

Image paled(const Image& grey) {
  Image image = picture({grey.width, grey.height}, PixelFormat::rgb8);
  cv::Mat out = canvas(image);
  Image copy = grey;
  cv::cvtColor(canvas(copy), out, cv::COLOR_GRAY2RGB);
  out = out * 0.5 + cv::Scalar::all(127);
  return image;
}

Image orientation_lines(const PrintAnalysis& analysis, const Image& print) {
  Image image = paled(print);
  cv::Mat out = canvas(image);
  for (int y = 0; y < analysis.contact.height; ++y) {
    for (int x = 0; x < analysis.contact.width; ++x) {
      if (analysis.contact.at(x, y) == 0) continue;
      const double cx = (x + 0.5) * kBlock;
      const double cy = (y + 0.5) * kBlock;
      const double angle = analysis.orientation.angle_at(cx, cy);
      const double reach = kBlock * (0.15 + 0.4 * analysis.orientation.coherence.at(x, y));
      const cv::Point2d along(std::cos(angle) * reach, std::sin(angle) * reach);
      cv::line(out, cv::Point2d(cx, cy) - along, cv::Point2d(cx, cy) + along, kBlue, 1, cv::LINE_AA);
    }
  }
  return image;
}

Image mask_over(const PrintAnalysis& analysis, const Image& print) {
  Image image = paled(print);
  cv::Mat out = canvas(image);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      if (analysis.ridge.at(x / kBlock, y / kBlock) != 0) continue;
      const bool touched = analysis.contact.at(x / kBlock, y / kBlock) != 0;
      cv::Vec3b& pixel = out.at<cv::Vec3b>(y, x);
      pixel = touched ? cv::Vec3b(pixel[0], static_cast<std::uint8_t>(pixel[1] * 0.7), pixel[2])
                      : cv::Vec3b(static_cast<std::uint8_t>(pixel[0] * 0.5), static_cast<std::uint8_t>(pixel[1] * 0.5),
                                  static_cast<std::uint8_t>(pixel[2] * 0.5));
    }
  }
  return image;
}

Image minutiae_over(const PrintAnalysis& analysis, const Image& print) {
  Image image = paled(print);
  cv::Mat out = canvas(image);
  for (const Minutia& minutia : analysis.minutiae) {
    const cv::Point2d at((minutia.x + 0.5) * analysis.scale - 0.5, (minutia.y + 0.5) * analysis.scale - 0.5);
    const cv::Point2d tail(kTail * std::cos(minutia.direction), -kTail * std::sin(minutia.direction));
    const cv::Scalar colour = minutia.type == MinutiaType::bifurcation ? kGreen : kRed;
    cv::circle(out, at, 3, colour, 1, cv::LINE_AA);
    cv::line(out, at, at + tail, colour, 1, cv::LINE_AA);
  }
  return image;
}

}  // namespace

Result<std::vector<TracePicture>> trace_extraction(ImageView print, double ppi) {
  ridges::RidgeLines lines;
  const auto traced = ridges::analyse_print(print, ppi, &lines);
  if (!traced) return traced.error();
  const PrintAnalysis& analysis = *traced;
  const Size size{lines.binary.width, lines.binary.height};
  constexpr double kHalf = 127.5;
  const Image contrast = drawn(size, [&](int x, int y) {
    return kHalf + kHalf / ridges::kClamp * analysis.print.values.at(x, y) / ridges::kUnit;
  });
  const double periods = ridges::kMaxPeriod - ridges::kMinPeriod;
  std::vector<TracePicture> steps;
  steps.push_back({"contrast", contrast});
  steps.push_back({"orientation", orientation_lines(analysis, contrast)});
  steps.push_back({"period", drawn(size, [&](int x, int y) {
                     return 255 * (analysis.frequency.period.at(x / kBlock, y / kBlock) - ridges::kMinPeriod) / periods;
                   })});
  steps.push_back({"mask", mask_over(analysis, contrast)});
  steps.push_back({"enhanced", drawn(size, [&](int x, int y) {
                     const int u = std::min(x / 2, analysis.enhanced.width - 1);
                     const int v = std::min(y / 2, analysis.enhanced.height - 1);
                     return kHalf + kHalf * analysis.enhanced.at(u, v) / ridges::kUnit;
                   })});
  steps.push_back({"ridges", drawn(size, [&](int x, int y) { return lines.binary.at(x, y) != 0 ? 0 : 255; })});
  steps.push_back({"skeleton", drawn(size, [&](int x, int y) { return lines.skeleton.at(x, y) != 0 ? 0 : 255; })});
  steps.push_back({"minutiae", minutiae_over(analysis, contrast)});
  return steps;
}

}  // namespace enrolkit
