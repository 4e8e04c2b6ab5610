// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/wsq/nist_comment.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <utility>
#include <vector>

namespace enrolkit::codecs::wsq {
namespace {

constexpr std::string_view kName = "NIST_COM", kBlanks = " \t";
constexpr double kMaxPpi = 10000;

double number_of(std::string_view text) {
  double number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  return parsed.ec == std::errc() && std::isfinite(number) && number > 0 && number <= kMaxPpi ? number : 0;
}

struct Line {
  std::string_view name, value;
};

// The first line, which is taken off the text.
Line take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  const std::size_t blank = std::min(line.find_first_of(kBlanks), line.size());
  const std::size_t start = std::min(line.find_first_not_of(kBlanks, blank), line.size());
  return {line.substr(0, blank), line.substr(start)};
}

}  // namespace

bool is_nist_comment(std::string_view text) { return text.starts_with(kName); }

std::string nist_comment(const NistComment& facts, std::string_view other) {
  char rate[32];
  std::snprintf(rate, sizeof rate, "%.6f", facts.bit_rate);
  std::vector<std::pair<std::string, std::string>> lines = {
      {"PIX_WIDTH", std::to_string(facts.width)},
      {"PIX_HEIGHT", std::to_string(facts.height)},
      {"PIX_DEPTH", "8"},
      {"PPI", std::to_string(facts.ppi > 0 ? std::lround(facts.ppi) : -1)},
      {"LOSSY", "1"},
      {"COLORSPACE", "GRAY"},
      {"COMPRESSION", "WSQ"},
      {"WSQ_BITRATE", rate}};
  while (!other.empty()) {
    const Line next = take_line(other);
    const auto states = [&](const auto& line) { return line.first == next.name; };
    const bool known = next.name == kName || std::any_of(lines.begin(), lines.end(), states);
    if (!known && !next.name.empty()) lines.emplace_back(next.name, next.value);
  }
  std::string text = std::string(kName) + " " + std::to_string(lines.size() + 1);
  for (const auto& [name, value] : lines) text += "\n" + name + " " + value;
  return text;
}

NistComment parse_nist_comment(std::string_view text) {
  NistComment facts;
  while (!text.empty()) {
    const auto [name, value] = take_line(text);
    const double number = number_of(value);
    if (name == "PPI") facts.ppi = number;
    if (name == "WSQ_BITRATE") facts.bit_rate = number;
    if (name == "PIX_WIDTH") facts.width = static_cast<int>(number);
    if (name == "PIX_HEIGHT") facts.height = static_cast<int>(number);
  }
  return facts;
}

}  // namespace enrolkit::codecs::wsq
