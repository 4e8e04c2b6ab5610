// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "bench/workload.hpp"
#include "enrolkit/finger.hpp"
#include "enrolkit/finger_match.hpp"
#include "people/fingerprint.hpp"

namespace enrolkit::bench {
namespace {

// Two touches of one drawn finger and one of another.
struct Prints {
  Image image;
  std::vector<Point> minutiae;
  PreparedPrint first;
  PreparedPrint second;
  PreparedPrint other;
};

std::shared_ptr<Prints> make_prints() {
  people::Random random(2026);
  const auto master = people::grow_master(random, {});
  people::FingerParameters whorl;
  whorl.pattern = people::Pattern::whorl;
  const auto stranger = people::grow_master(random, whorl);
  auto prints = std::make_shared<Prints>();
  const auto touched = [&](const people::MasterPrint& finger) {
    return people::press(finger, people::draw_touch(random)).image;
  };
  const auto prepared = [](const Image& image) { return prepare_print(image.view(), 500).value(); };
  prints->image = touched(master);
  const FingerTemplate found = extract_minutiae(prints->image.view(), 500).value();
  for (const Minutia& minutia : found.minutiae) {
    prints->minutiae.push_back({minutia.x, minutia.y});
  }
  prints->first = prepared(prints->image);
  prints->second = prepared(touched(master));
  prints->other = prepared(touched(stranger));
  return prints;
}

}  // namespace

std::vector<Workload> finger_workloads() {
  const auto p = make_prints();
  return {
      {"finger_unit", "reference", make_libfprint_unit(p->image)},
      {"template_extraction", "finger_unit", [p] { (void)extract_minutiae(p->image.view(), 500).value(); }},
      // The 69 native measures when the minutiae are known, and the whole check: extraction, measures and judgement.
      {"finger_measures", "finger_unit", [p] { (void)measure_finger(p->image.view(), 500, p->minutiae).value(); }},
      {"finger_check_print", "finger_unit",
       [p, profile = builtin_finger_profile("be-passport-2026").value()] {
         (void)check_finger(p->image.view(), 500, profile).value();
       }},
      {"prepare_print", "finger_unit", [p] { (void)prepare_print(p->image.view(), 500).value(); }},
      // What a search meets: nearly all prints are of other fingers.
      {"first_stage_match", "finger_unit",
       [p] {
         volatile double sink = first_stage(p->first, p->other);
         (void)sink;
       }},
      {"full_match", "finger_unit",
       [p] {
         volatile double sink = compare(p->first, p->second).score;
         (void)sink;
       }},
      {"full_non_match", "finger_unit",
       [p] {
         volatile double sink = compare(p->first, p->other).score;
         (void)sink;
       }},
  };
}

}  // namespace enrolkit::bench
