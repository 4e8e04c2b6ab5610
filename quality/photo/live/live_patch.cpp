// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/live/live_patch.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>

#include "quality/photo/cielab.hpp"

namespace enrolkit::photo {
namespace {

// As in face_patch.cpp.
constexpr double kForehead = 0.25;
constexpr double kAroundEye = 1.5;
constexpr double kBrowThickness = 0.14;

// Positions are counted in 1/256 px.
constexpr int kFraction = 8;
constexpr int kOne = 1 << kFraction;

struct Sampler {
  ImageView frame;
  int channels;

  // The bilinear value of each channel at a fixed-point position, added to `sum`; beyond the border its nearest pixel.
  void add(int x, int y, std::array<int, 3>& sum) const {
    const int most_x = (frame.width - 1) << kFraction;
    const int most_y = (frame.height - 1) << kFraction;
    x = std::clamp(x, 0, most_x);
    y = std::clamp(y, 0, most_y);
    const int column = std::min(x >> kFraction, std::max(frame.width - 2, 0));
    const int row = std::min(y >> kFraction, std::max(frame.height - 2, 0));
    const int u = x - (column << kFraction);
    const int v = y - (row << kFraction);
    const int right = frame.width > 1 ? channels : 0;
    const std::uint8_t* above = frame.row(row) + column * channels;
    const std::uint8_t* below = frame.row(std::min(row + 1, frame.height - 1)) + column * channels;
    for (int c = 0; c < channels; ++c) {
      const int top = above[c] * (kOne - u) + above[right + c] * u;
      const int bottom = below[c] * (kOne - u) + below[right + c] * u;
      sum[static_cast<std::size_t>(c)] += (top * (kOne - v) + bottom * v) >> (2 * kFraction - 2);  // four times
    }
  }
};

int fixed(double value) { return static_cast<int>(std::lround(value * kOne)); }

// The pixels whose centres lie inside, by the even-odd rule. OpenCV's own take memory each time.
constexpr std::size_t kMostCorners = 32;

void fill(cv::Mat& mask, std::span<const Point> outline, std::uint8_t value) {
  double top = outline[0].y, bottom = top;
  for (const Point& p : outline) {
    top = std::min(top, p.y);
    bottom = std::max(bottom, p.y);
  }
  const int first = static_cast<int>(std::ceil(std::clamp(top, 0.0, 1e4)));
  const int last = std::min(mask.rows - 1, static_cast<int>(std::floor(std::clamp(bottom, -1.0, 1e4))));
  std::array<double, kMostCorners> crossings;
  for (int y = first; y <= last; ++y) {
    std::size_t count = 0;
    for (std::size_t i = 0, j = outline.size() - 1; i < outline.size() && count < kMostCorners; j = i++) {
      const Point& a = outline[i];
      const Point& b = outline[j];
      if ((a.y > y) != (b.y > y)) crossings[count++] = (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x;
    }
    std::sort(crossings.begin(), crossings.begin() + static_cast<std::ptrdiff_t>(count));
    auto* row = mask.ptr<std::uint8_t>(y);
    for (std::size_t k = 0; k + 1 < count; k += 2) {
      const int from = std::max(0, static_cast<int>(std::ceil(std::clamp(crossings[k], -1.0, 1e4))));
      const int to = std::min(mask.cols - 1, static_cast<int>(std::floor(std::clamp(crossings[k + 1], -1.0, 1e4))));
      for (int x = from; x <= to; ++x) row[x] = value;
    }
  }
}

void clear(cv::Mat& mask) {  // cv::Mat::setTo takes memory
  for (int y = 0; y < mask.rows; ++y) std::fill_n(mask.ptr<std::uint8_t>(y), mask.cols, std::uint8_t{0});
}

void draw_live_hull(FacePatch& patch) {
  std::array<Point, 27> outline;
  for (std::size_t i = 0; i < outline.size(); ++i) outline[i] = patch.points[i];
  for (std::size_t i = 17; i < outline.size(); ++i) outline[i].y -= kForehead * patch.unit;
  std::reverse(outline.begin() + 17, outline.end());
  clear(patch.hull);
  fill(patch.hull, outline, 255);
}

// N points from `first` on, grown about their middle, are no skin.
template <std::size_t N>
void cut_out(FacePatch& patch, std::size_t first, double grown) {
  std::array<Point, N> outline;
  Point centre;
  for (std::size_t i = 0; i < N; ++i) {
    centre.x += patch.points[first + i].x / N;
    centre.y += patch.points[first + i].y / N;
  }
  for (std::size_t i = 0; i < N; ++i) {
    const Point& p = patch.points[first + i];
    outline[i] = {centre.x + grown * (p.x - centre.x), centre.y + grown * (p.y - centre.y)};
  }
  fill(patch.skin, outline, 0);
}

void draw_live_skin(FacePatch& patch) {
  patch.hull.copyTo(patch.skin);
  cut_out<6>(patch, 36, kAroundEye);
  cut_out<6>(patch, 42, kAroundEye);
  cut_out<12>(patch, 48, 1);
  const double half = kBrowThickness * patch.unit / 2;
  for (const std::size_t brow : {17U, 22U}) {
    std::array<Point, 10> outline;
    for (std::size_t i = 0; i < 5; ++i) {
      const Point& p = patch.points[brow + i];
      outline[i] = {p.x, p.y - half};
      outline[9 - i] = {p.x, p.y + half};
    }
    fill(patch.skin, outline, 0);
  }
}

}  // namespace

void cut_live_patch(ImageView frame, const FaceGeometry& face, double unit, FacePatch& patch) {
  const FaceAxes axes = face_axes(face);
  const cv::Size size(static_cast<int>(std::lround((kPatchTo.x - kPatchFrom.x) * unit)),
                      static_cast<int>(std::lround((kPatchTo.y - kPatchFrom.y) * unit)));
  patch.unit = unit;
  patch.coloured = frame.format == PixelFormat::rgb8;
  patch.hull.create(size, CV_8UC1);
  patch.rgb.create(size, CV_8UC3);
  const Sampler sampler{frame, channels_of(frame.format)};
  // Four samples at the corners of a square half as wide as the pixel of the patch.
  const double step = axes.unit / unit;
  const int along_x = fixed(step * axes.cosine);
  const int along_y = fixed(step * axes.sine);
  const std::array<std::array<int, 2>, 4> around = {{{-along_x / 4 + along_y / 4, -along_y / 4 - along_x / 4},
                                                     {along_x / 4 + along_y / 4, along_y / 4 - along_x / 4},
                                                     {-along_x / 4 - along_y / 4, -along_y / 4 + along_x / 4},
                                                     {along_x / 4 - along_y / 4, along_y / 4 + along_x / 4}}};
  for (int y = 0; y < size.height; ++y) {
    auto* to = patch.rgb.ptr<std::uint8_t>(y);
    for (int x = 0; x < size.width; ++x, to += 3) {
      const Point at = axes.to_image({kPatchFrom.x + x / unit, kPatchFrom.y + y / unit});
      // What lies far outside is the border all the same; the numbers stay small enough to multiply.
      const int fx = fixed(std::clamp(at.x, -1e5, 1e5));
      const int fy = fixed(std::clamp(at.y, -1e5, 1e5));
      std::array<int, 3> sum{};
      for (const auto& [dx, dy] : around) sampler.add(fx + dx, fy + dy, sum);
      for (std::size_t c = 0; c < 3; ++c) to[c] = static_cast<std::uint8_t>((sum[patch.coloured ? c : 0] + 8) >> 4);
    }
  }
  lab_of(patch.rgb, patch.lab);
  for (std::size_t i = 0; i < patch.points.size(); ++i) patch.points[i] = patch.at(axes.to_face(face.landmarks[i]));
  draw_live_hull(patch);
  draw_live_skin(patch);
}

}  // namespace enrolkit::photo
