// SPDX-License-Identifier: Apache-2.0
// smile_training SHARED_DATA CACHE [--check]: trains the table of quality/photo/smile_weights.hpp, prints it and what
// it reaches on people who were left out; --check prints the score of each picture instead of the table. CACHE keeps
// the terms of one run for the next.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include "enrolkit/photo.hpp"
#include "people/people.hpp"
#include "quality/photo/expression.hpp"
#include "quality/photo/head_pose.hpp"
#include "tests/quality/landmark_finder.hpp"
#include "tests/quality/portrait_data.hpp"
#include "tests/quality/quadratic_ridge.hpp"
#include "tests/quality/smile_labels.hpp"

namespace {

using namespace enrolkit;
using namespace enrolkit::testing;

// The shape of the landmarks and the colours, each channel by itself, against the edges, as groups.
constexpr double kShapeShare = 2;
constexpr double kColourShare = 1.4;
constexpr double kStillUnit = 100;  // as portrait.cpp
constexpr double kMostTurned = 15;  // degrees

struct Collection {
  LandmarkFinder& find;
  std::vector<Sample> samples;
  std::vector<std::string> names;

  void add(ImageView image, const std::string& kind, const std::string& person, const std::string& name, double target,
           double weight) {
    const auto face = find(image);
    if (!face || std::abs(photo::head_yaw(*face)) > kMostTurned) return;
    photo::FacePatch patch;
    photo::cut_face_patch(photo::mat_of(image), *face, kStillUnit, patch);
    const auto terms = photo::smile_terms(*face, patch);
    samples.push_back({kind, person, {terms.begin(), terms.end()}, target, weight});
    names.push_back(name);
  }
};

void add_folder(Collection& to, const std::filesystem::path& folder, const std::string& kind, double target) {
  for (const auto& row : labelled_images(folder)) {
    const auto image = load_image(row.path);
    if (!image) continue;
    to.add(image->image.view(), kind, "london" + row.labels.at("person"),
           row.path.stem().string() + " " + row.labels.at("ethnicity"), target, 1);
  }
}

template <class List>
void add_faces(Collection& to, const std::filesystem::path& folder, const List& list, const std::string& kind,
               double target, double weight) {
  for (const std::string_view name : list) {
    const auto image = load_image(folder / (std::string(name) + ".jpg"));
    if (image) to.add(image->image.view(), kind, std::string(name), std::string(name), target, weight);
  }
}

void add_portraits(Collection& to, const std::filesystem::path& folder) {
  const std::set<std::string_view> not_smiling(kUnsmilingPortraits.begin(), kUnsmilingPortraits.end());
  for (const auto& row : labelled_images(folder)) {
    const std::string name = row.path.stem().string();
    const auto image = load_image(row.path);
    if (image && not_smiling.count(name) == 0) to.add(image->image.view(), "portrait", name, name, 1, 0.5);
  }
}

void add_drawn(Collection& to) {
  for (int i = 0; i < 30; ++i) {
    for (const char* smile : {"0", "0.5", "1"}) {
      people::Settings settings;
      settings.seed = 7000 + static_cast<std::uint64_t>(i);
      settings.set = {{"fingers", "none"}, {"width", "480"}, {"smile", smile}};
      settings.set["pitch"] = std::to_string(i % 5 * 4 - 8);
      settings.set["yaw"] = std::to_string(i % 3 * 4 - 4);
      if (i % 2 == 0 && smile[0] != '0') settings.set["mouth"] = "5";
      const auto drawn = people::make_person(settings);
      if (!drawn) continue;
      const std::string person = "drawn" + std::to_string(i);
      to.add(drawn->portrait.view(), std::string("drawn ") + smile, person, person, smile[0] == '0' ? 0 : 1,
             smile == std::string("0.5") ? 0 : 0.25);
    }
  }
}

bool measure_all(const std::filesystem::path& shared, const std::string& cache) {
  auto models = photo::FaceModels::load("/usr/share/dlib/shape_predictor_68_face_landmarks.dat");
  if (!models) return std::cerr << models.error().message << "\n", false;
  if (const auto ready = (*models)->wait(); !ready) return std::cerr << ready.error().message << "\n", false;
  LandmarkFinder find(**models);
  Collection all{find, {}, {}};
  add_folder(all, shared / "portraits/london_neutral", "neutral", 0);
  add_folder(all, shared / "defects/london_smiling", "smile", 1);
  add_faces(all, shared / "synthetic_faces", kNeutralFaces, "other neutral", 0, 0.5);
  add_faces(all, shared / "synthetic_faces", kSmilingFaces, "other smile", 1, 0.5);
  add_faces(all, shared / "synthetic_faces", kOpenMouths, "open", 0, 0);
  add_portraits(all, shared / "portraits/congress_pd");
  add_drawn(all);
  std::ofstream file(cache);
  for (std::size_t i = 0; i < all.samples.size(); ++i) {
    const Sample& s = all.samples[i];
    file << s.kind << '\t' << s.person << '\t' << all.names[i] << '\t' << s.target << ' ' << s.weight;
    for (const double v : s.terms) file << ' ' << v;
    file << '\n';
  }
  return true;
}

std::pair<std::vector<Sample>, std::vector<std::string>> read(const std::string& cache) {
  std::pair<std::vector<Sample>, std::vector<std::string>> all;
  std::ifstream file(cache);
  for (std::string line; std::getline(file, line);) {
    std::istringstream in(line);
    Sample s;
    std::string name;
    std::getline(in, s.kind, '\t');
    std::getline(in, s.person, '\t');
    std::getline(in, name, '\t');
    in >> s.target >> s.weight;
    for (double v = 0; in >> v;) s.terms.push_back(v);
    all.first.push_back(std::move(s));
    all.second.push_back(std::move(name));
  }
  return all;
}

std::vector<double> of(const std::vector<Sample>& samples, const std::vector<double>& answers,
                       const std::string& kind) {
  std::vector<double> values;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (samples[i].kind == kind) values.push_back(answers[i]);
  }
  std::sort(values.begin(), values.end());
  return values;
}

constexpr double kFinest = 999;  // of the whole numbers that a direction is printed in

void print(const Quadratic& score) {
  std::printf("inline constexpr double kSmileOffset = %.4f;\n", score.linear.offset);
  print_table("kSmileWeights", score.linear.weights, 5);
  std::printf("inline constexpr std::array<SmileDirection, %zu> kSmileDirections = {{\n", score.squares.size());
  for (const Square& square : score.squares) {
    double largest = 0;
    for (const double w : square.along.weights) largest = std::max(largest, std::abs(w));
    const double unit = largest / kFinest;
    std::printf("{%s, %.5f, %.4e, {{", square.raises ? "true" : "false", square.along.offset, unit);
    for (const double w : square.along.weights) std::printf("%ld,", std::lround(w / unit));
    std::printf("}}},\n");
  }
  std::printf("}};\n");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return std::cerr << "smile_training SHARED_DATA CACHE [--check]\n", 2;
  if (!std::filesystem::exists(argv[2]) && !measure_all(argv[1], argv[2])) return 2;
  const auto [samples, names] = read(argv[2]);
  // Each landmark in units of its own spread, the edges and each channel of the colours in units of theirs as a group.
  const std::size_t n = samples.front().terms.size();
  std::vector<double> scale(n);
  const auto group_of = [](std::size_t i) {
    return i < photo::kTermsBeforeColours ? 0 : 1 + (i - photo::kTermsBeforeColours) % 3;
  };
  std::array<double, 4> spread{};
  for (std::size_t i = 0; i < n; ++i) {
    double sum = 0;
    double squares = 0;
    for (const Sample& s : samples) {
      sum += s.terms[i];
      squares += s.terms[i] * s.terms[i];
    }
    const auto count = static_cast<double>(samples.size());
    const double variance = squares / count - sum / count * (sum / count);
    scale[i] = kShapeShare / std::sqrt(variance * photo::kShapeTerms);
    if (i >= photo::kShapeTerms) spread[group_of(i)] += variance;
  }
  for (std::size_t i = photo::kShapeTerms; i < n; ++i) {
    const double share = group_of(i) == 0 ? 1 : kColourShare / std::sqrt(3);
    scale[i] = share / std::sqrt(spread[group_of(i)]);
  }

  const auto train = [&](const std::vector<const Sample*>& seen) { return quadratic_ridge(seen, scale, {}); };
  const auto answers = person_out(samples, train);
  const auto neutral = of(samples, answers, "neutral");
  std::printf("neutral, largest: %.3f %.3f %.3f %.3f\n", neutral[50], neutral[49], neutral[48], neutral[47]);
  for (const char* kind :
       {"neutral", "smile", "other neutral", "other smile", "portrait", "open", "drawn 0", "drawn 0.5", "drawn 1"}) {
    const auto values = of(samples, answers, kind);
    std::printf("%-14s %3zu: median %.2f; above", kind, values.size(), values[values.size() / 2]);
    for (const double t : {0.40, 0.42, 0.44, 0.46, 0.48, 0.52}) {
      std::printf("  %.2f: %3zu", t,
                  static_cast<std::size_t>(values.end() - std::lower_bound(values.begin(), values.end(), t)));
    }
    std::printf("\n");
  }
  if (argc > 3) {
    for (std::size_t i = 0; i < answers.size(); ++i) {
      std::printf("%.3f %s %s\n", answers[i], samples[i].kind.c_str(), names[i].c_str());
    }
    return 0;
  }
  print(train(with_weight(samples)));
  return 0;
}
