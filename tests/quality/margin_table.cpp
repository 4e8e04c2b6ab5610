// SPDX-License-Identifier: Apache-2.0
#include "tests/quality/margin_table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <optional>

namespace enrolkit::testing {
namespace {

constexpr std::size_t kLeastPictures = 12;
constexpr double kWorthTelling = 0.1;  // percent
constexpr double kMissed = 0.05;       // of the pictures of a defect may pass

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(std::lround(share * static_cast<double>(values.size() - 1)))];
}

// 1.4826 times the median distance from the median: the standard deviation of a normal distribution.
double spread_of(const std::vector<double>& values) {
  const double middle = quantile(values, 0.5);
  std::vector<double> off;
  for (const double v : values) off.push_back(std::abs(v - middle));
  return 1.4826 * quantile(off, 0.5);
}

// The chance that one more of these lies above a threshold: an exponential tail fitted to the largest quarter, which
// is on the safe side for anything that has an end.
double chance_above(std::vector<double> values, double threshold) {
  std::sort(values.begin(), values.end());
  const std::size_t tail = values.size() / 4;
  const double from = values[values.size() - tail - 1];
  const double share = static_cast<double>(tail) / static_cast<double>(values.size());
  double excess = 0;
  for (std::size_t i = values.size() - tail; i < values.size(); ++i) excess += (values[i] - from) / tail;
  if (threshold <= from || excess <= 0) {
    const auto above = std::count_if(values.begin(), values.end(), [&](double v) { return v > threshold; });
    return static_cast<double>(above) / static_cast<double>(values.size());
  }
  return share * std::exp(-(threshold - from) / excess);
}

struct Line {
  double percent;
  std::string text;
};

}  // namespace

void MarginTable::add_good(const PhotoReport& report) {
  for (const Finding& finding : report.findings) {
    if (finding.severity == Severity::advice) continue;
    limits_.try_emplace(finding.requirement, finding);
    if (finding.value) good_[finding.requirement].push_back(*finding.value);
  }
}

void MarginTable::add_bad(const Defect& defect, const PhotoReport& report) {
  for (const Finding& finding : report.findings) {
    if (finding.requirement != defect.named.front() || !finding.value) continue;
    bad_[finding.requirement][defect.name + "/" + defect.grade].push_back(*finding.value);
  }
}

void MarginTable::print() const {
  std::vector<Line> lines;
  double sum = 0;
  for (const auto& [requirement, values] : good_) {
    if (values.size() < kLeastPictures) continue;
    const Finding& limit = limits_.at(requirement);
    for (const bool upper : {false, true}) {
      if (!(upper ? limit.max : limit.min)) continue;
      const double sign = upper ? 1 : -1;
      const double passes = (upper ? *limit.max : *limit.min) - sign * limit.unsure;
      std::vector<double> turned;
      for (const double v : values) turned.push_back(sign * v);
      const double percent = 100 * chance_above(turned, sign * passes);
      sum += percent;
      if (percent < kWorthTelling) continue;
      // The defect that comes nearest to the limit on this side of the good ones.
      std::string nearest = "-";
      double nearest_at = std::numeric_limits<double>::infinity();
      const auto defects = bad_.find(requirement);
      for (std::size_t i = 0; defects != bad_.end() && i < defects->second.size(); ++i) {
        const auto& [name, bad] = *std::next(defects->second.begin(), static_cast<std::ptrdiff_t>(i));
        std::vector<double> turned_bad;
        for (const double v : bad) turned_bad.push_back(sign * v);
        if (quantile(turned_bad, 0.5) < sign * quantile(values, 0.5)) continue;  // a fault of the other side
        const double at = quantile(turned_bad, kMissed);
        if (at < nearest_at) nearest = name;
        nearest_at = std::min(nearest_at, at);
      }
      char text[200];
      const double spread = spread_of(values);
      const double middle = quantile(values, 0.5);
      std::snprintf(text, sizeof text, "%-20s %c%8.3g %8.3g %8.3g %8.1f %8.3g %8.2f %8.3g  %s", requirement.c_str(),
                    upper ? '<' : '>', passes, middle, spread, spread > 0 ? sign * (passes - middle) / spread : 0,
                    sign * quantile(turned, 1), percent, sign * nearest_at, nearest.c_str());
      lines.push_back({percent, text});
    }
  }
  std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.percent > b.percent; });
  std::printf("%-20s %9s %8s %8s %8s %8s %8s %8s  %s\n", "requirement", "passes", "median", "spread", "room/sp.",
              "worst", "unseen %", "5 % of", "the nearest defect");
  for (const Line& line : lines) std::printf("%s\n", line.text.c_str());
  std::printf("sum over all limits: %.1f of 100 unseen portraits not passed (%.1f of 51)\n", sum, 0.51 * sum);
}

}  // namespace enrolkit::testing
