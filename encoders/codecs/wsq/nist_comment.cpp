// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/wsq/nist_comment.hpp"

#include <charconv>
#include <cmath>
#include <cstdio>

namespace enrolkit::codecs::wsq {
namespace {

constexpr std::string_view kName = "NIST_COM", kBlanks = " \t";
constexpr double kMaxPpi = 10000;

double number_of(std::string_view text) {
  double number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  return parsed.ec == std::errc() && std::isfinite(number) && number > 0 && number <= kMaxPpi ? number : 0;
}

}  // namespace

bool is_nist_comment(std::string_view text) { return text.starts_with(kName); }

std::string nist_comment(const NistComment& facts) {
  char text[256];
  const long ppi = facts.ppi > 0 ? std::lround(facts.ppi) : -1;
  const int size = std::snprintf(text, sizeof text,
                                 "NIST_COM 9\nPIX_WIDTH %d\nPIX_HEIGHT %d\nPIX_DEPTH 8\nPPI %ld\nLOSSY 1\n"
                                 "COLORSPACE GRAY\nCOMPRESSION WSQ\nWSQ_BITRATE %.6f",
                                 facts.width, facts.height, ppi, facts.bit_rate);
  return {text, static_cast<std::size_t>(size)};
}

NistComment parse_nist_comment(std::string_view text) {
  NistComment facts;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() < text.size() ? line.size() + 1 : line.size());
    const std::size_t blank = line.find_first_of(kBlanks);
    if (blank == std::string_view::npos) continue;
    const std::string_view name = line.substr(0, blank);
    const std::size_t start = line.find_first_not_of(kBlanks, blank);
    const double number = start == std::string_view::npos ? 0 : number_of(line.substr(start));
    if (name == "PPI") facts.ppi = number;
    if (name == "WSQ_BITRATE") facts.bit_rate = number;
    if (name == "PIX_WIDTH") facts.width = static_cast<int>(number);
    if (name == "PIX_HEIGHT") facts.height = static_cast<int>(number);
  }
  return facts;
}

}  // namespace enrolkit::codecs::wsq
