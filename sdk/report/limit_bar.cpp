// SPDX-License-Identifier: Apache-2.0
#include "sdk/report/limit_bar.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sdk/report/html_text.hpp"

namespace enrolkit {
namespace {

// Pixels of the SVG.
constexpr double kWidth = 340;
constexpr double kInset = 14;  // so that the words at the ends stay inside
constexpr double kBarTop = 15;
constexpr double kBarHeight = 12;
constexpr double kHeight = 44;

constexpr double kMostStretch = 3;  // scales; a value further out stands at the end

struct Scale {
  double low = 0;
  double high = 1;

  [[nodiscard]] double x(double value) const {
    const double share = std::clamp((value - low) / (high - low), 0.0, 1.0);
    return kInset + share * (kWidth - 2 * kInset);
  }
};

// From well outside to well inside, with the value on it.
Scale scale_of(const Finding& finding) {
  const double value = *finding.value;
  Scale scale;
  if (finding.min && finding.max) {
    const double span = *finding.max - *finding.min;
    scale = {*finding.min - 0.5 * span, *finding.max + 0.5 * span};
  } else {
    const double limit = finding.min ? *finding.min : *finding.max;
    const double reach = std::max({4 * finding.unsure, 0.4 * std::abs(limit), limit == 0 ? 1.0 : 0.0});
    scale = finding.min ? Scale{limit - reach, limit + 2 * reach} : Scale{limit - 2 * reach, limit + reach};
    if (!finding.min && limit > 0 && value >= 0) scale.low = std::max(scale.low, 0.0);
  }
  const double span = scale.high - scale.low;
  if (value < scale.low) scale.low = std::max(value - 0.06 * span, scale.low - kMostStretch * span);
  if (value > scale.high) scale.high = std::min(value + 0.06 * span, scale.high + kMostStretch * span);
  return scale;
}

std::string at(double value) { return short_number(std::round(value * 10) / 10); }

std::string rectangle(double from, double to, const char* style) {
  return "<rect x='" + at(from) + "' y='" + at(kBarTop) + "' width='" + at(std::max(to - from, 0.0)) + "' height='" +
         at(kBarHeight) + "' " + style + "/>";
}

std::string words(double x, double y, const std::string& text, const char* style) {
  const char* anchor = x < 30 ? "start" : x > kWidth - 30 ? "end" : "middle";
  const double inside = std::clamp(x, 2.0, kWidth - 2);
  return "<text x='" + at(inside) + "' y='" + at(y) + "' text-anchor='" + anchor + "' " + style + ">" + text +
         "</text>";
}

const char* colour(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "#17723a";
    case Verdict::fail:
      return "#b3261e";
    case Verdict::unsure:
      return "#8a5a00";
    case Verdict::not_assessed:
      break;
  }
  return "#5b6776";
}

}  // namespace

std::string limit_bar(const Finding& finding) {
  if (!finding.value || (!finding.min && !finding.max)) return "";
  if (finding.min && finding.max && *finding.min >= *finding.max) return "";
  const Scale scale = scale_of(finding);
  const double left = finding.min ? scale.x(*finding.min) : kInset;
  const double right = finding.max ? scale.x(*finding.max) : kWidth - kInset;
  std::string svg = "<svg class='bar' role='img' aria-label='measured " + short_number(finding.value) +
                    "' width='340' height='44' viewBox='0 0 340 44'>";
  svg += rectangle(kInset, kWidth - kInset, "fill='#f2d3d0'");
  svg += rectangle(left, right, "fill='#bfe3ca'");
  for (const auto& limit : {finding.min, finding.max}) {
    if (!limit) continue;
    if (finding.unsure > 0) {
      svg += rectangle(scale.x(*limit - finding.unsure), scale.x(*limit + finding.unsure), "fill='url(#doubt)'");
    }
    const double x = scale.x(*limit);
    svg += "<path d='M" + at(x) + " " + at(kBarTop) + "V" + at(kBarTop + kBarHeight + 3) + "' stroke='#1d2530'/>";
    svg += words(x, kHeight - 4, short_number(*limit), "font-size='12' fill='#5b6776'");
  }
  svg += rectangle(left, right, "fill='none' stroke='#17723a' stroke-width='1.5'");
  const double x = scale.x(*finding.value);
  const std::string ink = colour(finding.verdict);
  svg += "<path d='M" + at(x) + " " + at(kBarTop - 2) + "V" + at(kBarTop + kBarHeight + 2) + "' stroke='#fff' " +
         "stroke-width='6'/><path d='M" + at(x) + " " + at(kBarTop - 2) + "V" + at(kBarTop + kBarHeight + 2) +
         "' stroke='" + ink + "' stroke-width='3.5'/>";
  svg += words(x, kBarTop - 4, short_number(finding.value),
               ("font-size='13' font-weight='700' fill='" + ink + "'").c_str());
  return svg + "</svg>";
}

}  // namespace enrolkit
