// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include "enrolkit/finger.hpp"
#include "enrolkit/finger_measures.hpp"
#include "quality/finger/nfiq2/cell_grid.hpp"
#include "quality/finger/nfiq2/feedback.hpp"
#include "quality/finger/nfiq2/gradient_moments.hpp"
#include "quality/finger/nfiq2/histogram.hpp"
#include "quality/finger/nfiq2/local_clarity.hpp"
#include "quality/finger/nfiq2/minutiae_measures.hpp"
#include "quality/finger/nfiq2/orientation_flow.hpp"
#include "quality/finger/nfiq2/parameters.hpp"
#include "quality/finger/nfiq2/region_of_interest.hpp"
#include "quality/finger/nfiq2/ridge_spectrum.hpp"
#include "quality/finger/nfiq2/ridge_uniformity.hpp"
#include "quality/finger/nfiq2/slanted_block.hpp"
#include "quality/finger/nfiq2/white_frame.hpp"
#include "quality/finger/print_analysis.hpp"
#include "quality/finger/resampling.hpp"

namespace enrolkit {
namespace nfiq2 {
namespace {

// The lists that the histograms are made of.
struct BlockValues {
  std::vector<double> frequency;
  std::vector<double> clarity;
  std::vector<double> uniformity;
};

BlockValues block_values(ImageView crop, const BlockGrid& grid) {
  BlockValues values;
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      const std::size_t index = grid.index(column, row);
      if (grid.foreground[index] == 0) continue;
      const SlantedBlock block(crop, column, row, grid.orientations[index]);
      values.frequency.push_back(dominant_frequency_share(block.flat_beyond()));
      values.clarity.push_back(local_clarity(block.upright()));
      add_width_ratios(block.upright_beyond(), values.uniformity);
    }
  }
  return values;
}

// Of every whole cell that has gradients, on the finger or not.
std::vector<double> orientation_certainties(ImageView crop) {
  std::vector<double> values;
  for (int y = 0; y + kCell <= crop.height; y += kCell) {
    for (int x = 0; x + kCell <= crop.width; x += kCell) {
      const double certainty = gradient_moments(crop, x, y, kCell, kCell).certainty();
      if (certainty >= 0) values.push_back(certainty);
    }
  }
  return values;
}

std::vector<PixelPosition> inside(const Region& crop, std::span<const Point> minutiae) {
  std::vector<PixelPosition> positions;
  for (const Point& minutia : minutiae) {
    const double x = std::round(minutia.x) - crop.x;
    const double y = std::round(minutia.y) - crop.y;
    if (x >= 0 && y >= 0 && x < crop.width && y < crop.height) {
      positions.push_back({static_cast<int>(x), static_cast<int>(y)});
    }
  }
  return positions;
}

// The columns in the reference's order.
class Columns {
 public:
  void add(double value) { values_[next_++] = value; }
  void add(const Histogram& histogram) {
    for (const int count : histogram.bins) add(count);
    add(histogram.mean);
    add(histogram.deviation);
  }
  [[nodiscard]] const auto& values() const { return values_; }

 private:
  std::array<double, kFingerMeasures> values_{};
  std::size_t next_ = 0;
};

Error no_values(const char* what) {
  return {ErrorCode::malformed, std::string("the print has no block whose ") + what + " can be measured"};
}

Result<FingerMeasures> measure(ImageView print, std::span<const Point> minutiae) {
  const auto frame = without_white_frame(print);
  if (!frame) return frame.error();
  const ImageView crop = part_of(print, *frame);
  const CellGrid cells = cell_grid(crop);
  const BlockGrid grid = block_grid(crop, cells);
  const BlockValues blocks = block_values(crop, grid);
  if (blocks.frequency.size() < kMinForegroundBlocks) {
    return Error{ErrorCode::malformed, "the print is too small to be measured: it covers " +
                                           std::to_string(blocks.frequency.size()) + " blocks of " +
                                           std::to_string(kMinForegroundBlocks)};
  }
  const auto positions = inside(*frame, minutiae);
  if (positions.size() < kMinMinutiae) {
    return Error{ErrorCode::malformed, "the print has too few minutiae to be measured: " +
                                           std::to_string(positions.size()) + " of " + std::to_string(kMinMinutiae)};
  }
  const auto certainties = orientation_certainties(crop);
  const auto flow = orientation_flow(grid);
  if (certainties.empty()) return no_values("orientation");
  if (flow.empty()) return no_values("orientation flow");
  if (blocks.uniformity.empty()) return no_values("ridge widths");

  const MinutiaeMeasures of_minutiae = minutiae_measures(crop, cells, positions);
  const RegionOfInterest region = region_of_interest(crop);
  const double coherence = coherence_sum(crop, region);
  Columns columns;
  columns.add(histogram_of(blocks.frequency, kFrequencyEdges));
  columns.add(of_minutiae.around_centre);
  columns.add(of_minutiae.count);
  columns.add(of_minutiae.share_of_grey);
  columns.add(of_minutiae.share_of_certain);
  columns.add(region.mean);
  columns.add(histogram_of(blocks.clarity, kClarityEdges));
  columns.add(cells.mean_of_means());
  columns.add(cells.mean);
  columns.add(histogram_of(certainties, kCertaintyEdges));
  columns.add(histogram_of(flow, kFlowEdges));
  columns.add(region.cells.empty() ? 0 : coherence / static_cast<double>(region.cells.size()));
  columns.add(coherence);
  columns.add(histogram_of(blocks.uniformity, kUniformityEdges));
  FingerMeasures measures;
  measures.values = columns.values();
  measures.feedback = {cells.deviation, cells.mean, static_cast<double>(of_minutiae.count),
                       static_cast<double>(region.pixels)};
  measures.crop = *frame;
  return measures;
}

// The print at the one resolution that the measures are defined at.
class PrintAt500 {
 public:
  PrintAt500(ImageView print, double ppi) : view_(print) {
    if (std::abs(ppi / kPpi - 1) <= kSamePpi) return;
    scale_ = kPpi / ppi;
    grey_ = ridges::resampled(print, scale_);
    view_ = {grey_.row(0), grey_.width, grey_.height, grey_.stride(), PixelFormat::grey8};
  }
  PrintAt500(const PrintAt500&) = delete;
  PrintAt500& operator=(const PrintAt500&) = delete;

  [[nodiscard]] bool resampled() const { return scale_ != 1; }
  [[nodiscard]] ImageView view() const { return view_; }
  [[nodiscard]] Point at(const Point& p) const { return {(p.x + 0.5) * scale_ - 0.5, (p.y + 0.5) * scale_ - 0.5}; }

 private:
  double scale_ = 1;
  ImageView view_;
  GreyPlane grey_;
};

}  // namespace

FingerFeedback feedback_of(ImageView print, double ppi, std::size_t minutiae) {
  const PrintAt500 scaled(print, ppi);
  const auto frame = without_white_frame(scaled.view());
  const ImageView crop = frame ? part_of(scaled.view(), *frame) : scaled.view();
  const CellGrid cells = cell_grid(crop);
  return {cells.deviation, cells.mean, static_cast<double>(minutiae),
          static_cast<double>(region_of_interest(crop).pixels)};
}

}  // namespace nfiq2

Result<FingerMeasures> measure_finger(ImageView print, double ppi, std::span<const Point> minutiae) {
  if (auto sound = ridges::check_print(print, ppi); !sound) return sound.error();
  const nfiq2::PrintAt500 scaled(print, ppi);
  std::vector<Point> positions;
  for (const Point& minutia : minutiae) positions.push_back(scaled.at(minutia));
  auto measures = nfiq2::measure(scaled.view(), positions);
  if (measures) measures->resampled = scaled.resampled();
  return measures;
}

Result<FingerMeasures> measure_finger(ImageView print, double ppi) {
  const auto finger = extract_minutiae(print, ppi);
  if (!finger) return finger.error();
  std::vector<Point> minutiae;
  for (const Minutia& minutia : finger->minutiae) minutiae.push_back({minutia.x, minutia.y});
  return measure_finger(print, ppi, minutiae);
}

}  // namespace enrolkit
