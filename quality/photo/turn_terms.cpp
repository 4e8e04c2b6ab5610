// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/turn_terms.hpp"

#include <algorithm>

namespace enrolkit::photo {
namespace {

// Of the training; what lies beyond is no face of its kind.
constexpr double kFarthestTurn = 40;  // degrees
constexpr double kFarthestShape = 2.5;

// Brings the factors under one penalty with the terms alone.
constexpr double kAngleUnit = 20;  // degrees
constexpr double kFactorScale = 0.5;

}  // namespace

TurnTerms turn_terms(const FaceShape& shape, double straight, const ShapeAxes& axes) {
  TurnTerms terms;
  auto* next = std::copy(shape.between.begin(), shape.between.end(), terms.data());
  const auto add = [&](double factor) {
    for (const double term : shape.between) *next++ = kFactorScale * factor * term;
  };
  const double turned = std::clamp(straight, -kFarthestTurn, kFarthestTurn) / kAngleUnit;
  add(turned * turned);
  for (std::size_t axis = 0; axis < kShapeAxes; ++axis) {
    double place = axes.offsets[axis];
    for (std::size_t i = 0; i < kShapeTerms; ++i) place += axes.weights[axis][i] * shape.shared[i];
    add(std::clamp(place, -kFarthestShape, kFarthestShape));
  }
  return terms;
}

}  // namespace enrolkit::photo
