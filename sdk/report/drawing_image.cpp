// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>

#include "sdk/report/drawing.hpp"

namespace enrolkit {
namespace {

// OpenCV draws at a sixteenth of a pixel with this shift.
constexpr int kShift = 4;
constexpr int kSixteenth = 1 << kShift;

// Height of a capital of FONT_HERSHEY_SIMPLEX at scale 1, and what a size of type means by it.
constexpr double kCapital = 21;
constexpr double kCapitalOfType = 0.7;

cv::Scalar scalar(Ink ink) {
  const Rgb colour = colour_of(ink);
  return {static_cast<double>(colour.r), static_cast<double>(colour.g), static_cast<double>(colour.b)};
}

class Painter {
 public:
  Painter(const Drawing& drawing, double scale, cv::Mat& canvas) : drawing_(drawing), scale_(scale), canvas_(canvas) {}

  void paint(const Fill& fill) {
    const Point from = place({fill.box.x, fill.box.y});
    const Point to = place({fill.box.x + fill.box.width, fill.box.y + fill.box.height});
    const cv::Rect box = cv::Rect(whole(from), whole(to)) & cv::Rect(0, 0, canvas_.cols, canvas_.rows);
    if (box.empty()) return;
    cv::Mat part = canvas_(box);
    const cv::Mat ink(part.size(), part.type(), scalar(fill.ink));
    cv::addWeighted(part, 1 - fill.opacity, ink, fill.opacity, 0, part);
  }

  void paint(const Stroke& stroke) {
    if (stroke.cased) lines(stroke, cv::Scalar(255, 255, 255), thickness(stroke.width + 1.6));
    lines(stroke, scalar(stroke.ink), thickness(stroke.width));
  }

  void paint(const Tag& tag) {
    const int radius = static_cast<int>(std::lround(9 * drawing_.unit * scale_));
    const cv::Point at = whole(place(tag.at));
    cv::circle(canvas_, at, radius + 2, cv::Scalar(255, 255, 255), -1, cv::LINE_AA);
    cv::circle(canvas_, at, radius, scalar(tag.ink), -1, cv::LINE_AA);
    write(std::to_string(tag.number), {tag.at.x, tag.at.y + 4.5 * drawing_.unit}, Align::centre, 13,
          cv::Scalar(255, 255, 255), 1.6);
  }

  void paint(const Text& text) { write(text.text, text.at, text.align, text.size, scalar(text.ink), 1.1); }

 private:
  [[nodiscard]] Point place(Point p) const {
    return {(p.x - drawing_.extent.x) * scale_, (p.y - drawing_.extent.y) * scale_};
  }
  static cv::Point whole(Point p) { return {static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y))}; }
  [[nodiscard]] cv::Point fine(Point p) const {
    const Point at = place(p);
    return {static_cast<int>(std::lround(at.x * kSixteenth)), static_cast<int>(std::lround(at.y * kSixteenth))};
  }
  [[nodiscard]] int thickness(double width) const {
    return std::max(1, static_cast<int>(std::lround(width * drawing_.unit * scale_)));
  }

  void lines(const Stroke& stroke, const cv::Scalar& colour, int thick) {
    const std::size_t count = stroke.points.size() - (stroke.closed ? 0 : 1);
    for (std::size_t i = 0; i < count; ++i) {
      const Point a = stroke.points[i];
      const Point b = stroke.points[(i + 1) % stroke.points.size()];
      const double length = std::hypot(b.x - a.x, b.y - a.y);
      const double dash = stroke.dashed ? 5 * drawing_.unit : length;
      for (double at = 0; at < length; at += 2 * dash) {
        const double to = std::min(at + dash, length);
        const auto between = [&](double t) {
          return Point{a.x + (b.x - a.x) * t / length, a.y + (b.y - a.y) * t / length};
        };
        cv::line(canvas_, fine(between(at)), fine(between(to)), colour, thick, cv::LINE_AA, kShift);
      }
    }
  }

  void write(const std::string& words, Point at, Align align, double size, const cv::Scalar& colour, double weight) {
    const double scale = size * kCapitalOfType * drawing_.unit * scale_ / kCapital;
    const int thick = std::max(1, static_cast<int>(std::lround(weight * scale * 2)));
    int base_line = 0;
    const int width = cv::getTextSize(words, cv::FONT_HERSHEY_SIMPLEX, scale, thick, &base_line).width;
    cv::Point from = whole(place(at));
    if (align == Align::centre) from.x -= width / 2;
    if (align == Align::right) from.x -= width;
    cv::putText(canvas_, words, from, cv::FONT_HERSHEY_SIMPLEX, scale, colour, thick, cv::LINE_AA);
  }

  const Drawing& drawing_;
  double scale_;
  cv::Mat& canvas_;
};

}  // namespace

Image painted(const Drawing& drawing, ImageView picture, double scale) {
  const auto pixels = [&](double length) { return std::max(1, static_cast<int>(std::lround(length * scale))); };
  Image image(pixels(drawing.extent.width), pixels(drawing.extent.height), PixelFormat::rgb8);
  cv::Mat canvas(image.height, image.width, CV_8UC3, image.pixels.data());
  canvas.setTo(cv::Scalar(255, 255, 255));

  const cv::Mat from(picture.height, picture.width, picture.format == PixelFormat::grey8 ? CV_8UC1 : CV_8UC3,
                     const_cast<std::uint8_t*>(picture.data), static_cast<std::size_t>(picture.stride));
  cv::Mat scaled;
  cv::resize(from, scaled, cv::Size(pixels(picture.width), pixels(picture.height)), 0, 0,
             scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  if (scaled.channels() == 1) cv::cvtColor(scaled, scaled, cv::COLOR_GRAY2RGB);
  const cv::Rect whole(0, 0, canvas.cols, canvas.rows);
  const cv::Rect place = cv::Rect(static_cast<int>(std::lround(-drawing.extent.x * scale)),
                                  static_cast<int>(std::lround(-drawing.extent.y * scale)), scaled.cols, scaled.rows) &
                         whole;
  scaled(cv::Rect(0, 0, place.width, place.height)).copyTo(canvas(place));

  Painter painter(drawing, scale, canvas);
  for (const Fill& fill : drawing.fills) painter.paint(fill);
  for (const Stroke& stroke : drawing.strokes) painter.paint(stroke);
  for (const Tag& tag : drawing.tags) painter.paint(tag);
  for (const Text& text : drawing.texts) painter.paint(text);
  return image;
}

}  // namespace enrolkit
