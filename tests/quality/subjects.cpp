// SPDX-License-Identifier: Apache-2.0
#include "people/people.hpp"
#include "tests/quality/defect.hpp"

namespace enrolkit::testing {
namespace {

Subject framed(std::string name, std::string group, cv::Mat original, Point eye0, Point eye1) {
  Subject subject{std::move(name), std::move(group), std::move(original), {eye0, eye1}, {}, {}, nullptr};
  subject.portrait = passport_crop(subject.original, eye0, eye1);
  return subject;
}

}  // namespace

std::vector<Subject> london_subjects(const std::filesystem::path& folder, std::size_t every) {
  std::vector<Subject> subjects;
  const auto rows = labelled_images(folder);
  for (std::size_t i = 0; i < rows.size(); i += every) {
    const cv::Mat image = mat_of(load_image(rows[i].path).value().image).clone();
    subjects.push_back(
        framed(rows[i].path.filename(), rows[i].labels.at("ethnicity"), image, rows[i].pupil(0), rows[i].pupil(1)));
  }
  return subjects;
}

std::vector<Subject> drawn_subjects(std::size_t count) {
  std::vector<Subject> subjects;
  const std::array<const char*, 4> skins = {"light", "medium", "brown", "dark"};
  for (std::size_t i = 0; i < count; ++i) {
    people::Settings settings;
    settings.seed = 500 + i;
    settings.age = 20 + static_cast<int>(11 * i % 50);
    // Small heads leave room for other frames.
    settings.set = {{"fingers", "none"}, {"skin", skins[i % skins.size()]}, {"head", "62"}, {"width", "1100"}};
    const people::Person person = people::make_person(settings).value();
    const auto& truth = person.portrait_truth;
    subjects.push_back(framed("drawn " + std::to_string(settings.seed), skins[i % skins.size()],
                              mat_of(person.portrait).clone(), truth.eye_left, truth.eye_right));
  }
  return subjects;
}

}  // namespace enrolkit::testing
