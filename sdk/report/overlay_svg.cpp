// SPDX-License-Identifier: Apache-2.0
#include "sdk/report/overlay_svg.hpp"

#include <cmath>
#include <span>

#include "sdk/report/html_text.hpp"

namespace enrolkit {
namespace {

std::string at(double value) { return short_number(std::round(value * 10) / 10); }

std::string line(Point a, Point b, const std::string& style) {
  return "<line x1='" + at(a.x) + "' y1='" + at(a.y) + "' x2='" + at(b.x) + "' y2='" + at(b.y) + "' " + style + "/>";
}

std::string path(std::span<const Point> points, bool closed, const std::string& style) {
  std::string d;
  for (const Point& point : points) d += (d.empty() ? "M" : "L") + at(point.x) + " " + at(point.y);
  return "<path d='" + d + (closed ? "Z" : "") + "' " + style + "/>";
}

std::string open_svg(int width, int height, const Bytes& preview, const char* what) {
  const std::string size = "width='" + std::to_string(width) + "' height='" + std::to_string(height) + "'";
  return "<svg role='img' aria-label='" + std::string(what) + "' viewBox='0 0 " + std::to_string(width) + " " +
         std::to_string(height) + "'><image " + size + " href='" + jpeg_data_uri(preview) + "'/>";
}

// The parts of the 68-point scheme that are drawn as lines.
struct Part {
  int first;
  int last;
  bool closed;
};
constexpr Part kParts[] = {{0, 16, false}, {17, 21, false}, {22, 26, false}, {27, 30, false}, {31, 35, false},
                           {36, 41, true}, {42, 47, true},  {48, 59, true},  {60, 67, true}};

}  // namespace

std::string photo_svg(const PhotoResult& photo) {
  std::string svg = open_svg(photo.width, photo.height, photo.preview, "photo with what the checks measured");
  if (const auto& face = photo.report.face) {
    const double unit = photo.height / 400.0;  // a hair line at any size
    const std::string thin = "fill='none' stroke='#0af' stroke-width='" + at(unit) + "'";
    for (const Part& part : kParts) {
      const auto count = static_cast<std::size_t>(part.last - part.first + 1);
      svg += path(std::span(face->landmarks).subspan(static_cast<std::size_t>(part.first), count), part.closed, thin);
    }
    const double width = photo.width;
    const double eyes = (face->eye_left.y + face->eye_right.y) / 2;
    const std::string dashed = "stroke='#fa0' stroke-width='" + at(unit) + "' stroke-dasharray='" + at(4 * unit) + "'";
    svg += line({0, face->crown.y}, {width, face->crown.y}, dashed);
    svg += line({0, face->chin.y}, {width, face->chin.y}, dashed);
    svg += line({0, eyes}, {width, eyes}, dashed);
    svg += line(face->eye_left, face->eye_right, "stroke='#0f0' stroke-width='" + at(1.5 * unit) + "'");
    for (const Point eye : {face->eye_left, face->eye_right}) {
      svg += "<circle cx='" + at(eye.x) + "' cy='" + at(eye.y) + "' r='" + at(2.5 * unit) + "' fill='#0f0'/>";
    }
  }
  return svg + "</svg>";
}

std::string finger_svg(const FingerResult& finger) {
  std::string svg = open_svg(finger.width, finger.height, finger.preview, "fingerprint with its minutiae");
  const double unit = finger.ppi / 500;
  for (const Minutia& minutia : finger.report.minutiae.minutiae) {
    const std::string colour = minutia.type == MinutiaType::ending        ? "#e22"
                               : minutia.type == MinutiaType::bifurcation ? "#06e"
                                                                          : "#080";
    const std::string style = "fill='none' stroke='" + colour + "' stroke-width='" + at(1.5 * unit) + "'";
    // Counter-clockwise as seen, while y runs down.
    const Point tip{minutia.x + 12 * unit * std::cos(minutia.direction),
                    minutia.y - 12 * unit * std::sin(minutia.direction)};
    svg += "<circle cx='" + at(minutia.x) + "' cy='" + at(minutia.y) + "' r='" + at(4 * unit) + "' " + style + "/>";
    svg += line({minutia.x, minutia.y}, tip, style);
  }
  return svg + "</svg>";
}

}  // namespace enrolkit
