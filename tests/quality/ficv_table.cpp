// SPDX-License-Identifier: Apache-2.0
#include "tests/quality/ficv_table.hpp"

#include <algorithm>
#include <cstdio>
#include <limits>

namespace enrolkit::testing {
namespace {

// FICV-1.0 by number: name, the equal error rate of BioLabSDK (percent), and what the battery's defects are called that
// make it. Not here: eye centres (1), which photo_portraits_test holds against points set by hand, and creases of paper
// (4).
struct Test {
  const char* name;
  double biolab;
  std::vector<std::string> defects;
};

const std::vector<Test>& all_tests() {
  static const std::vector<Test> tests = {
      {" 2 blurred", 5.2, {"blur", "motion_0", "motion_45", "motion_90"}},
      {" 3 looking away", 20.6, {"gaze_side", "gaze_height"}},
      {" 5 unnatural skin tone", 4.0, {"skin_green", "skin_blue", "skin_red"}},
      {" 6 too dark or light", 4.2, {"dark", "bright", "gamma_dark", "gamma_light"}},
      {" 7 washed out", 9.6, {"washed_out"}},
      {" 8 pixelation", 1.3, {"pixelated"}},
      {" 9 hair across eyes", 12.8, {"hair_over_eye", "hair_over_both_eyes"}},
      {"10 eyes closed", 4.6, {"eyes_closed", "one_eye_closed"}},
      {"11 varied background", 5.2, {"wall_split", "wall_checker", "wall_stripes", "wall_blobs", "wall_poster"}},
      {"12 roll, pitch, yaw (roll)", 12.7, {"roll"}},
      {"13 flash on skin", 0.6, {"flash_on_skin"}},
      {"14 red eyes", 7.4, {"red_pupils"}},
      {"15 shadows behind head", 2.3, {"shadow_behind_left", "shadow_behind_right"}},
      {"16 shadows across face", 13.1, {"side_light_left", "side_light_right", "shadow_side", "shadow_brim"}},
      {"17 dark tinted lenses", 1.9, {"glasses_tint"}},
      {"18 flash on lenses", 2.1, {"glasses_glare"}},
      {"19 frames too heavy", 5.8, {"glasses_rim"}},
      {"20 frame covering eyes", 6.3, {"glasses_low"}},
      {"21 hat or cap", 14.0, {"head_cap", "head_hat", "head_beanie", "head_scarf", "head_hood"}},
      {"22 veil over face", 2.5, {"veil", "mask"}},
      {"23 mouth open", 6.2, {"teeth"}},
      {"24 other faces", 21.6, {"second_face", "half_face_at_edge"}},
  };
  return tests;
}

std::optional<double> inside(const Finding& finding) {
  if (!finding.value) return std::nullopt;
  double least = std::numeric_limits<double>::infinity();
  if (finding.min) least = std::min(least, *finding.value - *finding.min);
  if (finding.max) least = std::min(least, *finding.max - *finding.value);
  return finding.unsure > 0 ? least / finding.unsure : least;
}

double share(const Margins& margins, bool (*wrong)(double, double), double threshold) {
  const auto errors = std::count_if(margins.begin(), margins.end(), [&](const std::optional<double>& value) {
    return !value || wrong(*value, threshold);
  });
  return 100.0 * static_cast<double>(errors) / static_cast<double>(margins.size());
}

}  // namespace

std::optional<double> margin(const PhotoReport& report, const std::vector<std::string>& requirements) {
  std::optional<double> least;
  for (const Finding& finding : report.findings) {
    if (std::find(requirements.begin(), requirements.end(), finding.requirement) == requirements.end()) continue;
    const auto here = inside(finding);
    if (here && (!least || *here < *least)) least = here;
  }
  return least;
}

double equal_error_rate(const Margins& good, const Margins& bad) {
  double best = 100;
  for (const Margins* side : {&good, &bad}) {
    for (const auto& threshold : *side) {
      if (!threshold) continue;
      const double false_reject = share(
          good, [](double v, double t) { return v < t; }, *threshold);
      const double false_accept = share(
          bad, [](double v, double t) { return v >= t; }, *threshold);
      best = std::min(best, std::max(false_reject, false_accept));
    }
  }
  return best;
}

void FicvTable::add(const std::string& defect, const Margins& good, const Margins& bad) {
  for (const Test& test : all_tests()) {
    if (std::find(test.defects.begin(), test.defects.end(), defect) == test.defects.end()) continue;
    Pictures& pictures = by_test_[test.name];
    pictures.good.insert(pictures.good.end(), good.begin(), good.end());
    pictures.bad.insert(pictures.bad.end(), bad.begin(), bad.end());
  }
}

void FicvTable::print() const {
  if (by_test_.empty()) return;
  std::printf("%-28s %6s %8s %9s\n", "FICV test", "EER", "BioLab", "pictures");
  for (const Test& test : all_tests()) {
    const auto found = by_test_.find(test.name);
    if (found == by_test_.end()) continue;
    const Pictures& p = found->second;
    std::printf("%-28s %6.1f %8.1f %9zu\n", test.name, equal_error_rate(p.good, p.bad), test.biolab, p.bad.size());
  }
}

}  // namespace enrolkit::testing
