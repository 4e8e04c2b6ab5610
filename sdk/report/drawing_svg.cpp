// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "sdk/report/drawing.hpp"
#include "sdk/report/html_text.hpp"

namespace enrolkit {
namespace {

std::string hex(Rgb colour) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text = "#";
  for (const int part : {colour.r, colour.g, colour.b}) {
    text += kDigits[static_cast<std::size_t>(part / 16)];
    text += kDigits[static_cast<std::size_t>(part % 16)];
  }
  return text;
}

std::string attribute(const char* name, double value) {
  return std::string(" ") + name + "='" + short_number(std::round(value * 100) / 100) + "'";
}

std::string svg_of(const Stroke& stroke, double unit) {
  std::string d;
  for (const Point& p : stroke.points) {
    d += (d.empty() ? "M" : "L") + short_number(std::round(p.x * 10) / 10) + " " +
         short_number(std::round(p.y * 10) / 10);
  }
  if (stroke.closed) d += "Z";
  const std::string start = "<path fill='none' d='" + d + "'";
  std::string svg;
  if (stroke.cased) {
    svg += start + " stroke='#fff' stroke-opacity='.7'" + attribute("stroke-width", (stroke.width + 1.6) * unit) + "/>";
  }
  svg += start + " stroke='" + hex(colour_of(stroke.ink)) + "'" + attribute("stroke-width", stroke.width * unit);
  if (stroke.dashed) svg += attribute("stroke-dasharray", 5 * unit);
  return svg + "/>";
}

std::string svg_of(const Fill& fill) {
  return "<rect" + attribute("x", fill.box.x) + attribute("y", fill.box.y) + attribute("width", fill.box.width) +
         attribute("height", fill.box.height) + " fill='" + hex(colour_of(fill.ink)) + "'" +
         attribute("fill-opacity", fill.opacity) + "/>";
}

std::string svg_of(const Tag& tag, double unit) {
  return "<circle" + attribute("cx", tag.at.x) + attribute("cy", tag.at.y) + attribute("r", 9 * unit) +
         " stroke='#fff' fill='" + hex(colour_of(tag.ink)) + "'" + attribute("stroke-width", 1.5 * unit) + "/><text" +
         attribute("x", tag.at.x) + attribute("y", tag.at.y + 4.5 * unit) + attribute("font-size", 13 * unit) +
         " text-anchor='middle' font-weight='700' fill='#fff'>" + std::to_string(tag.number) + "</text>";
}

std::string svg_of(const Text& text, double unit) {
  const char* anchor = text.align == Align::left ? "start" : text.align == Align::centre ? "middle" : "end";
  return "<text" + attribute("x", text.at.x) + attribute("y", text.at.y) + attribute("font-size", text.size * unit) +
         " text-anchor='" + anchor + "' fill='" + hex(colour_of(text.ink)) + "'>" + escaped(text.text) + "</text>";
}

}  // namespace

Rgb colour_of(Ink ink) {
  switch (ink) {
    case Ink::text:
      return {0x1d, 0x25, 0x30};
    case Ink::soft:
      return {0x5b, 0x67, 0x76};
    case Ink::landmark:
      return {0x1f, 0xb6, 0xff};
    case Ink::zone:
      return {0x1d, 0x6f, 0xd8};
    case Ink::pass:
      return {0x17, 0x72, 0x3a};
    case Ink::fail:
      return {0xb3, 0x26, 0x1e};
    case Ink::unsure:
      return {0x8a, 0x5a, 0x00};
    case Ink::none:
      break;
  }
  return {0x5b, 0x67, 0x76};
}

std::string svg_elements(const Drawing& drawing) {
  std::string svg;
  for (const Fill& fill : drawing.fills) svg += svg_of(fill);
  for (const Stroke& stroke : drawing.strokes) svg += svg_of(stroke, drawing.unit);
  for (const Tag& tag : drawing.tags) svg += svg_of(tag, drawing.unit);
  for (const Text& text : drawing.texts) svg += svg_of(text, drawing.unit);
  return svg;
}

}  // namespace enrolkit
