// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/face_patch.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "quality/photo/cielab.hpp"

namespace enrolkit::photo {
namespace {

// How far the hull reaches above the brows, in inter-eye distances: the lower forehead, below any hairline.
constexpr double kForehead = 0.25;

// The similarity that takes patch pixels to image pixels, as OpenCV's 2 x 3 matrix.
cv::Matx23d patch_to_image(const FaceAxes& axes, double unit, double shrink) {
  const double scale = axes.unit / unit / shrink;
  const Point corner = axes.to_image(kPatchFrom);
  return {scale * axes.cosine, -scale * axes.sine,  corner.x / shrink,
          scale * axes.sine,   scale * axes.cosine, corner.y / shrink};
}

void draw_hull(FacePatch& patch) {
  std::array<cv::Point, 27> outline;
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const double lift = i >= 17 ? kForehead * patch.unit : 0;
    outline[i] = {static_cast<int>(std::lround(patch.points[i].x)),
                  static_cast<int>(std::lround(patch.points[i].y - lift))};
  }
  std::reverse(outline.begin() + 17, outline.end());
  patch.hull.setTo(0);
  const std::array<const cv::Point*, 1> polygons = {outline.data()};
  const std::array<int, 1> sizes = {static_cast<int>(outline.size())};
  cv::fillPoly(patch.hull, const_cast<const cv::Point**>(polygons.data()), sizes.data(), 1, cv::Scalar(255));
}

// Takes a closed part of the landmarks, `grown` about its middle, out of the mask.
void cut_out(cv::Mat& mask, const FaceLandmarks& points, std::size_t first, std::size_t count, double grown) {
  std::array<cv::Point, 12> outline;
  Point middle_point;
  for (std::size_t i = first; i < first + count; ++i) {
    middle_point.x += points[i].x / static_cast<double>(count);
    middle_point.y += points[i].y / static_cast<double>(count);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const Point& p = points[first + i];
    outline[i] = {static_cast<int>(std::lround(middle_point.x + grown * (p.x - middle_point.x))),
                  static_cast<int>(std::lround(middle_point.y + grown * (p.y - middle_point.y)))};
  }
  cv::fillConvexPoly(mask, outline.data(), static_cast<int>(count), cv::Scalar(0));
}

void draw_skin(FacePatch& patch) {
  constexpr double kAroundEye = 1.5;
  constexpr double kBrowThickness = 0.14;
  patch.hull.copyTo(patch.skin);
  cut_out(patch.skin, patch.points, 36, 6, kAroundEye);
  cut_out(patch.skin, patch.points, 42, 6, kAroundEye);
  cut_out(patch.skin, patch.points, 48, 12, 1);
  const int thickness = std::max(1, static_cast<int>(std::lround(kBrowThickness * patch.unit)));
  for (std::size_t i = 17; i < 26; ++i) {
    if (i == 21) continue;  // from one brow to the other
    const auto pixel = [&](const Point& p) {
      return cv::Point(static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y)));
    };
    cv::line(patch.skin, pixel(patch.points[i]), pixel(patch.points[i + 1]), cv::Scalar(0), thickness);
  }
}

}  // namespace

void cut_face_patch(const cv::Mat& image, const FaceGeometry& face, double unit, FacePatch& patch) {
  const FaceAxes axes = face_axes(face);
  const cv::Size size(static_cast<int>(std::lround((kPatchTo.x - kPatchFrom.x) * unit)),
                      static_cast<int>(std::lround((kPatchTo.y - kPatchFrom.y) * unit)));
  patch.unit = unit;
  patch.coloured = image.channels() == 3;
  patch.hull.create(size, CV_8UC1);

  // Linear interpolation alone would skip pixels of a large face: shrink by whole steps first.
  const int shrink = std::max(1, static_cast<int>(axes.unit / unit));
  cv::Mat source = image;
  cv::Mat shrunk;
  FaceAxes local = axes;
  if (shrink > 1) {
    const Region region = region_in_image(axes, kPatchFrom, kPatchTo, image.cols, image.rows);
    const cv::Size cells(std::max(1, region.width / shrink), std::max(1, region.height / shrink));
    if (region.width >= shrink && region.height >= shrink) {
      const cv::Rect part(region.x, region.y, cells.width * shrink, cells.height * shrink);
      cv::resize(image(part), shrunk, cells, 0, 0, cv::INTER_AREA);
      source = shrunk;
      // The centre of cell c lies at (c + 0.5) * shrink - 0.5 pixels.
      const double half = (shrink - 1) / 2.0;
      local.origin.x -= region.x + half;
      local.origin.y -= region.y + half;
    }
  }
  const cv::Matx23d map = patch_to_image(local, unit, source.data == image.data ? 1 : shrink);
  constexpr int kHow = cv::INTER_LINEAR | cv::WARP_INVERSE_MAP;
  if (patch.coloured) {
    cv::warpAffine(source, patch.rgb, map, size, kHow, cv::BORDER_REPLICATE);
  } else {
    cv::Mat cut;
    cv::warpAffine(source, cut, map, size, kHow, cv::BORDER_REPLICATE);
    cv::cvtColor(cut, patch.rgb, cv::COLOR_GRAY2RGB);
  }
  lab_of(patch.rgb, patch.lab);
  for (std::size_t i = 0; i < patch.points.size(); ++i) patch.points[i] = patch.at(axes.to_face(face.landmarks[i]));
  draw_hull(patch);
  draw_skin(patch);
}

}  // namespace enrolkit::photo
