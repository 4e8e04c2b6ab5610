// SPDX-License-Identifier: Apache-2.0
// pose_training SHARED_DATA [CACHE]: trains the tables of quality/photo/head_pose_weights.hpp, turn_weights.hpp and
// nod_weights.hpp, prints them and what they reach on people who were left out. CACHE keeps the terms of one run for
// the next.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <thread>

#include "enrolkit/photo.hpp"
#include "people/people.hpp"
#include "quality/photo/face_patch.hpp"
#include "quality/photo/face_shape.hpp"
#include "quality/photo/nod_terms.hpp"
#include "quality/photo/turn_terms.hpp"
#include "tests/quality/landmark_finder.hpp"
#include "tests/quality/portrait_data.hpp"
#include "tests/quality/ridge.hpp"
#include "tests/quality/shape_axes.hpp"

namespace {

using namespace enrolkit;
using namespace enrolkit::testing;

struct Pose {
  std::string kind;
  std::string person;
  double yaw = 0;
  double pitch = 0;
  photo::FaceShape shape;
  photo::NodTerms nod{};
};

// Slopes are learnt from the series and the drawn ones, the zero from all.
struct Counts {
  double straight, drawn;
};
constexpr Counts kYawCounts = {12, 1};
constexpr Counts kPitchCounts = {4, 1};

double weight_of(const Pose& pose, const Counts& counts) {
  if (pose.kind == "neutral") return counts.straight;
  if (pose.kind == "smile") return counts.straight / 2;
  return pose.kind == "drawn" ? counts.drawn : 1;
}

constexpr double kYawPenalty = 1;  // of terms of equal spread
constexpr double kPitchPenalty = 0.03;
constexpr double kNodPenalty = 1;

constexpr int kDrawnPeople = 280;
constexpr int kDrawnPoses = 8;
constexpr double kPatchUnit = 100;  // of a still

void add(std::vector<Pose>& poses, LandmarkFinder& find, ImageView image, Pose pose) {
  const auto face = find(image);
  if (!face) return;
  pose.shape = photo::face_shape(*face);
  photo::FacePatch patch;
  photo::cut_face_patch(photo::mat_of(image), *face, kPatchUnit, patch);
  pose.nod = photo::nod_terms(*face, patch);
  poses.push_back(std::move(pose));
}

void add_folder(std::vector<Pose>& poses, LandmarkFinder& find, const std::filesystem::path& folder,
                const std::string& kind) {
  for (const auto& row : labelled_images(folder)) {
    Pose pose;
    pose.kind = kind;
    pose.person = (kind == "series" ? "series" : "london") + row.labels.at("person");
    if (kind == "series") {
      pose.yaw = row.number("pan_deg_nose_to_image_left_positive");
      pose.pitch = row.number("tilt_deg_up_positive");
      if (std::abs(pose.yaw) > 30 || std::abs(pose.pitch) > 30) continue;
    }
    const auto image = load_image(row.path);
    if (image) add(poses, find, image->image.view(), pose);
  }
}

// A face of its own for most poses: laughing, open mouths, raised brows, half closed eyes.
people::Settings drawn_pose(int person, int i, std::mt19937& random, Pose& pose) {
  const auto between = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random()) / 4294967296.0;
  };
  people::Settings settings;
  settings.seed = 20000 + static_cast<std::uint64_t>(person);
  settings.set = {{"fingers", "none"}, {"width", "400"}};
  pose.kind = "drawn";
  pose.person = "drawn" + std::to_string(person);
  const double wide = i < 6 ? 22 : 32;
  pose.yaw = i == 0 ? 0 : between(-1, 1) * (i == 6 ? 8 : wide);
  pose.pitch = i == 0 ? 0 : between(-1, 1) * (i == 7 ? 8 : wide);
  settings.set["yaw"] = std::to_string(pose.yaw);
  settings.set["pitch"] = std::to_string(pose.pitch);
  settings.set["roll"] = std::to_string(i == 0 ? 0 : between(-20, 20));
  const double strength = between(0.15, 1);
  if (i > 0) {
    if ((i + person) % 4 == 0) settings.set["smile"] = std::to_string(strength);
    if ((i + person) % 4 == 1) settings.set["mouth"] = std::to_string(15 * strength);
    if ((i + person) % 8 == 2) settings.set["brow_raise"] = std::to_string(8 * strength);
    if ((i + person) % 8 == 6) settings.set["eyes"] = std::to_string(0.9 * strength);
  }
  if (person % 5 == 0) settings.set["glasses"] = "clear";
  return settings;
}

void add_drawn(std::vector<Pose>& poses, const photo::FaceModels& models) {
  std::vector<std::vector<Pose>> people(kDrawnPeople);
  {
    constexpr int kThreads = 2;
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        LandmarkFinder find(models);
        for (int person = t; person < kDrawnPeople; person += kThreads) {
          std::mt19937 random(static_cast<std::uint32_t>(7 + person));
          for (int i = 0; i < kDrawnPoses; ++i) {
            Pose pose;
            const auto drawn = people::make_person(drawn_pose(person, i, random, pose));
            if (drawn) add(people[static_cast<std::size_t>(person)], find, drawn->portrait.view(), std::move(pose));
          }
        }
      });
    }
  }
  for (auto& one : people) std::move(one.begin(), one.end(), std::back_inserter(poses));
}

void write(const std::vector<Pose>& poses, const std::string& path) {
  std::ofstream file(path);
  for (const Pose& p : poses) {
    file << p.kind << ' ' << p.person << ' ' << p.yaw << ' ' << p.pitch;
    for (const double v : p.shape.shared) file << ' ' << v;
    for (const double v : p.shape.between) file << ' ' << v;
    for (const double v : p.nod) file << ' ' << v;
    file << '\n';
  }
}

std::vector<Pose> read(const std::string& path) {
  std::vector<Pose> poses;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream in(line);
    Pose p;
    in >> p.kind >> p.person >> p.yaw >> p.pitch;
    for (double& v : p.shape.shared) in >> v;
    for (double& v : p.shape.between) in >> v;
    for (double& v : p.nod) in >> v;
    poses.push_back(std::move(p));
  }
  return poses;
}

void report(const std::vector<Pose>& poses, const std::vector<double>& answers, bool yaw) {
  const auto collect = [&](const char* kind, double least, double most, double other, bool size) {
    std::vector<double> values;
    for (std::size_t i = 0; i < poses.size(); ++i) {
      const double truth = std::abs(yaw ? poses[i].yaw : poses[i].pitch);
      const double across = std::abs(yaw ? poses[i].pitch : poses[i].yaw);
      if (poses[i].kind != kind || truth < least || truth > most || across > other) continue;
      values.push_back(size ? std::abs(answers[i]) : answers[i] - (yaw ? poses[i].yaw : poses[i].pitch));
    }
    std::sort(values.begin(), values.end());
    return values;
  };
  const auto frontal = collect("neutral", 0, 0, 0, true);
  const auto at = [](const std::vector<double>& v, double share) {
    return v[static_cast<std::size_t>(share * static_cast<double>(v.size() - 1))];
  };
  for (const double other : {0.0, 15.0}) {
    const auto zero = collect("series", 0, 0, other, true);
    const auto turned = collect("series", 15, 15, other, true);
    const auto far = collect("series", 30, 30, other, true);
    std::printf(
        "series, the other angle up to %2.0f: equal error rate at 15 %4.1f %%, at 30 %4.1f %%; neutral against 15 "
        "%4.1f %%; least at 30: %.1f %.1f %.1f\n",
        other, 100 * equal_error_rate(zero, turned), 100 * equal_error_rate(zero, far),
        100 * equal_error_rate(frontal, turned), far[0], far[1], far[2]);
  }
  std::printf("neutral: 90 %% below %.1f, 96 %% below %.1f, largest %.1f\n", at(frontal, 0.9), at(frontal, 0.96),
              frontal.back());
  double sum = 0;
  const auto errors = collect("drawn", 0, 20, 20, false);
  for (const double e : errors) sum += std::abs(e);
  std::printf("drawn up to 20: mean absolute error %.2f of %zu\n", sum / static_cast<double>(errors.size()),
              errors.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::cerr << "pose_training SHARED_DATA [CACHE]\n", 2;
  const std::filesystem::path shared = argv[1];
  std::vector<Pose> poses;
  if (argc > 2 && std::filesystem::exists(argv[2])) {
    poses = read(argv[2]);
  } else {
    auto models = photo::FaceModels::load("/usr/share/dlib/shape_predictor_68_face_landmarks.dat");
    if (!models) return std::cerr << models.error().message << "\n", 2;
    if (const auto ready = (*models)->wait(); !ready) return std::cerr << ready.error().message << "\n", 2;
    LandmarkFinder find(**models);
    add_folder(poses, find, shared / "defects/pointing04_headpose", "series");
    add_folder(poses, find, shared / "portraits/london_neutral", "neutral");
    add_folder(poses, find, shared / "portraits/canada", "neutral");
    add_folder(poses, find, shared / "defects/london_smiling", "smile");
    add_drawn(poses, **models);
    if (argc > 2) write(poses, argv[2]);
  }
  const auto train = [&](const char* what, const char* table, bool yaw, double penalty, const auto& terms_of,
                         const std::vector<double>& given = {}) {
    std::vector<Sample> samples;
    for (const Pose& pose : poses) {
      samples.push_back({pose.kind, pose.person, terms_of(pose), yaw ? pose.yaw : pose.pitch,
                         weight_of(pose, yaw ? kYawCounts : kPitchCounts)});
    }
    const auto scale = given.empty() ? std::vector<double>(samples.front().terms.size(), 1.0) : given;
    std::printf("\n%s\n", what);
    const std::vector<double> answers = person_out(samples, penalty, scale, !yaw);
    report(poses, answers, yaw);
    const Linear all = ridge_of_all(samples, penalty, scale, !yaw);
    print_table(table, all.weights, 3);
    if (!yaw) std::printf("offset %.3f\n", all.offset);
    return answers;
  };
  std::vector<double> scale;
  std::vector<SeenShape> shapes;
  for (const Pose& pose : poses) shapes.push_back({&pose.shape, pose.kind == "drawn"});
  for (std::size_t i = 0; i < photo::kShapeTerms; ++i) {
    scale.push_back(1 / spread_of(shapes, &photo::FaceShape::between, i).deviation);
  }
  const auto straight = train(
      "YAW, STRAIGHT", "kYawWeights", true, kYawPenalty,
      [](const Pose& p) { return std::vector<double>(p.shape.between.begin(), p.shape.between.end()); }, scale);
  const photo::ShapeAxes axes = shape_axes(shapes);
  for (const auto& weights : axes.weights) print_table("axis", {weights.begin(), weights.end()}, 4);
  print_table("offsets", {axes.offsets.begin(), axes.offsets.end()}, 4);
  while (scale.size() < std::tuple_size_v<photo::TurnTerms>) scale.push_back(scale[scale.size() - photo::kShapeTerms]);
  const auto yaws = train(
      "YAW", "kTurnWeights", true, kYawPenalty,
      [&](const Pose& p) {
        const photo::TurnTerms terms =
            photo::turn_terms(p.shape, straight[static_cast<std::size_t>(&p - poses.data())], axes);
        return std::vector<double>(terms.begin(), terms.end());
      },
      scale);
  train("PITCH OF THE LANDMARKS", "kPitchWeights", false, kPitchPenalty, [](const Pose& p) {
    return std::vector<double>(p.shape.shared.begin(), p.shape.shared.begin() + photo::kTermsWithoutMouth);
  });
  const auto pitches = train("PITCH OF A STILL, STRAIGHT", "kNodWeights", false, kNodPenalty,
                             [](const Pose& p) { return std::vector<double>(p.nod.begin(), p.nod.end()); });
  train("PITCH OF A STILL, BENT", "kBentWeights", false, kNodPenalty, [&](const Pose& p) {
    const auto i = static_cast<std::size_t>(&p - poses.data());
    const photo::BentTerms bent = photo::bent_terms(p.nod, pitches[i], yaws[i]);
    return std::vector<double>(bent.begin(), bent.end());
  });
  return 0;
}
