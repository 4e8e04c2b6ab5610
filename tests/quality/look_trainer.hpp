// SPDX-License-Identifier: Apache-2.0
// Looks of eyes, mouths and cheeks, and the linear scores of appearance.hpp that tell them apart: ridge regression.
#pragma once

#include <array>
#include <functional>
#include <iosfwd>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "quality/photo/appearance.hpp"
#include "quality/photo/face_search.hpp"

namespace enrolkit::testing {

enum class Look : std::uint8_t { open, closed, covered, dark_lens, framed, mouth, no_mouth, cheek, no_cheek, unknown };

struct LookSample {
  photo::LookFeatures features{};
  Look look = Look::open;
  double weight = 1;
  int group = 0;  // of one person: trained on or asked together
  std::string kind;
};

struct LookQuestion;

class LookTrainer {
 public:
  // Only the score of this name, or all when it is empty.
  LookTrainer(const photo::FaceModels& models, std::string only);

  // Whether a question that is asked needs such samples.
  [[nodiscard]] bool wants(Look look) const;

  std::optional<FaceGeometry> face_in(const cv::Mat& image);

  struct How {
    int shifted = 1;  // this often with the window a little off
    double weight = 1;
    bool covers = false;                 // also with something over eyes and mouth
    const FaceGeometry* face = nullptr;  // where it is known
    Look mouth = Look::mouth;
    std::array<Look, 2> cheeks = {Look::cheek, Look::cheek};
  };

  void add(const cv::Mat& image, std::array<Look, 2> eyes, int group, const std::string& kind) {
    add(image, eyes, group, kind, How{});
  }
  void add(const cv::Mat& image, std::array<Look, 2> eyes, int group, const std::string& kind, const How& how);

  // Writes the tables, and on standard error the answers of a three-fold check in which nobody is in both parts.
  void learn(std::ostream& out);

 private:
  struct Line {
    std::vector<double> weights;
    double offset = 0;
  };

  void cover(const photo::FacePatch& patch, int part, int group);
  void keep(const photo::FacePatch& patch, int part, Look look, int group, const std::string& kind, double weight,
            int dx = 0, int dy = 0);
  [[nodiscard]] Line fit(const LookQuestion& question, const std::function<bool(const LookSample&)>& use) const;

  photo::FaceSearch search_;
  std::string only_;
  cv::RNG random_{20180901};
  std::vector<LookSample> samples_;
};

}  // namespace enrolkit::testing
