// SPDX-License-Identifier: Apache-2.0
// The public half of FVC2002 and FVC2004 set B: read from the shared data folder where it is there, never part of the
// repository. Genuine pairs are all pairs of one finger, impostor pairs all pairs of different fingers of one set.
#pragma once

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "enrolkit/file.hpp"
#include "enrolkit/image_codec.hpp"

namespace enrolkit::testing {

inline constexpr double kPpi = 500;  // of all sets, as all peers were told
inline constexpr int kSkipped = 77;  // as ctest is told

struct FvcPrint {
  std::filesystem::path path;
  std::size_t set = 0;  // index into kFvcSets
  std::string finger;   // within the set
};

inline constexpr std::array<const char*, 8> kFvcSets = {"fvc2002_db1b", "fvc2002_db2b", "fvc2002_db3b", "fvc2002_db4b",
                                                        "fvc2004_db1b", "fvc2004_db2b", "fvc2004_db3b", "fvc2004_db4b"};

// By set, finger and impression; at most `fingers` of each set and `impressions` of each finger. Empty when absent.
inline std::vector<FvcPrint> fvc_prints(const std::filesystem::path& shared_data, std::size_t fingers = 1000,
                                        std::size_t impressions = 1000) {
  std::vector<FvcPrint> prints;
  for (std::size_t set = 0; set < kFvcSets.size(); ++set) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(shared_data / "fingers/fvc" / kFvcSets[set], error)) {
      if (entry.path().extension() == ".png") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::string last;
    std::size_t finger_count = 0;
    std::size_t impression_count = 0;
    for (const auto& file : files) {
      const std::string stem = file.stem().string();
      const std::string finger = stem.substr(0, stem.find('_'));
      if (finger != last) {
        last = finger;
        ++finger_count;
        impression_count = 0;
      }
      if (finger_count > fingers || ++impression_count > impressions) continue;
      prints.push_back({file, set, finger});
    }
  }
  return prints;
}

struct FvcPair {
  std::size_t a = 0;  // indices into the prints
  std::size_t b = 0;
  bool genuine = false;
  bool across = false;  // of two sets
};

// One volunteer gave the same finger for two sets, which this matcher found: these pairs are left out.
inline bool same_volunteer(const FvcPrint& a, const FvcPrint& b) {
  return a.set == 2 && a.finger == "108" && b.set == 6 && b.finger == "102";
}

inline std::vector<FvcPair> fvc_pairs(const std::vector<FvcPrint>& prints) {
  std::vector<FvcPair> pairs;
  for (std::size_t a = 0; a < prints.size(); ++a) {
    for (std::size_t b = a + 1; b < prints.size() && prints[b].set == prints[a].set; ++b) {
      pairs.push_back({a, b, prints[a].finger == prints[b].finger});
    }
  }
  return pairs;
}

// Every `step`-th pair of prints of different sets: other fingers on other sensors.
inline std::vector<FvcPair> fvc_pairs_across(const std::vector<FvcPrint>& prints, std::size_t step) {
  std::vector<FvcPair> pairs;
  std::size_t number = 0;
  for (std::size_t a = 0; a < prints.size(); ++a) {
    for (std::size_t b = a + 1; b < prints.size(); ++b) {
      if (prints[b].set == prints[a].set || same_volunteer(prints[a], prints[b])) continue;
      if (number++ % step == 0) pairs.push_back({a, b, false, true});
    }
  }
  return pairs;
}

// work(0) .. work(count - 1), each once, in no order.
template <class Work>
void on_all_cores(std::size_t count, Work work) {
  const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::jthread> pool;
  for (std::size_t t = 0; t < threads; ++t) {
    pool.emplace_back([=, &work] {
      for (std::size_t i = t; i < count; i += threads) work(i);
    });
  }
}

}  // namespace enrolkit::testing
