// SPDX-License-Identifier: Apache-2.0
#include "people/ridge_growth.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "people/vec3.hpp"

namespace enrolkit::people {
namespace {

constexpr int kAngles = 48;
constexpr int kPeriods = 16;
constexpr double kPeriodStep = 1.045;  // from one filter to the next
constexpr int kKernelScale = 4096;     // sum of |weights|; times 2047 and the taps this stays below 2^31
constexpr int kRounds = 46;            // the slowest front crosses the print in this many steps

// Gabor filters for all angles and periods, in a window of (2 radius + 1) squared, rows padded to whole vectors.
class FilterBank {
 public:
  FilterBank(double smallest_period, double across, double along) : smallest_(smallest_period) {
    const double largest = smallest_ * std::pow(kPeriodStep, kPeriods - 1);
    radius_ = static_cast<int>(std::ceil(1.25 * largest));
    row_ = (2 * radius_ + 1 + 7) / 8 * 8;
    weights_.resize(static_cast<std::size_t>(kAngles * kPeriods * (2 * radius_ + 1) * row_));
    for (int p = 0; p < kPeriods; ++p) {
      const double period = smallest_ * std::pow(kPeriodStep, p);
      for (int a = 0; a < kAngles; ++a) fill(p, a, period, across * period, along * period);
    }
  }

  [[nodiscard]] int radius() const noexcept { return radius_; }
  [[nodiscard]] int row() const noexcept { return row_; }
  [[nodiscard]] const std::int16_t* kernel(int index) const {
    return &weights_[static_cast<std::size_t>(index) * static_cast<std::size_t>((2 * radius_ + 1) * row_)];
  }
  [[nodiscard]] int index(double angle, double period) const {
    const double turns = angle / std::numbers::pi;
    const int a = static_cast<int>(std::floor((turns - std::floor(turns)) * kAngles + 0.5)) % kAngles;
    const double place = std::log(period / smallest_) / std::log(kPeriodStep);
    return std::clamp(static_cast<int>(std::floor(place + 0.5)), 0, kPeriods - 1) * kAngles + a;
  }

 private:
  void fill(int p, int a, double period, double across, double along) {
    const double angle = std::numbers::pi * a / kAngles;
    const int side = 2 * radius_ + 1;
    std::vector<double> wave(static_cast<std::size_t>(side * side));
    double sum = 0;
    double mass = 0;
    for (int pass = 0; pass < 2; ++pass) {
      // Second pass: take out the mean, so that even ground gives nothing.
      double size = 0;
      for (int y = -radius_; y <= radius_; ++y) {
        for (int x = -radius_; x <= radius_; ++x) {
          const double u = x * std::cos(angle) - y * std::sin(angle);  // along the ridge; y points down
          const double v = x * std::sin(angle) + y * std::cos(angle);
          const double envelope = bell(v, across, u, along);
          double& w = wave[static_cast<std::size_t>((y + radius_) * side + x + radius_)];
          if (pass == 0) {
            w = envelope * std::cos(2 * std::numbers::pi * v / period);
            sum += w;
            mass += envelope;
          } else {
            w -= envelope * sum / mass;
            size += std::abs(w);
          }
        }
      }
      if (pass == 0) continue;
      auto* out = const_cast<std::int16_t*>(kernel(p * kAngles + a));
      for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
          const double w = wave[static_cast<std::size_t>(y * side + x)] * kKernelScale / size;
          out[y * row_ + x] = static_cast<std::int16_t>(std::floor(w + 0.5));
        }
      }
    }
  }

  double smallest_;
  int radius_ = 0;
  int row_ = 0;
  std::vector<std::int16_t> weights_;
};

// A picture with a border as wide as the filter reaches.
class Sheet {
 public:
  Sheet(int width, int height, const FilterBank& bank)
      : width_(width),
        height_(height),
        border_(bank.radius()),
        stride_(width + bank.radius() + bank.row()),
        cells_(static_cast<std::size_t>(stride_) * static_cast<std::size_t>(height + 2 * bank.radius())) {}
  [[nodiscard]] std::int16_t& at(int x, int y) {
    return cells_[static_cast<std::size_t>((y + border_) * stride_ + x + border_)];
  }
  [[nodiscard]] std::int32_t filtered(const FilterBank& bank, const std::int16_t* kernel, int x, int y) const {
    std::int32_t sum = 0;
    const int side = 2 * border_ + 1;
    for (int r = 0; r < side; ++r) {
      const std::int16_t* in = &cells_[static_cast<std::size_t>((y + r) * stride_ + x)];
      const std::int16_t* weights = kernel + r * bank.row();
      for (int c = 0; c < bank.row(); ++c) sum += in[c] * weights[c];
    }
    return sum;
  }
  [[nodiscard]] int width() const noexcept { return width_; }
  [[nodiscard]] int height() const noexcept { return height_; }

 private:
  int width_, height_, border_, stride_;
  std::vector<std::int16_t> cells_;
};

// One pass; `gain` in sixteenths.
void sharpen(Sheet& from, Sheet& to, const FilterBank& bank, const std::vector<int>& filters, int gain) {
  for (int y = 0; y < from.height(); ++y) {
    for (int x = 0; x < from.width(); ++x) {
      const int filter = filters[static_cast<std::size_t>(y * from.width() + x)];
      const std::int32_t sum = from.filtered(bank, bank.kernel(filter), x, y) / kKernelScale * gain / 16;
      to.at(x, y) = static_cast<std::int16_t>(std::clamp(sum, -kRidgeFull, kRidgeFull));
    }
  }
}

std::vector<int> choose_filters(const OrientationField& field, const FilterBank& bank, int width, int height,
                                int step) {
  std::vector<int> filters;
  filters.reserve(static_cast<std::size_t>(width * height));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double fx = x * step + (step - 1) / 2.0;
      const double fy = y * step + (step - 1) / 2.0;
      filters.push_back(bank.index(field.orientation(fx, fy), field.period(fx, fy) / step));
    }
  }
  return filters;
}

}  // namespace

double RidgeMap::at(double x, double y) const {
  const double fx = std::clamp(x, 0.0, width - 1.001);
  const double fy = std::clamp(y, 0.0, height - 1.001);
  const int ix = static_cast<int>(fx);
  const int iy = static_cast<int>(fy);
  const std::int16_t* row = &values[static_cast<std::size_t>(iy * width + ix)];
  return blend(blend(static_cast<double>(row[0]), static_cast<double>(row[1]), fx - ix),
               blend(static_cast<double>(row[width]), static_cast<double>(row[width + 1]), fx - ix), fy - iy) /
         kRidgeFull;
}

RidgeMap grow_ridges(const OrientationField& field, int width, int height, Random& random) {
  const double period = field.period(width / 2.0, height / 2.0);
  const double smallest = period * 0.74;
  // Growing at half the resolution costs a sixteenth; one pass at the full one then makes the ridges smooth.
  const int half_width = width / 2;
  const int half_height = height / 2;
  const FilterBank coarse(smallest / 2, 0.45, 0.62);
  const auto coarse_filters = choose_filters(field, coarse, half_width, half_height, 2);
  Sheet now(half_width, half_height, coarse);
  Sheet next(half_width, half_height, coarse);
  constexpr int kSpots = 14;
  for (int i = 0; i < kSpots; ++i) {
    const auto x = static_cast<int>(random.index(static_cast<std::size_t>(half_width)));
    const auto y = static_cast<int>(random.index(static_cast<std::size_t>(half_height)));
    now.at(x, y) = kRidgeFull;
  }
  for (int round = 0; round < kRounds; ++round) {
    sharpen(now, next, coarse, coarse_filters, 16 * 6);
    std::swap(now, next);
  }

  const FilterBank fine(smallest, 0.36, 0.5);
  const auto fine_filters = choose_filters(field, fine, width, height, 1);
  Sheet wide(width, height, fine);
  Sheet smooth(width, height, fine);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      wide.at(x, y) = now.at(std::min(x / 2, half_width - 1), std::min(y / 2, half_height - 1));
    }
  }
  sharpen(wide, smooth, fine, fine_filters, 26);
  RidgeMap map{width, height, {}};
  map.values.reserve(static_cast<std::size_t>(width * height));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) map.values.push_back(smooth.at(x, y));
  }
  return map;
}

}  // namespace enrolkit::people
