// SPDX-License-Identifier: Apache-2.0
// How many true minutiae of drawn fingers the extractor finds, and how many it invents, at graded quality. The fingers
// and their touches are the same in every row; only what the row names differs.
// usage: minutiae_battery [--fingers N] [--only TEXT] [--check]      --check: fails below the committed floor
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/finger.hpp"
#include "people/fingerprint.hpp"
#include "people/random.hpp"
#include "tests/quality/minutiae_score.hpp"

namespace {

using namespace enrolkit;
using people::FingerParameters;
using people::Touch;
using testing::MinutiaeScore;

struct Grade {
  std::string name;
  std::function<void(FingerParameters&)> finger;  // empty: the usual one
  std::function<void(Touch&)> touch;
  double least_found;    // per cent, the committed floor
  double most_invented;  // per cent
};

void as_is(Touch& /*touch*/) {}

std::vector<Grade> grades() {
  const auto touch = [](std::string name, double found, double invented, std::function<void(Touch&)> change) {
    return Grade{std::move(name), {}, std::move(change), found, invented};
  };
  const auto finger = [](std::string name, double found, double invented,
                         std::function<void(FingerParameters&)> change) {
    return Grade{std::move(name), std::move(change), as_is, found, invented};
  };
  return {
      touch("usual", 94, 12, as_is),
      touch("dry 0.3", 93, 12, [](Touch& t) { t.moisture = -0.3; }),
      touch("dry 0.6", 92, 10, [](Touch& t) { t.moisture = -0.6; }),
      touch("dry 0.9", 89, 11, [](Touch& t) { t.moisture = -0.9; }),
      touch("wet 0.4", 94, 13, [](Touch& t) { t.moisture = 0.4; }),
      touch("wet 0.7", 94, 14, [](Touch& t) { t.moisture = 0.7; }),
      touch("wet 1", 91, 27, [](Touch& t) { t.moisture = 1; }),
      touch("light 0.6", 94, 13, [](Touch& t) { t.pressure = -0.6; }),
      touch("light 1", 93, 13, [](Touch& t) { t.pressure = -1; }),
      touch("hard 0.6", 93, 13, [](Touch& t) { t.pressure = 0.6; }),
      touch("hard 1", 92, 14, [](Touch& t) { t.pressure = 1; }),
      touch("contact 0.75", 94, 17, [](Touch& t) { t.contact = 0.75; }),
      touch("contact 0.5", 92, 20, [](Touch& t) { t.contact = 0.5; }),
      touch("noise 3", 94, 13, [](Touch& t) { t.noise = 3; }),
      touch("noise 6", 93, 13, [](Touch& t) { t.noise = 6; }),
      touch("noise 10", 93, 13, [](Touch& t) { t.noise = 10; }),
      touch("distortion 3", 93, 13, [](Touch& t) { t.distortion = 3; }),
      touch("rotation 45", 93, 13, [](Touch& t) { t.rotation = 45; }),
      touch("rotation 90", 94, 12, [](Touch& t) { t.rotation = 90; }),
      touch("roughness 2", 93, 12, [](Touch& t) { t.roughness = 2; }),
      touch("roughness 3", 92, 13, [](Touch& t) { t.roughness = 3; }),
      finger("creases 5", 94, 13, [](FingerParameters& f) { f.creases = 5; }),
      finger("creases 12", 94, 13, [](FingerParameters& f) { f.creases = 12; }),
      finger("child of 12", 94, 14, [](FingerParameters& f) { f.period *= 0.93; }),
      finger("child of 6", 94, 12, [](FingerParameters& f) { f.period *= 0.85; }),
      finger("arch", 97, 7, [](FingerParameters& f) { f.pattern = people::Pattern::arch; }),
      finger("whorl", 92, 15, [](FingerParameters& f) { f.pattern = people::Pattern::whorl; }),
  };
}

people::MasterPrint grown(int number, const Grade& grade) {
  people::Random random(static_cast<std::uint64_t>(number) + 1);
  FingerParameters parameters;
  parameters.pattern = people::draw_pattern(random, number % 2 == 0);
  parameters.period = random.normal(8.8, 0.4);
  if (grade.finger) grade.finger(parameters);
  return people::grow_master(random, parameters);
}

// `usual`: the fingers of the grades that change none.
MinutiaeScore measure(const Grade& grade, int fingers, const std::vector<people::MasterPrint>& usual) {
  MinutiaeScore sum;
  for (int number = 0; number < fingers; ++number) {
    const auto at = static_cast<std::size_t>(number);
    const people::MasterPrint own = grade.finger ? grown(number, grade) : people::MasterPrint();
    people::Random hand(static_cast<std::uint64_t>(number) + 10001);
    Touch touch = people::draw_touch(hand);
    grade.touch(touch);
    const auto impression = people::press(grade.finger ? own : usual[at], touch);
    const auto given = extract_minutiae(impression.image.view(), 500);
    if (given) sum += testing::score_minutiae(impression.minutiae, given->minutiae);
  }
  return sum;
}

}  // namespace

int main(int argc, char** argv) {
  int fingers = 40;
  std::string only;
  bool check = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (option == "--check") check = true;
    if (option == "--fingers" && i + 1 < argc) fingers = std::atoi(argv[++i]);
    if (option == "--only" && i + 1 < argc) only = argv[++i];
  }
  const std::vector<Grade> all = grades();
  std::vector<people::MasterPrint> usual;
  for (int number = 0; number < fingers; ++number) usual.push_back(grown(number, all.front()));
  bool good = true;
  std::printf("%-14s %7s %7s %9s %7s %7s %7s\n", "grade", "true", "found%", "invented%", "px", "deg", "type%");
  for (const Grade& grade : all) {
    if (grade.name.find(only) == std::string::npos) continue;
    const MinutiaeScore score = measure(grade, fingers, usual);
    const bool below = score.found() < grade.least_found || score.invented() > grade.most_invented;
    std::printf("%-14s %7zu %7.1f %9.1f %7.2f %7.2f %7.1f%s\n", grade.name.c_str(), score.truth, score.found(),
                score.invented(), score.distance(), score.turn(), score.right_type(),
                check && below ? "  BELOW THE FLOOR" : "");
    good = good && !below;
  }
  return check && !good ? 1 : 0;
}
