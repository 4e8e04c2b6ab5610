// SPDX-License-Identifier: Apache-2.0
// Real people cut out of their portraits, to be put before other walls and beside other people.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/photo_findings.hpp"
#include "tests/quality/portrait_data.hpp"
#include "tests/quality/scene_defects.hpp"

namespace enrolkit::testing {

// Every eighth of the real portraits, cut to the frame of a passport photo and taken apart.
inline std::vector<PersonCutout> real_people() {
  std::vector<PersonCutout> cutouts;
  const auto rows = labelled_images(std::filesystem::path(ENROLKIT_SHARED_DATA) / "portraits/london_neutral");
  for (std::size_t i = 2; i < rows.size(); i += 8) {
    const cv::Mat whole = mat_of(load_image(rows[i].path).value().image).clone();
    const cv::Mat portrait = passport_crop(whole, rows[i].pupil(0), rows[i].pupil(1));
    const auto report = still_checker().check(image_of(portrait).view());
    if (report && report->face) cutouts.push_back(cut_out_person(portrait, report->face->landmarks));
  }
  return cutouts;
}

template <class Change>
int refused_by(const std::vector<PersonCutout>& people, const std::string& requirement, Change change) {
  int count = 0;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const auto report = still_checker().check(image_of(change(people[i], static_cast<int>(i))).view());
    if (report && finding_of(*report, requirement).verdict == Verdict::fail) ++count;
  }
  return count;
}

}  // namespace enrolkit::testing
