// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/match/fusion.hpp"

#include <algorithm>
#include <cmath>

#include "quality/finger/extraction_parameters.hpp"
#include "quality/finger/match/fusion_weights.hpp"

namespace enrolkit::match {

Features features_of(const Evidence& evidence) {
  const Alignment& alignment = evidence.alignment;
  double residual = 0;
  for (int p = 0; p < alignment.count; ++p) {
    residual += static_cast<double>(alignment.pairs[static_cast<std::size_t>(p)].residual);
  }
  if (alignment.count > 0) residual /= alignment.count;
  const double inside = std::sqrt(alignment.inside_a * alignment.inside_b + 64.0);
  const OverlapTexture& texture = evidence.texture;
  return {static_cast<double>(evidence.relaxed),
          std::sqrt(static_cast<double>(alignment.agreement)),
          std::sqrt(static_cast<double>(alignment.weight)),
          residual,
          alignment.count / inside,
          static_cast<double>(texture.correlation),
          static_cast<double>(texture.predicted),
          static_cast<double>(texture.roughness),
          static_cast<double>(texture.orientation),
          static_cast<double>(texture.period_ratio),
          std::sqrt(static_cast<double>(texture.patches))};
}

double first_stage_score(float relaxed) {
  return std::max(0.0, kFirstStage.bias + kFirstStage.weights[0] * static_cast<double>(relaxed));
}

double fused_score(const Evidence& evidence) {
  const Features features = features_of(evidence);
  double score = evidence.textured ? kWithTexture.bias : kMinutiaeAlone.bias;
  for (std::size_t k = 0; k < kMinutiaFeatures; ++k) {
    score += features[k] * (evidence.textured ? kWithTexture.weights[k] : kMinutiaeAlone.weights[k]);
  }
  if (!evidence.textured) return std::max(0.0, score);
  for (std::size_t k = kMinutiaFeatures; k < features.size(); ++k) score += features[k] * kWithTexture.weights[k];
  return std::max(0.0, score);
}

double overlap_area(const Evidence& evidence) {
  constexpr double kPatchSide = 2.0 * kPatchStep / ridges::kWorkingPpi * 25.4;  // mm
  return evidence.texture.patches * kPatchSide * kPatchSide;
}

}  // namespace enrolkit::match
