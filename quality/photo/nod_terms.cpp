// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/nod_terms.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "quality/photo/face_shape.hpp"

namespace enrolkit::photo {
namespace {

// Of FaceShape::shared: the ears' end of the jaw (landmarks 0 to 2 and 14 to 16), then nose and eyes (27 to 47).
constexpr std::size_t kEarTerms = 6;
constexpr std::size_t kNoseAndEyes = 27;

constexpr Point kCellsFrom = {-1, -0.3};  // upper left corner of the cells, in face coordinates
// The places are some hundredths of an inter-eye distance, the edges tenths: this brings both under one penalty.
constexpr double kPlaceScale = 20;
constexpr double kAngleUnit = 20;  // degrees
constexpr double kSquareScale = 5;

CellPicture<kNodRows, kNodColumns> face_picture(const FacePatch& patch) {
  cv::Mat level;
  cv::extractChannel(patch.lab, level, 0);
  const double scale = kGradientUnit / patch.unit;
  const cv::Size size(static_cast<int>(std::lround(scale * level.cols)),
                      static_cast<int>(std::lround(scale * level.rows)));
  cv::resize(level, level, size, 0, 0, cv::INTER_AREA);
  const auto left = static_cast<int>(std::lround((kCellsFrom.x - kPatchFrom.x) * kGradientUnit));
  const auto top = static_cast<int>(std::lround((kCellsFrom.y - kPatchFrom.y) * kGradientUnit));
  CellPicture<kNodRows, kNodColumns> picture{};
  for (std::size_t y = 0; y < picture.size(); ++y) {
    const auto* row = level.ptr<std::uint8_t>(top + static_cast<int>(y)) + left;
    for (double& pixel : picture[y]) pixel = *row++;
  }
  return picture;
}

}  // namespace

NodTerms nod_terms(const FaceGeometry& face, const FacePatch& patch) {
  NodTerms terms;
  const auto edges = shared_gradients<kNodRows, kNodColumns>(face_picture(patch));
  auto next = std::copy(edges.begin() + kBrowEdges, edges.end(), terms.begin());
  const auto shape = face_shape(face).shared;
  const auto add = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) *next++ = kPlaceScale * shape[i];
  };
  add(0, kEarTerms);
  add(kNoseAndEyes, kTermsWithoutMouth);
  return terms;
}

BentTerms bent_terms(const NodTerms& terms, double pitch, double yaw) {
  const double nod = pitch / kAngleUnit;
  const double turned = yaw * yaw / (kAngleUnit * kAngleUnit);
  BentTerms bent;
  auto next = std::copy(terms.begin(), terms.end(), bent.begin());
  for (const double term : terms) *next++ = nod * term;
  *next++ = kSquareScale * nod * nod;
  *next++ = kSquareScale * turned;
  for (auto place = terms.begin() + kNodEdges; place != terms.end(); ++place) *next++ = turned * *place;
  return bent;
}

}  // namespace enrolkit::photo
