// SPDX-License-Identifier: Apache-2.0
// quality_discard DATA: does the quality score tell which prints fail to match? Of the genuine pairs of FVC2002 and
// FVC2004 set B, those whose worse print scores lowest are left out; the share of the rest that does not match is told
// (error versus discard). Beside it NFIQ 1 where its answers are there, and what nobody can surpass: each print rated
// by its own mean score. Fails when leaving out a fifth does not lower the error by a quarter at least.
#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <map>

#include "enrolkit/finger_match.hpp"
#include "tests/quality/finger_prints.hpp"

namespace {

using namespace enrolkit;
using namespace enrolkit::testing;

constexpr std::array<double, 6> kDiscards = {0, 0.05, 0.1, 0.2, 0.3, 0.4};
constexpr std::size_t kDemandedDiscard = 3;
constexpr double kDemandedShare = 0.75;  // of the error without discarding

struct Study {
  std::vector<FvcPrint> prints;
  std::vector<FvcPair> pairs;   // genuine ones
  std::vector<double> scores;   // of the pairs
  std::vector<double> quality;  // of the prints
};

Study measure(const std::filesystem::path& data) {
  Study study;
  study.prints = fvc_prints(data);
  for (const FvcPair& pair : fvc_pairs(study.prints)) {
    if (pair.genuine) study.pairs.push_back(pair);
  }
  const FingerProfile profile = builtin_finger_profile("be-passport-2026").value();
  std::vector<PreparedPrint> prepared(study.prints.size());
  study.quality.resize(study.prints.size());
  on_all_cores(study.prints.size(), [&](std::size_t i) {
    const Image print = to_grey(load_image(study.prints[i].path).value().image);
    prepared[i] = prepare_print(print.view(), kPpi).value();
    study.quality[i] = check_finger(print.view(), kPpi, profile).value().quality.score;
  });
  study.scores.resize(study.pairs.size());
  on_all_cores(study.pairs.size(), [&](std::size_t i) {
    study.scores[i] = compare(prepared[study.pairs[i].a], prepared[study.pairs[i].b]).score;
  });
  return study;
}

// The better the class of NFIQ 1 (1 best, 5 worst), the higher; empty when its answers are absent.
std::vector<double> nfiq1_quality(const Study& study, const std::filesystem::path& data) {
  std::map<std::string, double> classes;
  std::ifstream in(data / "fingers/expected/nfiq1.csv");
  for (std::string line; std::getline(in, line);) {
    const std::size_t comma = line.find(',');
    if (comma != std::string::npos) classes[line.substr(0, comma)] = -std::atof(line.c_str() + comma + 1);
  }
  std::vector<double> quality;
  for (const FvcPrint& print : study.prints) {
    const auto found = classes.find(std::string(kFvcSets[print.set]) + "_" + print.path.stem().string());
    if (found == classes.end()) return {};
    quality.push_back(found->second);
  }
  return quality;
}

std::vector<double> own_mean_score(const Study& study) {
  std::vector<double> sums(study.prints.size());
  std::vector<double> counts(study.prints.size());
  for (std::size_t i = 0; i < study.pairs.size(); ++i) {
    for (const std::size_t print : {study.pairs[i].a, study.pairs[i].b}) {
      sums[print] += study.scores[i];
      ++counts[print];
    }
  }
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] /= std::max(1.0, counts[i]);
  return sums;
}

// The share in percent of the pairs below the threshold, after each discard. Pairs of equal quality are taken half
// each: all of them are counted with the weight that is left of them.
std::array<double, kDiscards.size()> errors(const Study& study, const std::vector<double>& quality, double threshold) {
  std::map<double, std::pair<double, double>> by_quality;  // pairs, of them failing
  for (std::size_t i = 0; i < study.pairs.size(); ++i) {
    auto& [count, failing] = by_quality[std::min(quality[study.pairs[i].a], quality[study.pairs[i].b])];
    ++count;
    failing += study.scores[i] < threshold ? 1 : 0;
  }
  std::array<double, kDiscards.size()> shares{};
  const auto total = static_cast<double>(study.pairs.size());
  for (std::size_t d = 0; d < kDiscards.size(); ++d) {
    double discarded = kDiscards[d] * total;
    double failing = 0;
    for (const auto& [value, group] : by_quality) {
      const double gone = std::min(discarded, group.first);
      discarded -= gone;
      failing += group.second * (1 - gone / group.first);
    }
    shares[d] = 100 * failing / (total * (1 - kDiscards[d]));
  }
  return shares;
}

void print_curve(const char* name, double threshold, const std::array<double, kDiscards.size()>& curve) {
  std::printf("%-26s %9.0f |", name, threshold);
  for (const double error : curve) std::printf(" %6.2f", error);
  std::printf("\n");
}

int run(const std::filesystem::path& data) {
  const Study study = measure(data);
  if (study.pairs.empty()) {
    std::printf("skipped: no prints in %s/fingers/fvc\n", data.c_str());
    return kSkipped;
  }
  std::printf("%zu genuine pairs of %zu prints; %% that do not match after leaving out\n", study.pairs.size(),
              study.prints.size());
  std::printf("%-26s %9s |", "by", "threshold");
  for (const double discard : kDiscards) std::printf(" %4.0f %%", 100 * discard);
  std::printf("\n");
  const auto nfiq1 = nfiq1_quality(study, data);
  const auto best = own_mean_score(study);
  bool tells = true;
  for (const double threshold : {kScoreAtFmr1000, 2 * kScoreAtFmr1000}) {
    const auto ours = errors(study, study.quality, threshold);
    print_curve("enrolkit-ridge", threshold, ours);
    if (!nfiq1.empty()) print_curve("NFIQ 1", threshold, errors(study, nfiq1, threshold));
    print_curve("own mean score (no limit)", threshold, errors(study, best, threshold));
    tells = tells && ours[kDemandedDiscard] <= kDemandedShare * ours[0];
  }
  std::vector<double> sorted = study.quality;
  std::sort(sorted.begin(), sorted.end());
  std::printf("scores: ");
  for (const double share : {0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98}) {
    std::printf("%.0f %% at %.0f  ", 100 * share, sorted[static_cast<std::size_t>(share * (sorted.size() - 1.0))]);
  }
  std::printf("\n%s\n", tells ? "the score tells" : "THE SCORE DOES NOT TELL");
  return tells ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: quality_discard DATA\n");
    return 2;
  }
  return run(argv[1]);
}
