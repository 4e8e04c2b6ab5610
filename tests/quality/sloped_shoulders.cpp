// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tests/quality/scene_defects.hpp"

namespace enrolkit::testing {

cv::Mat with_sloped_shoulders(const PersonCutout& cutout, double degrees) {
  // The head stays: the shear grows from the chin to the foot of the neck.
  constexpr double kFoot = 0.35;
  const double chin = cutout.axes.to_face(cutout.landmarks[8]).y;
  const double slope = std::tan(degrees * CV_PI / 180);
  cv::Mat from_x(cutout.image.size(), CV_32FC1);
  cv::Mat from_y(cutout.image.size(), CV_32FC1);
  for (int y = 0; y < from_x.rows; ++y) {
    for (int x = 0; x < from_x.cols; ++x) {
      const Point p = cutout.axes.to_face({static_cast<double>(x), static_cast<double>(y)});
      const double share = std::clamp((p.y - chin) / kFoot, 0.0, 1.0);
      from_x.at<float>(y, x) = static_cast<float>(x);
      from_y.at<float>(y, x) = static_cast<float>(y - share * slope * (x - cutout.axes.origin.x));
    }
  }
  cv::Mat out;
  cv::remap(cutout.image, out, from_x, from_y, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  return out;
}

}  // namespace enrolkit::testing
