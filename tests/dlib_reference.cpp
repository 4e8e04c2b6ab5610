// SPDX-License-Identifier: Apache-2.0
#include "tests/dlib_reference.hpp"

#include <dlib/image_processing.h>
#include <dlib/image_processing/frontal_face_detector.h>

#include <random>
#include <sstream>

namespace enrolkit::testing {
namespace {

using Pixels = dlib::array2d<unsigned char>;
using Shape = dlib::matrix<float, 0, 1>;

Pixels pixels_of(ImageView grey) {
  Pixels pixels(grey.height, grey.width);
  for (int y = 0; y < grey.height; ++y) std::copy_n(grey.row(y), grey.width, &pixels[y][0]);
  return pixels;
}

dlib::rectangle rectangle_of(const photo::PixelBox& box) { return {box.left, box.top, box.right, box.bottom}; }

}  // namespace

struct DlibPredictor::Impl {
  dlib::shape_predictor whole;
  // The same file, in parts.
  Shape mean;
  std::vector<std::vector<dlib::impl::regression_tree>> forests;
  std::vector<std::vector<unsigned long>> anchors;
  std::vector<std::vector<dlib::vector<float, 2>>> deltas;
};

DlibPredictor::DlibPredictor(const std::string& path) : impl_(std::make_unique<Impl>()) {
  dlib::deserialize(path) >> impl_->whole;
  int version = 0;
  dlib::deserialize(path) >> version >> impl_->mean >> impl_->forests >> impl_->anchors >> impl_->deltas;
}

DlibPredictor::~DlibPredictor() = default;

FaceLandmarks DlibPredictor::rounded(ImageView grey, const photo::PixelBox& box) const {
  const auto found = impl_->whole(pixels_of(grey), rectangle_of(box));
  FaceLandmarks points{};
  for (unsigned long i = 0; i < points.size(); ++i) {
    points[i] = {static_cast<double>(found.part(i).x()), static_cast<double>(found.part(i).y())};
  }
  return points;
}

FaceLandmarks DlibPredictor::unrounded(ImageView grey, const photo::PixelBox& box) const {
  const Pixels pixels = pixels_of(grey);
  Shape shape = impl_->mean;
  std::vector<float> values;
  for (std::size_t i = 0; i < impl_->forests.size(); ++i) {
    dlib::impl::extract_feature_pixel_values(pixels, rectangle_of(box), shape, impl_->mean, impl_->anchors[i],
                                             impl_->deltas[i], values);
    unsigned long leaf = 0;
    for (const auto& tree : impl_->forests[i]) shape += tree(values, leaf);
  }
  const auto to_image = dlib::impl::unnormalizing_tform(rectangle_of(box));
  FaceLandmarks points{};
  for (unsigned long i = 0; i < points.size(); ++i) {
    const dlib::vector<double, 2> at = to_image(dlib::impl::location(shape, i));
    points[i] = {at.x(), at.y()};
  }
  return points;
}

struct DlibDetector::Impl {
  dlib::frontal_face_detector detector = dlib::get_frontal_face_detector();
};

DlibDetector::DlibDetector() : impl_(std::make_unique<Impl>()) {}
DlibDetector::~DlibDetector() = default;

std::vector<photo::FaceBox> DlibDetector::detect(ImageView grey, double least) {
  std::vector<dlib::rect_detection> found;
  impl_->detector(pixels_of(grey), found, least);
  std::vector<photo::FaceBox> boxes;
  for (const auto& one : found) {
    boxes.push_back({static_cast<double>(one.rect.left()), static_cast<double>(one.rect.top()),
                     static_cast<double>(one.rect.width()), static_cast<double>(one.rect.height()),
                     one.detection_confidence});
  }
  return boxes;
}

std::string small_dlib_predictor() {
  constexpr unsigned long kCascades = 2;
  constexpr unsigned long kTrees = 3;
  constexpr unsigned long kSplits = 3;
  constexpr unsigned long kFeatures = 5;
  std::mt19937 random(11);
  const auto number = [&random](float least, float most) {
    return least + (most - least) * static_cast<float>(random() % 1000) / 1000.0F;
  };
  Shape mean(136);
  for (float& value : mean) value = number(0, 1);
  std::vector<std::vector<dlib::impl::regression_tree>> forests(kCascades);
  std::vector<std::vector<dlib::vector<float, 2>>> pixels(kCascades);
  for (unsigned long i = 0; i < kCascades; ++i) {
    forests[i].resize(kTrees);
    for (auto& tree : forests[i]) {
      tree.splits.resize(kSplits);
      for (auto& split : tree.splits) split = {random() % kFeatures, random() % kFeatures, number(-100, 100)};
      tree.leaf_values.resize(kSplits + 1);
      for (auto& leaf : tree.leaf_values) {
        leaf.set_size(136);
        for (float& value : leaf) value = number(-0.05F, 0.05F);
      }
    }
    for (unsigned long k = 0; k < kFeatures; ++k) pixels[i].emplace_back(number(0, 1), number(0, 1));
  }
  std::ostringstream out;
  dlib::serialize(dlib::shape_predictor(mean, forests, pixels), out);
  return out.str();
}

}  // namespace enrolkit::testing
