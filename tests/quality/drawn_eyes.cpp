// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tests/quality/drawn_canvas.hpp"
#include "tests/quality/drawn_defects.hpp"

namespace enrolkit::testing {
namespace {

// An eye's opening as two curves over the line between its corners, from the left one (0) to the right one (1).
struct Opening {
  Point corner;
  double dx = 0;  // along the corners, unit vector times width
  double dy = 0;
  double width = 0;
  std::array<double, 2> upper{};  // height above the line at thirds, in inter-eye distances, + = down
  std::array<double, 2> lower{};

  // Cubic through both corners and the two lid points.
  static double curve(const std::array<double, 2>& h, double t) {
    constexpr double kA = 1.0 / 3;
    constexpr double kB = 2.0 / 3;
    const double first = h[0] * t * (t - kB) * (t - 1) / (kA * (kA - kB) * (kA - 1));
    const double second = h[1] * t * (t - kA) * (t - 1) / (kB * (kB - kA) * (kB - 1));
    return first + second;
  }
  [[nodiscard]] double along(Point p) const { return ((p.x - corner.x) * dx + (p.y - corner.y) * dy) / width; }
  [[nodiscard]] double across(Point p) const { return (p.y - corner.y) * dx - (p.x - corner.x) * dy; }
  [[nodiscard]] Point at(double t, double h) const {
    return {corner.x + t * width * dx - h * dy, corner.y + t * width * dy + h * dx};
  }
};

Opening opening_of(const Canvas& canvas, std::size_t first) {
  Opening eye;
  const Point a = canvas.face(first);
  const Point b = canvas.face(first + 3);
  eye.corner = a;
  eye.width = std::max(0.05, photo::distance(a, b));
  eye.dx = (b.x - a.x) / eye.width;
  eye.dy = (b.y - a.y) / eye.width;
  eye.upper = {eye.across(canvas.face(first + 1)), eye.across(canvas.face(first + 2))};
  eye.lower = {eye.across(canvas.face(first + 5)), eye.across(canvas.face(first + 4))};
  return eye;
}

cv::Vec3f sample(const cv::Mat& image, Point p) {
  const double x = std::clamp(p.x, 0.0, image.cols - 1.001);
  const double y = std::clamp(p.y, 0.0, image.rows - 1.001);
  const int x0 = static_cast<int>(x);
  const int y0 = static_cast<int>(y);
  const auto u = static_cast<float>(x - x0);
  const auto v = static_cast<float>(y - y0);
  const auto& at = [&image](int row, int column) { return image.at<cv::Vec3f>(row, column); };
  return (at(y0, x0) * (1 - u) + at(y0, x0 + 1) * u) * (1 - v) +
         (at(y0 + 1, x0) * (1 - u) + at(y0 + 1, x0 + 1) * u) * v;
}

cv::Rect around(const Canvas& canvas, const Opening& eye, double margin) {
  const Point centre = canvas.in_image(eye.at(0.5, 0));
  const double reach = (eye.width / 2 + margin) * canvas.unit();
  const cv::Rect box(static_cast<int>(centre.x - reach), static_cast<int>(centre.y - reach),
                     static_cast<int>(2 * reach) + 1, static_cast<int>(2 * reach) + 1);
  return box & cv::Rect({0, 0}, canvas.size());
}

double smooth(double from, double to, double x) {
  const double t = std::clamp((x - from) / (to - from), 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

void close_lid(Canvas& canvas, std::size_t first, double closed) {
  const Opening eye = opening_of(canvas, first);
  const cv::Mat before = canvas.image().clone();
  constexpr double kLashes = 0.035;   // above the opening: the lid's edge, moved as a whole
  constexpr double kFold = 0.17;      // from here on the skin is stretched
  constexpr double kBeneath = 0.012;  // the lashes come to lie a little below the lower lid
  const cv::Rect box = around(canvas, eye, 0.2);
  cv::Mat noise(box.size(), CV_32FC1);
  canvas.random().fill(noise, cv::RNG::NORMAL, 0, 1.5);
  for (int y = box.y; y < box.br().y; ++y) {
    for (int x = box.x; x < box.br().x; ++x) {
      const Point p = canvas.in_face(x, y);
      const double t = eye.along(p);
      if (t < -0.08 || t > 1.08) continue;
      const double u = std::clamp(t, 0.0, 1.0);
      const double upper = Opening::curve(eye.upper, u);
      const double lower = Opening::curve(eye.lower, u) + kBeneath;
      const double fade = smooth(-0.08, 0.04, t) * (1 - smooth(0.96, 1.08, t));
      const double drop = closed * std::max(0.0, lower - upper) * fade;
      const double h = eye.across(p);
      const double edge = upper + drop;  // where the lid ends now
      if (h > edge + 0.006 || h < upper - kFold || drop <= 0) continue;
      double source = 0;
      if (h > edge - kLashes) {
        source = h - drop;
      } else {
        const double s = (h - (upper - kFold)) / (edge - kLashes - (upper - kFold));
        source = upper - kFold + s * (kFold - kLashes);
      }
      const cv::Vec3f skin = sample(before, canvas.in_image(eye.at(t, source)));
      const auto grain = noise.at<float>(y - box.y, x - box.x);
      const auto blend = static_cast<float>(1 - smooth(edge - 0.002, edge + 0.006, h));
      const cv::Vec3f with = skin + cv::Vec3f(grain, grain, grain);
      canvas.image().at<cv::Vec3f>(y, x) = with * blend + before.at<cv::Vec3f>(y, x) * (1 - blend);
    }
  }
}

struct Iris {
  Point centre;  // face coordinates
  double radius = 0.09;
};

// The circle across whose left and right sides the brightness rises most.
Iris find_iris(const Canvas& canvas, const cv::Mat& grey, const Opening& eye) {
  const auto mean_on = [&](Point c, double r) {
    double sum = 0;
    for (const double side : {0.0, CV_PI}) {
      for (int i = -3; i <= 3; ++i) {
        const double angle = side + i * 0.17;
        const Point p = canvas.in_image({c.x + r * std::cos(angle), c.y + r * std::sin(angle)});
        const int x = std::clamp(static_cast<int>(std::lround(p.x)), 0, grey.cols - 1);
        const int y = std::clamp(static_cast<int>(std::lround(p.y)), 0, grey.rows - 1);
        sum += grey.at<float>(y, x);
      }
    }
    return sum / 14;
  };
  Iris best;
  double most = -1e9;
  for (double t = 0.25; t <= 0.75; t += 0.015) {
    const double upper = Opening::curve(eye.upper, t);
    const double lower = Opening::curve(eye.lower, t);
    for (double s = 0.25; s <= 0.75; s += 0.08) {
      const Point c = eye.at(t, upper + s * (lower - upper));
      for (double r = 0.075; r <= 0.105; r += 0.005) {
        const double edge = mean_on(c, r + 0.012) - mean_on(c, r - 0.012) - 0.15 * mean_on(c, 0.5 * r);
        if (edge > most) {
          most = edge;
          best = {c, r};
        }
      }
    }
  }
  return best;
}

cv::Mat smooth_grey(Canvas& canvas) {
  cv::Mat grey;
  cv::cvtColor(canvas.image(), grey, cv::COLOR_RGB2GRAY);
  cv::GaussianBlur(grey, grey, cv::Size(), std::max(0.5, 0.012 * canvas.unit()));
  return grey;
}

// Colour of the white on one side of the iris: the bright half of the pixels of the opening there.
cv::Vec3f white_beside(const Canvas& canvas, const cv::Mat& image, const Opening& eye, const Iris& iris, int side) {
  std::vector<std::pair<float, cv::Vec3f>> found;
  for (double t = 0.1; t <= 0.9; t += 0.02) {
    const double upper = Opening::curve(eye.upper, t);
    const double lower = Opening::curve(eye.lower, t);
    for (double s = 0.35; s <= 0.75; s += 0.1) {
      const Point p = eye.at(t, upper + s * (lower - upper));
      if (side * (p.x - iris.centre.x) < 1.25 * iris.radius) continue;
      const cv::Vec3f colour = sample(image, canvas.in_image(p));
      found.emplace_back(colour[0] + colour[1] + colour[2], colour);
    }
  }
  if (found.empty()) return {-1, -1, -1};
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return found[found.size() * 7 / 10].second;
}

void shift_iris(Canvas& canvas, const cv::Mat& grey, std::size_t first, double dx, double dy) {
  const Opening eye = opening_of(canvas, first);
  const Iris iris = find_iris(canvas, grey, eye);
  const cv::Mat before = canvas.image().clone();
  cv::Vec3f left = white_beside(canvas, before, eye, iris, -1);
  cv::Vec3f right = white_beside(canvas, before, eye, iris, 1);
  if (left[0] < 0) left = right;
  if (right[0] < 0) right = left;
  const cv::Rect box = around(canvas, eye, 0.06);
  cv::Mat noise(box.size(), CV_32FC1);
  canvas.random().fill(noise, cv::RNG::NORMAL, 0, 2.5);
  cv::GaussianBlur(noise, noise, cv::Size(), 0.8);
  const auto open_at = [&eye](Point p) {  // 0 at the lids, 1 well within the opening
    const double t = eye.along(p);
    if (t <= 0 || t >= 1) return 0.0;
    const double h = eye.across(p);
    return std::min(smooth(-0.004, 0.012, h - Opening::curve(eye.upper, t)),
                    smooth(-0.004, 0.012, Opening::curve(eye.lower, t) - h));
  };
  for (int y = box.y; y < box.br().y; ++y) {
    for (int x = box.x; x < box.br().x; ++x) {
      const Point p = canvas.in_face(x, y);
      const double open = open_at(p);
      if (open <= 0) continue;
      const double t = eye.along(p);
      const double below_lid = eye.across(p) - Opening::curve(eye.upper, t);
      const double side = std::clamp(0.5 + (p.x - iris.centre.x) / (4 * iris.radius), 0.0, 1.0);
      const double lid_shadow = 1 - 0.4 * std::exp(-below_lid / 0.03);
      const double round = 1 - 0.35 * std::pow(std::abs(2 * t - 1), 3);
      const auto grain = noise.at<float>(y - box.y, x - box.x);
      cv::Vec3f colour = (left * (1 - static_cast<float>(side)) + right * static_cast<float>(side)) *
                             static_cast<float>(lid_shadow * round) +
                         cv::Vec3f(grain, grain, grain);
      const Point from = {p.x - iris.centre.x - dx, p.y - iris.centre.y - dy};
      const double r = std::hypot(from.x, from.y);
      const double covers = 1 - smooth(iris.radius - 0.006, iris.radius + 0.012, r);
      if (covers > 0) {
        // The same place of the iris; where a lid hid it, the mirrored one.
        Point best = {iris.centre.x + from.x, iris.centre.y + from.y};
        double seen = open_at(best);
        for (const Point mirror : {Point{from.x, -from.y}, Point{-from.x, -from.y}, Point{from.x, 0}}) {
          const Point candidate = {iris.centre.x + mirror.x, iris.centre.y + mirror.y};
          if (seen < 0.9 && open_at(candidate) > seen) {
            best = candidate;
            seen = open_at(candidate);
          }
        }
        colour = sample(before, canvas.in_image(best)) * static_cast<float>(covers) +
                 colour * static_cast<float>(1 - covers);
      }
      auto& pixel = canvas.image().at<cv::Vec3f>(y, x);
      pixel = colour * static_cast<float>(open) + pixel * static_cast<float>(1 - open);
    }
  }
}

}  // namespace

cv::Mat with_closed_lids(const cv::Mat& photo, const FaceLandmarks& points, WhichEye which, double closed,
                         std::uint64_t seed) {
  Canvas canvas(photo, points, seed);
  if (which != WhichEye::right) close_lid(canvas, 36, closed);
  if (which != WhichEye::left) close_lid(canvas, 42, closed);
  return canvas.result();
}

cv::Mat with_shifted_irises(const cv::Mat& photo, const FaceLandmarks& points, double x, double y) {
  Canvas canvas(photo, points, 1);
  const cv::Mat grey = smooth_grey(canvas);
  shift_iris(canvas, grey, 36, x, y);
  shift_iris(canvas, grey, 42, x, y);
  return canvas.result();
}

cv::Mat with_red_pupils(const cv::Mat& photo, const FaceLandmarks& points, double strength) {
  Canvas canvas(photo, points, 1);
  const cv::Mat grey = smooth_grey(canvas);
  for (const std::size_t first : {36U, 42U}) {
    const Opening eye = opening_of(canvas, first);
    const Iris iris = find_iris(canvas, grey, eye);
    const double radius = 0.5 * iris.radius;
    const cv::Rect box = around(canvas, eye, 0.05);
    for (int y = box.y; y < box.br().y; ++y) {
      for (int x = box.x; x < box.br().x; ++x) {
        const Point p = canvas.in_face(x, y);
        const double r = photo::distance(p, iris.centre);
        const double t = eye.along(p);
        if (t <= 0 || t >= 1) continue;
        const double open = smooth(0, 0.012, eye.across(p) - Opening::curve(eye.upper, t));
        const double alpha = open * (1 - smooth(radius * 0.75, radius * 1.15, r));
        if (alpha <= 0) continue;
        auto& pixel = canvas.image().at<cv::Vec3f>(y, x);
        const float bright = (pixel[0] + pixel[1] + pixel[2]) / 3;
        if (bright > 190) continue;  // the catchlight stays white
        const double glow = 1 - 0.35 * r / radius;
        const cv::Vec3f red(static_cast<float>(215 * glow), static_cast<float>(52 * glow * glow),
                            static_cast<float>(44 * glow * glow));
        const auto a = static_cast<float>(strength * alpha);
        pixel = pixel * (1 - a) + red * a;
      }
    }
  }
  return canvas.result();
}

}  // namespace enrolkit::testing
