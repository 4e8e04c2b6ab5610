// SPDX-License-Identifier: Apache-2.0
// headgear_training DATA > quality/photo/head_covering_weights.cpp: the linear score of head_covering.hpp. Ridge
// regression on real portraits (London neutral and smiling, Congress, generated faces whose hats were picked by eye)
// with drawn headgear and other defects on them, and on drawn people. Tells on standard error the answers for people
// whom it had not seen.
#include <iostream>
#include <memory>

#include "people/people.hpp"
#include "quality/photo/head_covering.hpp"
#include "quality/photo/head_pose.hpp"
#include "tests/quality/degradations.hpp"
#include "tests/quality/drawn_defects.hpp"
#include "tests/quality/headgear_labels.hpp"
#include "tests/quality/landmark_finder.hpp"
#include "tests/quality/portrait_data.hpp"
#include "tests/quality/ridge.hpp"
#include "tests/quality/scene_defects.hpp"

namespace {

using namespace enrolkit;
using namespace enrolkit::testing;

constexpr double kPenalty = 5e-3;
constexpr double kTurnedAway = 25;  // degrees of yaw from which on a face counts little
constexpr double kOriginal = 40;    // px between the eyes from which on something is drawn on a generated face

// Real headgear is rare and what counts; a band leaves most of the hair free.
constexpr double kRealWeight = 6;
constexpr double kBandWeight = 0.5;
constexpr double kMovedWeight = 0.5;

constexpr std::array<std::pair<Headgear, const char*>, 6> kHeadgear = {{{Headgear::cap, "cap"},
                                                                        {Headgear::hat, "hat"},
                                                                        {Headgear::beanie, "beanie"},
                                                                        {Headgear::scarf, "scarf"},
                                                                        {Headgear::hood, "hood"},
                                                                        {Headgear::band, "band"}}};

cv::Mat rgb_of(const Image& image) {
  cv::Mat rgb = mat_of(image).clone();
  if (rgb.channels() == 1) cv::cvtColor(rgb, rgb, cv::COLOR_GRAY2RGB);
  return rgb;
}

class Samples {
 public:
  explicit Samples(const photo::FaceModels& models) : find_(models) {}

  std::optional<FaceGeometry> face_in(const cv::Mat& image) { return find_(image_of(image).view()); }

  void add(const cv::Mat& image, const std::optional<FaceGeometry>& face, bool covered, const std::string& person,
           const std::string& kind, double weight = 1, int moved = 0) {
    if (!face) return;
    photo::cut_face_patch(image, *face, 100, patch_);
    const double seen = std::abs(photo::head_yaw(*face)) > kTurnedAway ? 0.3 * weight : weight;
    for (int i = 0; i <= moved; ++i) {
      photo::FaceAxes axes = photo::face_axes(*face);
      if (i > 0) {
        axes.unit *= random_.uniform(0.94, 1.06);
        axes.origin = axes.to_image({random_.uniform(-0.06, 0.06), random_.uniform(-0.06, 0.06)});
      }
      const auto features = photo::head_features(image, axes, patch_);
      all.push_back(
          {kind, person, {features.begin(), features.end()}, covered ? 1.0 : -1.0, i > 0 ? kMovedWeight * seen : seen});
    }
  }

  int any(int below) { return random_.uniform(0, below); }

  std::vector<Sample> all;

 private:
  LandmarkFinder find_;
  photo::FacePatch patch_;
  cv::RNG random_{77};
};

// Other faults of a photo are no headgear.
void add_other_faults(Samples& samples, const cv::Mat& image, const FaceGeometry& face, const PersonCutout& cut,
                      const std::string& person, int variant) {
  const auto bare = [&](const cv::Mat& picture, const char* kind) { samples.add(picture, face, false, person, kind); };
  const FaceLandmarks& p = face.landmarks;
  for (const Wall wall : {Wall::gradient, Wall::dark, Wall::coloured, Wall::blobs, Wall::poster, Wall::door}) {
    bare(with_wall(cut, wall, 1, variant), "wall");
  }
  bare(with_light(image, 0.45), "light");
  bare(with_light(image, 1.6), "light");
  bare(side_lit(image, face, LampSide::left, 0.7), "light");
  bare(with_shadow(image, face, ShadowKind::brim, 0.7), "shadow of a brim");
  bare(with_cast(image, Cast::warm, 1.5), "cast");
  bare(with_cast(image, Cast::cold, 1.5), "cast");
  bare(desaturated(image, 0), "grey");
  bare(blurred(image, 3), "blurred");
  const auto seed = static_cast<std::uint64_t>(variant);
  bare(with_hair_over_eyes(image, p, WhichEye::both, 0.4, {}, seed), "fringe");
  bare(with_hair_over_eyes(image, p, WhichEye::left, 0.9, {}, seed), "fringe");
  bare(with_hair_over_eyes(image, p, WhichEye::both, 1, {}, seed), "fringe");
  bare(with_glasses(image, p, {.tint = 0.6}), "glasses");
  bare(with_surgical_mask(image, p, 1), "mask");
  bare(with_veil(image, p, 0.9), "veil");
}

void add_london(Samples& samples, const std::filesystem::path& data) {
  PassportFrame frame;
  frame.width = 440;
  int variant = 0;
  for (const auto& row : labelled_images(data / "portraits/london_neutral")) {
    const cv::Mat image = passport_crop(rgb_of(load_image(row.path).value().image), row.pupil(0), row.pupil(1), frame);
    const std::string& person = row.labels.at("person");
    const auto face = samples.face_in(image);
    if (!face) continue;
    ++variant;
    samples.add(image, face, false, person, "neutral", 1, 2);
    const PersonCutout cut = cut_out_person(image, face->landmarks);
    add_other_faults(samples, image, *face, cut, person, variant);
    for (const auto& [gear, name] : kHeadgear) {
      for (const int look : {variant % 2, 2 + variant % 7}) {
        const cv::Mat worn = with_headgear(cut, gear, look);
        samples.add(worn, samples.face_in(worn), true, person, name, gear == Headgear::band ? kBandWeight : 1);
      }
    }
    if (auto smile = load_image(data / "defects/london_smiling" / (person + "_08.jpg"))) {
      const cv::Mat smiling = rgb_of(smile->image);
      samples.add(smiling, samples.face_in(smiling), false, person, "smiling");
    }
  }
}

void add_others(Samples& samples, const std::filesystem::path& folder) {
  for (const auto& row : labelled_images(folder)) {
    const std::string name = row.path.stem();
    auto decoded = load_image(row.path);
    if (!decoded || kHeadgearDoubtful.count(name) != 0) continue;
    const cv::Mat image = rgb_of(decoded->image);
    const auto face = samples.face_in(image);
    if (!face) continue;
    const bool labelled = row.labels.count("hat") != 0;
    const bool worn = labelled ? row.labels.at("hat") == "1" : kHeadgearWorn.count(name) != 0;
    samples.add(image, face, worn, name, folder.filename().string() + (worn ? " worn" : ""), worn ? kRealWeight : 1, 2);
    if (worn || labelled || photo::face_axes(*face).unit < kOriginal ||
        std::abs(photo::head_yaw(*face)) > kTurnedAway) {
      continue;
    }
    const PersonCutout cut = cut_out_person(image, face->landmarks);
    for (int i = 0; i < 2; ++i) {
      const auto& [gear, gear_name] = kHeadgear[static_cast<std::size_t>(samples.any(6))];
      const cv::Mat drawn = with_headgear(cut, gear, 2 + samples.any(9));
      samples.add(drawn, face, true, name, "drawn " + std::string(gear_name));
    }
  }
}

void add_drawn_people(Samples& samples) {
  for (int i = 0; i < 200; ++i) {
    people::Settings settings;
    settings.seed = 9000 + static_cast<std::uint64_t>(i);
    settings.set = {{"fingers", "none"}, {"width", "480"}};
    const bool worn = i % 5 == 4;
    if (worn) settings.set["headwear"] = i % 2 == 0 ? "hat" : "scarf";
    if (i % 5 == 3) settings.set["fringe"] = "0.8";
    const auto person = people::make_person(settings);
    if (!person) continue;
    const cv::Mat image = rgb_of(person->portrait);
    samples.add(image, samples.face_in(image), worn, "drawn " + std::to_string(i), worn ? "people worn" : "people", 1.5,
                1);
  }
}

void tell(const std::vector<Sample>& samples, const std::vector<double>& answers) {
  std::map<std::string, std::vector<double>> kinds;
  for (std::size_t i = 0; i < samples.size(); ++i) kinds[samples[i].kind].push_back(answers[i]);
  std::fprintf(stderr, "%-24s count  least   2 %%    50 %%   98 %%   most   above 0.05  0.15  0.25\n", "");
  for (auto& [kind, v] : kinds) {
    std::sort(v.begin(), v.end());
    std::fprintf(stderr, "%-24s %5zu %6.2f %6.2f %6.2f %6.2f %6.2f  ", kind.c_str(), v.size(), v.front(),
                 v[v.size() / 50], v[v.size() / 2], v[v.size() - 1 - v.size() / 50], v.back());
    for (const double limit : {0.05, 0.15, 0.25}) {
      const auto above = v.end() - std::upper_bound(v.begin(), v.end(), limit);
      std::fprintf(stderr, " %5.1f %%", 100.0 * static_cast<double>(above) / static_cast<double>(v.size()));
    }
    std::fprintf(stderr, "\n");
  }
}

// As FICV counts: real pictures with headgear against real ones without.
void tell_equal_error_rate(const std::vector<Sample>& samples, const std::vector<double>& answers) {
  std::vector<double> bare;
  std::vector<double> worn;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const std::string& kind = samples[i].kind;
    if (kind == "synthetic_faces" || kind == "congress_pd") bare.push_back(answers[i]);
    if (kind == "synthetic_faces worn" || kind == "congress_pd worn") worn.push_back(answers[i]);
  }
  std::fprintf(stderr, "real headgear against real bare heads: equal error rate %.1f %%\n",
               100 * equal_error_rate(bare, worn));
}

// Bare and covered heads count the same, and all together 1.
void balance(std::vector<Sample>& samples) {
  double total[2] = {0, 0};
  for (const Sample& s : samples) total[s.target > 0 ? 1 : 0] += s.weight;
  for (Sample& s : samples) s.weight /= 2 * total[s.target > 0 ? 1 : 0];
}

void write(const Linear& linear) {
  double largest = 0;
  for (const double w : linear.weights) largest = std::max(largest, std::abs(w));
  const double scale = largest / 127;
  std::printf(
      "// SPDX-License-Identifier: Apache-2.0\n// Written by tests/quality/headgear_training.cpp.\n"
      "#include \"quality/photo/head_covering.hpp\"\n\nnamespace enrolkit::photo {\n\n"
      "const HeadScore kHeadCoveredScore = {%.8g, %.6g, {{",
      scale, linear.offset);
  for (std::size_t i = 0; i < linear.weights.size(); ++i) {
    std::printf("%s%ld", i == 0 ? "" : ", ", std::lround(linear.weights[i] / scale));
  }
  std::printf("}}};\n\n}  // namespace enrolkit::photo\n");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::cerr << "headgear_training DATA\n", 2;
  const std::filesystem::path data = argv[1];
  const auto models = photo::FaceModels::load("/usr/share/dlib/shape_predictor_68_face_landmarks.dat");
  if (!models || !(*models)->wait()) return std::cerr << "headgear_training: no landmark model\n", 2;
  Samples samples(**models);
  add_london(samples, data);
  add_others(samples, data / "portraits/congress_pd");
  add_others(samples, data / "synthetic_faces");
  add_drawn_people(samples);
  balance(samples.all);
  const std::vector<double> scale(photo::kHeadFeatures, 1.0);
  write(ridge_of_all(samples.all, kPenalty, scale, true));
  std::fflush(stdout);
  const std::vector<double> answers = person_out(samples.all, kPenalty, scale, true, 4);
  tell(samples.all, answers);
  tell_equal_error_rate(samples.all, answers);
  return 0;
}
