// SPDX-License-Identifier: Apache-2.0
// Flooding of a small picture from some of its pixels, without allocation once the stack has grown.
#pragma once

#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <vector>

namespace enrolkit::photo {

// Marks in `seen` (CV_8UC1) with 255 what can be reached over the four sides from the pixels on `stack` (row * cols +
// col). enter(from, to) decides, with the same indices.
template <class Enter>
void flood_fill(cv::Mat& seen, std::vector<int>& stack, Enter enter) {
  const int cols = seen.cols;
  const int rows = seen.rows;
  auto* marks = seen.ptr<std::uint8_t>();
  for (const int pixel : stack) marks[pixel] = 255;
  while (!stack.empty()) {
    const int from = stack.back();
    stack.pop_back();
    const int x = from % cols;
    const int y = from / cols;
    const auto visit = [&](int to) {
      if (marks[to] != 0 || !enter(from, to)) return;
      marks[to] = 255;
      stack.push_back(to);
    };
    if (x > 0) visit(from - 1);
    if (x + 1 < cols) visit(from + 1);
    if (y > 0) visit(from - cols);
    if (y + 1 < rows) visit(from + cols);
  }
}

}  // namespace enrolkit::photo
