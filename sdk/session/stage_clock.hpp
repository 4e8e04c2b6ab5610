// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "enrolkit/enrolment.hpp"

namespace enrolkit {

// Notes how long each stage of an enrolment takes; stages of the same name add up.
class StageClock {
 public:
  explicit StageClock(std::vector<StageTime>& times) : times_(times) {}

  template <class Work>
  auto measure(const std::string& stage, Work work) {
    const auto start = std::chrono::steady_clock::now();
    auto result = work();
    const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start;
    add(stage, spent.count());
    return result;
  }

 private:
  void add(const std::string& stage, double milliseconds) {
    for (StageTime& time : times_) {
      if (time.stage == stage) {
        time.milliseconds += milliseconds;
        return;
      }
    }
    times_.push_back({stage, milliseconds});
  }

  std::vector<StageTime>& times_;
};

}  // namespace enrolkit
