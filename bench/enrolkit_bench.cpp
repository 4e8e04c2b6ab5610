// SPDX-License-Identifier: Apache-2.0
// Google Benchmark over all workloads: build/release/bin/enrolkit_bench [--benchmark_filter=...]
// [--benchmark_format=json]
#include <benchmark/benchmark.h>

#include <cstdio>

#include "bench/workload.hpp"

int main(int argc, char** argv) {
  const auto workloads = enrolkit::bench::make_workloads();
  if (!workloads) {
    std::fprintf(stderr, "enrolkit_bench: %s\n", workloads.error().message.c_str());
    return 2;
  }
  for (const enrolkit::bench::Workload& workload : *workloads) {
    benchmark::RegisterBenchmark(workload.name.c_str(), [run = workload.run](benchmark::State& state) {
      for (auto iteration : state) {
        (void)iteration;
        run();
      }
    })->Unit(benchmark::kMillisecond);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
