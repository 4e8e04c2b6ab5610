// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/face_detector.hpp"

#include <dlib/image_processing/scan_fhog_pyramid.h>
#include <dlib/revision.h>

#include <algorithm>
#include <exception>
#include <utility>
#include <vector>

#include "quality/photo/face_detector_table.hpp"

namespace enrolkit::photo {
namespace {

// dlib's view of pixels that somebody else owns.
struct GreyPixels {
  ImageView view;
};

}  // namespace
}  // namespace enrolkit::photo

namespace dlib {
template <>
struct image_traits<enrolkit::photo::GreyPixels> {
  using pixel_type = unsigned char;
};
}  // namespace dlib

namespace enrolkit::photo {
namespace {

// Found by dlib through argument-dependent lookup.
[[maybe_unused]] long num_rows(const GreyPixels& image) { return image.view.height; }
[[maybe_unused]] long num_columns(const GreyPixels& image) { return image.view.width; }
[[maybe_unused]] const void* image_data(const GreyPixels& image) { return image.view.data; }
[[maybe_unused]] long width_step(const GreyPixels& image) { return static_cast<long>(image.view.stride); }

using Scanner = dlib::scan_fhog_pyramid<dlib::pyramid_down<6>>;
constexpr unsigned long kWindow = 80;  // px; dlib's detector was trained on it
constexpr unsigned long kLeastLayer = 64;

struct Detection {
  double score;
  dlib::rectangle box;
};

}  // namespace

std::string detector_version() {
  return "dlib " + std::to_string(DLIB_MAJOR_VERSION) + "." + std::to_string(DLIB_MINOR_VERSION) +
         " frontal face detector";
}

struct FaceDetector::Impl {
  Scanner scanner;
  std::vector<Scanner::fhog_filterbank> banks;
  std::vector<std::pair<double, dlib::rectangle>> found;
  std::vector<Detection> all;
  std::vector<dlib::rectangle> kept;
  std::vector<FaceBox> boxes;
};

FaceDetector::FaceDetector() : impl_(std::make_unique<Impl>()) {
  impl_->scanner.set_detection_window_size(kWindow, kWindow);
  impl_->scanner.set_padding(0);
  impl_->scanner.set_min_pyramid_layer_size(kLeastLayer, kLeastLayer);
  for (const FilterBank& bank : face_detector_table().banks) {
    Scanner::fhog_filterbank& filters = impl_->banks.emplace_back();
    filters.row_filters.resize(FaceDetectorTable::kPlanes);
    filters.col_filters.resize(FaceDetectorTable::kPlanes);
    filters.filters.assign(FaceDetectorTable::kPlanes,
                           dlib::matrix<float>(SeparableFilter::kCells, SeparableFilter::kCells));
    for (const SeparableFilter& filter : bank.filters) {
      filters.row_filters[filter.plane].push_back(dlib::mat(filter.row.data(), SeparableFilter::kCells));
      filters.col_filters[filter.plane].push_back(dlib::mat(filter.column.data(), SeparableFilter::kCells));
    }
  }
}

FaceDetector::~FaceDetector() = default;
FaceDetector::FaceDetector(FaceDetector&&) noexcept = default;
FaceDetector& FaceDetector::operator=(FaceDetector&&) noexcept = default;

Result<std::span<const FaceBox>> FaceDetector::detect(ImageView grey, double least) {
  const FaceDetectorTable& table = face_detector_table();
  const dlib::test_box_overlap overlap(table.most_shared_of_union, table.most_shared_of_one);
  try {
    Impl& w = *impl_;
    w.scanner.load(GreyPixels{grey});
    w.all.clear();
    for (std::size_t i = 0; i < w.banks.size(); ++i) {
      const double threshold = table.banks[i].threshold;
      w.scanner.detect(w.banks[i], w.found, threshold + least);
      for (const auto& [score, box] : w.found) w.all.push_back({score - threshold, box});
    }
    std::sort(w.all.begin(), w.all.end(), [](const Detection& a, const Detection& b) { return a.score > b.score; });
    w.kept.clear();
    w.boxes.clear();
    for (const Detection& one : w.all) {
      const dlib::rectangle& box = one.box;
      if (std::any_of(w.kept.begin(), w.kept.end(), [&](const dlib::rectangle& kept) { return overlap(kept, box); })) {
        continue;
      }
      w.kept.push_back(box);
      w.boxes.push_back({static_cast<double>(box.left()), static_cast<double>(box.top()),
                         static_cast<double>(box.width()), static_cast<double>(box.height()), one.score});
    }
    return std::span<const FaceBox>(w.boxes);
  } catch (const std::exception& e) {
    return Error{ErrorCode::internal, std::string("dlib failed in face detection: ") + e.what()};
  }
}

}  // namespace enrolkit::photo
