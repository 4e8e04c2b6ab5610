// SPDX-License-Identifier: Apache-2.0
// photo_battery DATA [--every N] [--only TEXT] [--profile P] [--floor FILE] [--list] [--verbose] [--missed FOLDER]
// [--eyes SHARE] [--cropped] [--white SHARE] [--margins]: how the portrait checks do on real portraits: good ones,
// smiles, and good ones with one defect each. Prints a table and the equal error rates by the tests of FICV; with a
// floor, fails below it; with a folder, keeps what went unnoticed. --eyes frames the good ones with the eyes so far
// apart (0.26 of the width), --cropped as `photo crop` does, --white before a wall so much nearer to white; --margins
// tells which requirement has no room for people who were not seen yet.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "enrolkit/file.hpp"
#include "enrolkit/image_codec.hpp"
#include "enrolkit/photo.hpp"
#include "enrolkit/photo_crop.hpp"
#include "tests/quality/defect.hpp"
#include "tests/quality/ficv_table.hpp"
#include "tests/quality/margin_table.hpp"
#include "tests/quality/scene_defects.hpp"
#include "tests/quality/smile_labels.hpp"

namespace {

using namespace enrolkit;
namespace data = enrolkit::testing;

struct Options {
  std::filesystem::path data;
  std::size_t every = 1;
  std::size_t drawn = 0;
  std::string only;
  std::string profile = "icao-2018";
  std::string floor;
  std::filesystem::path missed;
  bool list = false;
  bool verbose = false;
  double eyes = 0;  // share of the width between the eyes; 0: as the subjects come
  bool cropped = false;
  double white = 0;  // how much lighter the wall is made, up to 1
  bool margins = false;
};

const Finding* finding_of(const PhotoReport& report, const std::string& requirement) {
  const auto found = std::find_if(report.findings.begin(), report.findings.end(),
                                  [&](const Finding& finding) { return finding.requirement == requirement; });
  return found == report.findings.end() ? nullptr : &*found;
}

// Applies `work` to each index on two threads.
template <class Work>
void for_each_index(std::size_t count, Work work) {
  constexpr std::size_t kThreads = 2;
  std::vector<std::jthread> threads;
  for (std::size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = t; i < count; i += kThreads) work(i, t);
    });
  }
}

class Battery {
 public:
  explicit Battery(Options options) : o_(std::move(options)) {
    const auto models = PhotoModels::load().value();
    const auto profile = builtin_photo_profile(o_.profile).value();
    for (int i = 0; i < 2; ++i) {
      checkers_.push_back(std::make_unique<PhotoChecker>(models, profile));
      croppers_.push_back(std::make_unique<PhotoCropper>(models, profile));
    }
  }

  int run() {
    load_subjects();
    good_ones();
    if (o_.drawn == 0) smiles();
    for (const data::Defect& defect : data::all_defects()) {
      if ((defect.name + "/" + defect.grade).find(o_.only) != std::string::npos) measure(defect);
    }
    ficv_.print();
    if (o_.margins) margins_.print();
    return compare_with_floor();
  }

 private:
  PhotoReport check(const cv::Mat& image, std::size_t thread) {
    return checkers_[thread]->check(data::image_of(image).view()).value();
  }

  void load_subjects() {
    if (o_.drawn > 0) {
      subjects_ = data::drawn_subjects(o_.drawn);
    } else {
      subjects_ = data::london_subjects(o_.data / "portraits/london_neutral", o_.every);
    }
    clean_.resize(subjects_.size());
    for_each_index(subjects_.size(), [&](std::size_t i, std::size_t thread) {
      frame_again(subjects_[i], thread);
      clean_[i] = check(subjects_[i].portrait, thread);
      if (clean_[i].face) subjects_[i].face = *clean_[i].face;
    });
    for (std::size_t i = 0; i < subjects_.size(); ++i) subjects_[i].other = &subjects_[(i + 1) % subjects_.size()];
  }

  void frame_again(data::Subject& subject, std::size_t thread) {
    if (o_.cropped) {
      const auto cut = croppers_[thread]->crop(data::image_of(subject.original).view()).value();
      subject.portrait = data::mat_of(cut.image).clone();
    } else if (o_.eyes > 0) {
      data::PassportFrame frame;
      frame.eye_distance = o_.eyes;
      subject.portrait = data::passport_crop(subject.original, subject.eyes[0], subject.eyes[1], frame);
    }
    if (o_.white <= 0) return;
    const auto face = check(subject.portrait, thread).face.value();
    const auto cutout = data::cut_out_person(subject.portrait, face.landmarks);
    subject.portrait = data::with_wall(cutout, data::Wall::light, o_.white);
  }

  // What must be judged whole: verdicts over all, and which requirements spoil them.
  void tell(const char* what, const std::vector<PhotoReport>& reports) {
    std::map<Overall, int> overall;
    std::map<std::string, std::map<Verdict, int>> verdicts;
    for (const PhotoReport& report : reports) {
      ++overall[report.verdict];
      for (const Finding& finding : report.findings) {
        if (finding.severity != Severity::advice) ++verdicts[finding.requirement][finding.verdict];
      }
    }
    std::printf("%s: %zu pictures, compliant %d, review %d, not compliant %d\n", what, reports.size(),
                overall[Overall::compliant], overall[Overall::review], overall[Overall::not_compliant]);
    for (auto& [requirement, v] : verdicts) {
      if (v[Verdict::pass] == static_cast<int>(reports.size())) continue;
      std::printf("    %-20s pass %d  unsure %d  fail %d  not assessed %d\n", requirement.c_str(), v[Verdict::pass],
                  v[Verdict::unsure], v[Verdict::fail], v[Verdict::not_assessed]);
    }
    const auto share = [&](Overall o) { return 100.0 * overall[o] / static_cast<double>(reports.size()); };
    results_[std::string(what) + "/compliant"] = share(Overall::compliant);
    results_[std::string(what) + "/refused"] = share(Overall::not_compliant);
  }

  void good_ones() {
    tell("good", clean_);
    for (const PhotoReport& report : clean_) margins_.add_good(report);
    std::map<std::string, std::vector<const PhotoReport*>> groups;
    for (std::size_t i = 0; i < subjects_.size(); ++i) {
      groups[subjects_[i].group].push_back(&clean_[i]);
    }
    for (const auto& [group, reports] : groups) {
      const auto passed = std::count_if(reports.begin(), reports.end(),
                                        [](const PhotoReport* r) { return r->verdict == Overall::compliant; });
      std::printf("  %-18s %d of %zu compliant\n", group.c_str(), static_cast<int>(passed), reports.size());
    }
    if (!o_.verbose) return;
    for (std::size_t i = 0; i < subjects_.size(); ++i) {
      for (const Finding& finding : clean_[i].findings) {
        if (finding.severity == Severity::advice || finding.verdict == Verdict::pass) continue;
        std::printf("      %s %s %s %.4g\n", subjects_[i].name.c_str(), finding.requirement.c_str(),
                    std::string(verdict_name(finding.verdict)).c_str(), finding.value.value_or(NAN));
      }
    }
  }

  // The smiling pictures are framed by the landmarks of the first look: they have no labelled pupils.
  void smiles() {
    if (std::string("smile").find(o_.only) == std::string::npos) return;
    const auto rows = data::labelled_images(o_.data / "defects/london_smiling");
    std::vector<PhotoReport> reports((rows.size() + o_.every - 1) / o_.every);
    for_each_index(reports.size(), [&](std::size_t i, std::size_t thread) {
      const cv::Mat image = data::mat_of(load_image(rows[i * o_.every].path).value().image).clone();
      const PhotoReport first = check(image, thread);
      if (!first.face) return;
      reports[i] = check(data::passport_crop(image, first.face->eye_left, first.face->eye_right), thread);
    });
    tell("smile", reports);

    const std::vector<std::string> named = {"mouth_closed"};
    data::Margins closed;
    data::Margins open;
    int refused = 0;
    for (const PhotoReport& report : clean_) closed.push_back(data::margin(report, named));
    for (std::size_t i = 0; i < reports.size(); ++i) {
      const std::string name = rows[i * o_.every].path.stem().string();
      if (std::find(data::kShowingTeeth.begin(), data::kShowingTeeth.end(), name) == data::kShowingTeeth.end())
        continue;
      open.push_back(data::margin(reports[i], named));
      const Finding* finding = finding_of(reports[i], named.front());
      refused += finding != nullptr && finding->verdict == Verdict::fail ? 1 : 0;
    }
    if (open.empty()) return;
    std::printf("teeth show: %zu pictures, refused as an open mouth %d\n", open.size(), refused);
    results_["teeth/refused"] = 100.0 * refused / static_cast<double>(open.size());
    ficv_.add("teeth", closed, open);
  }

  void measure(const data::Defect& defect) {
    std::vector<PhotoReport> reports(subjects_.size());
    for_each_index(subjects_.size(),
                   [&](std::size_t i, std::size_t thread) { reports[i] = check(defect.apply(subjects_[i]), thread); });
    int named = 0;
    int refused = 0;
    int unsure = 0;
    int untold = 0;
    std::map<std::string, int> others;
    data::Margins good;
    data::Margins bad;
    for (std::size_t i = 0; i < reports.size(); ++i) {
      bool hit = false;
      for (const std::string& name : defect.named) {
        const Finding* finding = finding_of(reports[i], name);
        hit = hit || (finding != nullptr && finding->verdict == Verdict::fail);
      }
      named += hit ? 1 : 0;
      refused += reports[i].verdict == Overall::not_compliant ? 1 : 0;
      const Finding& first = *finding_of(reports[i], defect.named.front());
      unsure += !hit && first.verdict == Verdict::unsure ? 1 : 0;
      untold += !hit && first.verdict == Verdict::not_assessed ? 1 : 0;
      good.push_back(data::margin(clean_[i], defect.named));
      bad.push_back(data::margin(reports[i], defect.named));
      margins_.add_bad(defect, reports[i]);
      for (const Finding& finding : reports[i].findings) {
        const bool is_named =
            std::find(defect.named.begin(), defect.named.end(), finding.requirement) != defect.named.end();
        if (finding.verdict == Verdict::fail && finding.severity != Severity::advice && !is_named) {
          ++others[finding.requirement];
        }
      }
    }
    const auto percent = [&](int count) { return 100.0 * count / static_cast<double>(reports.size()); };
    const std::string key = defect.name + "/" + defect.grade;
    if (!std::exchange(header_, true)) {
      std::printf("%-24s %-20s %6s %6s %6s %6s %6s  %s\n", "defect", "requirement", "named", "any", "unsure", "n.a.",
                  "EER", "fails besides");
    }
    std::string besides;
    for (const auto& [requirement, count] : others) {
      if (percent(count) >= 10) besides += requirement + " " + std::to_string(std::lround(percent(count))) + "  ";
    }
    std::printf("%-24s %-20s %6.1f %6.1f %6.1f %6.1f %6.1f  %s\n", key.c_str(), defect.named.front().c_str(),
                percent(named), percent(refused), percent(unsure), percent(untold), data::equal_error_rate(good, bad),
                besides.c_str());
    std::fflush(stdout);
    results_[key] = percent(named);
    ficv_.add(defect.name, good, bad);
    if (o_.verbose || !o_.missed.empty()) tell_missed(defect, reports);
  }

  // The subjects that none of the named requirements refused: what it said, and what failed instead.
  void tell_missed(const data::Defect& defect, const std::vector<PhotoReport>& reports) {
    for (std::size_t i = 0; i < reports.size(); ++i) {
      const auto is_named = [&](const Finding& finding) {
        return std::find(defect.named.begin(), defect.named.end(), finding.requirement) != defect.named.end();
      };
      const auto& findings = reports[i].findings;
      if (std::any_of(findings.begin(), findings.end(),
                      [&](const Finding& f) { return is_named(f) && f.verdict == Verdict::fail; })) {
        continue;
      }
      std::printf("      %s", subjects_[i].name.c_str());
      for (const Finding& finding : findings) {
        if (!is_named(finding) && (finding.verdict != Verdict::fail || finding.severity == Severity::advice)) continue;
        const Finding* clean = finding_of(clean_[i], finding.requirement);
        std::printf("  %s %s %.4g (was %.4g)", finding.requirement.c_str(),
                    std::string(verdict_name(finding.verdict)).c_str(), finding.value.value_or(NAN),
                    clean == nullptr ? NAN : clean->value.value_or(NAN));
      }
      std::printf("\n");
      if (o_.missed.empty()) continue;
      std::filesystem::create_directories(o_.missed);
      const std::string person = std::filesystem::path(subjects_[i].name).stem().string();
      const Bytes png = encode_png(data::image_of(defect.apply(subjects_[i])).view()).value();
      write_file(o_.missed / (defect.name + "-" + defect.grade + "-" + person + ".png"), png).value();
    }
  }

  // The floor: {"name": least percent, ...}. Only what was measured is compared.
  int compare_with_floor() {
    if (o_.floor.empty()) return 0;
    const auto bytes = read_file(o_.floor, 1U << 20U).value();
    const auto floor = nlohmann::json::parse(bytes.begin(), bytes.end());
    int below = 0;
    for (const auto& [name, percent] : results_) {
      if (!floor.contains(name)) continue;
      const double least = floor[name].get<double>();
      if (percent + 1e-9 >= least) continue;
      std::printf("BELOW ITS FLOOR: %s %.1f %%, floor %.1f %%\n", name.c_str(), percent, least);
      ++below;
    }
    return below == 0 ? 0 : 1;
  }

  Options o_;
  std::vector<std::unique_ptr<PhotoChecker>> checkers_;
  std::vector<std::unique_ptr<PhotoCropper>> croppers_;
  std::vector<data::Subject> subjects_;
  std::vector<PhotoReport> clean_;
  std::map<std::string, double> results_;
  data::FicvTable ficv_;
  data::MarginTable margins_;
  bool header_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--every" && i + 1 < argc) {
      options.every = static_cast<std::size_t>(std::max(1, std::atoi(argv[++i])));
    } else if (word == "--drawn" && i + 1 < argc) {
      options.drawn = static_cast<std::size_t>(std::max(2, std::atoi(argv[++i])));
    } else if (word == "--only" && i + 1 < argc) {
      options.only = argv[++i];
    } else if (word == "--profile" && i + 1 < argc) {
      options.profile = argv[++i];
    } else if (word == "--floor" && i + 1 < argc) {
      options.floor = argv[++i];
    } else if (word == "--missed" && i + 1 < argc) {
      options.missed = argv[++i];
    } else if (word == "--list") {
      options.list = true;
    } else if (word == "--verbose") {
      options.verbose = true;
    } else if (word == "--eyes" && i + 1 < argc) {
      options.eyes = std::atof(argv[++i]);
    } else if (word == "--cropped") {
      options.cropped = true;
    } else if (word == "--white" && i + 1 < argc) {
      options.white = std::atof(argv[++i]);
    } else if (word == "--margins") {
      options.margins = true;
    } else {
      options.data = word;
    }
  }
  if (options.list) {
    for (const data::Defect& defect : data::all_defects()) {
      std::printf("%s/%s %s\n", defect.name.c_str(), defect.grade.c_str(), defect.named.front().c_str());
    }
    return 0;
  }
  if (options.drawn == 0 && !std::filesystem::is_directory(options.data / "portraits/london_neutral")) {
    std::printf("skipped: no portraits in '%s'\n", options.data.c_str());
    return 77;
  }
  try {
    return Battery(options).run();
  } catch (const std::exception& error) {
    std::cerr << "photo_battery: " << error.what() << "\n";
    return 2;
  }
}
