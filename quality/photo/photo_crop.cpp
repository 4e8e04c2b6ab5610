// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/photo_crop.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <string>
#include <utility>

#include "quality/photo/crop_frame.hpp"
#include "quality/photo/portrait.hpp"

namespace enrolkit {
namespace {

using photo::CropFrame;
using photo::FramedHead;

constexpr std::array<std::string_view, 5> kAnswerable = {"size", "inter_eye_distance", "head_height", "position",
                                                         "position_vertical"};

// The cut picture is measured anew and the frame laid again at most so often: measured, the second frame stands.
constexpr int kMostLooks = 3;

constexpr double kMillimetresPerInch = 25.4;

const Finding* finding_of(const PhotoReport& report, std::string_view requirement) {
  const auto found = std::find_if(report.findings.begin(), report.findings.end(),
                                  [&](const Finding& finding) { return finding.requirement == requirement; });
  return found == report.findings.end() ? nullptr : &*found;
}

// The head as the report's findings see it, in px of the picture that was checked: a frame is right when they are.
std::optional<FramedHead> head_in(const PhotoReport& report, int width, int height) {
  const Finding* tall = finding_of(report, "head_height");
  const Finding* across = finding_of(report, "position");
  const Finding* down = finding_of(report, "position_vertical");
  if (!report.face || tall == nullptr || across == nullptr || down == nullptr) return std::nullopt;
  if (!tall->value || !across->value || !down->value || *tall->value <= 0) return std::nullopt;
  return FramedHead{{*across->value / 100 * width - 0.5, *down->value / 100 * height - 0.5},
                    *tall->value / 100 * height,
                    report.face->inter_eye_distance,
                    report.face->roll};
}

// What was seen on the cut picture, as the picture has it.
FramedHead seen_back(const FramedHead& seen, const PhotoCrop& cut, const CropFrame& frame, const FramedHead& head) {
  const auto full_size = [&](double at) { return (at + 0.5) / cut.scale - 0.5; };
  const Point middle = photo::to_picture(frame, head, {full_size(seen.middle.x), full_size(seen.middle.y)});
  return {middle, seen.height / cut.scale, seen.inter_eye_distance / cut.scale,
          head.roll == 0 ? 0 : head.roll + seen.roll};
}

cv::Mat cut_out(const cv::Mat& picture, const CropFrame& frame, const FramedHead& head) {
  if (head.roll == 0) {
    return picture(
        cv::Rect(static_cast<int>(frame.corner.x), static_cast<int>(frame.corner.y), frame.width, frame.height));
  }
  const Point from = photo::to_picture(frame, head, {0, 0});
  const double angle = head.roll * std::numbers::pi / 180;
  const cv::Matx23d map(std::cos(angle), -std::sin(angle), from.x, std::sin(angle), std::cos(angle), from.y);
  cv::Mat turned;
  cv::warpAffine(picture, turned, map, cv::Size(frame.width, frame.height), cv::INTER_CUBIC | cv::WARP_INVERSE_MAP,
                 cv::BORDER_REPLICATE);
  return turned;
}

Image image_of(const cv::Mat& pixels, int width, int height) {
  Image image(width, height, pixels.channels() == 1 ? PixelFormat::grey8 : PixelFormat::rgb8);
  cv::Mat target(height, width, pixels.type(), image.pixels.data());
  if (target.size() == pixels.size()) {
    pixels.copyTo(target);
  } else {
    cv::resize(pixels, target, target.size(), 0, 0, cv::INTER_AREA);
  }
  return image;
}

}  // namespace

bool PhotoCrop::framed() const noexcept {
  return std::all_of(kAnswerable.begin(), kAnswerable.end(), [this](std::string_view requirement) {
    const Finding* finding = finding_of(report, requirement);
    return finding != nullptr && finding->verdict == Verdict::pass;
  });
}

struct PhotoCropper::Impl {
  PhotoProfile profile;
  PhotoChecker checker;

  Result<PhotoCrop> cut(ImageView picture, const CropFrame& frame, const FramedHead& head, int most_height) {
    const int least = photo::least_height(frame, head, profile);
    const int height = most_height > 0 ? std::min(frame.height, std::max(most_height, least)) : frame.height;
    PhotoCrop crop;
    crop.scale = static_cast<double>(height) / frame.height;
    const int width = static_cast<int>(std::lround(frame.width * crop.scale));
    crop.image = image_of(cut_out(photo::mat_of(picture), frame, head), width, height);
    crop.corner = frame.corner;
    crop.rotation = head.roll == 0 ? 0 : -head.roll;
    crop.pivot = head.middle;
    crop.ppi = width / profile.crop.width_mm * kMillimetresPerInch;
    auto report = checker.check(crop.image.view());
    if (!report) return report.error();
    crop.report = std::move(*report);
    return crop;
  }

  Result<PhotoCrop> run(ImageView picture, int most_height) {
    const auto whole = checker.check(picture);
    if (!whole) return whole.error();
    auto head = head_in(*whole, picture.width, picture.height);
    if (!whole->face && whole->faces > 0) {
      return Error{ErrorCode::invalid_argument,
                   "the picture is upside down or lies on its side: turn it upright first"};
    }
    if (!head) return Error{ErrorCode::invalid_argument, "the picture shows no face to lay a frame around"};
    if (!profile.crop.rotate) head->roll = 0;
    std::optional<PhotoCrop> last;
    for (int look = 0; look < kMostLooks; ++look) {
      const auto frame = photo::lay_frame(*head, picture.width, picture.height, profile);
      if (!frame && last) break;  // what the first look found holds
      if (!frame) return frame.error();
      auto crop = cut(picture, *frame, *head, most_height);
      if (!crop) return crop;
      const bool framed = crop->framed();
      const auto seen = head_in(crop->report, crop->image.width, crop->image.height);
      last = std::move(*crop);
      if (framed || !seen) break;
      head = seen_back(*seen, *last, *frame, *head);
    }
    return std::move(*last);
  }
};

PhotoCropper::PhotoCropper(std::shared_ptr<const PhotoModels> models, PhotoProfile profile)
    : impl_(std::make_unique<Impl>(Impl{profile, PhotoChecker(std::move(models), std::move(profile))})) {}
PhotoCropper::~PhotoCropper() = default;
PhotoCropper::PhotoCropper(PhotoCropper&&) noexcept = default;
PhotoCropper& PhotoCropper::operator=(PhotoCropper&&) noexcept = default;

Result<PhotoCrop> PhotoCropper::crop(ImageView picture, const PhotoCropOptions& options) {
  if (options.most_height < 0) {
    return Error{ErrorCode::invalid_argument,
                 "most_height is " + std::to_string(options.most_height) + ", expected 0 or more pixels"};
  }
  try {
    return impl_->run(picture, options.most_height);
  } catch (const std::exception& e) {
    return Error{ErrorCode::internal, std::string("the photo cannot be cut: ") + e.what()};
  }
}

}  // namespace enrolkit
