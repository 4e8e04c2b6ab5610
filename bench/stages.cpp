// SPDX-License-Identifier: Apache-2.0
// Where a whole enrolment spends its time: median share of each stage. Fails when a stage that is not image decoding,
// face detection or JPEG 2000 takes more than a tenth, by more than the noise of this run. usage: stages [--rounds N]
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bench/workload.hpp"

namespace enrolkit::bench {
namespace {

constexpr double kShareLimit = 0.1;

// What may dominate: the photo check is detection, landmarks and little else (see the workloads of the guard).
const std::set<std::string, std::less<>>& dominant() {
  static const std::set<std::string, std::less<>> stages = {"photo_decode", "finger_decode",     "signature_decode",
                                                            "photo_check",  "portrait_jpeg2000", "finger_jpeg2000"};
  return stages;
}

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(std::lround(share * static_cast<double>(values.size() - 1)))];
}

int report(int rounds) {
  const auto runs = measure_stages(rounds);
  if (!runs) {
    std::fprintf(stderr, "stages: %s\n", runs.error().message.c_str());
    return 2;
  }
  std::map<std::string, std::vector<double>> shares;
  std::map<std::string, std::vector<double>> times;
  for (const auto& run : *runs) {
    double whole = 0;
    for (const StageTime& stage : run) whole += stage.milliseconds;
    for (const StageTime& stage : run) {
      shares[stage.stage].push_back(stage.milliseconds / whole);
      times[stage.stage].push_back(stage.milliseconds);
    }
  }
  int over = 0;
  std::printf("%-20s %9s %8s %8s\n", "stage", "ms", "share", "noise");
  for (const auto& [stage, values] : shares) {
    const double share = quantile(values, 0.5);
    const double noise = (quantile(values, 0.75) - quantile(values, 0.25)) / 2;
    const bool fits = dominant().contains(stage) || share <= kShareLimit + noise;
    over += fits ? 0 : 1;
    std::printf("%-20s %9.3f %7.1f%% %7.1f%% %s\n", stage.c_str(), quantile(times[stage], 0.5), 100 * share,
                100 * noise, fits ? "" : "MORE THAN A TENTH");
  }
  return over == 0 ? 0 : 1;
}

}  // namespace
}  // namespace enrolkit::bench

int main(int argc, char** argv) {
  int rounds = 15;
  if (argc == 3 && std::string_view(argv[1]) == "--rounds") rounds = std::max(3, std::atoi(argv[2]));
  return enrolkit::bench::report(rounds);
}
