// SPDX-License-Identifier: Apache-2.0
// The defects of the battery: each put into a good portrait in grades, and the requirement that must name it.
#pragma once

#include <array>
#include <functional>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "enrolkit/photo.hpp"
#include "tests/quality/portrait_data.hpp"

namespace enrolkit::testing {

// A good portrait to put a defect into.
struct Subject {
  std::string name;
  std::string group;               // of people: skin tone or origin
  cv::Mat original;                // RGB, the whole picture
  std::array<Point, 2> eyes{};     // in the original, the image's left one first
  cv::Mat portrait;                // cut to the frame of a passport
  FaceGeometry face;               // of the portrait
  const Subject* other = nullptr;  // somebody else, to look over the shoulder
};

struct Defect {
  std::string name;
  std::string grade;
  // Names of requirements; one of them must fail. The first is the one whose error rates are told.
  std::vector<std::string> named;
  std::function<cv::Mat(const Subject&)> apply;
};

[[nodiscard]] std::vector<Defect> all_defects();

// Every so many portraits of the London set in `folder`, and as many drawn people of all skins and ages.
[[nodiscard]] std::vector<Subject> london_subjects(const std::filesystem::path& folder, std::size_t every);
[[nodiscard]] std::vector<Subject> drawn_subjects(std::size_t count);

}  // namespace enrolkit::testing
