// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/mask_shapes.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace enrolkit::photo {
namespace {

constexpr std::uint8_t kSet = 255;

// The steps of the distance transform to a side and to a corner, in 1/65536 px.
constexpr int kFraction = 16;
constexpr int kToSide = 62587;    // 0.955
constexpr int kToCorner = 89738;  // 1.3693
constexpr int kFar = 1 << 29;

}  // namespace

// Sets what the disc reaches from the pixels that are set, or from those that are not.
void MaskShapes::widen_where(const cv::Mat& mask, bool set, int radius, cv::Mat& out) {
  const int rows = mask.rows;
  const int cols = mask.cols;
  const int none = rows + cols;
  away_.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols));
  for (int y = 0; y < rows; ++y) {
    const auto* from = mask.ptr<std::uint8_t>(y);
    int* away = away_.data() + static_cast<std::ptrdiff_t>(y) * cols;
    int last = none;
    for (int x = 0; x < cols; ++x) {
      last = (from[x] != 0) == set ? 0 : std::min(last + 1, none);
      away[x] = last;
    }
    last = none;
    for (int x = cols - 1; x >= 0; --x) {
      last = (from[x] != 0) == set ? 0 : std::min(last + 1, none);
      away[x] = std::min(away[x], last);
    }
  }
  wide_.resize(static_cast<std::size_t>(radius) + 1);
  for (int dy = 0; dy <= radius; ++dy) {
    wide_[static_cast<std::size_t>(dy)] =
        static_cast<int>(std::lrint(std::sqrt(static_cast<double>(radius * radius - dy * dy))));
  }
  out.create(mask.size(), CV_8UC1);
  for (int y = 0; y < rows; ++y) {
    auto* to = out.ptr<std::uint8_t>(y);
    std::fill_n(to, cols, std::uint8_t{0});
    for (int row = std::max(0, y - radius); row <= std::min(rows - 1, y + radius); ++row) {
      const int* away = away_.data() + static_cast<std::ptrdiff_t>(row) * cols;
      const int wide = wide_[static_cast<std::size_t>(std::abs(row - y))];
      for (int x = 0; x < cols; ++x) to[x] = away[x] <= wide ? kSet : to[x];
    }
  }
}

void MaskShapes::widen(const cv::Mat& mask, int radius, cv::Mat& out) { widen_where(mask, true, radius, out); }

void MaskShapes::open(const cv::Mat& mask, int radius, cv::Mat& out) {
  widen_where(mask, false, radius, narrow_);  // what is taken away
  widen_where(narrow_, false, radius, out);
}

const std::vector<MaskPiece>& MaskShapes::label(const cv::Mat& mask, cv::Mat& labels) {
  labels.create(mask.size(), CV_32SC1);
  const int rows = mask.rows;
  const int cols = mask.cols;
  for (int y = 0; y < rows; ++y) std::fill_n(labels.ptr<int>(y), cols, 0);
  pieces_.assign(1, {});
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < cols; ++x) {
      if (mask.at<std::uint8_t>(y, x) == 0 || labels.at<int>(y, x) != 0) continue;
      const int number = static_cast<int>(pieces_.size());
      int left = x, right = x, bottom = y, pixels = 0;
      double sum = 0;
      labels.at<int>(y, x) = number;
      stack_.assign(1, y * cols + x);
      while (!stack_.empty()) {
        const int at = stack_.back();
        stack_.pop_back();
        const int px = at % cols;
        const int py = at / cols;
        left = std::min(left, px);
        right = std::max(right, px);
        bottom = std::max(bottom, py);
        sum += px;
        ++pixels;
        for (int ny = std::max(0, py - 1); ny <= std::min(rows - 1, py + 1); ++ny) {
          for (int nx = std::max(0, px - 1); nx <= std::min(cols - 1, px + 1); ++nx) {
            if (mask.at<std::uint8_t>(ny, nx) == 0 || labels.at<int>(ny, nx) != 0) continue;
            labels.at<int>(ny, nx) = number;
            stack_.push_back(ny * cols + nx);
          }
        }
      }
      pieces_.push_back({cv::Rect(left, y, right - left + 1, bottom - y + 1), pixels, sum / pixels});
    }
  }
  return pieces_;
}

void MaskShapes::distance_inside(const cv::Mat& mask, cv::Mat& out) {
  out.create(mask.size(), CV_32FC1);
  const int rows = mask.rows;
  const int cols = mask.cols;
  counts_.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols));
  const auto step = [&](int y, int x, int dy, int dx, int cost, int& best) {
    const int ny = y + dy;
    const int nx = x + dx;
    if (ny < 0 || nx < 0 || ny >= rows || nx >= cols) return;
    best = std::min(best, counts_[static_cast<std::size_t>(ny * cols + nx)] + cost);
  };
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < cols; ++x) {
      int best = mask.at<std::uint8_t>(y, x) == 0 ? 0 : kFar;
      if (best != 0) {
        step(y, x, -1, -1, kToCorner, best);
        step(y, x, -1, 0, kToSide, best);
        step(y, x, -1, 1, kToCorner, best);
        step(y, x, 0, -1, kToSide, best);
      }
      counts_[static_cast<std::size_t>(y * cols + x)] = std::min(best, kFar);
    }
  }
  for (int y = rows - 1; y >= 0; --y) {
    for (int x = cols - 1; x >= 0; --x) {
      int& best = counts_[static_cast<std::size_t>(y * cols + x)];
      step(y, x, 1, 1, kToCorner, best);
      step(y, x, 1, 0, kToSide, best);
      step(y, x, 1, -1, kToCorner, best);
      step(y, x, 0, 1, kToSide, best);
      out.at<float>(y, x) = static_cast<float>(best) / (1 << kFraction);
    }
  }
}

void clear_where(cv::Mat& out, const cv::Mat& where) {
  for (int y = 0; y < out.rows; ++y) {
    auto* to = out.ptr<std::uint8_t>(y);
    const auto* from = where.ptr<std::uint8_t>(y);
    for (int x = 0; x < out.cols; ++x) to[x] = from[x] != 0 ? 0 : to[x];
  }
}

void fill_convex(cv::Mat& mask, std::span<const Point> corners, std::uint8_t value) {
  for (int y = 0; y < mask.rows; ++y) {
    double left = mask.cols;
    double right = -1;
    const auto take = [&](double x) {
      left = std::min(left, x);
      right = std::max(right, x);
    };
    // Where the edges run within half a pixel of the row.
    for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
      const Point& a = corners[j].y < corners[i].y ? corners[j] : corners[i];
      const Point& b = corners[j].y < corners[i].y ? corners[i] : corners[j];
      if (b.y < y - 0.5 || a.y > y + 0.5) continue;
      const double slope = b.y > a.y ? (b.x - a.x) / (b.y - a.y) : 0;
      take(a.y >= y - 0.5 ? a.x : a.x + slope * (y - 0.5 - a.y));
      take(b.y <= y + 0.5 ? b.x : a.x + slope * (y + 0.5 - a.y));
    }
    if (right < 0 || left > mask.cols - 1) continue;
    const int from = std::max(0, static_cast<int>(std::lround(left)));
    const int to = std::min(mask.cols - 1, static_cast<int>(std::lround(right)));
    for (int x = from; x <= to; ++x) mask.at<std::uint8_t>(y, x) = value;
  }
}

void set_all(cv::Mat& out, std::uint8_t value) {
  for (int y = 0; y < out.rows; ++y) std::fill_n(out.ptr<std::uint8_t>(y), out.cols, value);
}

}  // namespace enrolkit::photo
