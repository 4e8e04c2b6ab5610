// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/cielab.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace enrolkit::photo {
namespace {

// IEC 61966-2-1 (sRGB), ISO/CIE 11664-4 (L*a*b*).
double linear_light(double encoded) {
  return encoded <= 0.04045 ? encoded / 12.92 : std::pow((encoded + 0.055) / 1.055, 2.4);
}

double lightness_curve(double share) {
  constexpr double kLine = 216.0 / 24389;
  return share > kLine ? std::cbrt(share) : (24389.0 / 27 * share + 16) / 116;
}

// Rows of the sRGB matrix, each divided by the white point's component, so that white is (1, 1, 1).
constexpr double kMatrix[3][3] = {{0.412453 / 0.950456, 0.357580 / 0.950456, 0.180423 / 0.950456},
                                  {0.212671, 0.715160, 0.072169},
                                  {0.019334 / 1.088754, 0.119193 / 1.088754, 0.950227 / 1.088754}};

// Whole numbers: light in 8,160 steps, the curve in 32,768.
struct WholeTables {
  static constexpr int kLight = 8160;
  static constexpr int kMatrixBits = 14;
  static constexpr int kCurveBits = 15;

  std::array<std::int32_t, 256> linear{};
  std::array<std::int32_t, kLight + 2> curve{};  // one more than white, for rounding
  std::array<std::array<std::int32_t, 3>, 3> matrix{};

  WholeTables() {
    for (int i = 0; i < 256; ++i) {
      linear[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(std::lround(linear_light(i / 255.0) * kLight));
    }
    for (int i = 0; i < kLight + 2; ++i) {
      const double value = lightness_curve(static_cast<double>(i) / kLight);
      curve[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(std::lround(value * (1 << kCurveBits)));
    }
    for (std::size_t row = 0; row < 3; ++row) {
      for (std::size_t c = 0; c < 3; ++c) {
        matrix[row][c] = static_cast<std::int32_t>(std::lround(kMatrix[row][c] * (1 << kMatrixBits)));
      }
    }
  }

  [[nodiscard]] int curve_of(int r, int g, int b, std::size_t row) const {
    const int light =
        (matrix[row][0] * r + matrix[row][1] * g + matrix[row][2] * b + (1 << (kMatrixBits - 1))) >> kMatrixBits;
    return curve[static_cast<std::size_t>(light)];
  }
};

// Linear between 4,096 points: within 5e-6 of the curve, 0.0025 of a and b.
struct ExactTables {
  static constexpr int kSteps = 4096;

  std::array<float, 256> linear{};
  std::array<float, kSteps + 2> curve{};

  ExactTables() {
    for (int i = 0; i < 256; ++i) linear[static_cast<std::size_t>(i)] = static_cast<float>(linear_light(i / 255.0));
    for (int i = 0; i < kSteps + 2; ++i) {
      curve[static_cast<std::size_t>(i)] = static_cast<float>(lightness_curve(static_cast<double>(i) / kSteps));
    }
  }

  [[nodiscard]] float curve_of(float r, float g, float b, std::size_t row) const {
    const float share = static_cast<float>(kMatrix[row][0]) * r + static_cast<float>(kMatrix[row][1]) * g +
                        static_cast<float>(kMatrix[row][2]) * b;
    const float place = std::min(share, 1.0F) * kSteps;
    const int step = static_cast<int>(place);
    const float* const at = &curve[static_cast<std::size_t>(step)];
    return at[0] + (place - static_cast<float>(step)) * (at[1] - at[0]);
  }
};

}  // namespace

void lab_of(const cv::Mat& rgb, cv::Mat& lab) {
  static const WholeTables tables;
  constexpr int kBits = WholeTables::kCurveBits;
  constexpr int kHalf = 1 << (kBits - 1);
  lab.create(rgb.size(), CV_8UC3);
  for (int y = 0; y < rgb.rows; ++y) {
    const auto* from = rgb.ptr<std::uint8_t>(y);
    auto* to = lab.ptr<std::uint8_t>(y);
    for (int x = 0; x < rgb.cols; ++x, from += 3, to += 3) {
      const int r = tables.linear[from[0]];
      const int g = tables.linear[from[1]];
      const int b = tables.linear[from[2]];
      const int fx = tables.curve_of(r, g, b, 0);
      const int fy = tables.curve_of(r, g, b, 1);
      const int fz = tables.curve_of(r, g, b, 2);
      // 2.55 * (116 fy - 16), 500 (fx - fy) + 128, 200 (fy - fz) + 128: of sRGB colours always 0..255.
      to[0] = static_cast<std::uint8_t>((37862 * fy - 171127603 + (1 << 21)) >> 22);
      to[1] = static_cast<std::uint8_t>((500 * (fx - fy) + (128 << kBits) + kHalf) >> kBits);
      to[2] = static_cast<std::uint8_t>((200 * (fy - fz) + (128 << kBits) + kHalf) >> kBits);
    }
  }
}

void exact_lab_of(const cv::Mat& rgb, cv::Mat& lab) {
  static const ExactTables tables;
  lab.create(rgb.size(), CV_32FC3);
  for (int y = 0; y < rgb.rows; ++y) {
    const auto* from = rgb.ptr<std::uint8_t>(y);
    auto* to = lab.ptr<float>(y);
    for (int x = 0; x < rgb.cols; ++x, from += 3, to += 3) {
      const float r = tables.linear[from[0]];
      const float g = tables.linear[from[1]];
      const float b = tables.linear[from[2]];
      const float fx = tables.curve_of(r, g, b, 0);
      const float fy = tables.curve_of(r, g, b, 1);
      const float fz = tables.curve_of(r, g, b, 2);
      to[0] = 116 * fy - 16;
      to[1] = 500 * (fx - fy);
      to[2] = 200 * (fy - fz);
    }
  }
}

}  // namespace enrolkit::photo
