// SPDX-License-Identifier: Apache-2.0
// One face followed from frame to frame: landmarks each time, the detector only now and then.
#pragma once

#include <array>
#include <opencv2/core/mat.hpp>
#include <optional>

#include "quality/photo/face_models.hpp"
#include "quality/photo/live/luma.hpp"

namespace enrolkit::photo {

struct TrackedFace {
  FaceBox box;  // px of the frame
  FaceLandmarks landmarks{};
};

class FaceTracker {
 public:
  explicit FaceTracker(const FaceModels& models) : finder_(models) {}

  // Finds the face in the next frame, CV_8UC1. Takes no memory but at first.
  [[nodiscard]] Status follow(const cv::Mat& grey);

  [[nodiscard]] const std::optional<TrackedFace>& face() const { return face_; }
  [[nodiscard]] int faces() const;  // how many are seen, counting those of the last searches
  [[nodiscard]] std::optional<FaceBox> other() const;
  // Which of the frames of its round this was, 0 to kRound - 1: what else runs now and then keeps clear of detections.
  [[nodiscard]] int slot() const { return slot_; }
  [[nodiscard]] int detections() const { return detections_; }  // calls of the detector so far

  void lose();

  static constexpr int kRound = 15;  // frames: a second of a usual preview

 private:
  // Where else a face may be: found by the search of the whole frame, of what is left and what is right of the face.
  enum Place : std::size_t { everywhere, left_of_it, right_of_it };

  Status search_everywhere(const cv::Mat& grey);
  Status search_near(const cv::Mat& grey);
  Status search_beside(const cv::Mat& grey, Place place);
  Status predict(const cv::Mat& grey, const FaceBox& box);

  FaceFinder finder_;
  std::optional<TrackedFace> face_;
  std::array<std::optional<FaceBox>, 3> others_;
  LumaReducer reducer_;
  int slot_ = -1;
  int detections_ = 0;
};

}  // namespace enrolkit::photo
