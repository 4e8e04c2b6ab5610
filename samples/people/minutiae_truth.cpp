// SPDX-License-Identifier: Apache-2.0
#include "people/minutiae_truth.hpp"

#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace enrolkit::people {
namespace {

constexpr int kMargin = 8;   // px: at the border every ridge ends
constexpr int kTrace = 9;    // px followed along a ridge to tell its direction; shorter ones are spurs or islands
constexpr double kTwin = 5;  // px: two minutiae closer than this are one flaw of the skeleton, and none

// Neighbours in turn, from the east, counter-clockwise as seen (y points down).
constexpr std::array<std::array<int, 2>, 8> kAround{
    {{1, 0}, {1, -1}, {0, -1}, {-1, -1}, {-1, 0}, {-1, 1}, {0, 1}, {1, 1}}};

class Skeleton {
 public:
  explicit Skeleton(const RidgeMap& ridges) : width_(ridges.width), height_(ridges.height) {
    on_.reserve(ridges.values.size());
    for (const std::int16_t v : ridges.values) on_.push_back(v > 0 ? 1 : 0);
    for (int x = 0; x < width_; ++x) on_[index(x, 0)] = on_[index(x, height_ - 1)] = 0;
    for (int y = 0; y < height_; ++y) on_[index(0, y)] = on_[index(width_ - 1, y)] = 0;
    for (bool changed = true; changed;) {
      const bool first = thin(0);
      const bool second = thin(1);
      changed = first || second;
    }
  }

  [[nodiscard]] bool on(int x, int y) const { return on_[index(x, y)] != 0; }

  [[nodiscard]] int crossings(int x, int y) const {
    int changes = 0;
    for (std::size_t i = 0; i < 8; ++i) changes += at(x, y, i) != at(x, y, (i + 1) % 8) ? 1 : 0;
    return changes / 2;
  }

  // The point kTrace steps along the branch that leaves (x, y) through neighbour `way`; false when it ends before.
  [[nodiscard]] bool follow(int x, int y, std::size_t way, int& end_x, int& end_y) const {
    int before_x = x;
    int before_y = y;
    int cx = x + kAround[way][0];
    int cy = y + kAround[way][1];
    for (int step = 1; step < kTrace; ++step) {
      bool found = false;
      // Straight neighbours first, else a corner of the skeleton would be cut and the way back taken for a way on.
      for (std::size_t k = 0; k < 8 && !found; ++k) {
        const std::size_t i = k < 4 ? 2 * k : 2 * (k - 4) + 1;
        const int nx = cx + kAround[i][0];
        const int ny = cy + kAround[i][1];
        if (!on(nx, ny) || (nx == before_x && ny == before_y)) continue;
        if (std::abs(nx - x) <= 1 && std::abs(ny - y) <= 1) continue;
        if (std::abs(nx - before_x) <= 1 && std::abs(ny - before_y) <= 1) continue;
        before_x = cx;
        before_y = cy;
        cx = nx;
        cy = ny;
        found = true;
      }
      if (!found) return false;
      if (cx <= 0 || cy <= 0 || cx >= width_ - 1 || cy >= height_ - 1) return false;
    }
    end_x = cx;
    end_y = cy;
    return true;
  }

  [[nodiscard]] std::uint8_t at(int x, int y, std::size_t way) const {
    return on_[index(x + kAround[way][0], y + kAround[way][1])];
  }

 private:
  [[nodiscard]] std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x);
  }

  // One sub-iteration of Guo and Hall's parallel thinning (1989).
  bool thin(int odd) {
    std::vector<std::size_t> gone;
    for (int y = 1; y < height_ - 1; ++y) {
      for (int x = 1; x < width_ - 1; ++x) {
        if (!on(x, y)) continue;
        // P2..P9: from the north, clockwise.
        const bool p2 = on(x, y - 1);
        const bool p3 = on(x + 1, y - 1);
        const bool p4 = on(x + 1, y);
        const bool p5 = on(x + 1, y + 1);
        const bool p6 = on(x, y + 1);
        const bool p7 = on(x - 1, y + 1);
        const bool p8 = on(x - 1, y);
        const bool p9 = on(x - 1, y - 1);
        const int components = (!p2 && (p3 || p4)) + (!p4 && (p5 || p6)) + (!p6 && (p7 || p8)) + (!p8 && (p9 || p2));
        const int n1 = (p9 || p2) + (p3 || p4) + (p5 || p6) + (p7 || p8);
        const int n2 = (p2 || p3) + (p4 || p5) + (p6 || p7) + (p8 || p9);
        const int neighbours = std::min(n1, n2);
        const bool edge = odd == 0 ? ((p6 || p7 || !p9) && p8) : ((p2 || p3 || !p5) && p4);
        if (components == 1 && neighbours >= 2 && neighbours <= 3 && !edge) gone.push_back(index(x, y));
      }
    }
    for (const std::size_t i : gone) on_[i] = 0;
    return !gone.empty();
  }

  int width_, height_;
  std::vector<std::uint8_t> on_;
};

double angle_to(int x, int y, int end_x, int end_y) { return std::atan2(y - end_y, end_x - x); }

double turned(double a, double b) {
  const double d = a - b;
  return d - 2 * std::numbers::pi * std::floor(d / (2 * std::numbers::pi) + 0.5);
}

// The field's orientation, pointing the way `towards` does.
double along_field(const OrientationField& field, int x, int y, double towards) {
  double angle = field.orientation(x, y);
  if (std::abs(turned(angle, towards)) > std::numbers::pi / 2) angle += std::numbers::pi;
  return angle - 2 * std::numbers::pi * std::floor(angle / (2 * std::numbers::pi));
}

}  // namespace

std::vector<Minutia> find_minutiae(const RidgeMap& ridges, const OrientationField& field) {
  const Skeleton skeleton(ridges);
  std::vector<Minutia> found;
  for (int y = kMargin; y < ridges.height - kMargin; ++y) {
    for (int x = kMargin; x < ridges.width - kMargin; ++x) {
      if (!skeleton.on(x, y)) continue;
      const int crossings = skeleton.crossings(x, y);
      if (crossings != 1 && crossings != 3) continue;
      std::vector<double> branches;
      bool whole = true;
      for (std::size_t way = 0; way < 8; ++way) {
        // A branch leaves where the ring of neighbours turns on.
        if (skeleton.at(x, y, way) == 0 || skeleton.at(x, y, (way + 7) % 8) != 0) continue;
        int ex = 0;
        int ey = 0;
        whole = whole && skeleton.follow(x, y, way, ex, ey);
        branches.push_back(angle_to(x, y, ex, ey));
      }
      if (!whole || branches.size() != static_cast<std::size_t>(crossings)) continue;
      Minutia m;
      m.x = x;
      m.y = y;
      m.quality = 100;
      if (crossings == 1) {
        m.type = MinutiaType::ending;
        m.direction = along_field(field, x, y, branches[0]);
      } else {
        // The stem is the branch that lies farthest from the other two.
        std::size_t stem = 0;
        double best = -1;
        for (std::size_t i = 0; i < 3; ++i) {
          const double apart = std::min(std::abs(turned(branches[i], branches[(i + 1) % 3])),
                                        std::abs(turned(branches[i], branches[(i + 2) % 3])));
          if (apart > best) best = apart, stem = i;
        }
        m.type = MinutiaType::bifurcation;
        m.direction = along_field(field, x, y, branches[stem] + std::numbers::pi);
      }
      found.push_back(m);
    }
  }
  std::vector<Minutia> minutiae;
  for (std::size_t i = 0; i < found.size(); ++i) {
    bool alone = true;
    for (std::size_t k = 0; k < found.size(); ++k) {
      if (k != i && std::hypot(found[i].x - found[k].x, found[i].y - found[k].y) < kTwin) alone = false;
    }
    if (alone) minutiae.push_back(found[i]);
  }
  return minutiae;
}

}  // namespace enrolkit::people
