// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/slap/fingers.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace enrolkit::slap {
namespace {

constexpr int kMaxLean = 60;         // degrees
constexpr double kStraight = 0.05;   // for round finger tips: hands lie about straight
constexpr double kLastJoint = 1.5;   // lengths of its own width, from the tip
constexpr double kSameColumn = 0.5;  // of a width: joints of one finger lie no further from each other's axis

FingerBlot measured(const Blot& blot, const FingerAxes& axes) {
  std::vector<double> across;
  double top = axes.v(blot.front());
  double bottom = top;
  for (const Point& p : blot) {
    across.push_back(axes.u(p));
    top = std::max(top, axes.v(p));
    bottom = std::min(bottom, axes.v(p));
  }
  // The width where most of the finger lies; a ragged rim widens the whole.
  std::ranges::sort(across);
  const double width = across[across.size() * 97 / 100] - across[across.size() * 3 / 100] + 1;
  FingerBlot finger;
  finger.top = top;
  finger.width = width;
  double sum = 0;
  for (const Point& p : blot) {
    if (axes.v(p) < top - kLastJoint * width) continue;
    finger.tip.push_back(p);
    sum += axes.u(p);
  }
  finger.u = sum / static_cast<double>(finger.tip.size());
  return finger;
}

}  // namespace

double FingerAxes::u(Point p) const { return p.x * std::cos(lean) + p.y * std::sin(lean); }
double FingerAxes::v(Point p) const { return p.x * std::sin(lean) - p.y * std::cos(lean); }

FingerAxes finger_axes(const std::vector<Blot>& blots) {
  double xx = 0;
  double xy = 0;
  double yy = 0;
  for (const Blot& blot : blots) {
    Point mean;
    for (const Point& p : blot) {
      mean.x += p.x / static_cast<double>(blot.size());
      mean.y += p.y / static_cast<double>(blot.size());
    }
    for (const Point& p : blot) {
      xx += (p.x - mean.x) * (p.x - mean.x);
      xy += (p.x - mean.x) * (p.y - mean.y);
      yy += (p.y - mean.y) * (p.y - mean.y);
    }
  }
  yy += kStraight * (xx + yy);
  if (yy == 0) return {};
  const double lean = 0.5 * std::atan2(-2 * xy, yy - xx);
  const double most = kMaxLean * std::numbers::pi / 180;
  return {std::clamp(lean, -most, most)};
}

std::vector<FingerBlot> fingers_of(const std::vector<Blot>& blots, const FingerAxes& axes) {
  std::vector<FingerBlot> joints;
  for (const Blot& blot : blots) joints.push_back(measured(blot, axes));
  std::ranges::sort(joints, std::ranges::greater(), &FingerBlot::top);
  std::vector<FingerBlot> fingers;
  for (FingerBlot& joint : joints) {
    const bool lower = std::ranges::any_of(fingers, [&](const FingerBlot& finger) {
      return std::abs(finger.u - joint.u) < kSameColumn * (finger.width + joint.width) / 2 + 0.25 * finger.width;
    });
    if (!lower) fingers.push_back(std::move(joint));
  }
  std::ranges::sort(fingers, std::ranges::less(), &FingerBlot::u);
  return fingers;
}

}  // namespace enrolkit::slap
