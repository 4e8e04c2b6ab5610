// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/foliage.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace enrolkit::photo {
namespace {

// The greenest quarter of what is no wall is leaves when it is greener than the wall by this share of what the
// applicant's skin is redder, in a of CIELAB. Measured: faces at the border and half hidden ones, with their clothes,
// up to 0.5; 36 of 41 plants that look like a face 0.9 to 2.5.
constexpr double kGreenest = 0.25;
constexpr double kGreen = 0.8;

// The applicant's own red must tell from the wall's.
constexpr float kTells = 4;

// The middle of the applicant's face, in inter-eye distances: cheeks and nose; and from where to the sides another is.
constexpr double kFaceX = 0.5;
constexpr double kFaceFrom = 0.2;
constexpr double kFaceTo = 0.8;
constexpr double kBeside = 1.05;

// How much redder than the wall a quantile of the values is; 0 of none.
float quantile(std::vector<float>& values, double share) {
  if (values.empty()) return 0;
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

cv::Rect between(Point a, Point b) {
  const auto whole = [](double value) { return static_cast<int>(std::lround(value)); };
  return {cv::Point(whole(std::min(a.x, b.x)), whole(std::min(a.y, b.y))),
          cv::Point(whole(std::max(a.x, b.x)) + 1, whole(std::max(a.y, b.y)) + 1)};
}

}  // namespace

bool is_foliage(const HeadMask& mask, const FaceBox& box, std::vector<float>& values) {
  const cv::Rect all(0, 0, mask.lab.cols, mask.lab.rows);
  const cv::Rect own = all & between(mask.axes.to_image({-kFaceX, kFaceFrom}), mask.axes.to_image({kFaceX, kFaceTo}));
  const cv::Rect other = all & between({box.x, box.y}, {box.x + box.width, box.y + box.height});
  const auto collect = [&](const cv::Rect& part, auto&& counts) {
    values.clear();
    for (int y = part.y; y < part.br().y; ++y) {
      for (int x = part.x; x < part.br().x; ++x) {
        if (counts(x, y)) values.push_back(mask.lab.at<cv::Vec3f>(y, x)[1] - mask.wall.expected(x, y)[1]);
      }
    }
  };
  collect(own, [](int, int) { return true; });
  const float skin = quantile(values, 0.5);
  if (skin < kTells) return false;
  collect(other, [&](int x, int y) {
    return mask.plain.at<std::uint8_t>(y, x) == 0 && std::abs(x - mask.axes.origin.x) > kBeside * mask.axes.unit;
  });
  return quantile(values, kGreenest) < -kGreen * skin;
}

}  // namespace enrolkit::photo
