// SPDX-License-Identifier: Apache-2.0
#include "sdk/report/overlay_svg.hpp"

#include <cmath>

#include "sdk/report/drawing.hpp"
#include "sdk/report/html_text.hpp"
#include "sdk/report/photo_drawing.hpp"

namespace enrolkit {
namespace {

std::string at(double value) { return short_number(std::round(value * 10) / 10); }

std::string line(Point a, Point b, const std::string& style) {
  return "<line x1='" + at(a.x) + "' y1='" + at(a.y) + "' x2='" + at(b.x) + "' y2='" + at(b.y) + "' " + style + "/>";
}

std::string image(int width, int height, const Bytes& preview) {
  return "<image width='" + std::to_string(width) + "' height='" + std::to_string(height) + "' href='" +
         jpeg_data_uri(preview) + "'/>";
}

}  // namespace

std::string photo_svg(const PhotoResult& photo) {
  const Drawing drawing = photo_drawing(photo.report, photo.width, photo.height);
  const Box& box = drawing.extent;
  return "<svg class='photo' role='img' aria-label='photo with what the checks measured' viewBox='" + at(box.x) + " " +
         at(box.y) + " " + at(box.width) + " " + at(box.height) + "'>" +
         image(photo.width, photo.height, photo.preview) + svg_elements(drawing) + "</svg>";
}

std::string finger_svg(const FingerResult& finger) {
  std::string svg = "<svg role='img' aria-label='fingerprint with its minutiae' viewBox='0 0 " +
                    std::to_string(finger.width) + " " + std::to_string(finger.height) + "'>" +
                    image(finger.width, finger.height, finger.preview);
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
