// SPDX-License-Identifier: Apache-2.0
// The still check on real portraits, with and without defects that were put into them. Skipped where they are absent.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "enrolkit/photo.hpp"
#include "tests/photo_findings.hpp"
#include "tests/quality/degradations.hpp"
#include "tests/quality/portrait_data.hpp"

namespace enrolkit {
namespace {

using testing::finding_of;
using testing::still_checker;

namespace data = enrolkit::testing;

const std::filesystem::path kShared = ENROLKIT_SHARED_DATA;
const std::filesystem::path kNeutral = kShared / "portraits/london_neutral";

PhotoReport checked(const cv::Mat& image) {
  auto report = still_checker().check(data::image_of(image).view());
  EXPECT_TRUE(report) << report.error().message;
  return std::move(*report);
}

cv::Mat loaded(const data::LabelledImage& row) { return data::mat_of(load_image(row.path).value().image).clone(); }

cv::Mat cropped(const data::LabelledImage& row, const data::PassportFrame& frame = {}) {
  return data::passport_crop(loaded(row), row.pupil(0), row.pupil(1), frame);
}

class PhotoPortraits : public ::testing::Test {
 protected:
  void SetUp() override {
    people = data::labelled_images(kNeutral);
    if (people.empty()) GTEST_SKIP() << "no portraits in " << kNeutral;
  }
  std::vector<data::LabelledImage> people;
};

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values.at(static_cast<std::size_t>(share * static_cast<double>(values.size() - 1)));
}

// Neutral faces, even light, plain wall, cut to the frame of a passport: they should pass, whoever they are.
TEST_F(PhotoPortraits, NeutralOnesPassInEveryGroup) {
  struct Tally {
    int people = 0;
    int refused = 0;
    std::map<std::string, std::array<int, 4>> verdicts;  // by requirement
  };
  std::map<std::string, Tally> groups;
  for (const auto& row : people) {
    const PhotoReport report = checked(cropped(row));
    Tally& tally = groups[row.labels.at("ethnicity")];
    ++tally.people;
    tally.refused += report.verdict == Overall::not_compliant ? 1 : 0;
    for (const Finding& finding : report.findings) {
      ++tally.verdicts[finding.requirement].at(static_cast<std::size_t>(finding.verdict));
    }
  }
  int all = 0;
  int refused = 0;
  for (const auto& [group, tally] : groups) {
    all += tally.people;
    refused += tally.refused;
    EXPECT_LE(tally.refused, 1) << group;
    std::cout << group << ": " << tally.people - tally.refused << " of " << tally.people << " not refused;";
    for (const auto& [requirement, v] : tally.verdicts) {
      if (v[0] < tally.people) {
        std::cout << " " << requirement << " pass " << v[0] << " fail " << v[1] << " unsure " << v[2] << " n.a. "
                  << v[3];
      }
    }
    std::cout << "\n";
  }
  EXPECT_EQ(all, 51);
  EXPECT_LE(refused, 2);
}

// Corner points of a template of the set: outer and inner corner of the eye on the image's left, inner and outer one of
// the other.
std::array<Point, 4> eye_corners(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::size_t count = 0;
  file >> count;
  std::vector<Point> points(count);
  for (Point& p : points) file >> p.x >> p.y;
  return {points.at(18), points.at(22), points.at(23), points.at(27)};
}

TEST_F(PhotoPortraits, EyesLieWhereHandsPutThem) {
  std::vector<double> distance;
  std::vector<double> centre;
  for (const auto& row : people) {
    const auto report = still_checker().check(load_image(row.path).value().image.view());
    ASSERT_TRUE(report && report->face) << row.path;
    const Point left = row.pupil(0);
    const Point right = row.pupil(1);
    const double ied = std::hypot(right.x - left.x, right.y - left.y);
    distance.push_back(std::abs(report->face->inter_eye_distance / ied - 1));
    // Eye centres are midpoints of the corners (Doc 9303-1).
    const auto corners = eye_corners(kNeutral / row.labels.at("template"));
    const auto off = [ied](Point found, Point a, Point b) {
      return std::hypot(found.x - (a.x + b.x) / 2, found.y - (a.y + b.y) / 2) / ied;
    };
    centre.push_back(off(report->face->eye_left, corners[0], corners[1]));
    centre.push_back(off(report->face->eye_right, corners[2], corners[3]));
  }
  EXPECT_LT(quantile(distance, 0.5), 0.025);
  EXPECT_LT(quantile(distance, 0.9), 0.045);
  EXPECT_LT(quantile(distance, 1.0), 0.06);
  EXPECT_LT(quantile(centre, 0.9), 0.03);
  EXPECT_LT(quantile(centre, 1.0), 0.05);
}

struct Change {
  const char* requirement;
  std::function<cv::Mat(const data::LabelledImage&)> picture;
};

cv::Mat with_other_wall(const data::LabelledImage& row, const std::function<int(int, int)>& level) {
  cv::Mat image = cropped(row);
  // The wall of this set is light and grey; so are few things on a person.
  for (int y = 0; y < image.rows; ++y) {
    for (int x = 0; x < image.cols; ++x) {
      auto& pixel = image.at<cv::Vec3b>(y, x);
      const auto [low, high] = std::minmax({pixel[0], pixel[1], pixel[2]});
      if (low > 165 && high - low < 14) pixel = cv::Vec3b::all(static_cast<std::uint8_t>(level(x, y)));
    }
  }
  return image;
}

cv::Mat with_second_face(const data::LabelledImage& row, const data::LabelledImage& other) {
  cv::Mat image = cropped(row);
  data::PassportFrame frame;
  frame.eye_distance = 0.40;  // hardly more than the face
  frame.width = image.cols * 2 / 5;
  const cv::Mat face = cropped(other, frame);
  face.copyTo(image(cv::Rect(image.cols - face.cols, 0, face.cols, face.rows)));
  return image;
}

TEST_F(PhotoPortraits, DefectsPutIntoThemAreRefused) {
  const auto framed = [](auto change) {
    return [change](const data::LabelledImage& row) {
      data::PassportFrame frame;
      change(frame);
      return cropped(row, frame);
    };
  };
  const auto changed = [](auto change) {
    return [change](const data::LabelledImage& row) { return change(cropped(row)); };
  };
  const std::vector<std::pair<const char*, Change>> changes = {
      {"rolled 14", {"roll", framed([](auto& f) { f.roll = 14; })}},
      {"rolled -14", {"roll", framed([](auto& f) { f.roll = -14; })}},
      {"left", {"position", framed([](auto& f) { f.centre = 0.41; })}},
      {"right", {"position", framed([](auto& f) { f.centre = 0.59; })}},
      {"high", {"position_vertical", framed([](auto& f) { f.eye_line = 0.27; })}},
      {"low", {"position_vertical", framed([](auto& f) { f.eye_line = 0.54; })}},
      {"far", {"head_height", framed([](auto& f) { f.eye_distance = 0.18; })}},
      {"near", {"head_height", framed([](auto& f) { f.eye_distance = 0.42; })}},
      {"few pixels", {"inter_eye_distance", framed([](auto& f) { f.width = 300; })}},
      {"blur", {"sharpness", changed([](const cv::Mat& m) { return data::blurred(m, 1.5); })}},
      {"moved", {"motion", changed([](const cv::Mat& m) { return data::smeared(m, 9); })}},
      {"quarter of the light", {"exposure", changed([](const cv::Mat& m) { return data::with_light(m, 0.25); })}},
      {"washed out", {"contrast", changed([](const cv::Mat& m) { return data::washed_out(m, 0.5); })}},
      {"chequers",
       {"background_uniform",
        [](const auto& row) {
          return with_other_wall(row, [](int x, int y) { return (x / 60 + y / 60) % 2 ? 225 : 175; });
        }}},
      {"two walls",
       {"background_uniform",
        [](const auto& row) { return with_other_wall(row, [](int x, int) { return x < 300 ? 235 : 165; }); }}},
      {"second face", {"single_face", [this](const auto& row) { return with_second_face(row, people.front()); }}},
  };
  for (const auto& [name, change] : changes) {
    int tried = 0;
    int refused = 0;
    for (std::size_t i = 2; i < people.size(); i += 6, ++tried) {
      const PhotoReport report = checked(change.picture(people[i]));
      if (finding_of(report, change.requirement).verdict == Verdict::fail) ++refused;
    }
    EXPECT_GE(refused, tried - 1) << name << ": " << refused << " of " << tried;
  }
}

// A face that the border cuts is none for the detector; mirrored at the border it is one.
TEST_F(PhotoPortraits, HalfAFaceAtTheBorder) {
  int tried = 0;
  int found = 0;
  for (std::size_t i = 3; i < people.size(); i += 6, ++tried) {
    cv::Mat image = cropped(people[i]);
    data::PassportFrame frame;
    frame.eye_distance = 0.40;
    frame.width = image.cols / 2;
    const cv::Mat face = cropped(people[i - 1], frame);
    const int half = face.cols / 2;
    face(cv::Rect(0, 0, half, face.rows)).copyTo(image(cv::Rect(image.cols - half, image.rows / 8, half, face.rows)));
    const PhotoReport report = checked(image);
    if (finding_of(report, "single_face").verdict == Verdict::fail) ++found;
  }
  EXPECT_GE(found, tried - 1) << found << " of " << tried;
}

}  // namespace
}  // namespace enrolkit
