// SPDX-License-Identifier: Apache-2.0
#include "tests/quality/defect.hpp"

#include <utility>

namespace enrolkit::testing {
namespace {

using Names = std::vector<std::string>;

std::string text(double grade) {
  std::string digits = std::to_string(grade);
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return digits;
}

// One defect in several grades.
template <class Apply>
void add(std::vector<Defect>& list, const std::string& name, const Names& named, const std::vector<double>& grades,
         Apply apply) {
  for (const double grade : grades) {
    list.push_back({name, text(grade), named, [apply, grade](const Subject& s) { return apply(s, grade); }});
  }
}

cv::Mat reframed(const Subject& s, const PassportFrame& frame) {
  return passport_crop(s.original, s.row.pupil(0), s.row.pupil(1), frame);
}

void add_placement(std::vector<Defect>& list) {
  add(list, "head_small", {"head_height"}, {0.17, 0.14},
      [](const Subject& s, double share) { return reframed(s, {.eye_distance = share}); });
  add(list, "head_large", {"head_height"}, {0.36, 0.42},
      [](const Subject& s, double share) { return reframed(s, {.eye_distance = share, .eye_line = 0.48}); });
  add(list, "shift_side", {"position"}, {0.38, 0.41, 0.59, 0.62},
      [](const Subject& s, double centre) { return reframed(s, {.centre = centre}); });
  add(list, "shift_height", {"position_vertical"}, {0.26, 0.55, 0.6},
      [](const Subject& s, double line) { return reframed(s, {.eye_distance = 0.23, .eye_line = line}); });
  add(list, "roll", {"roll"}, {-20, -12, 12, 20},
      [](const Subject& s, double degrees) { return reframed(s, {.roll = degrees}); });
  add(list, "few_pixels", {"inter_eye_distance", "size"}, {300, 240},
      [](const Subject& s, double width) { return reframed(s, {.width = static_cast<int>(width)}); });
}

}  // namespace

std::vector<Defect> all_defects() {
  std::vector<Defect> list;
  add_placement(list);
  return list;
}

}  // namespace enrolkit::testing
