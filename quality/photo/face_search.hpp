// SPDX-License-Identifier: Apache-2.0
// Finds the faces of a picture and the landmarks of the largest.
#pragma once

#include <functional>
#include <opencv2/core/mat.hpp>
#include <optional>
#include <vector>

#include "enrolkit/result.hpp"
#include "quality/photo/bystander_places.hpp"
#include "quality/photo/face_models.hpp"

namespace enrolkit::photo {

struct FoundFaces {
  int count = 0;
  std::optional<FaceBox> largest;  // in pixels of the picture
  std::optional<FaceBox> second;   // the largest but one
};

// The face of a picture that lies on its side or stands on its head.
struct TurnedFace {
  double roll = 0;  // degrees: 180, 90 where the head points to the right, or -90
  FaceBox box;      // in pixels of the picture
};

class FaceSearch {
 public:
  explicit FaceSearch(const FaceModels& models) : finder_(models) {}

  // For a still: at 640 px, and when there is no face at 1280 px, beyond the borders, and last a large one that is
  // covered in part. `grey` is CV_8UC1.
  [[nodiscard]] Result<FoundFaces> in_still(const cv::Mat& grey);
  // For a preview frame: at 320 px, once.
  [[nodiscard]] Result<FoundFaces> in_frame(const cv::Mat& grey);

  // Where in_still found no face or an unsure one: whether the picture turned by quarters shows a better one.
  [[nodiscard]] Result<std::optional<TurnedFace>> turned(const cv::Mat& grey, const FoundFaces& upright);

  // Somebody else in a part of the picture, in its pixels: a small face, a leaning one, or one that the left or right
  // border cuts in half, which mirrored there is whole. `face` is the one that is known already; `possible` is asked
  // about the box of each other, in pixels of the picture.
  using Possible = std::function<bool(const FaceBox&)>;
  [[nodiscard]] Result<std::optional<FaceBox>> bystander(const cv::Mat& grey, const PlaceForSomebody& place,
                                                         const FaceGeometry& face, const Possible& possible);

  // The mean over five slightly shifted and scaled boxes: half the noise of one pass. A face that leans is turned
  // upright for it.
  [[nodiscard]] Result<FaceLandmarks> landmarks_in_still(const cv::Mat& grey, const FaceBox& box) const;
  [[nodiscard]] Result<FaceLandmarks> landmarks_in_frame(const cv::Mat& grey, const FaceBox& box) const;

 private:
  Result<FaceLandmarks> steady_landmarks(const cv::Mat& grey, const FaceBox& box) const;
  enum class Seen { whole, part };  // of each face
  Result<FoundFaces> search(const cv::Mat& grey, int long_side, double margin, double least = 0,
                            Seen seen = Seen::whole);
  Result<FoundFaces> covered(const cv::Mat& grey);
  Result<std::optional<FaceBox>> looking_covered(const cv::Mat& grey, double at_sight);
  struct Look;
  Result<std::optional<FaceBox>> look_for_somebody(const Look& look, double turn, double least,
                                                   const FaceGeometry& face, const Possible& possible);
  cv::Mat scaled_to(const cv::Mat& grey, int long_side);

  FaceFinder finder_;
  cv::Mat scaled_;
  cv::Mat padded_;
  cv::Mat turned_;
  std::vector<FaceBox> found_;
};

}  // namespace enrolkit::photo
