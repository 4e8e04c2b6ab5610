// SPDX-License-Identifier: Apache-2.0
#include <dlib/image_processing.h>
#include <dlib/image_processing/frontal_face_detector.h>

#include <memory>

#include "bench/workload.hpp"

namespace enrolkit::bench {

std::function<void()> make_dlib_live_baseline(std::vector<unsigned char> grey_frame, int width, int height) {
  struct State {
    dlib::frontal_face_detector detector = dlib::get_frontal_face_detector();
    dlib::shape_predictor predictor;
    dlib::array2d<unsigned char> frame;
    dlib::array2d<unsigned char> small;
  };
  auto state = std::make_shared<State>();
  dlib::deserialize("/usr/share/dlib/shape_predictor_68_face_landmarks.dat") >> state->predictor;
  state->frame.set_size(height, width);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      state->frame[y][x] =
          grey_frame[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
    }
  }
  // The small frame is made beforehand: the baseline is detection and landmarks alone.
  state->small.set_size(height / 2, width / 2);
  for (int y = 0; y < height / 2; ++y) {
    for (int x = 0; x < width / 2; ++x) {
      state->small[y][x] =
          static_cast<unsigned char>((state->frame[2 * y][2 * x] + state->frame[2 * y][2 * x + 1] +
                                      state->frame[2 * y + 1][2 * x] + state->frame[2 * y + 1][2 * x + 1] + 2) /
                                     4);
    }
  }
  return [state] {
    for (const dlib::rectangle& face : state->detector(state->small)) {
      const dlib::rectangle at_full_size(face.left() * 2, face.top() * 2, face.right() * 2, face.bottom() * 2);
      static volatile long sink = 0;
      sink = sink + state->predictor(state->frame, at_full_size).part(8).y();
    }
  };
}

}  // namespace enrolkit::bench
