// SPDX-License-Identifier: Apache-2.0
// train_appearance DATA [SCORE] > quality/photo/appearance_weights.cpp: the linear scores of appearance.hpp, or one.
// Ridge regression on real portraits (London neutral and smiling, Congress, generated faces whose closed eyes and
// sunglasses were picked by eye), with drawn defects on the London ones, and on drawn people. Tells the errors of a
// three-fold check in which nobody is in both parts on standard error.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "people/people.hpp"
#include "quality/photo/appearance.hpp"
#include "quality/photo/face_search.hpp"
#include "quality/photo/head_pose.hpp"
#include "quality/photo/patch_statistics.hpp"
#include "quality/photo/portrait.hpp"
#include "tests/quality/degradations.hpp"
#include "tests/quality/drawn_defects.hpp"
#include "tests/quality/portrait_data.hpp"

namespace {

using namespace enrolkit;
using namespace enrolkit::testing;
using photo::FacePatch;
using photo::LookFeatures;

// The order is that of the columns in the questions below.
enum class Look : std::uint8_t { open, closed, covered, dark_lens, framed, mouth, no_mouth, cheek, no_cheek, unknown };

struct Sample {
  LookFeatures features{};
  Look look = Look::open;
  double weight = 1;
  int group = 0;
  std::string kind;
};

const std::set<std::string> kClosedEyes = {"sfhq_t2i_0277", "sfhq_t2i_0334", "sfhq_t2i_0349", "sfhq_t2i_0350",
                                           "sfhq_t2i_0404", "sfhq_t2i_0406", "sfhq_t2i_0407", "sfhq_t2i_0411",
                                           "sfhq_t2i_0542", "sfhq_t2i_0590", "sfhq_t2i_0592", "sfhq_0788",
                                           "sfhq_0790"};
const std::set<std::string> kHalfClosed = {"sfhq_0792",     "sfhq_t2i_0351", "sfhq_t2i_0345",
                                           "sfhq_t2i_0565", "sfhq_t2i_0716", "sfhq_t2i_0405",
                                           "sfhq_t2i_0501", "sfhq_t2i_0401", "sfhq_t2i_0384"};
const std::set<std::string> kSunglasses = {
    "sfhq_t2i_0026", "sfhq_t2i_0073", "sfhq_t2i_0075", "sfhq_t2i_0077", "sfhq_t2i_0193", "sfhq_t2i_0234",
    "sfhq_t2i_0238", "sfhq_t2i_0492", "sfhq_t2i_0493", "sfhq_t2i_0502", "sfhq_t2i_0503", "sfhq_t2i_0521",
    "sfhq_t2i_0562", "sfhq_t2i_0563", "sfhq_t2i_0616", "sfhq_t2i_0620", "sfhq_t2i_0701", "sfhq_t2i_0713"};
constexpr double kTurnedAway = 25;  // degrees of yaw: one eye is hardly seen

struct Question {
  const char* name;
  const char* about;
  std::set<Look> no;
  std::set<Look> yes;
};

const Question kQuestions[] = {
    {"kClosedScore", "Closed against open eyes.", {Look::open}, {Look::closed}},
    {"kCoveredScore", "No eye to be seen against eyes, open or closed.", {Look::open, Look::closed}, {Look::covered}},
    {"kFramedScore", "A frame across the eye against eyes without.", {Look::open, Look::closed}, {Look::framed}},
    {"kMouthCoveredScore", "No mouth to be seen against mouths.", {Look::mouth}, {Look::no_mouth}},
    {"kCheekCoveredScore", "Cheeks under hair or cloth against free ones.", {Look::cheek}, {Look::no_cheek}}};

class Trainer {
 public:
  Trainer(const photo::FaceModels& models, std::string only) : search_(models), only_(std::move(only)) {}

  // Whether a question that is asked needs such samples.
  [[nodiscard]] bool wants(Look look) const {
    return std::any_of(std::begin(kQuestions), std::end(kQuestions), [&](const Question& q) {
      return (only_.empty() || only_ == q.name) && q.no.count(look) + q.yes.count(look) != 0;
    });
  }

  std::optional<FaceGeometry> face_in(const cv::Mat& image) {
    cv::Mat grey;
    cv::cvtColor(image, grey, cv::COLOR_RGB2GRAY);
    auto faces = search_.in_still(grey);
    if (!faces || !faces->largest) return std::nullopt;
    auto points = search_.landmarks_in_still(grey, *faces->largest);
    if (!points) return std::nullopt;
    return photo::locate_face(*faces->largest, *points);
  }

  struct How {
    int shifted = 1;  // this often with the window a little off
    double weight = 1;
    bool covers = false;                 // also with something over eyes and mouth
    const FaceGeometry* face = nullptr;  // where it is known
    Look mouth = Look::mouth;
    std::array<Look, 2> cheeks = {Look::cheek, Look::cheek};
  };

  void add(const cv::Mat& image, std::array<Look, 2> eyes, int group, const std::string& kind) {
    add(image, eyes, group, kind, How{});
  }
  void add(const cv::Mat& image, std::array<Look, 2> eyes, int group, const std::string& kind, const How& how) {
    const auto face = how.face != nullptr ? std::optional<FaceGeometry>(*how.face) : face_in(image);
    if (!face) return;
    for (const double unit : {100.0, 50.0}) {
      FacePatch patch;
      photo::cut_face_patch(image, *face, unit, patch);
      for (int part = 0; part < 5; ++part) {
        const Look look = part < 2 ? eyes[part] : part == 2 ? how.mouth : how.cheeks[part - 3];
        if (look != Look::unknown) {
          keep(patch, part, look, group, kind, how.weight);
          for (int i = 0; i < how.shifted; ++i) {
            keep(patch, part, look, group, kind, how.weight / 2, random_.uniform(-2, 3), random_.uniform(-2, 3));
          }
        }
        if (how.covers && unit > 75) cover(patch, part, group);
      }
    }
  }

  // No eye, no mouth: something flat or textured over it, and other parts of the face.
  void cover(const FacePatch& patch, int part, int group) {
    const Look look = part < 2 ? Look::covered : part == 2 ? Look::no_mouth : Look::no_cheek;
    if (!wants(look)) return;
    const double larger = part < 2 ? 1 : 1.3;
    for (int i = 0; i < 2; ++i) {
      FacePatch covered = patch;
      covered.lab = patch.lab.clone();
      Point c = part == 2  ? patch.points[62]
                : part < 2 ? patch.at({part == 0 ? -0.5 : 0.5, 0})
                           : patch.at({part == 3 ? -0.55 : 0.55, 0.62});
      c.x += random_.gaussian(0.03) * patch.unit;
      c.y += random_.gaussian(0.03) * patch.unit;
      const cv::Size half(static_cast<int>(larger * patch.unit * random_.uniform(0.22, 0.48)),
                          static_cast<int>(larger * patch.unit * random_.uniform(0.16, 0.4)));
      cv::Mat mask = cv::Mat::zeros(patch.lab.size(), CV_8UC1);
      const cv::Point centre(static_cast<int>(c.x), static_cast<int>(c.y));
      if (random_.uniform(0, 2) == 0) {
        cv::ellipse(mask, centre, half, random_.uniform(-20, 20), 0, 360, cv::Scalar(255), -1);
      } else {
        cv::rectangle(mask, centre - cv::Point(half), centre + cv::Point(half), cv::Scalar(255), -1);
      }
      cv::GaussianBlur(mask, mask, cv::Size(), random_.uniform(0.6, 3.0));
      const double cheek = photo::cheek_lightness(patch, part == 1 || part == 4 ? 1 : 0);
      const double level = random_.uniform(0, 2) == 0 ? random_.uniform(0.0, 255.0) : cheek;
      cv::Mat noise(patch.lab.size(), CV_32FC1);
      random_.fill(noise, cv::RNG::NORMAL, 0, 1);
      const double grain = random_.uniform(0.8, 5.0);
      cv::GaussianBlur(noise, noise, cv::Size(), grain);
      noise *= random_.uniform(0, 3) * 8 * grain;
      for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
          const double a = mask.at<std::uint8_t>(y, x) / 255.0;
          auto& pixel = covered.lab.at<cv::Vec3b>(y, x);
          pixel[0] = cv::saturate_cast<std::uint8_t>(pixel[0] * (1 - a) + a * (level + noise.at<float>(y, x)));
        }
      }
      keep(covered, part, look, group, "patch_of_anything", 1);
    }
    for (int i = 0; i < 2; ++i) {
      const int away = random_.uniform(20, 60);
      keep(patch, part, look, group, "elsewhere", 1, random_.uniform(-24, 25), part < 2 ? away : -away);
    }
  }

  void learn(std::ostream& out);

 private:
  void keep(const FacePatch& patch, int part, Look look, int group, const std::string& kind, double weight, int dx = 0,
            int dy = 0) {
    if (!wants(look)) return;
    const auto features = part < 2    ? photo::eye_features(patch, static_cast<std::size_t>(part), dx, dy)
                          : part == 2 ? photo::mouth_features(patch, dx, dy)
                                      : photo::cheek_features(patch, static_cast<std::size_t>(part - 3), dx, dy);
    samples_.push_back({features, look, weight, group, kind});
  }

  struct Line {
    std::vector<double> weights;
    double offset = 0;
  };
  Line fit(const Question& question, const std::function<bool(const Sample&)>& use) const;

  photo::FaceSearch search_;
  std::string only_;
  cv::RNG random_{20180901};
  std::vector<Sample> samples_;
};

constexpr double kRidge = 3e-3;

Trainer::Line Trainer::fit(const Question& question, const std::function<bool(const Sample&)>& use) const {
  constexpr int kN = static_cast<int>(photo::kLookFeatures);
  double total[2] = {0, 0};
  for (const Sample& s : samples_) {
    if (use(s)) total[question.yes.count(s.look)] += s.weight;
  }
  std::vector<double> mean(kN, 0.0);
  const auto weight_of = [&](const Sample& s) { return s.weight / total[question.yes.count(s.look)] / 2; };
  for (const Sample& s : samples_) {
    if (!use(s)) continue;
    for (int i = 0; i < kN; ++i) mean[i] += weight_of(s) * s.features[i];
  }
  cv::Mat moments = cv::Mat::zeros(kN, kN, CV_64FC1);
  cv::Mat target = cv::Mat::zeros(kN, 1, CV_64FC1);
  std::vector<double> x(kN);
  for (const Sample& s : samples_) {
    if (!use(s)) continue;
    const double w = weight_of(s);
    const double t = question.yes.count(s.look) != 0 ? 1 : -1;
    for (int i = 0; i < kN; ++i) x[i] = s.features[i] - mean[i];
    for (int i = 0; i < kN; ++i) {
      target.at<double>(i) += w * t * x[i];
      auto* row = moments.ptr<double>(i);
      for (int j = 0; j <= i; ++j) row[j] += w * x[i] * x[j];
    }
  }
  cv::completeSymm(moments, true);
  moments += kRidge * cv::Mat::eye(kN, kN, CV_64FC1);
  cv::Mat solution;
  cv::solve(moments, target, solution, cv::DECOMP_CHOLESKY);
  Line line{{solution.begin<double>(), solution.end<double>()}, 0};
  for (int i = 0; i < kN; ++i) line.offset -= line.weights[i] * mean[i];
  return line;
}

void Trainer::learn(std::ostream& out) {
  for (const Question& q : kQuestions) {
    if (!only_.empty() && only_ != q.name) continue;
    const auto asked = [&q](const Sample& s) { return q.no.count(s.look) + q.yes.count(s.look) != 0; };
    constexpr int kFolds = 3;
    std::map<std::string, std::vector<double>> scores;
    for (int fold = 0; fold < kFolds; ++fold) {
      const Line line = fit(q, [&](const Sample& s) { return asked(s) && s.group % kFolds != fold; });
      for (const Sample& s : samples_) {
        if (s.group % kFolds != fold) continue;
        double sum = line.offset;
        for (std::size_t i = 0; i < photo::kLookFeatures; ++i) sum += line.weights[i] * s.features[i];
        scores[s.kind + "/" + std::to_string(static_cast<int>(s.look))].push_back(sum);
      }
    }
    std::fprintf(stderr, "%s\n", q.name);
    for (auto& [kind, v] : scores) {
      std::sort(v.begin(), v.end());
      std::fprintf(stderr, "  %-24s %5zu  %6.2f %6.2f %6.2f %6.2f %6.2f\n", kind.c_str(), v.size(), v.front(),
                   v[v.size() / 50], v[v.size() / 2], v[v.size() - 1 - v.size() / 50], v.back());
    }
    const Line line = fit(q, asked);
    double largest = 0;
    for (const double w : line.weights) largest = std::max(largest, std::abs(w));
    const double scale = largest / 127;
    out << "// " << q.about << "\nconst LookScore " << q.name << " = {" << scale << ", " << line.offset << ", {{";
    for (std::size_t i = 0; i < line.weights.size(); ++i) {
      out << (i == 0 ? "" : ", ") << std::lround(line.weights[i] / scale);
    }
    out << "}}};\n\n";
  }
}

cv::Mat rgb_of(const Image& image) {
  cv::Mat rgb = mat_of(image).clone();
  if (rgb.channels() == 1) cv::cvtColor(rgb, rgb, cv::COLOR_GRAY2RGB);
  return rgb;
}

// One London portrait with its eyes closed, averted, covered.
void add_eyes(Trainer& trainer, const cv::Mat& image, const FaceGeometry& face, int group) {
  const FaceLandmarks& p = face.landmarks;
  const auto seed = static_cast<std::uint64_t>(group);
  const auto both = [](Look look) { return std::array<Look, 2>{look, look}; };
  cv::RNG random(seed * 31 + 5);
  const Trainer::How hair = {.cheeks = {Look::unknown, Look::unknown}};
  for (const double closed : {0.8, 0.9, 1.0}) {
    trainer.add(with_closed_lids(image, p, WhichEye::both, closed, seed), both(Look::closed), group, "lids_closed",
                {.shifted = 2});
  }
  trainer.add(with_closed_lids(image, p, WhichEye::left, 1, seed), {Look::closed, Look::open}, group, "lid_closed");
  trainer.add(with_closed_lids(image, p, WhichEye::right, 0.9, seed), {Look::open, Look::closed}, group, "lid_closed");
  for (int i = 0; i < 4; ++i) {
    const cv::Mat shifted = with_shifted_irises(image, p, random.uniform(-0.09, 0.09), random.uniform(-0.05, 0.05));
    trainer.add(shifted, both(Look::open), group, "looks_aside", {.face = &face});
  }
  trainer.add(with_red_pupils(image, p, 1), both(Look::open), group, "red", {.face = &face});
  for (const double tint : {0.7, 0.95}) {
    DrawnGlasses g;
    g.tint = tint;
    g.shape = group % 3;
    trainer.add(with_glasses(image, p, g), both(Look::dark_lens), group, "tinted");
  }
  for (const double strength : {0.4, 0.7, 1.0}) {
    trainer.add(with_hair_over_eyes(image, p, WhichEye::both, strength, {}, seed), both(Look::covered), group, "fringe",
                hair);
    trainer.add(with_hair_over_eyes(image, p, WhichEye::left, strength, {}, seed), {Look::covered, Look::unknown},
                group, "hair", hair);
    trainer.add(with_hair_over_eyes(image, p, WhichEye::right, strength, cv::Vec3b(170, 140, 100), seed),
                {Look::unknown, Look::covered}, group, "hair", hair);
  }
  const cv::Vec3b cloth = group % 2 == 0 ? cv::Vec3b(28, 28, 30) : cv::Vec3b(225, 220, 212);
  trainer.add(with_eye_patch(image, p, WhichEye::left, cloth, seed), {Look::covered, Look::open}, group, "patch");
  trainer.add(with_eye_patch(image, p, WhichEye::right, {200, 160, 140}, seed), {Look::open, Look::covered}, group,
              "patch");
}

// The same portrait, its glasses, what covers it, and other light.
void add_portrait(Trainer& trainer, const cv::Mat& image, const FaceGeometry& face, int group) {
  const FaceLandmarks& p = face.landmarks;
  const auto seed = static_cast<std::uint64_t>(group);
  const auto both = [](Look look) { return std::array<Look, 2>{look, look}; };
  cv::RNG random(seed * 31 + 5);
  trainer.add(image, both(Look::open), group, "neutral", {.shifted = 4, .weight = 2, .covers = true});
  const cv::Vec3b frames[] = {{38, 32, 30}, {92, 60, 38}, {120, 118, 115}, {30, 36, 70}, {150, 110, 80}};
  for (int i = 0; i < 6; ++i) {
    DrawnGlasses g;
    g.seed = seed * 10 + i;
    g.shape = i % 3;
    g.colour = frames[random.uniform(0, 5)];
    g.rim = random.uniform(0.015, 0.085);
    g.half_height = random.uniform(0.27, 0.36);
    g.lowered = random.uniform(0.03, 0.1);
    if (i == 5) g.tint = random.uniform(0.2, 0.5);
    trainer.add(with_glasses(image, p, g), both(Look::open), group, "glasses");
    // The upper rim, then the lower one, on the opening of the eye.
    DrawnGlasses low = g;
    low.tint = 0;
    low.rim = random.uniform(0.03, 0.1);
    low.lowered = low.half_height + random.uniform(-0.1, 0.05);
    trainer.add(with_glasses(image, p, low), both(Look::framed), group, "frame_low");
    if (i % 2 == 0) {
      low.half_height = random.uniform(0.08, 0.14);
      low.lowered = random.uniform(-0.04, 0.02);
      trainer.add(with_glasses(image, p, low), both(Look::framed), group, "frame_narrow");
    }
  }
  const cv::Vec3b cloths[] = {{150, 190, 210}, {235, 235, 235}, {30, 30, 34}, {150, 110, 90}, {120, 40, 50}};
  const auto covered = [&](const cv::Mat& picture, const char* kind, Look cheek) {
    trainer.add(picture, {Look::unknown, Look::unknown}, group, kind,
                {.shifted = 2, .mouth = Look::no_mouth, .cheeks = {cheek, cheek}});
  };
  for (const double strength : {0.3, 0.65, 1.0}) {
    covered(with_surgical_mask(image, p, strength, cloths[random.uniform(0, 5)], seed), "mask",
            strength > 0.9 ? Look::no_cheek : Look::unknown);
    covered(with_veil(image, p, 1.1 - 0.8 * strength, 1, cloths[random.uniform(0, 5)], seed), "veil",
            strength > 0.5 ? Look::no_cheek : Look::unknown);
  }
  covered(with_hand_over_mouth(image, p, false, seed), "hand", Look::unknown);
  covered(with_hand_over_mouth(image, p, true, seed + 1000), "hand", Look::unknown);
  for (const double strength : {0.6, 1.0}) {
    const auto hair = [](Look left, Look right) { return Trainer::How{.shifted = 2, .cheeks = {left, right}}; };
    trainer.add(with_hair_over_cheek(image, p, WhichEye::left, strength, {}, seed), both(Look::unknown), group,
                "cheek_hair", hair(Look::no_cheek, Look::unknown));
    trainer.add(with_hair_over_cheek(image, p, WhichEye::right, strength, cv::Vec3b(60, 45, 38), seed),
                both(Look::unknown), group, "cheek_hair", hair(Look::unknown, Look::no_cheek));
  }
  for (const double light : {0.3, 0.5, 1.5}) {
    trainer.add(with_light(image, light), both(Look::open), group, "other_light", {.face = &face});
  }
  for (const LampSide side : {LampSide::left, LampSide::right}) {
    trainer.add(side_lit(image, face, side, 0.6), both(Look::open), group, "side_light", {.face = &face});
  }
  trainer.add(blurred(image, 2), both(Look::open), group, "blurred", {.face = &face});
  trainer.add(blurred(with_closed_lids(image, p, WhichEye::both, 1, seed), 1.7), both(Look::closed), group,
              "blurred_closed");
}

void add_drawn_people(Trainer& trainer, int group) {
  const std::tuple<const char*, const char*, Look, int> sets[] = {
      {"eyes", "open", Look::open, 120},   {"eyes", "closed", Look::closed, 30}, {"gaze", "left", Look::open, 10},
      {"gaze", "up", Look::open, 10},      {"glasses", "clear", Look::open, 20}, {"glasses", "low", Look::framed, 15},
      {"fringe", "1.6", Look::covered, 15}};
  for (const auto& [key, value, look, count] : sets) {
    for (int i = 0; i < count; ++i) {
      people::Settings settings;
      settings.seed = 9000 + static_cast<std::uint64_t>(i);
      settings.set = {{key, value}, {"fingers", "none"}};
      const auto person = people::make_person(settings);
      if (person) {
        const Look cheek = look == Look::covered ? Look::unknown : Look::cheek;
        trainer.add(rgb_of(person->portrait), {look, look}, group + i, std::string("drawn_") + value,
                    {.weight = 0.7, .covers = look == Look::open && i % 4 == 0, .cheeks = {cheek, cheek}});
      }
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) return std::cerr << "train_appearance DATA [SCORE]\n", 2;
  const std::filesystem::path data = argv[1];
  auto models = photo::FaceModels::load("/usr/share/dlib/shape_predictor_68_face_landmarks.dat");
  if (!models) return std::cerr << models.error().message << "\n", 2;
  if (const auto ready = (*models)->wait(); !ready) return std::cerr << ready.error().message << "\n", 2;
  Trainer trainer(**models, argc == 3 ? argv[2] : "");
  int group = 0;
  PassportFrame frame;
  frame.width = 440;  // enough for what is seen at 100 px between the eyes
  for (const auto& row : labelled_images(data / "portraits/london_neutral")) {
    const cv::Mat image = passport_crop(rgb_of(load_image(row.path).value().image), row.pupil(0), row.pupil(1), frame);
    ++group;
    if (const auto face = trainer.face_in(image)) {
      if (trainer.wants(Look::closed)) add_eyes(trainer, image, *face, group);
      add_portrait(trainer, image, *face, group);
    }
    const auto smiling = data / "defects/london_smiling" / (row.labels.at("person") + "_08.jpg");
    if (auto smile = load_image(smiling)) {
      trainer.add(rgb_of(smile->image), {Look::open, Look::open}, group, "smiling", {.shifted = 2, .weight = 2});
    }
  }
  for (const char* folder : {"portraits/congress_pd", "portraits/canada", "synthetic_faces"}) {
    for (const auto& row : labelled_images(data / folder)) {
      const std::string name = row.path.stem();
      if (kHalfClosed.count(name) != 0) continue;
      auto decoded = load_image(row.path);
      if (!decoded) continue;
      const cv::Mat image = rgb_of(decoded->image);
      const auto face = trainer.face_in(image);
      ++group;
      if (!face || std::abs(photo::head_yaw(*face)) > kTurnedAway) continue;
      const Look look = kClosedEyes.count(name) != 0   ? Look::closed
                        : kSunglasses.count(name) != 0 ? Look::dark_lens
                                                       : Look::open;
      const bool open = look == Look::open;
      trainer.add(
          image, {look, look}, group, std::string(folder),
          {.shifted = open ? 2 : 4, .weight = look == Look::closed ? 12 : 1.5, .covers = open && group % 3 == 0});
    }
  }
  add_drawn_people(trainer, group + 1);
  std::cout << "// SPDX-License-Identifier: Apache-2.0\n// Written by tests/quality/train_appearance.cpp.\n"
               "#include \"quality/photo/appearance.hpp\"\n\nnamespace enrolkit::photo {\n\n";
  trainer.learn(std::cout);
  std::cout << "}  // namespace enrolkit::photo\n";
  return 0;
}
