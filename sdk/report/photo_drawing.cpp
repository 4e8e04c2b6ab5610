// SPDX-License-Identifier: Apache-2.0
#include "sdk/report/photo_drawing.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <span>
#include <string_view>

#include "sdk/report/problems.hpp"

namespace enrolkit {
namespace {

// Margins of the drawing, in units (500 make the longer side): room for rulers and their words.
constexpr double kSide = 120;
constexpr double kTop = 48;
constexpr double kBottom = 8;

// The rulers stand this far from the photo and are this thick.
constexpr double kRulerGap = 6;
constexpr double kRuler = 8;
constexpr double kPointer = 9;
constexpr double kLine = 17;  // from one line of text to the next
constexpr double kSmallText = 13;

constexpr double kZoneTint = 0.08;
constexpr double kZoneRuler = 0.55;

// The parts of the 68-point scheme that are drawn as lines.
struct Part {
  std::size_t first;
  std::size_t last;
  bool closed;
};
constexpr Part kParts[] = {{0, 16, false}, {17, 21, false}, {22, 26, false}, {27, 30, false}, {31, 35, false},
                           {36, 41, true}, {42, 47, true},  {48, 59, true},  {60, 67, true}};

Ink ink_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return Ink::pass;
    case Verdict::fail:
      return Ink::fail;
    case Verdict::unsure:
      return Ink::unsure;
    case Verdict::not_assessed:
      break;
  }
  return Ink::none;
}

std::string percent(std::string_view what, double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*s %.0f %%", static_cast<int>(what.size()), what.data(), value);
  return text;
}

std::string range(const Finding& finding) {
  char text[64];
  std::snprintf(text, sizeof text, "%.0f to %.0f %%", finding.min.value_or(0), finding.max.value_or(100));
  return text;
}

class PhotoDrawing {
 public:
  PhotoDrawing(const PhotoReport& report, int width, int height) : report_(report), width_(width), height_(height) {
    u_ = out_.unit = std::max(width_, height_) / 500;
    out_.extent = {-kSide * u_, -kTop * u_, width_ + 2 * kSide * u_, height_ + (kTop + kBottom) * u_};
  }

  Drawing drawn() && {
    if (report_.face) {
      draw_landmarks(*report_.face);
      draw_head(*report_.face);
      draw_eye_line(*report_.face);
      draw_centre();
    }
    draw_regions();
    return std::move(out_);
  }

 private:
  const Finding* measured(std::string_view requirement) const {
    for (const Finding& finding : report_.findings) {
      if (finding.requirement == requirement && finding.value) return &finding;
    }
    return nullptr;
  }

  // Landmarks are told from the centre of the top left pixel.
  static Point seen(Point p) { return {p.x + 0.5, p.y + 0.5}; }

  void line(Point a, Point b, Ink ink, double width, bool dashed = false) {
    out_.strokes.push_back({{a, b}, ink, width, false, dashed, true});
  }
  void text(Point at, Align align, std::string words, Ink ink, double size = 15) {
    out_.texts.push_back({at, align, std::move(words), ink, size});
  }
  void fill(Box box, double opacity) { out_.fills.push_back({box, Ink::zone, opacity}); }
  void pointer(Point tip, Point a, Point b, Ink ink) { out_.strokes.push_back({{tip, a, b}, ink, 2, true}); }

  void draw_landmarks(const FaceGeometry& face) {
    for (const Part& part : kParts) {
      Stroke stroke;
      for (std::size_t i = part.first; i <= part.last; ++i) stroke.points.push_back(seen(face.landmarks[i]));
      stroke.ink = Ink::landmark;
      stroke.closed = part.closed;
      out_.strokes.push_back(std::move(stroke));
    }
  }

  // Crown and chin, and at the right a ruler from the chin up to where the crown is and may be.
  void draw_head(const FaceGeometry& face) {
    const Point crown = seen(face.crown);
    const Point chin = seen(face.chin);
    const Finding* height = measured("head_height");
    const Ink ink = height != nullptr ? ink_of(height->verdict) : Ink::none;
    const Finding* width = measured("head_width");
    const Finding* box = width != nullptr && width->region ? width : height;
    if (box != nullptr && box->region) {
      const double left = box->region->x;
      const double right = left + box->region->width;
      out_.strokes.push_back(
          {{{left, crown.y}, {right, crown.y}, {right, chin.y}, {left, chin.y}}, Ink::soft, 1, true, false, true});
    }
    for (const Point& end : {crown, chin}) line(end, {width_ + kRulerGap * u_, end.y}, ink, 1.5, true);
    const double x = width_ + kRulerGap * u_;
    line({x + kRuler / 2 * u_, crown.y}, {x + kRuler / 2 * u_, chin.y}, ink, 2);
    if (height == nullptr) return;
    if (height->min && height->max) {
      const double top = chin.y - *height->max / 100 * height_;
      const double bottom = chin.y - *height->min / 100 * height_;
      fill({x, std::max(top, out_.extent.y), kRuler * u_, bottom - std::max(top, out_.extent.y)}, kZoneRuler);
    }
    const double beside = x + (kRuler + 3) * u_;
    const double middle = (crown.y + chin.y) / 2;
    text({beside, middle}, Align::left, percent("head", *height->value), ink);
    text({beside, middle + kLine * u_}, Align::left, range(*height), Ink::soft, kSmallText);
    text({beside, crown.y + 4 * u_}, Align::left, "crown", Ink::soft, kSmallText);
    text({beside, chin.y + 4 * u_}, Align::left, "chin", Ink::soft, kSmallText);
  }

  void draw_eye_line(const FaceGeometry& face) {
    const Point left = seen(face.eye_left);
    const Point right = seen(face.eye_right);
    const Finding* line_height = measured("position_vertical");
    const Ink ink = line_height != nullptr ? ink_of(line_height->verdict) : Ink::none;
    const double y = (left.y + right.y) / 2;
    line({-kRulerGap * u_, y}, {width_, y}, ink, 1.5, true);
    const Finding* roll = measured("roll");
    const Ink roll_ink = roll != nullptr ? ink_of(roll->verdict) : Ink::none;
    line(left, right, roll_ink, 2.5);
    for (const Point& eye : {left, right}) {
      line({eye.x, eye.y - 4 * u_}, {eye.x, eye.y + 4 * u_}, roll_ink, 2.5);
    }
    if (line_height == nullptr) return;
    const double end = -kRulerGap * u_;
    if (line_height->min && line_height->max) {
      const double top = *line_height->min / 100 * height_;
      const double bottom = *line_height->max / 100 * height_;
      fill({end - kRuler * u_, top, kRuler * u_, bottom - top}, kZoneRuler);
      fill({0, top, width_, bottom - top}, kZoneTint);
    }
    const double tip = end - kRuler * u_;
    pointer({tip, y}, {tip - kPointer * u_, y - kPointer / 2 * u_}, {tip - kPointer * u_, y + kPointer / 2 * u_}, ink);
    const double beside = tip - (kPointer + 3) * u_;
    text({beside, y + 5 * u_}, Align::right, percent("eyes", *line_height->value), ink);
    text({beside, y + (5 + kLine) * u_}, Align::right, range(*line_height), Ink::soft, kSmallText);
  }

  void draw_centre() {
    const Finding* position = measured("position");
    if (position == nullptr) return;
    const double x = *position->value / 100 * width_;
    const Ink ink = ink_of(position->verdict);
    const double end = -kRulerGap * u_;
    line({x, end}, {x, height_}, ink, 1, true);
    if (position->min && position->max) {
      const double left = *position->min / 100 * width_;
      const double right = *position->max / 100 * width_;
      fill({left, end - kRuler * u_, right - left, kRuler * u_}, kZoneRuler);
      fill({left, 0, right - left, height_}, kZoneTint);
    }
    const double tip = end - kRuler * u_;
    pointer({x, tip}, {x - kPointer / 2 * u_, tip - kPointer * u_}, {x + kPointer / 2 * u_, tip - kPointer * u_}, ink);
    text({x - 6 * u_, tip - (kPointer + 5) * u_}, Align::right, percent("centre", *position->value), ink);
    text({x + 6 * u_, tip - (kPointer + 5) * u_}, Align::left, range(*position), Ink::soft, kSmallText);
  }

  // A frame around what each problem names; problems of one place share it.
  void draw_regions() {
    std::vector<std::pair<Region, int>> drawn;  // and how many tags it has
    int number = 0;
    for (const Finding* problem : problems_of(report_.findings)) {
      ++number;
      if (!problem->region) continue;
      const Region& r = *problem->region;
      auto known = std::find_if(drawn.begin(), drawn.end(), [&](const auto& one) {
        const Region& k = one.first;
        return k.x == r.x && k.y == r.y && k.width == r.width && k.height == r.height;
      });
      if (known == drawn.end()) {
        const double left = r.x;
        const double top = r.y;
        const double right = left + r.width;
        const double bottom = top + r.height;
        out_.strokes.push_back({{{left, top}, {right, top}, {right, bottom}, {left, bottom}},
                                ink_of(problem->verdict),
                                2,
                                true,
                                problem->severity == Severity::advice,
                                true});
        known = drawn.insert(drawn.end(), {r, 0});
      }
      const double across = known->second++;
      const double x = std::clamp(known->first.x + (10 + 19 * across) * u_, 10 * u_, width_ - 10 * u_);
      out_.tags.push_back({{x, std::max<double>(known->first.y, 10 * u_)}, number, ink_of(problem->verdict)});
    }
  }

  const PhotoReport& report_;
  double width_;
  double height_;
  double u_ = 1;
  Drawing out_;
};

}  // namespace

Drawing photo_drawing(const PhotoReport& report, int width, int height) {
  return PhotoDrawing(report, width, height).drawn();
}

}  // namespace enrolkit
