// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace enrolkit::ridges {

// A rectangle of values with a margin of zeros on each side, so that a window may hang over the edge.
template <class T>
class Plane {
 public:
  Plane() = default;
  Plane(int w, int h, int margin_ = 0)
      : width(w), height(h), margin(margin_), stride_(static_cast<std::ptrdiff_t>(w) + 2 * margin_) {
    values_.resize(static_cast<std::size_t>(stride_) * static_cast<std::size_t>(h + 2 * margin_));
  }

  // y from -margin; the row holds x from -margin to width + margin - 1.
  [[nodiscard]] T* row(int y) noexcept { return values_.data() + (y + margin) * stride_ + margin; }
  [[nodiscard]] const T* row(int y) const noexcept { return values_.data() + (y + margin) * stride_ + margin; }
  [[nodiscard]] T& at(int x, int y) noexcept { return row(y)[x]; }
  [[nodiscard]] const T& at(int x, int y) const noexcept { return row(y)[x]; }
  [[nodiscard]] std::ptrdiff_t stride() const noexcept { return stride_; }
  [[nodiscard]] bool holds(int x, int y) const noexcept { return x >= 0 && y >= 0 && x < width && y < height; }

  int width = 0;
  int height = 0;
  int margin = 0;

 private:
  std::ptrdiff_t stride_ = 0;
  std::vector<T> values_;
};

}  // namespace enrolkit::ridges
