// SPDX-License-Identifier: Apache-2.0
// From native values to scores: the parameters of ISO/IEC 29794-5 as the reference implementation has them.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "enrolkit/face_quality.hpp"

namespace enrolkit {
namespace {

double sigmoid(double x, double middle, double width) { return 1 / (1 + std::exp((middle - x) / width)); }

// h * (a + s * sigmoid(x; x0, w)), the form of most mappings.
struct SigmoidMapping {
  double h = 100;
  double a = 0;
  double s = 1;
  double x0 = 0;
  double w = 1;

  [[nodiscard]] double operator()(double x) const { return h * (a + s * sigmoid(x, x0, w)); }
};

constexpr SigmoidMapping kBackground = {190, 1, -1, 10, 100};
constexpr SigmoidMapping kUnderExposure = {120, 0.832, -1, 0.92, 0.05};
constexpr SigmoidMapping kSharpness = {1, -14, 115, -20, 15};
constexpr SigmoidMapping kCompression = {1, -0.0278, 103, 0.3308, 0.092};
constexpr SigmoidMapping kNaturalColour = {200, 1, -1, 0, 10};
constexpr SigmoidMapping kEyesOpen = {100, 0, 1, 0.02, 0.01};
constexpr SigmoidMapping kMouthClosed = {100, 1, -1, 0.2, 0.06};
constexpr SigmoidMapping kInterEyeDistance = {100, 0, 1, 70, 20};
constexpr SigmoidMapping kHeadSize = {200, 1, -1, 0, 0.05};  // of the distance from kBestHeadSize
constexpr SigmoidMapping kSideCrop = {100, 0, 1, 0.9, 0.1};
constexpr SigmoidMapping kMarginAbove = {100, 0, 1, 1.4, 0.1};
constexpr SigmoidMapping kMarginBelow = {100, 0, 1, 1.8, 0.1};
constexpr SigmoidMapping kExpression = {100, 0, 1, -5000, 5000};

constexpr double kBestHeadSize = 0.45;

// The luminance mean is good between these, each flank 0.05 wide.
constexpr double kDarkMean = 0.2;
constexpr double kBrightMean = 0.8;
constexpr double kMeanFlank = 0.05;

// A share of covered head of 0 scores 100, of 0.95 and more 0; in between a sigmoid stretched to meet both ends.
double uncovered(double share) {
  constexpr double kNone = 0;
  constexpr double kAll = 0.95;
  const auto at = [](double x) { return sigmoid(x, 0.02, 0.1); };
  if (share <= kNone) return 100;
  if (share >= kAll) return 0;
  return 100 * (at(kAll) - at(share)) / (at(kAll) - at(kNone));
}

double pose(double degrees) {
  const double cosine = std::max(0.0, std::cos(degrees * std::numbers::pi / 180));
  return 100 * cosine * cosine;
}

double unrounded(QualityComponent component, double x) {
  using enum QualityComponent;
  switch (component) {
    case background_uniformity:
      return kBackground(x);
    case illumination_uniformity:
      return 100 * std::pow(std::max(x, 0.0), 0.3);
    case luminance_mean:
      return 100 * sigmoid(x, kDarkMean, kMeanFlank) * (1 - sigmoid(x, kBrightMean, kMeanFlank));
    case luminance_variance:
      return 100 * std::sin(std::numbers::pi * 60 * x / (60 * x + 1));
    case under_exposure_prevention:
      return kUnderExposure(x);
    case over_exposure_prevention:
      return 1 / (x + 0.01);
    case dynamic_range:
      return 12.5 * x;
    case sharpness:
      return kSharpness(x);
    case compression_artifacts:
      return kCompression(x);
    case natural_colour:
      return kNaturalColour(x);
    case eyes_open:
      return kEyesOpen(x);
    case mouth_closed:
      return kMouthClosed(x);
    case single_face_present:
    case eyes_visible:
    case mouth_occlusion_prevention:
    case face_occlusion_prevention:
      return 100 * (1 - x);
    case inter_eye_distance:
      return kInterEyeDistance(x);
    case head_size:
      return kHeadSize(std::abs(x - kBestHeadSize));
    case leftward_crop:
    case rightward_crop:
      return kSideCrop(x);
    case margin_above:
      return kMarginAbove(x);
    case margin_below:
      return kMarginBelow(x);
    case head_pose_yaw:
    case head_pose_pitch:
    case head_pose_roll:
      return pose(x);
    case expression_neutrality:
      return kExpression(x);
    case no_head_coverings:
      return uncovered(x);
    case unified_quality_score:
      break;
  }
  return -1;
}

}  // namespace

int component_score(QualityComponent component, double native) noexcept {
  if (component == QualityComponent::unified_quality_score || !std::isfinite(native)) return -1;
  return static_cast<int>(std::lround(std::clamp(unrounded(component, native), 0.0, 100.0)));
}

}  // namespace enrolkit
