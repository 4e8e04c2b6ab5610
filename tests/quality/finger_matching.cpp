// SPDX-License-Identifier: Apache-2.0
// finger_matching DATA [--fingers N] [--impressions N] [--floor FILE] [--train]: how well prints of one finger are told
// from prints of others on FVC2002 and FVC2004 set B, all sets with one threshold; a print that cannot be read matches
// nothing. The weights are trained anew for each finger without any pair that it takes part in. With a floor, fails
// below it. With --train, pairs of prints of different sets are impostors for the training too, and the weights of all
// fingers are printed for quality/finger/match/fusion_weights.hpp.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "quality/finger/match/fusion.hpp"
#include "quality/finger/match/texture_map.hpp"
#include "quality/finger/print_analysis.hpp"
#include "tests/quality/finger_prints.hpp"
#include "tests/quality/logistic_regression.hpp"
#include "tests/quality/match_rates.hpp"

namespace {

using namespace enrolkit;
using namespace enrolkit::testing;

struct Options {
  std::filesystem::path data;
  std::size_t fingers = 1000;
  std::size_t impressions = 1000;
  std::string floor;
  bool train = false;
};

constexpr std::size_t kAcrossStep = 5;
constexpr double kNoMatch = -1e6;
constexpr std::uint32_t kQuarterTurn = 1U << 30U;

std::unique_ptr<match::Print> prepared(const FvcPrint& print) {
  const auto image = load_image(print.path);
  if (!image) return nullptr;
  const auto analysis = ridges::analyse_print(to_grey(image->image).view(), kPpi);
  if (!analysis) return nullptr;
  auto made = match::make_print(analysis->minutiae, analysis->scale);
  made->texture = match::make_texture_map(*analysis);
  return made;
}

struct Compared {
  bool valid = false;
  double first = 0;
  double agreement = 0;
  match::Features features{};
};

struct Study {
  std::vector<FvcPrint> prints;
  std::vector<FvcPair> pairs;
  std::vector<Compared> compared;
};

Study measure(const Options& options) {
  Study study;
  study.prints = fvc_prints(options.data, options.fingers, options.impressions);
  study.pairs = fvc_pairs(study.prints);
  if (options.train) {
    const auto across = fvc_pairs_across(study.prints, kAcrossStep);
    study.pairs.insert(study.pairs.end(), across.begin(), across.end());
  }
  std::vector<std::unique_ptr<match::Print>> made(study.prints.size());
  on_all_cores(made.size(), [&](std::size_t i) { made[i] = prepared(study.prints[i]); });
  study.compared.resize(study.pairs.size());
  on_all_cores(study.pairs.size(), [&](std::size_t i) {
    const match::Print* a = made[study.pairs[i].a].get();
    const match::Print* b = made[study.pairs[i].b].get();
    if (a == nullptr || b == nullptr || a->count == 0 || b->count == 0) return;
    if (b->key < a->key) std::swap(a, b);
    const match::Evidence evidence = match::full_evidence(*a, *b, kQuarterTurn);
    study.compared[i] = {true, static_cast<double>(evidence.relaxed), static_cast<double>(evidence.alignment.agreement),
                         match::features_of(evidence)};
  });
  return study;
}

std::string finger_of(const FvcPrint& print) { return std::to_string(print.set) + "/" + print.finger; }

template <std::size_t kFeatures>
std::vector<Example<kFeatures>> examples_without(const Study& study, const std::string& finger) {
  std::vector<Example<kFeatures>> examples;
  for (std::size_t i = 0; i < study.pairs.size(); ++i) {
    const FvcPair& pair = study.pairs[i];
    if (!study.compared[i].valid || finger_of(study.prints[pair.a]) == finger ||
        finger_of(study.prints[pair.b]) == finger) {
      continue;
    }
    Example<kFeatures> example;
    example.positive = pair.genuine;
    std::copy_n(study.compared[i].features.begin(), kFeatures, example.features.begin());
    examples.push_back(example);
  }
  return examples;
}

// The score of each pair by the mean of the models that saw neither finger of it.
template <std::size_t kFeatures>
std::vector<double> without_own_finger(const Study& study) {
  std::map<std::string, LinearModel<kFeatures>> models;
  for (const FvcPrint& print : study.prints) models[finger_of(print)] = {};
  std::vector<std::string> fingers;
  for (const auto& [finger, model] : models) fingers.push_back(finger);
  on_all_cores(fingers.size(),
               [&](std::size_t i) { models.at(fingers[i]) = train(examples_without<kFeatures>(study, fingers[i])); });
  std::vector<double> scores(study.pairs.size(), kNoMatch);
  for (std::size_t i = 0; i < study.pairs.size(); ++i) {
    if (!study.compared[i].valid) continue;
    const double* features = study.compared[i].features.data();
    scores[i] = (models.at(finger_of(study.prints[study.pairs[i].a]))(features) +
                 models.at(finger_of(study.prints[study.pairs[i].b]))(features)) /
                2;
  }
  return scores;
}

Scores sorted_out(const Study& study, const std::vector<double>& scores, std::size_t set) {
  Scores out;
  for (std::size_t i = 0; i < study.pairs.size(); ++i) {
    if (study.pairs[i].across) continue;
    if (set < kFvcSets.size() && study.prints[study.pairs[i].a].set != set) continue;
    (study.pairs[i].genuine ? out.genuine : out.impostor).push_back(scores[i]);
  }
  return out;
}

MatchRates report(const char* name, const Study& study, const std::vector<double>& scores) {
  const MatchRates pooled = rates_of(sorted_out(study, scores, kFvcSets.size()));
  std::printf("%-22s %6.2f %6.2f %6.2f  |", name, pooled.eer, pooled.fmr100, pooled.fmr1000);
  for (std::size_t set = 0; set < kFvcSets.size(); ++set) {
    const MatchRates rates = rates_of(sorted_out(study, scores, set));
    std::printf(" %4.1f/%-4.1f", rates.eer, rates.fmr100);
  }
  std::printf("\n");
  return pooled;
}

// The straight line from a score to -10 log10 of the share of impostors that reach it, through the impostors from the
// best in 20 to the best in 1000.
struct Line {
  double slope = 1;
  double offset = 0;
};

Line scale_of(const Study& study, const std::vector<double>& scores) {
  auto impostors = sorted_out(study, scores, kFvcSets.size()).impostor;
  std::sort(impostors.rbegin(), impostors.rend());
  const auto count = static_cast<double>(impostors.size());
  double n = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (std::size_t i = 0; i < impostors.size(); ++i) {
    const double share = (static_cast<double>(i) + 1) / count;
    if (share < 0.001 || share > 0.05) continue;
    // Each decade weighs the same.
    const double weight = 1 / share;
    const double target = -10 * std::log10(share);
    n += weight;
    x += weight * impostors[i];
    y += weight * target;
    xx += weight * impostors[i] * impostors[i];
    xy += weight * impostors[i] * target;
  }
  Line line;
  line.slope = (n * xy - x * y) / (n * xx - x * x);
  line.offset = (y - line.slope * x) / n;
  return line;
}

// What the scale says of pairs that it was not made of.
void print_across(const char* name, const Study& study, const std::vector<double>& scores, const Line& line) {
  int count = 0;
  std::array<int, 3> reached{};
  for (std::size_t i = 0; i < study.pairs.size(); ++i) {
    if (!study.pairs[i].across) continue;
    ++count;
    for (std::size_t k = 0; k < reached.size(); ++k) {
      reached[k] += line.slope * scores[i] + line.offset >= 20.0 + 10.0 * static_cast<double>(k) ? 1 : 0;
    }
  }
  std::printf("// %s: of %d pairs across sets %d reach 20, %d reach 30, %d reach 40\n", name, count, reached[0],
              reached[1], reached[2]);
}

template <std::size_t kFeatures>
void print_weights(const char* name, const LinearModel<kFeatures>& model, const Line& line) {
  std::printf("inline constexpr ScoreWeights<%zu> %s = {{", kFeatures, name);
  for (std::size_t k = 0; k < kFeatures; ++k) {
    std::printf("%s%.4f", k == 0 ? "" : ", ", model.weights[k] * line.slope);
  }
  std::printf("}, %.4f};\n", model.bias * line.slope + line.offset);
}

bool below_floor(const std::string& path, const MatchRates& rates) {
  std::ifstream file(path);
  const auto floor = nlohmann::json::parse(file, nullptr, false);
  if (!floor.is_object()) {
    std::fprintf(stderr, "finger_matching: %s: no readable floor\n", path.c_str());
    return true;
  }
  bool below = false;
  for (const auto& [name, value] :
       {std::pair{"eer", rates.eer}, {"fmr100", rates.fmr100}, {"fmr1000", rates.fmr1000}}) {
    const double limit = floor.at(name).get<double>();
    if (value <= limit) continue;
    std::fprintf(stderr, "finger_matching: %s is %.2f %%, the floor %.2f %%\n", name, value, limit);
    below = true;
  }
  return below;
}

int run(const Options& options) {
  const Study study = measure(options);
  if (study.pairs.empty()) {
    std::fprintf(stderr, "finger_matching: no prints below %s\n", options.data.c_str());
    return kSkipped;
  }
  std::vector<double> first;
  std::vector<double> agreement;
  for (const Compared& compared : study.compared) {
    first.push_back(compared.valid ? compared.first : kNoMatch);
    agreement.push_back(compared.valid ? compared.agreement : kNoMatch);
  }
  const auto minutiae = without_own_finger<match::kMinutiaFeatures>(study);
  const auto fused = without_own_finger<match::kMinutiaFeatures + match::kTextureFeatures>(study);
  const Scores counts = sorted_out(study, fused, kFvcSets.size());
  std::printf("%zu genuine and %zu impostor pairs; EER, FMR100, FMR1000 in %%; EER/FMR100 of each set\n",
              counts.genuine.size(), counts.impostor.size());
  report("first stage", study, first);
  report("untrained geometry", study, agreement);
  report("minutiae alone", study, minutiae);
  const MatchRates rates = report("with texture", study, fused);
  if (options.train) {
    const Line line = scale_of(study, first);
    print_across("first stage", study, first, line);
    print_across("minutiae alone", study, minutiae, scale_of(study, minutiae));
    print_across("with texture", study, fused, scale_of(study, fused));
    std::printf("inline constexpr ScoreWeights<1> kFirstStage = {{%.4f}, %.4f};\n", line.slope, line.offset);
    print_weights("kMinutiaeAlone", train(examples_without<match::kMinutiaFeatures>(study, "")),
                  scale_of(study, minutiae));
    constexpr std::size_t kAll = match::kMinutiaFeatures + match::kTextureFeatures;
    print_weights("kWithTexture", train(examples_without<kAll>(study, "")), scale_of(study, fused));
  }
  return !options.floor.empty() && below_floor(options.floor, rates) ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const auto value = [&] { return i + 1 < argc ? std::string(argv[++i]) : std::string(); };
    if (argument == "--fingers") {
      options.fingers = std::strtoul(value().c_str(), nullptr, 10);
    } else if (argument == "--impressions") {
      options.impressions = std::strtoul(value().c_str(), nullptr, 10);
    } else if (argument == "--floor") {
      options.floor = value();
    } else if (argument == "--train") {
      options.train = true;
    } else {
      options.data = argument;
    }
  }
  return run(options);
}
