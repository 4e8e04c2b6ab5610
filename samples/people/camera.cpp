// SPDX-License-Identifier: Apache-2.0
#include "people/camera.hpp"

#include <array>

#include "people/look.hpp"
#include "people/noise.hpp"

namespace enrolkit::people {
namespace {

void smear(LinearImage& image, double length, double angle) {
  const int steps = std::max(2, static_cast<int>(std::ceil(length)));
  const double dx = std::cos(radians(angle));
  const double dy = -std::sin(radians(angle));
  LinearImage out(image.width, image.height);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      std::array<double, 3> sum{};
      for (int i = 0; i <= steps; ++i) {
        const double s = length * (static_cast<double>(i) / steps - 0.5);
        const double fx = std::clamp(x + s * dx, 0.0, image.width - 1.001);
        const double fy = std::clamp(y + s * dy, 0.0, image.height - 1.001);
        const int ix = static_cast<int>(fx);
        const int iy = static_cast<int>(fy);
        const float* a = image.at(ix, iy);
        const float* b = image.at(ix, std::min(iy + 1, image.height - 1));
        const int next = ix + 1 < image.width ? 3 : 0;
        for (std::size_t c = 0; c < 3; ++c) {
          const auto k = static_cast<std::ptrdiff_t>(c);
          sum[c] += blend(blend(static_cast<double>(a[k]), static_cast<double>(a[k + next]), fx - ix),
                          blend(static_cast<double>(b[k]), static_cast<double>(b[k + next]), fx - ix), fy - iy);
        }
      }
      for (std::size_t c = 0; c < 3; ++c) out.at(x, y)[c] = static_cast<float>(sum[c] / (steps + 1));
    }
  }
  image = std::move(out);
}

// sRGB by table: the curve's power is the dearest step of all.
class Curve {
 public:
  Curve() {
    for (std::size_t i = 0; i < table_.size(); ++i) {
      const double root = static_cast<double>(i) / static_cast<double>(table_.size() - 1);
      table_[i] = to_srgb(root * root);
    }
  }
  [[nodiscard]] double operator()(double linear) const {
    const double place = std::sqrt(std::clamp(linear, 0.0, 1.0)) * static_cast<double>(table_.size() - 1);
    const auto i = std::min(table_.size() - 2, static_cast<std::size_t>(place));
    return blend(table_[i], table_[i + 1], place - static_cast<double>(i));
  }

 private:
  std::array<double, 4097> table_{};
};

// The film's shoulder: light above three quarters is compressed, so that highlights do not clip at once.
double shoulder(double v) { return v < 0.75 ? v : 0.75 + 0.25 * (1 - std::exp(-(v - 0.75) / 0.25)); }

}  // namespace

void gaussian_blur(LinearImage& image, double sigma) {
  if (sigma <= 0) return;
  const int radius = static_cast<int>(std::ceil(3 * sigma));
  std::vector<float> kernel(static_cast<std::size_t>(radius) + 1);
  double sum = 0;
  for (int i = 0; i <= radius; ++i) sum += (i == 0 ? 1 : 2) * bell(i, sigma);
  for (int i = 0; i <= radius; ++i) kernel[static_cast<std::size_t>(i)] = static_cast<float>(bell(i, sigma) / sum);
  LinearImage across(image.width, image.height);
  const auto pass = [&](const LinearImage& from, LinearImage& to, int dx, int dy) {
    for (int y = 0; y < from.height; ++y) {
      for (int x = 0; x < from.width; ++x) {
        std::array<float, 3> total{};
        for (int i = -radius; i <= radius; ++i) {
          const float* p =
              from.at(std::clamp(x + i * dx, 0, from.width - 1), std::clamp(y + i * dy, 0, from.height - 1));
          const float k = kernel[static_cast<std::size_t>(std::abs(i))];
          for (std::size_t c = 0; c < 3; ++c) total[c] += k * p[c];
        }
        std::copy(total.begin(), total.end(), to.at(x, y));
      }
    }
  };
  pass(image, across, 1, 0);
  pass(across, image, 0, 1);
}

namespace {

// Each square of pixels becomes its mean.
void pixelate(LinearImage& image, int block) {
  for (int top = 0; top < image.height; top += block) {
    for (int left = 0; left < image.width; left += block) {
      const int bottom = std::min(top + block, image.height);
      const int right = std::min(left + block, image.width);
      std::array<float, 3> sum{};
      for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) {
          for (std::size_t c = 0; c < 3; ++c) sum[c] += image.at(x, y)[c];
        }
      }
      for (float& total : sum) total /= static_cast<float>((bottom - top) * (right - left));
      for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) std::copy(sum.begin(), sum.end(), image.at(x, y));
      }
    }
  }
}

}  // namespace

Image expose(LinearImage light, const CameraParameters& parameters, std::uint32_t seed) {
  if (parameters.motion > 0) smear(light, parameters.motion, parameters.motion_angle);
  gaussian_blur(light, parameters.blur);
  if (parameters.block > 1) pixelate(light, parameters.block);
  const Curve curve;
  const double gain = std::exp2(parameters.exposure);
  Image image(light.width, light.height, parameters.grey ? PixelFormat::grey8 : PixelFormat::rgb8);
  for (int y = 0; y < light.height; ++y) {
    std::uint8_t* out = image.row(y);
    for (int x = 0; x < light.width; ++x) {
      const float* in = light.at(x, y);
      Vec3 v = Vec3{static_cast<double>(in[0]), static_cast<double>(in[1]), static_cast<double>(in[2])} * gain *
               parameters.balance;
      v = {shoulder(v.x), shoulder(v.y), shoulder(v.z)};
      std::array<double, 3> level{curve(v.x), curve(v.y), curve(v.z)};
      if (parameters.grey) level[0] = 0.299 * level[0] + 0.587 * level[1] + 0.114 * level[2];
      // Shot noise of the three colours is independent; most of what is seen is common to them after demosaicing.
      const int cell_x = x / parameters.block;
      const int cell_y = y / parameters.block;
      const double common = lattice_normal(seed, cell_x, cell_y);
      for (std::size_t c = 0; c < (parameters.grey ? 1U : 3U); ++c) {
        const double own = lattice_normal(seed + 1 + static_cast<std::uint32_t>(c), cell_x, cell_y);
        double value = 127.5 + parameters.contrast * (level[c] - 127.5);
        value += parameters.noise * (0.8 * common + 0.6 * own);
        *out++ = static_cast<std::uint8_t>(std::clamp(std::floor(value + 0.5), 0.0, 255.0));
      }
    }
  }
  return image;
}

}  // namespace enrolkit::people
