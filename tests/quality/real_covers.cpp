// SPDX-License-Identifier: Apache-2.0
// real_covers DATA [--verbose]: FICV's tests of hats, veils, closed eyes and dark lenses on real pictures, neither
// framed nor lit for a passport: official portraits and generated faces, whose headgear and eyes were looked at. The
// scores of head and eyes were trained on them too; headgear_training and train_appearance tell them on people whom
// they had not seen. Veils and masks are drawn: no such picture is there.
#include <cmath>
#include <cstdio>
#include <memory>
#include <string>

#include "enrolkit/photo.hpp"
#include "tests/quality/drawn_defects.hpp"
#include "tests/quality/eye_labels.hpp"
#include "tests/quality/ficv_table.hpp"
#include "tests/quality/headgear_labels.hpp"
#include "tests/quality/portrait_data.hpp"

namespace {

using namespace enrolkit;
namespace data = enrolkit::testing;

// Degrees of yaw up to which somebody sits as for a passport, give or take the measure of a picture taken elsewhere.
constexpr double kFacing = 15;
// Of the picture's width, the detector's box: smaller faces belong to pictures of a place or a body.
constexpr double kPortrait = 0.35;

const std::vector<std::string> kHat = {"head_uncovered"};
const std::vector<std::string> kVeil = {"face_visible", "mouth_visible"};
const std::vector<std::string> kLids = {"eyes_open"};
const std::vector<std::string> kLenses = {"glasses_tinted"};

struct Covers {
  data::Margins bare, hat, free, veiled, open, closed, clear, dark;
  std::size_t without_face = 0;
};

double refused(const data::Margins& margins) {
  const auto below = std::count_if(margins.begin(), margins.end(), [](const auto& m) { return m && *m < 0; });
  return 100.0 * static_cast<double>(below) / static_cast<double>(std::max<std::size_t>(margins.size(), 1));
}

data::Margins assessed(data::Margins margins) {
  std::erase(margins, std::nullopt);
  return margins;
}

// What was not assessed is an error in the first rate and left out of the second, as FICV counts rejections apart.
void tell(const char* test, const data::Margins& good, const data::Margins& bad, double biolab) {
  std::printf("%-26s EER %5.1f, of those assessed %5.1f  (BioLab %4.1f)  refused %5.1f of %zu, %4.1f of %zu without;",
              test, data::equal_error_rate(good, bad), data::equal_error_rate(assessed(good), assessed(bad)), biolab,
              refused(bad), bad.size(), refused(good), good.size());
  std::printf(" not assessed %zu and %zu\n", bad.size() - assessed(bad).size(), good.size() - assessed(good).size());
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path shared = argc > 1 ? argv[1] : "";
  const bool verbose = argc > 2 && std::string(argv[2]) == "--verbose";
  const auto models = PhotoModels::load();
  const auto profile = builtin_photo_profile("icao-2018");
  if (!models || !profile) return std::fprintf(stderr, "real_covers: no models\n"), 2;
  PhotoChecker checker(*models, *profile);
  const auto check = [&checker](const cv::Mat& image) { return checker.check(data::image_of(image).view()).value(); };

  Covers portraits;
  Covers all;
  for (const char* folder : {"portraits/congress_pd", "synthetic_faces"}) {
    for (const auto& row : data::labelled_images(shared / folder)) {
      const std::string name = row.path.stem();
      const auto decoded = load_image(row.path);
      if (!decoded || data::kHeadgearDoubtful.count(name) != 0) continue;
      cv::Mat image = data::mat_of(decoded->image).clone();
      if (image.channels() == 1) cv::cvtColor(image, image, cv::COLOR_GRAY2RGB);
      const bool labelled = row.labels.count("hat") != 0;
      const bool worn = labelled ? row.labels.at("hat") == "1" : data::kHeadgearWorn.count(name) != 0;
      const PhotoReport report = check(image);
      if (!report.face) {
        ++all.without_face;
        continue;
      }
      const auto head = data::margin(report, kHat);
      const auto face = data::margin(report, kVeil);
      const auto veiled = data::margin(check(data::with_veil(image, report.face->landmarks)), kVeil);
      const auto masked = data::margin(check(data::with_surgical_mask(image, report.face->landmarks)), kVeil);
      const bool closed = data::kClosedEyes.count(name) != 0;
      const bool dark = data::kSunglasses.count(name) != 0;
      const auto lids = data::margin(report, kLids);
      const auto lenses = data::margin(report, kLenses);
      const auto add = [&](Covers& covers) {
        (worn ? covers.hat : covers.bare).push_back(head);
        if (!dark && data::kHalfClosed.count(name) == 0) (closed ? covers.closed : covers.open).push_back(lids);
        if (!closed) (dark ? covers.dark : covers.clear).push_back(lenses);
        covers.free.push_back(face);
        covers.veiled.push_back(veiled);
        covers.veiled.push_back(masked);
      };
      add(all);
      const bool portrait = report.face->box.width >= kPortrait * image.cols;
      if (portrait && std::abs(report.face->yaw) <= kFacing) add(portraits);
      if (!verbose || !portrait) continue;
      if (head && (*head < 0) != worn) std::printf("  %s head %s %.2f\n", name.c_str(), worn ? "worn" : "bare", *head);
      if (closed && (!lids || *lids >= 0)) std::printf("  %s closed %.2f\n", name.c_str(), lids.value_or(NAN));
      if (dark && (!lenses || *lenses >= 0)) std::printf("  %s dark lens %.2f\n", name.c_str(), lenses.value_or(NAN));
      if (face && *face < 0) std::printf("  %s face %.2f\n", name.c_str(), *face);
      for (const auto& cover : {veiled, masked}) {
        if (!cover || *cover >= 0) std::printf("  %s covered %.2f\n", name.c_str(), cover.value_or(NAN));
      }
    }
  }
  if (all.free.empty()) return std::printf("skipped: no pictures in '%s'\n", shared.c_str()), 77;
  tell("21 hat, portraits", portraits.bare, portraits.hat, 14.0);
  tell("21 hat, all", all.bare, all.hat, 14.0);
  tell("22 veil, portraits", portraits.free, portraits.veiled, 2.5);
  tell("22 veil, all", all.free, all.veiled, 2.5);
  tell("10 eyes closed, portraits", portraits.open, portraits.closed, 4.6);
  tell("10 eyes closed, all", all.open, all.closed, 4.6);
  tell("17 dark lenses, portraits", portraits.clear, portraits.dark, 1.9);
  tell("17 dark lenses, all", all.clear, all.dark, 1.9);
  std::printf("%zu without a face\n", all.without_face);
  return 0;
}
