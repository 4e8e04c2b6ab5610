// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/border_hair.hpp"

#include <algorithm>
#include <cmath>

namespace enrolkit::photo {
namespace {

// From column to column, in inter-eye distances, and the pixels that hair gains for each. Measured over four pixels:
// hair of ten people gains 5 to 50, shoulders, hands and heads cut by the border lose or gain up to 4.
constexpr double kStep = 0.06;
constexpr int kSteps = 2;
constexpr double kHairGains = 0.95;

// Hair so tall at the border, in inter-eye distances, gains in each step: above a shoulder that does not, a head
// follows.
constexpr double kTall = 1;

// The rows of one piece in a column, from `from` up to but not including `to`, that hang together.
struct Run {
  int from = 0;
  int to = 0;
  [[nodiscard]] int length() const { return to - from; }
};

// The first run at or below a row; empty when there is none. In a tight frame the head may be so near to the border
// that the piece goes on there.
Run next_run(const cv::Mat& labels, int piece, int column, int row, int rows, bool goes_on) {
  const auto in_piece = [&](int y) {
    const int label = labels.at<int>(y, column);
    return label == piece || (goes_on && label == kGoesOn);
  };
  while (row < rows && !in_piece(row)) ++row;
  Run run = {row, row};
  while (run.to < rows && in_piece(run.to)) ++run.to;
  return run;
}

// Hair that reaches the left or right border rounds or hangs down to it: it takes up more of each column further in.
// What comes in from outside is there as broad as it will be. `run`: of the piece, in the border's column.
bool comes_in_across(const cv::Mat& labels, int piece, bool right, Run run, int rows, int step, bool tall) {
  const int broad = run.length();
  for (int k = 1; k <= kSteps; ++k) {
    const int column = right ? labels.cols - 1 - k * step : k * step;
    Run further;
    int most = 0;
    for (Run next = next_run(labels, piece, column, 0, rows, true); next.length() > 0;
         next = next_run(labels, piece, column, next.to, rows, true)) {
      const int shared = std::min(next.to, run.to) - std::max(next.from, run.from);
      if (shared > most) {
        most = shared;
        further = next;
      }
    }
    if (most == 0) return false;
    if (tall && further.length() - run.length() < kHairGains * step) return true;
    run = further;
  }
  return run.length() - broad < kHairGains * kSteps * step;
}

}  // namespace

bool comes_in_from_outside(const HeadMask& mask, const cv::Mat& labels, int piece) {
  const int rows = std::min(mask.chin_row, labels.rows);
  const int step = std::max(1, static_cast<int>(std::lround(kStep * mask.axes.unit)));
  if (labels.cols <= 2 * kSteps * step) return false;
  for (const bool right : {false, true}) {
    const int border = right ? labels.cols - 1 : 0;
    for (Run run = next_run(labels, piece, border, 0, rows, false); run.length() > 0;
         run = next_run(labels, piece, border, run.to, rows, false)) {
      const bool tall = run.length() > kTall * mask.axes.unit;
      if (run.length() > kSteps * step && comes_in_across(labels, piece, right, run, rows, step, tall)) return true;
    }
  }
  return false;
}

}  // namespace enrolkit::photo
