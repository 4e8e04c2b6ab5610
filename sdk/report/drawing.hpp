// SPDX-License-Identifier: Apache-2.0
// A drawing over a picture, told once and rendered twice: as SVG in a page and into pixels.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "enrolkit/image.hpp"

namespace enrolkit {

enum class Ink : std::uint8_t { text, soft, landmark, zone, pass, fail, unsure, none };

struct Rgb {
  int r = 0;
  int g = 0;
  int b = 0;
};
[[nodiscard]] Rgb colour_of(Ink ink);

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

struct Stroke {
  std::vector<Point> points;
  Ink ink = Ink::text;
  double width = 1;  // in Drawing::unit
  bool closed = false;
  bool dashed = false;
  bool cased = false;  // white along both sides, to be seen on any ground
};

struct Fill {
  Box box;
  Ink ink = Ink::zone;
  double opacity = 1;
};

enum class Align : std::uint8_t { left, centre, right };

struct Text {
  Point at;  // on the base line
  Align align = Align::left;
  std::string text;  // ASCII
  Ink ink = Ink::text;
  double size = 15;  // in Drawing::unit
};

struct Tag {  // a number in a disc
  Point at;
  int number = 0;
  Ink ink = Ink::fail;
};

// In pixels of the picture, whose top left corner is (0, 0); `extent` holds the picture and the margins around it.
struct Drawing {
  Box extent;
  double unit = 1;  // 1/500 of the picture's longer side: a hair line at any size
  std::vector<Fill> fills;
  std::vector<Stroke> strokes;
  std::vector<Tag> tags;
  std::vector<Text> texts;
};

// The elements, in the order of painting: fills, strokes, tags, texts.
[[nodiscard]] std::string svg_elements(const Drawing& drawing);

// The picture in the middle of a white ground, enlarged `scale` times, with the drawing over it: rgb8.
[[nodiscard]] Image painted(const Drawing& drawing, ImageView picture, double scale);

}  // namespace enrolkit
