// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/face_detector.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "quality/photo/face_detector_table.hpp"
#include "quality/photo/hog_features.hpp"
#include "quality/photo/pyramid_step.hpp"

namespace enrolkit::photo {
namespace {

constexpr int kCells = SeparableFilter::kCells;
constexpr int kAbove = 4;            // rows of a filter before its middle
constexpr int kLeastLayer = 64;      // px, of a pyramid's smallest level
constexpr double kStepUp = 6 / 5.0;  // from one level to the larger one
constexpr double kStepShift = 0.3;   // px

// Eight numbers side by side; what the compiler makes of it depends on the machine it compiles for.
constexpr int kLanes = 8;
using Lanes = float __attribute__((vector_size(kLanes * sizeof(float)), aligned(sizeof(float)), may_alias));

const Lanes& lanes(const float* at) { return *reinterpret_cast<const Lanes*>(at); }
Lanes& lanes(float* at) { return *reinterpret_cast<Lanes*>(at); }

struct Rectangle {  // whole pixels, the last ones within
  long left, top, right, bottom;

  [[nodiscard]] double area() const {
    return left > right || top > bottom ? 0 : static_cast<double>((right - left + 1) * (bottom - top + 1));
  }
};

struct Detection {
  double score;
  Rectangle box;
};

bool overlap(const Rectangle& a, const Rectangle& b, const FaceDetectorTable& table) {
  const double inner = Rectangle{std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
                                 std::min(a.bottom, b.bottom)}
                           .area();
  if (inner == 0) return false;
  const double outer = Rectangle{std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
                                 std::max(a.bottom, b.bottom)}
                           .area();
  return inner / outer > table.most_shared_of_union || inner / a.area() > table.most_shared_of_one ||
         inner / b.area() > table.most_shared_of_one;
}

long rounded(double value) { return static_cast<long>(std::floor(value + 0.5)); }

int levels_of(int width, int height) {
  const auto down = [](long value) { return rounded((static_cast<double>(value) - kStepShift) * (5 / 6.0)); };
  Rectangle box = {0, 0, width - 1, height - 1};
  int levels = 0;
  do {
    box = {down(box.left), down(box.top), down(box.right), down(box.bottom)};
    ++levels;
  } while (box.right - box.left + 1 >= kLeastLayer && box.bottom - box.top + 1 >= kLeastLayer);
  return levels;
}

// The pixels of the image that a window at this row and column of a level covers.
Rectangle window(int row, int column, int level) {
  const auto corner = [level](long cell) {
    const long at = (cell - 3) * HogFeatures::kCell + 1;
    auto place = static_cast<double>(at + (at >= 0 ? 4 : -4));
    for (int i = 0; i < level; ++i) place = place * kStepUp + kStepShift;
    return rounded(place);
  };
  return {corner(column), corner(row), corner(column + kCells - 1), corner(row + kCells - 1)};
}

}  // namespace

std::string detector_version() { return face_detector_table().origin; }

struct FaceDetector::Impl {
  PyramidStep step;
  PyramidLevel levels[2];
  HogFeatures features;
  std::vector<float> filtered;  // a plane, filtered along the rows; nothing above and below it
  std::vector<float> scores;
  std::vector<Detection> found;
  std::vector<Rectangle> kept;
  std::vector<FaceBox> boxes;
  std::vector<SeparableFilter> halves[2];
  std::vector<FilterBank> with_halves;
  std::vector<SeparableFilter> parts[2];  // upper, lower
  std::vector<FilterBank> of_parts;

  void apply(const SeparableFilter& filter);
  void scan(const FilterBank& bank, double least, int level);
  Result<std::span<const FaceBox>> detect(ImageView grey, std::span<const FilterBank> banks, double least);
  void add_halves();
  void add_parts();
};

// Adds the filter's answer to the scores.
void FaceDetector::Impl::apply(const SeparableFilter& filter) {
  const int width = features.width();
  const auto stride = static_cast<std::size_t>(width);
  for (int r = 0; r < features.rows(); ++r) {
    const float* const from = features.row(filter.plane, r);
    float* const to = &filtered[static_cast<std::size_t>(r + kAbove) * stride];
    for (int c = 0; c < width; c += kLanes) {
      Lanes sum = lanes(from + c) * filter.row[0];
      for (std::size_t n = 1; n < kCells; ++n) sum += lanes(from + c + n) * filter.row[n];
      lanes(to + c) = sum;
    }
  }
  for (int r = 0; r < features.rows(); ++r) {
    const float* const from = &filtered[static_cast<std::size_t>(r) * stride];
    float* const to = &scores[static_cast<std::size_t>(r) * stride];
    for (int c = 0; c < width; c += kLanes) {
      Lanes sum = lanes(to + c);
      for (std::size_t m = 0; m < kCells; ++m) sum += lanes(from + m * stride + c) * filter.column[m];
      lanes(to + c) = sum;
    }
  }
}

void FaceDetector::Impl::scan(const FilterBank& bank, double least, int level) {
  const auto stride = static_cast<std::size_t>(features.width());
  std::fill_n(scores.begin(), static_cast<std::size_t>(features.rows()) * stride, 0.0F);
  for (const SeparableFilter& filter : bank.filters) apply(filter);
  for (int r = 0; r < features.rows(); ++r) {
    const float* const row = &scores[static_cast<std::size_t>(r) * stride];
    for (int c = 0; c < features.columns(); ++c) {
      const auto score = static_cast<double>(row[c]);
      if (score >= bank.threshold + least) found.push_back({score - bank.threshold, window(r, c, level)});
    }
  }
}

void FaceDetector::Impl::add_halves() {
  const auto banks = face_detector_table().banks;
  with_halves.assign(banks.begin(), banks.end());
  const FilterBank& ahead = banks.front();
  for (const bool right : {false, true}) {
    auto& half = halves[right ? 1 : 0];
    half.assign(ahead.filters.begin(), ahead.filters.end());
    for (SeparableFilter& filter : half) {
      for (std::size_t n = 0; n < kCells; ++n) filter.row[n] *= (n >= kCells / 2) == right ? 2.0F : 0.0F;
    }
    with_halves.push_back({half, ahead.threshold + kHalfLess});
  }
}

void FaceDetector::Impl::add_parts() {
  const FilterBank& ahead = face_detector_table().banks.front();
  for (const bool lower : {false, true}) {
    auto& part = parts[lower ? 1 : 0];
    part.assign(ahead.filters.begin(), ahead.filters.end());
    for (SeparableFilter& filter : part) {
      for (std::size_t m = 0; m < kCells; ++m) filter.column[m] *= (m >= kCells / 2) == lower ? 2.0F : 0.0F;
    }
    of_parts.push_back({part, ahead.threshold});
  }
}

FaceDetector::FaceDetector() : impl_(std::make_unique<Impl>()) {}
FaceDetector::~FaceDetector() = default;
FaceDetector::FaceDetector(FaceDetector&&) noexcept = default;
FaceDetector& FaceDetector::operator=(FaceDetector&&) noexcept = default;

Result<std::span<const FaceBox>> FaceDetector::Impl::detect(ImageView grey, std::span<const FilterBank> banks,
                                                            double least) {
  if (grey.empty() || grey.format != PixelFormat::grey8) {
    return Error{ErrorCode::invalid_argument, "face detection: expected grey pixels"};
  }
  const FaceDetectorTable& table = face_detector_table();
  found.clear();
  const int depth = levels_of(grey.width, grey.height);
  ImageView image = grey;
  for (int level = 0; level < depth; ++level) {
    if (level > 0) {
      PyramidLevel& next = levels[level % 2];
      step.shrink(image, next);
      image = next.view();
    }
    features.compute(image);
    if (features.rows() == 0) continue;
    const auto stride = static_cast<std::size_t>(features.width());
    const auto rows = static_cast<std::size_t>(features.rows());
    scores.resize(std::max(scores.size(), rows * stride));
    filtered.resize(std::max(filtered.size(), (rows + kCells) * stride));
    std::fill_n(filtered.begin(), kAbove * stride, 0.0F);
    std::fill_n(filtered.begin() + static_cast<std::ptrdiff_t>((rows + kAbove) * stride), (kCells - kAbove) * stride,
                0.0F);
    for (const FilterBank& bank : banks) scan(bank, least, level);
  }
  std::sort(found.begin(), found.end(), [](const Detection& a, const Detection& b) { return a.score > b.score; });
  kept.clear();
  boxes.clear();
  for (const Detection& one : found) {
    const Rectangle& box = one.box;
    const auto covered = [&](const Rectangle& kept) { return overlap(kept, box, table); };
    if (std::any_of(kept.begin(), kept.end(), covered)) continue;
    kept.push_back(box);
    boxes.push_back({static_cast<double>(box.left), static_cast<double>(box.top),
                     static_cast<double>(box.right - box.left + 1), static_cast<double>(box.bottom - box.top + 1),
                     one.score});
  }
  return std::span<const FaceBox>(boxes);
}

Result<std::span<const FaceBox>> FaceDetector::detect(ImageView grey, double least) {
  return impl_->detect(grey, face_detector_table().banks, least);
}

Result<std::span<const FaceBox>> FaceDetector::detect_hidden(ImageView grey, double least) {
  if (impl_->with_halves.empty()) impl_->add_halves();
  return impl_->detect(grey, impl_->with_halves, least);
}

Result<std::span<const FaceBox>> FaceDetector::detect_halves(ImageView grey, double least) {
  if (impl_->with_halves.empty()) impl_->add_halves();
  return impl_->detect(grey, std::span(impl_->with_halves).last(std::size(impl_->halves)), least);
}

Result<std::span<const FaceBox>> FaceDetector::detect_covered(ImageView grey, double least) {
  if (impl_->of_parts.empty()) impl_->add_parts();
  return impl_->detect(grey, impl_->of_parts, least);
}

}  // namespace enrolkit::photo
