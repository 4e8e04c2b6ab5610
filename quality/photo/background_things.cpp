// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/background_things.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "quality/photo/workspace.hpp"

namespace enrolkit::photo {
namespace {

// Of a background that deviates by more than this share, the things are the background; unless nearly all of them stand
// on one side of the head: then somebody large stands there.
constexpr double kPattern = 0.4;
constexpr double kBothSides = 0.15;

// Things are at least so large, in inter-eye distances: less is a strand of hair or a vignette. What is counted at an
// edge reaches in further: gaps between the curls that end there do not.
constexpr double kReach = 0.05;
constexpr double kReachIn = 0.15;

}  // namespace

void background_things(const HeadMask& mask, Workspace& work) {
  BackgroundThings& found = work.things;
  found.things.clear();
  cv::Mat& deviant = work.masks[0];
  deviant.create(mask.person.size(), CV_8UC1);
  set_all(deviant, 0);
  struct Side {
    std::size_t area = 0;
    std::size_t deviant = 0;
    [[nodiscard]] bool deviates(double share) const {
      return static_cast<double>(deviant) > share * static_cast<double>(area);
    }
  };
  std::array<Side, 2> sides;
  for (const cv::Point& p : work.area) {
    Side& side = sides[p.x < mask.axes.origin.x ? 0 : 1];
    ++side.area;
    if (mask.shaded.at<std::uint8_t>(p) != 0 || !mask.wall.differs(mask.lab.at<cv::Vec3f>(p), p.x, p.y)) continue;
    deviant.at<std::uint8_t>(p) = 255;
    ++side.deviant;
  }
  const Side both = {sides[0].area + sides[1].area, sides[0].deviant + sides[1].deviant};
  found.pattern = both.deviates(kPattern) && sides[0].deviates(kBothSides) && sides[1].deviates(kBothSides);
  const cv::Mat& labels = work.labels;
  const std::vector<MaskPiece>& pieces = work.shapes.label(deviant, work.labels);
  const int cols = deviant.cols;
  const int rows = std::min(mask.chin_row, deviant.rows);
  auto& touched = work.touched;
  touched.assign(pieces.size(), {0, 0, 0});
  for (int y = 0; y < rows; ++y) {
    ++touched[static_cast<std::size_t>(labels.at<int>(y, 0))][0];
    ++touched[static_cast<std::size_t>(labels.at<int>(y, cols - 1))][1];
  }
  for (int x = 0; x < cols; ++x) ++touched[static_cast<std::size_t>(labels.at<int>(0, x))][2];
  const double least = kReach * mask.axes.unit;
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const auto& at = touched[i];
    const cv::Rect& box = pieces[i].box;
    if (box.width < least || box.height < least) continue;
    const double reach_in = kReachIn * mask.axes.unit;
    double share = 0;
    if (box.br().x >= reach_in) share = std::max(share, static_cast<double>(at[0]) / rows);
    if (cols - box.x >= reach_in) share = std::max(share, static_cast<double>(at[1]) / rows);
    if (box.br().y >= reach_in) share = std::max(share, static_cast<double>(at[2]) / cols);
    found.things.push_back({box, pieces[i].pixels, share});
  }
  std::sort(found.things.begin(), found.things.end(), [](const BackgroundThing& a, const BackgroundThing& b) {
    if (a.at_edge != b.at_edge) return a.at_edge > b.at_edge;
    return std::tie(a.box.y, a.box.x) < std::tie(b.box.y, b.box.x);
  });
}

}  // namespace enrolkit::photo
