// SPDX-License-Identifier: Apache-2.0
#include "tests/quality/look_trainer.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <opencv2/imgproc.hpp>
#include <ostream>
#include <set>
#include <utility>

#include "quality/photo/patch_statistics.hpp"

namespace enrolkit::testing {

using photo::FacePatch;

struct LookQuestion {
  const char* name;
  const char* about;
  std::set<Look> no;
  std::set<Look> yes;
};

namespace {

const LookQuestion kQuestions[] = {
    {"kClosedScore", "Closed against open eyes.", {Look::open}, {Look::closed}},
    {"kCoveredScore", "No eye to be seen against eyes, open or closed.", {Look::open, Look::closed}, {Look::covered}},
    {"kFramedScore", "A frame across the eye against eyes without.", {Look::open, Look::closed}, {Look::framed}},
    {"kMouthCoveredScore", "No mouth to be seen against mouths.", {Look::mouth}, {Look::no_mouth}},
    {"kCheekCoveredScore", "Cheeks under hair or cloth against free ones.", {Look::cheek}, {Look::no_cheek}}};

constexpr double kRidge = 3e-3;

}  // namespace

LookTrainer::LookTrainer(const photo::FaceModels& models, std::string only) : search_(models), only_(std::move(only)) {}

bool LookTrainer::wants(Look look) const {
  return std::any_of(std::begin(kQuestions), std::end(kQuestions), [&](const LookQuestion& q) {
    return (only_.empty() || only_ == q.name) && q.no.count(look) + q.yes.count(look) != 0;
  });
}

std::optional<FaceGeometry> LookTrainer::face_in(const cv::Mat& image) {
  cv::Mat grey;
  cv::cvtColor(image, grey, cv::COLOR_RGB2GRAY);
  auto faces = search_.in_still(grey);
  if (!faces || !faces->largest) return std::nullopt;
  auto points = search_.landmarks_in_still(grey, *faces->largest);
  if (!points) return std::nullopt;
  return photo::locate_face(*faces->largest, *points);
}

void LookTrainer::add(const cv::Mat& image, std::array<Look, 2> eyes, int group, const std::string& kind,
                      const How& how) {
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
void LookTrainer::cover(const FacePatch& patch, int part, int group) {
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

void LookTrainer::keep(const FacePatch& patch, int part, Look look, int group, const std::string& kind, double weight,
                       int dx, int dy) {
  if (!wants(look)) return;
  const auto features = part < 2    ? photo::eye_features(patch, static_cast<std::size_t>(part), dx, dy)
                        : part == 2 ? photo::mouth_features(patch, dx, dy)
                                    : photo::cheek_features(patch, static_cast<std::size_t>(part - 3), dx, dy);
  samples_.push_back({features, look, weight, group, kind});
}

LookTrainer::Line LookTrainer::fit(const LookQuestion& question,
                                   const std::function<bool(const LookSample&)>& use) const {
  constexpr int kN = static_cast<int>(photo::kLookFeatures);
  double total[2] = {0, 0};
  for (const LookSample& s : samples_) {
    if (use(s)) total[question.yes.count(s.look)] += s.weight;
  }
  std::vector<double> mean(kN, 0.0);
  const auto weight_of = [&](const LookSample& s) { return s.weight / total[question.yes.count(s.look)] / 2; };
  for (const LookSample& s : samples_) {
    if (!use(s)) continue;
    for (int i = 0; i < kN; ++i) mean[i] += weight_of(s) * s.features[i];
  }
  cv::Mat moments = cv::Mat::zeros(kN, kN, CV_64FC1);
  cv::Mat target = cv::Mat::zeros(kN, 1, CV_64FC1);
  std::vector<double> x(kN);
  for (const LookSample& s : samples_) {
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

void LookTrainer::learn(std::ostream& out) {
  for (const LookQuestion& q : kQuestions) {
    if (!only_.empty() && only_ != q.name) continue;
    const auto asked = [&q](const LookSample& s) { return q.no.count(s.look) + q.yes.count(s.look) != 0; };
    constexpr int kFolds = 3;
    std::map<std::string, std::vector<double>> scores;
    for (int fold = 0; fold < kFolds; ++fold) {
      const Line line = fit(q, [&](const LookSample& s) { return asked(s) && s.group % kFolds != fold; });
      for (const LookSample& s : samples_) {
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

}  // namespace enrolkit::testing
