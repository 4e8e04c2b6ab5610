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
}

}  // namespace enrolkit::photo
