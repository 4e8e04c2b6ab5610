// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/finger_match.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "quality/finger/extraction_parameters.hpp"
#include "quality/finger/match/evidence.hpp"
#include "quality/finger/match/fusion.hpp"
#include "quality/finger/match/print.hpp"
#include "quality/finger/match/texture_map.hpp"
#include "quality/finger/print_analysis.hpp"

namespace enrolkit {
namespace {

constexpr double kHalfTurn = 2147483648.0;

std::uint32_t turn_limit(const MatchOptions& options) {
  const double degrees = std::isnan(options.max_rotation) ? 0 : std::clamp(options.max_rotation, 0.0, 180.0);
  return static_cast<std::uint32_t>(degrees / 180 * kHalfTurn);
}

Status check_template(const FingerTemplate& finger) {
  if (finger.minutiae.size() > kMaxTemplateMinutiae) {
    return Error{ErrorCode::invalid_argument, "a template has at most " + std::to_string(kMaxTemplateMinutiae) +
                                                  " minutiae; this one has " + std::to_string(finger.minutiae.size())};
  }
  if (!(finger.ppi >= 100 && finger.ppi <= 2000)) {
    return Error{ErrorCode::invalid_argument, "the resolution of a template is 100 to 2000 ppi"};
  }
  constexpr double kFarthest = 65536;  // px: coordinates of every record format fit in two bytes
  for (const Minutia& minutia : finger.minutiae) {
    const bool sound =
        std::abs(minutia.x) <= kFarthest && std::abs(minutia.y) <= kFarthest && std::isfinite(minutia.direction);
    if (!sound) return Error{ErrorCode::invalid_argument, "a minutia of the template has no usable x, y or direction"};
  }
  return {};
}

// The one of the two orders in which a pair is compared, whichever way it was asked: so the answer is the same to the
// last digit.
bool in_order(const match::Print& a, const match::Print& b) { return a.key <= b.key; }

bool comparable(const match::Print* a, const match::Print* b) {
  return a != nullptr && b != nullptr && a->count > 0 && b->count > 0;
}

}  // namespace

int PreparedPrint::minutiae() const noexcept { return print_ ? print_->count : 0; }
bool PreparedPrint::has_texture() const noexcept { return print_ && print_->texture; }

Result<PreparedPrint> prepare_print(ImageView print, double ppi) {
  const auto analysis = ridges::analyse_print(print, ppi);
  if (!analysis) return analysis.error();
  auto prepared = match::make_print(analysis->minutiae, analysis->scale);
  prepared->texture = match::make_texture_map(*analysis);
  return PreparedPrint(std::move(prepared));
}

Result<PreparedPrint> prepare_print(const FingerTemplate& finger) {
  if (const Status sound = check_template(finger); !sound) return sound.error();
  return PreparedPrint(match::make_print(finger.minutiae, ridges::kWorkingPpi / finger.ppi));
}

double first_stage(const PreparedPrint& a, const PreparedPrint& b, const MatchOptions& options) {
  const match::Print* p = a.get();
  const match::Print* q = b.get();
  if (!comparable(p, q)) return 0;
  if (!in_order(*p, *q)) std::swap(p, q);
  return match::first_stage_score(match::first_evidence(*p, *q, turn_limit(options)));
}

Comparison compare(const PreparedPrint& a, const PreparedPrint& b, const MatchOptions& options) {
  const match::Print* p = a.get();
  const match::Print* q = b.get();
  Comparison comparison;
  if (!comparable(p, q)) return comparison;
  const bool ordered = in_order(*p, *q);
  if (!ordered) std::swap(p, q);
  const match::Evidence evidence = match::full_evidence(*p, *q, turn_limit(options));
  comparison.score = match::fused_score(evidence);
  comparison.paired = evidence.alignment.count;
  // Angles of the evidence grow clockwise as seen.
  const double degrees = evidence.alignment.warp.turn * 180 / match::kPi;
  comparison.rotation = ordered ? -degrees : degrees;
  comparison.overlap = match::overlap_area(evidence);
  comparison.texture = evidence.textured;
  return comparison;
}

}  // namespace enrolkit
