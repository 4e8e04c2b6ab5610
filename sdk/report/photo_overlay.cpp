// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <exception>
#include <string>

#include "enrolkit/report.hpp"
#include "sdk/report/photo_drawing.hpp"
#include "sdk/report/problems.hpp"
#include "sdk/report/requirement_titles.hpp"

namespace enrolkit {
namespace {

// px of the photo's longer side in the overlay: lines and words stay legible, files small.
constexpr double kSmallestSide = 800;
constexpr double kLargestSide = 1400;

constexpr double kLine = 19;  // units from one line of text to the next
constexpr double kSize = 14;
constexpr double kLetter = 0.56;  // mean width of a letter, in sizes
constexpr std::size_t kMostListed = 12;

// The fonts at hand have no others.
std::string ascii(std::string_view text) {
  std::string plain(text);
  std::replace_if(
      plain.begin(), plain.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return plain;
}

std::vector<std::string> wrapped(const std::string& text, std::size_t letters) {
  std::vector<std::string> lines(1);
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t to = std::min(text.find(' ', from), text.size());
    const std::string word = text.substr(from, to - from);
    if (!lines.back().empty() && lines.back().size() + 1 + word.size() > letters) lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + word;
    from = to + 1;
  }
  return lines;
}

Ink ink_of(Overall verdict) {
  if (verdict == Overall::compliant) return Ink::pass;
  return verdict == Overall::review ? Ink::unsure : Ink::fail;
}

// Verdict and problems under the picture.
void write_below(const PhotoReport& report, Drawing& drawing) {
  const double u = drawing.unit;
  const double left = drawing.extent.x + 12 * u;
  double y = drawing.extent.y + drawing.extent.height + 24 * u;
  std::string verdict(overall_name(report.verdict));
  std::replace(verdict.begin(), verdict.end(), '_', ' ');
  std::transform(verdict.begin(), verdict.end(), verdict.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  drawing.texts.push_back({{left, y}, Align::left, verdict, ink_of(report.verdict), 22});
  drawing.texts.push_back({{drawing.extent.x + drawing.extent.width - 12 * u, y},
                           Align::right,
                           ascii(report.profile + " " + report.profile_version),
                           Ink::soft,
                           kSize});
  y += 10 * u;
  const auto letters = static_cast<std::size_t>((drawing.extent.width / u - 54) / (kSize * kLetter));
  const auto problems = problems_of(report.findings);
  for (std::size_t i = 0; i < std::min(problems.size(), kMostListed); ++i) {
    const Finding& problem = *problems[i];
    const Ink ink = problem.verdict == Verdict::fail ? Ink::fail : Ink::unsure;
    y += kLine * u;
    drawing.tags.push_back({{left + 10 * u, y - 5 * u}, static_cast<int>(i + 1), ink});
    std::string verdict_word = std::string(verdict_name(problem.verdict));
    if (problem.severity == Severity::advice) verdict_word += ", advice";
    drawing.texts.push_back({{left + 28 * u, y},
                             Align::left,
                             ascii(title_of(problem.requirement) + " (" + verdict_word + ")"),
                             ink,
                             kSize});
    for (const std::string& line : wrapped(ascii(problem.message), letters)) {
      y += kLine * u;
      drawing.texts.push_back({{left + 28 * u, y}, Align::left, line, Ink::text, kSize});
    }
    y += 4 * u;
  }
  if (problems.size() > kMostListed) {
    y += kLine * u;
    drawing.texts.push_back({{left + 28 * u, y},
                             Align::left,
                             "and " + std::to_string(problems.size() - kMostListed) + " more",
                             Ink::soft,
                             kSize});
  }
  drawing.extent.height = y + 14 * u - drawing.extent.y;
}

}  // namespace

Result<Image> photo_overlay(ImageView photo, const PhotoReport& report) {
  if (photo.empty()) return Error{ErrorCode::invalid_argument, "the photo has no pixels"};
  try {
    Drawing drawing = photo_drawing(report, photo.width, photo.height);
    write_below(report, drawing);
    const double side = std::max(photo.width, photo.height);
    return painted(drawing, photo, std::clamp(side, kSmallestSide, kLargestSide) / side);
  } catch (const std::exception& e) {
    return Error{ErrorCode::internal, std::string("the overlay could not be drawn: ") + e.what()};
  }
}

}  // namespace enrolkit
