// SPDX-License-Identifier: Apache-2.0
// Guards the latency: measures each workload as a multiple of another one in the same process, in alternation, and
// fails when the median of the ratios lies above its budget by more than the noise of this very run. usage: guard
// --budget FILE [--rounds N] [--json] | guard --budget FILE --update
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "bench/workload.hpp"
#include "enrolkit/file.hpp"

namespace enrolkit::bench {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxBudgetBytes = 1U << 20U;
constexpr double kLeastSeconds = 0.01;    // a shorter workload is repeated: the clock and the caches need it
constexpr std::size_t kSingleRuns = 150;  // for a quantile: one in a hundred comes up once or twice
constexpr double kHeadroom = 1.5;         // of a new budget over what was measured: ratios differ between processors

struct Options {
  std::string budget;
  int rounds = 11;
  bool update = false;
  bool json = false;
};

struct Measured {
  std::string name;
  std::string against;
  double ratio = 0;         // median
  double noise = 0;         // half of the range between the quartiles of the ratios
  double milliseconds = 0;  // median
};

double seconds_of(const Workload& workload, int repetitions) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < repetitions; ++i) workload.run();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / repetitions;
}

int repetitions_of(const Workload& workload) {
  workload.run();  // warm-up
  const double once = seconds_of(workload, 1);
  return std::clamp(static_cast<int>(kLeastSeconds / std::max(once, 1e-6)), 1, 5000);
}

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(std::lround(share * static_cast<double>(values.size() - 1)))];
}

// The seconds of one piece of the work: the mean of some runs, or a quantile of many.
double seconds_of_piece(const Workload& workload, int repetitions) {
  if (workload.quantile == 0) return seconds_of(workload, repetitions) / workload.pieces;
  std::vector<double> runs(kSingleRuns);
  for (double& run : runs) run = seconds_of(workload, 1);
  return quantile(runs, workload.quantile) / workload.pieces;
}

Measured measure(const Workload& workload, const Workload& unit, int rounds) {
  const int repetitions = repetitions_of(workload);
  const int unit_repetitions = repetitions_of(unit);
  std::vector<double> ratios;
  std::vector<double> times;
  for (int round = 0; round < rounds; ++round) {
    const double before = seconds_of(unit, unit_repetitions);
    const double time = seconds_of_piece(workload, repetitions);
    const double after = seconds_of(unit, unit_repetitions);
    ratios.push_back(2 * time / (before + after));
    times.push_back(1000 * time);
  }
  return {workload.name, workload.against, quantile(ratios, 0.5), (quantile(ratios, 0.75) - quantile(ratios, 0.25)) / 2,
          quantile(times, 0.5)};
}

std::vector<Measured> measure_all(const std::vector<Workload>& workloads, int rounds) {
  std::vector<Measured> all;
  for (const Workload& workload : workloads) {
    const auto unit = std::find_if(workloads.begin(), workloads.end(),
                                   [&](const Workload& other) { return other.name == workload.against; });
    if (unit == workloads.end()) continue;  // the reference itself
    all.push_back(measure(workload, *unit, rounds));
  }
  return all;
}

int fail(const std::string& message) {
  std::fprintf(stderr, "guard: %s\n", message.c_str());
  return 2;
}

int update(const Options& options, const std::vector<Measured>& all) {
  Json budgets = Json::object();
  for (const Measured& one : all) {
    budgets[one.name] = {{"against", one.against}, {"ratio", std::stod(std::to_string(one.ratio * kHeadroom))}};
  }
  const Status written = write_file(options.budget, budgets.dump(2) + "\n");
  return written ? 0 : fail(written.error().message);
}

int compare(const Options& options, const std::vector<Measured>& all, const Json& budgets) {
  int over = 0;
  Json report = Json::array();
  if (!options.json)
    std::printf("%-24s %-18s %10s %8s %10s %9s\n", "workload", "against", "ratio", "noise", "budget", "ms");
  for (const Measured& one : all) {
    if (!budgets.contains(one.name)) return fail(options.budget + ": has no budget for " + one.name);
    const double budget = budgets[one.name].at("ratio").get<double>();
    const bool fits = one.ratio <= budget + one.noise;
    over += fits ? 0 : 1;
    if (options.json) {
      report.push_back({{"workload", one.name},
                        {"against", one.against},
                        {"ratio", one.ratio},
                        {"noise", one.noise},
                        {"budget", budget},
                        {"milliseconds", one.milliseconds},
                        {"fits", fits}});
    } else {
      std::printf("%-24s %-18s %10.4g %8.2g %10.4g %9.4g %s\n", one.name.c_str(), one.against.c_str(), one.ratio,
                  one.noise, budget, one.milliseconds, fits ? "" : "OVER ITS BUDGET");
    }
  }
  if (options.json) std::printf("%s\n", report.dump().c_str());
  return over == 0 ? 0 : 1;
}

int run(const Options& options) {
  const auto workloads = make_workloads();
  if (!workloads) return fail(workloads.error().message);
  if (options.update) return update(options, measure_all(*workloads, options.rounds));
  const auto bytes = read_file(options.budget, kMaxBudgetBytes);
  if (!bytes) return fail(bytes.error().message);
  const Json budgets = Json::parse(bytes->begin(), bytes->end(), nullptr, false);
  if (!budgets.is_object()) return fail(options.budget + ": a JSON object is expected");
  return compare(options, measure_all(*workloads, options.rounds), budgets);
}

}  // namespace
}  // namespace enrolkit::bench

int main(int argc, char** argv) {
  enrolkit::bench::Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--budget" && i + 1 < argc) {
      options.budget = argv[++i];
    } else if (argument == "--rounds" && i + 1 < argc) {
      options.rounds = std::max(3, std::atoi(argv[++i]));
    } else if (argument == "--update") {
      options.update = true;
    } else if (argument == "--json") {
      options.json = true;
    } else {
      return enrolkit::bench::fail("usage: guard --budget FILE [--rounds N] [--json | --update]");
    }
  }
  if (options.budget.empty()) return enrolkit::bench::fail("--budget FILE is missing");
  try {
    return enrolkit::bench::run(options);
  } catch (const std::exception& error) {
    return enrolkit::bench::fail(error.what());
  }
}
