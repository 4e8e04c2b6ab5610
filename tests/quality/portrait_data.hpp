// SPDX-License-Identifier: Apache-2.0
// Real portraits for measuring: read from the shared data folder where it is there, never part of the repository.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "enrolkit/image.hpp"
#include "enrolkit/image_codec.hpp"

namespace enrolkit::testing {

// One row of a labels.csv by column name. No field of these files holds a comma inside a needed column's left.
struct LabelledImage {
  std::filesystem::path path;
  std::map<std::string, std::string> labels;

  [[nodiscard]] double number(const std::string& key) const { return std::stod(labels.at(key)); }
  [[nodiscard]] Point pupil(int eye) const {
    const std::string name = "eye" + std::to_string(eye);
    return {number(name + "_x"), number(name + "_y")};
  }
};

inline std::vector<std::string> split_csv(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else if (c != '\r') {
      fields.back() += c;
    }
  }
  return fields;
}

// The images of a folder by its labels.csv; empty when the folder is absent.
inline std::vector<LabelledImage> labelled_images(const std::filesystem::path& folder) {
  std::vector<LabelledImage> images;
  std::ifstream file(folder / "labels.csv");
  std::string line;
  if (!std::getline(file, line)) return images;
  const std::vector<std::string> names = split_csv(line);
  while (std::getline(file, line)) {
    const std::vector<std::string> fields = split_csv(line);
    LabelledImage image;
    for (std::size_t i = 0; i < std::min(names.size(), fields.size()); ++i) image.labels[names[i]] = fields[i];
    image.path = folder / image.labels["file"];
    images.push_back(std::move(image));
  }
  return images;
}

inline cv::Mat mat_of(const Image& image) {
  return {image.height, image.width, image.format == PixelFormat::grey8 ? CV_8UC1 : CV_8UC3,
          const_cast<std::uint8_t*>(image.pixels.data())};
}

inline Image image_of(const cv::Mat& mat) {
  Image image(mat.cols, mat.rows, mat.channels() == 1 ? PixelFormat::grey8 : PixelFormat::rgb8);
  cv::Mat target = mat_of(image);
  mat.copyTo(target);
  return image;
}

// Where a passport frame of 35 x 45 puts the eyes: 26 % of the width apart, 45 % of the height from the top.
struct PassportFrame {
  double eye_distance = 0.26;  // of the width
  double centre = 0.5;         // of the width
  double eye_line = 0.45;      // of the height
  double roll = 0;             // degrees, positive = clockwise as seen
  int width = 0;               // 0 = the resolution of the original
};

// Cuts the frame out of `image` by the pupils; what lies outside the original is filled with its border pixels.
inline cv::Mat passport_crop(const cv::Mat& image, Point eye0, Point eye1, const PassportFrame& frame = {}) {
  const double ied = std::hypot(eye1.x - eye0.x, eye1.y - eye0.y);
  const double source_width = ied / frame.eye_distance;
  const int width = frame.width > 0 ? frame.width : static_cast<int>(std::lround(source_width));
  const int height = static_cast<int>(std::lround(width * 45.0 / 35.0));
  const double scale = source_width / width;
  const double angle = -frame.roll * CV_PI / 180;
  const double c = std::cos(angle) * scale;
  const double s = std::sin(angle) * scale;
  const double ax = frame.centre * width;
  const double ay = frame.eye_line * height;
  const cv::Matx23d map(c, -s, (eye0.x + eye1.x) / 2 - c * ax + s * ay, s, c, (eye0.y + eye1.y) / 2 - s * ax - c * ay);
  cv::Mat source = image;
  cv::Matx23d shifted = map;
  if (scale > 1.5) {  // anti-alias
    cv::resize(image, source, cv::Size(), 1 / scale, 1 / scale, cv::INTER_AREA);
    shifted = map * (1 / scale);
  }
  cv::Mat crop;
  cv::warpAffine(source, crop, shifted, cv::Size(width, height), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 cv::BORDER_REPLICATE);
  return crop;
}

}  // namespace enrolkit::testing
