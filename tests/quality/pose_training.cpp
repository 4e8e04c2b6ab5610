// SPDX-License-Identifier: Apache-2.0
// pose_training SHARED_DATA [CACHE]: trains the tables of quality/photo/head_pose_weights.hpp, prints them and what
// they reach on people who were left out. CACHE keeps the landmarks of one run for the next.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>

#include "enrolkit/photo.hpp"
#include "people/people.hpp"
#include "quality/photo/face_shape.hpp"
#include "tests/quality/landmark_finder.hpp"
#include "tests/quality/portrait_data.hpp"
#include "tests/quality/ridge.hpp"

namespace {

using namespace enrolkit;
using namespace enrolkit::testing;

struct Pose {
  std::string kind;
  std::string person;
  double yaw = 0;
  double pitch = 0;
  photo::FaceShape shape;
};

// Slopes are learnt from the series and the drawn ones, the zero from all.
double weight_of(const Pose& pose) {
  if (pose.kind == "neutral") return 4;
  if (pose.kind == "smile") return 2;
  return 1;
}

constexpr double kYawPenalty = 0.03;
constexpr double kPitchPenalty = 0.03;

constexpr int kDrawnPeople = 40;
constexpr int kDrawnPoses = 8;

void add(std::vector<Pose>& poses, LandmarkFinder& find, ImageView image, Pose pose) {
  const auto face = find(image);
  if (!face) return;
  pose.shape = photo::face_shape(*face);
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

void add_drawn(std::vector<Pose>& poses, LandmarkFinder& find) {
  std::mt19937 random(7);
  const auto between = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random()) / 4294967296.0;
  };
  for (int person = 0; person < kDrawnPeople; ++person) {
    for (int i = 0; i < kDrawnPoses; ++i) {
      const double wide = i < 5 ? 22 : i < 7 ? 32 : 8;
      people::Settings settings;
      settings.seed = 5000 + static_cast<std::uint64_t>(person);
      settings.set = {{"fingers", "none"}, {"width", "400"}};
      Pose pose;
      pose.kind = "drawn";
      pose.person = "drawn" + std::to_string(person);
      pose.yaw = i == 0 ? 0 : between(-1, 1) * (i == 6 ? 8 : wide);
      pose.pitch = i == 0 ? 0 : between(-1, 1) * (i == 5 ? 8 : wide);
      settings.set["yaw"] = std::to_string(pose.yaw);
      settings.set["pitch"] = std::to_string(pose.pitch);
      settings.set["roll"] = std::to_string(i == 0 ? 0 : between(-20, 20));
      static const std::array<std::pair<const char*, const char*>, 4> kFaces = {
          {{"smile", "0.8"}, {"eyes", "0.5"}, {"mouth", "9"}, {"eyes", "closed"}}};
      const auto& [key, value] = kFaces[static_cast<std::size_t>(person) % kFaces.size()];
      if (i == 7) settings.set[key] = value;
      if (person % 5 == 0) settings.set["glasses"] = "clear";
      const auto drawn = people::make_person(settings);
      if (drawn) add(poses, find, drawn->portrait.view(), pose);
    }
  }
}

void write(const std::vector<Pose>& poses, const std::string& path) {
  std::ofstream file(path);
  for (const Pose& p : poses) {
    file << p.kind << ' ' << p.person << ' ' << p.yaw << ' ' << p.pitch;
    for (const double v : p.shape.shared) file << ' ' << v;
    for (const double v : p.shape.between) file << ' ' << v;
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
    add_drawn(poses, find);
    if (argc > 2) write(poses, argv[2]);
  }
  for (const bool yaw : {true, false}) {
    std::vector<Sample> samples;
    for (const Pose& pose : poses) {
      Sample s;
      s.kind = pose.kind;
      s.person = pose.person;
      s.target = yaw ? pose.yaw : pose.pitch;
      s.weight = weight_of(pose);
      const auto& all = yaw ? pose.shape.between : pose.shape.shared;
      s.terms.assign(all.begin(), all.begin() + (yaw ? photo::kShapeTerms : photo::kTermsWithoutMouth));
      samples.push_back(std::move(s));
    }
    const std::vector<double> scale(samples.front().terms.size(), 1.0);
    const double penalty = yaw ? kYawPenalty : kPitchPenalty;
    std::printf("\n%s\n", yaw ? "YAW" : "PITCH");
    report(poses, person_out(samples, penalty, scale, !yaw), yaw);
    const Linear all = ridge_of_all(samples, penalty, scale, !yaw);
    print_table(yaw ? "kYawWeights" : "kPitchWeights", all.weights, 3);
    if (!yaw) std::printf("inline constexpr double kPitchOffset = %.3f;\n", all.offset);
  }
  return 0;
}
