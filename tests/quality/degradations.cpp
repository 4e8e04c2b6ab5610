// SPDX-License-Identifier: Apache-2.0
#include "tests/quality/degradations.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <opencv2/imgproc.hpp>

#include "enrolkit/image_codec.hpp"
#include "tests/quality/portrait_data.hpp"

namespace enrolkit::testing {
namespace {

double linear_of(double level) {  // of 0..255
  const double v = level / 255;
  return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

std::uint8_t level_of(double linear) {
  const double v = std::clamp(linear, 0.0, 1.0);
  const double encoded = v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
  return static_cast<std::uint8_t>(std::lround(255 * encoded));
}

cv::Mat through_table(const cv::Mat& image, const std::function<std::uint8_t(int level, int channel)>& entry) {
  cv::Mat table(1, 256, CV_8UC(image.channels()));
  for (int level = 0; level < 256; ++level) {
    for (int c = 0; c < image.channels(); ++c) {
      table.ptr<std::uint8_t>(0)[level * image.channels() + c] = entry(level, c);
    }
  }
  cv::Mat out;
  cv::LUT(image, table, out);
  return out;
}

double smooth_step(double from, double to, double x) {
  const double t = std::clamp((x - from) / (to - from), 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

// A point of the picture in the face's coordinates: origin midway between the eyes, x along the eye line, y down the
// face, unit = inter-eye distance.
class FaceFrame {
 public:
  explicit FaceFrame(const FaceGeometry& face)
      : origin_{(face.eye_left.x + face.eye_right.x) / 2, (face.eye_left.y + face.eye_right.y) / 2},
        unit_(std::hypot(face.eye_right.x - face.eye_left.x, face.eye_right.y - face.eye_left.y)),
        cosine_((face.eye_right.x - face.eye_left.x) / unit_),
        sine_((face.eye_right.y - face.eye_left.y) / unit_) {}

  [[nodiscard]] Point at(double x, double y) const {
    const double dx = (x - origin_.x) / unit_;
    const double dy = (y - origin_.y) / unit_;
    return {cosine_ * dx + sine_ * dy, cosine_ * dy - sine_ * dx};
  }

 private:
  Point origin_;
  double unit_;
  double cosine_;
  double sine_;
};

// linear light * gain(p) + extra(p), both smooth functions of the place on the face.
cv::Mat relit(const cv::Mat& image, const FaceGeometry& face, const std::function<double(Point)>& gain,
              const std::function<double(Point)>& extra = nullptr) {
  std::array<double, 256> linear{};
  for (std::size_t level = 0; level < linear.size(); ++level) linear[level] = linear_of(static_cast<double>(level));
  std::array<std::uint8_t, 4097> encoded{};  // by the root of the light
  const double last = static_cast<double>(encoded.size() - 1);
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    const double root = static_cast<double>(i) / last;
    encoded[i] = level_of(root * root);
  }
  const FaceFrame frame(face);
  cv::Mat out(image.size(), image.type());
  for (int y = 0; y < image.rows; ++y) {
    const auto* from = image.ptr<std::uint8_t>(y);
    auto* to = out.ptr<std::uint8_t>(y);
    for (int x = 0; x < image.cols; ++x) {
      const Point p = frame.at(x, y);
      const double g = gain(p);
      const double e = extra ? extra(p) : 0;
      for (int c = 0; c < image.channels(); ++c) {
        const double light = std::clamp(linear[*from++] * g + e, 0.0, 1.0);
        *to++ = encoded[static_cast<std::size_t>(std::lround(std::sqrt(light) * last))];
      }
    }
  }
  return out;
}

// The head as an ellipsoid, in face coordinates.
constexpr Point kHeadCentre = {0, 0.15};
constexpr Point kHeadRadii = {1.35, 1.95};

double head_radius(Point p) {
  return std::hypot((p.x - kHeadCentre.x) / kHeadRadii.x, (p.y - kHeadCentre.y) / kHeadRadii.y);
}

// 1 on the head, 0 on the wall.
double on_head(Point p) { return 1 - smooth_step(1.0, 1.12, head_radius(p)); }

// Outward normal: of the ellipsoid with the ridge of the nose on it.
cv::Vec3d normal_at(Point p) {
  const double r = std::max(head_radius(p), 1e-9);
  const double rim = std::min(r, 1.0) / r;
  double x = rim * (p.x - kHeadCentre.x) / kHeadRadii.x;
  const double y = rim * (p.y - kHeadCentre.y) / kHeadRadii.y;
  const double z = std::sqrt(std::max(0.0, 1 - x * x - y * y));
  if (p.y > -0.1 && p.y < 0.75) x += 0.45 * std::sin(CV_PI * std::clamp(p.x / 0.25, -1.0, 1.0));
  return cv::normalize(cv::Vec3d(x, y, z));
}

}  // namespace

cv::Mat with_light(const cv::Mat& image, double gain) {
  return through_table(image, [gain](int level, int) { return level_of(gain * linear_of(level)); });
}

cv::Mat with_gamma(const cv::Mat& image, double gamma) {
  return through_table(image, [gamma](int level, int) {
    return static_cast<std::uint8_t>(std::lround(255 * std::pow(level / 255.0, gamma)));
  });
}

cv::Mat washed_out(const cv::Mat& image, double share, double towards) {
  cv::Mat flat;
  image.convertTo(flat, -1, share, towards * (1 - share));
  return flat;
}

cv::Mat side_lit(const cv::Mat& image, const FaceGeometry& face, LampSide side, double strength) {
  cv::Vec3d lamp(0, 0, 0.55);
  if (side == LampSide::top) {
    lamp[1] = -1;
  } else {
    lamp[0] = side == LampSide::left ? -1 : 1;
  }
  lamp = cv::normalize(lamp);
  return relit(image, face, [lamp, strength](Point p) {
    const double lit = std::max(0.0, normal_at(p).dot(lamp));
    return 1 - on_head(p) * strength * (1 - lit);
  });
}

cv::Mat with_shadow(const cv::Mat& image, const FaceGeometry& face, ShadowKind kind, double strength) {
  return relit(image, face, [kind, strength](Point p) {
    double inside = 0;
    if (kind == ShadowKind::brim) {
      inside = 1 - smooth_step(0.10, 0.30, p.y - 0.12 * p.x * p.x);
    } else {
      const double across = kind == ShadowKind::left ? -p.x : p.x;
      inside = smooth_step(0.05, 0.25, across + 0.35 * (p.y - 0.5));
    }
    return 1 - on_head(p) * strength * inside;
  });
}

cv::Mat with_flash_spots(const cv::Mat& image, const FaceGeometry& face, double strength) {
  struct Spot {
    Point centre;
    double width;
  };
  const Point nose = FaceFrame(face).at(face.landmarks[30].x, face.landmarks[30].y);
  const std::array<Spot, 4> spots = {
      {{{0.05, -0.55}, 0.16}, {{nose.x, nose.y - 0.04}, 0.07}, {{-0.58, 0.42}, 0.11}, {{0.58, 0.42}, 0.11}}};
  return relit(
      image, face, [](Point) { return 1.0; },
      [spots, strength](Point p) {
        double sum = 0;
        for (const Spot& spot : spots) {
          const double r = std::hypot(p.x - spot.centre.x, p.y - spot.centre.y) / spot.width;
          if (r < 4) sum += strength * std::exp(-r * r / 2);
        }
        return sum;
      });
}

cv::Mat with_cast(const cv::Mat& image, Cast cast, double strength) {
  std::array<double, 3> to{};  // at strength 1
  switch (cast) {
    case Cast::warm:
      to = {1.45, 0.95, 0.40};
      break;
    case Cast::cold:
      to = {0.60, 1.00, 1.55};
      break;
    case Cast::green:
      to = {0.70, 1.15, 0.70};
      break;
    case Cast::magenta:
      to = {1.20, 0.80, 1.20};
      break;
  }
  return through_table(image, [&](int level, int channel) {
    const double gain = 1 + strength * (to.at(static_cast<std::size_t>(channel)) - 1);
    return level_of(gain * linear_of(level));
  });
}

cv::Mat desaturated(const cv::Mat& image, double share) {
  cv::Mat grey;
  cv::Mat grey3;
  cv::cvtColor(image, grey, cv::COLOR_RGB2GRAY);
  cv::cvtColor(grey, grey3, cv::COLOR_GRAY2RGB);
  cv::Mat out;
  cv::addWeighted(image, share, grey3, 1 - share, 0, out);
  return out;
}

cv::Mat with_skin_hue(const cv::Mat& image, const FaceGeometry& face, double a, double b) {
  cv::Mat real;
  cv::Mat lab;
  image.convertTo(real, CV_32F, 1 / 255.0);
  cv::cvtColor(real, lab, cv::COLOR_RGB2Lab);
  const FaceFrame frame(face);
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) {
      const Point p = frame.at(x, y);
      auto& pixel = lab.at<cv::Vec3f>(y, x);
      const double skin = on_head(p) * smooth_step(6, 12, std::hypot(pixel[1], pixel[2]));
      pixel[1] += static_cast<float>(a * skin);
      pixel[2] += static_cast<float>(b * skin);
    }
  }
  cv::cvtColor(lab, real, cv::COLOR_Lab2RGB);
  cv::Mat out;
  real.convertTo(out, CV_8U, 255);
  return out;
}

cv::Mat blurred(const cv::Mat& image, double sigma) {
  cv::Mat soft;
  cv::GaussianBlur(image, soft, cv::Size(), sigma);
  return soft;
}

cv::Mat smeared(const cv::Mat& image, double length, double angle) {
  // The path drawn as a thin line, eight times oversampled.
  const int radius = static_cast<int>(std::ceil(length / 2)) + 1;
  cv::Mat kernel = cv::Mat::zeros(2 * radius + 1, 2 * radius + 1, CV_32F);
  const int steps = std::max(1, static_cast<int>(8 * length));
  const double c = std::cos(angle * CV_PI / 180);
  const double s = std::sin(angle * CV_PI / 180);
  for (int i = 0; i < steps; ++i) {
    const double t = length * ((i + 0.5) / steps - 0.5);
    const double x = radius + t * c;
    const double y = radius - t * s;
    const int x0 = static_cast<int>(std::floor(x));
    const int y0 = static_cast<int>(std::floor(y));
    for (int dy = 0; dy < 2; ++dy) {
      for (int dx = 0; dx < 2; ++dx) {
        const double share = (dx == 1 ? x - x0 : 1 - x + x0) * (dy == 1 ? y - y0 : 1 - y + y0);
        if (share > 0) kernel.at<float>(y0 + dy, x0 + dx) += static_cast<float>(share / steps);
      }
    }
  }
  cv::Mat smear;
  cv::filter2D(image, smear, -1, kernel, cv::Point(-1, -1), 0, cv::BORDER_REPLICATE);
  return smear;
}

cv::Mat noisy(const cv::Mat& image, double sigma, std::uint64_t seed) {
  cv::Mat noise(image.size(), CV_16SC(image.channels()));
  cv::RNG random(seed);
  random.fill(noise, cv::RNG::NORMAL, 0, sigma);
  cv::Mat out;
  cv::add(image, noise, out, cv::noArray(), CV_8U);
  return out;
}

cv::Mat compressed(const cv::Mat& image, int quality) {
  const Bytes file = encode_jpeg(image_of(image).view(), quality).value();
  return mat_of(decode_image(file, "degraded.jpg").value().image).clone();
}

cv::Mat pixelated(const cv::Mat& image, int cell) {
  const cv::Size cells((image.cols + cell - 1) / cell, (image.rows + cell - 1) / cell);
  cv::Mat padded;
  cv::copyMakeBorder(image, padded, 0, cells.height * cell - image.rows, 0, cells.width * cell - image.cols,
                     cv::BORDER_REPLICATE);
  cv::Mat small;
  cv::Mat large;
  cv::resize(padded, small, cells, 0, 0, cv::INTER_AREA);
  cv::resize(small, large, padded.size(), 0, 0, cv::INTER_NEAREST);
  return large(cv::Rect(0, 0, image.cols, image.rows)).clone();
}

}  // namespace enrolkit::testing
