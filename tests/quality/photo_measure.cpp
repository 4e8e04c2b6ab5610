// SPDX-License-Identifier: Apache-2.0
// photo_measure FOLDER|FILE... [--crop] [--frame] [--verdicts PROFILE] [--change NAME=VALUE] [--landmarks] [--limit N]:
// what the portrait checks measure (or their verdicts: p f u n), one line of CSV for each image. FOLDER must hold
// labels.csv; --crop cuts a passport frame by its pupils.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>

#include "enrolkit/photo.hpp"
#include "quality/photo/eyes.hpp"
#include "quality/photo/face_patch.hpp"
#include "quality/photo/face_search.hpp"
#include "quality/photo/judgement.hpp"
#include "quality/photo/portrait.hpp"
#include "quality/photo/sharpness.hpp"
#include "tests/quality/degradations.hpp"
#include "tests/quality/portrait_data.hpp"

namespace {

using namespace enrolkit;
namespace data = enrolkit::testing;

struct Options {
  bool crop = false;
  bool frame = false;
  bool landmarks = false;
  std::optional<PhotoProfile> verdicts;
  std::string change;
  double amount = 0;
};

cv::Mat changed(const cv::Mat& image, const Options& o) {
  if (o.change == "light") return data::with_light(image, o.amount);
  if (o.change == "blur") return data::blurred(image, o.amount);
  if (o.change == "move_x") return data::smeared(image, o.amount, 0);
  if (o.change == "move_y") return data::smeared(image, o.amount, 90);
  if (o.change == "washed") return data::washed_out(image, o.amount);
  return image;
}

void print(const data::LabelledImage& row, photo::PortraitMeter& meter, const Options& o) {
  auto decoded = load_image(row.path);
  if (!decoded) {
    std::cerr << decoded.error().message << "\n";
    return;
  }
  cv::Mat image = data::mat_of(decoded->image).clone();
  if (o.crop) {
    data::PassportFrame frame;
    if (o.change == "roll") frame.roll = o.amount;
    if (o.change == "width") frame.width = static_cast<int>(o.amount);
    if (o.change == "centre") frame.centre = o.amount;
    if (o.change == "eye_line") frame.eye_line = o.amount;
    if (o.change == "size") frame.eye_distance = o.amount;
    image = data::passport_crop(image, row.pupil(0), row.pupil(1), frame);
  }
  const Image input = data::image_of(changed(image, o));
  const auto start = std::chrono::steady_clock::now();
  auto portrait = o.frame ? meter.frame(input.view()) : meter.still(input.view());
  const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  if (!portrait) {
    std::cerr << row.path << ": " << portrait.error().message << "\n";
    return;
  }
  std::printf("%s", row.path.filename().c_str());
  for (const char* key : {"ethnicity", "tilt_deg_up_positive", "pan_deg_nose_to_image_left_positive"}) {
    const auto found = row.labels.find(key);
    std::printf(",%s", found == row.labels.end() ? "" : found->second.c_str());
  }
  std::printf(",%.1f", ms);
  if (o.verdicts) {
    for (const Finding& finding : photo::judge_all(*o.verdicts, portrait->measurements)) {
      std::printf(",%c", verdict_name(finding.verdict)[0]);
    }
    std::printf("\n");
    return;
  }
  for (std::size_t i = 0; i < photo::kRequirements; ++i) {
    const auto& m = portrait->measurements[static_cast<photo::Requirement>(i)];
    std::printf(m.value ? ",%.4f" : ",nan", m.value.value_or(0));
  }
  if (portrait->face) {
    photo::FacePatch patch;
    photo::cut_face_patch(photo::mat_of(input.view()), *portrait->face, 100, patch);
    const auto looks = photo::eye_appearances(patch);
    cv::Mat grey;
    photo::luma_of(photo::mat_of(input.view()), grey);
    const auto blur = photo::reblur_ratio(grey, *portrait->face, 0);
    std::printf(",%.4f,%.4f,%.4f,%.4f", looks[0].closed, looks[1].closed, blur ? blur->x : -1, blur ? blur->y : -1);
    if (o.landmarks) {
      for (const Point& p : portrait->face->landmarks) std::printf(",%.2f,%.2f", p.x, p.y);
    }
  }
  std::printf("\n");
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  std::vector<data::LabelledImage> rows;
  std::size_t limit = 1'000'000;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--crop") {
      options.crop = true;
    } else if (word == "--frame") {
      options.frame = true;
    } else if (word == "--landmarks") {
      options.landmarks = true;
    } else if (word == "--verdicts" && i + 1 < argc) {
      auto profile = builtin_photo_profile(argv[++i]);
      if (!profile) return std::cerr << profile.error().message << "\n", 2;
      options.verdicts = std::move(*profile);
    } else if (word == "--change" && i + 1 < argc) {
      const std::string pair = argv[++i];
      options.change = pair.substr(0, pair.find('='));
      options.amount = std::atof(pair.substr(pair.find('=') + 1).c_str());
    } else if (word == "--limit" && i + 1 < argc) {
      limit = static_cast<std::size_t>(std::atoi(argv[++i]));
    } else if (std::filesystem::is_directory(word)) {
      for (auto& row : data::labelled_images(word)) rows.push_back(std::move(row));
    } else {
      rows.push_back({word, {}});
    }
  }
  auto models = photo::FaceModels::load(default_landmark_model());
  if (!models) return std::cerr << models.error().message << "\n", 2;
  if (const auto ready = (*models)->wait(); !ready) return std::cerr << ready.error().message << "\n", 2;
  photo::PortraitMeter meter(**models);
  std::printf("file,group,tilt,pan,ms");
  for (const auto& info : photo::kRequirementInfo) std::printf(",%s", std::string(info.name).c_str());
  std::printf(",closed0,closed1,rx,ry\n");
  for (std::size_t i = 0; i < std::min(limit, rows.size()); ++i) print(rows[i], meter, options);
  return 0;
}
