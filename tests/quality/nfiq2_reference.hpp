// SPDX-License-Identifier: Apache-2.0
// What NFIQ 2.3 answers for the prints of the shared data folder, and how far other answers are from it.
#pragma once

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "enrolkit/finger_measures.hpp"
#include "enrolkit/image_codec.hpp"

namespace enrolkit::testing {

struct ReferencePrint {
  std::filesystem::path image;
  std::string name;
  std::vector<Point> minutiae;                // FingerJetFX's, found on the whole image
  std::map<std::string, std::string> values;  // by column
};

inline std::vector<std::string> csv_fields(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream in(line);
  for (std::string field; std::getline(in, field, ',');) fields.push_back(field);
  return fields;
}

// "fvc2002_db1b_101_1" lies in fvc/fvc2002_db1b/101_1.png.
inline std::filesystem::path reference_image(const std::filesystem::path& fingers, const std::string& name) {
  const std::string sfinge = "sfinge_";
  if (name.starts_with(sfinge)) return fingers / "nfiq2_sfinge_synthetic" / (name.substr(sfinge.size()) + ".pgm");
  const std::size_t set_end = name.find('_', name.find('_') + 1);
  return fingers / "fvc" / name.substr(0, set_end) / (name.substr(set_end + 1) + ".png");
}

inline std::vector<Point> csv_minutiae(const std::filesystem::path& file) {
  std::vector<Point> minutiae;
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    const auto fields = csv_fields(line);
    if (fields.size() >= 2) minutiae.push_back({std::stod(fields[0]), std::stod(fields[1])});
  }
  return minutiae;
}

// Every n-th row of expected/nfiq2.csv; empty when it is absent.
inline std::vector<ReferencePrint> reference_prints(const std::filesystem::path& shared_data, std::size_t every = 1) {
  const std::filesystem::path fingers = shared_data / "fingers";
  std::vector<ReferencePrint> prints;
  std::ifstream in(fingers / "expected/nfiq2.csv");
  std::string line;
  if (!std::getline(in, line)) return prints;
  const auto columns = csv_fields(line);
  for (std::size_t row = 0; std::getline(in, line); ++row) {
    if (row % every != 0) continue;
    const auto fields = csv_fields(line);
    ReferencePrint print;
    for (std::size_t i = 0; i < columns.size() && i < fields.size(); ++i) print.values[columns[i]] = fields[i];
    print.name = print.values["image"];
    print.image = reference_image(fingers, print.name);
    print.minutiae = csv_minutiae(fingers / "expected/fjfx" / (print.name + ".csv"));
    prints.push_back(std::move(print));
  }
  return prints;
}

inline Result<Image> load_print(const std::filesystem::path& file) {
  const auto image = load_image(file);
  if (!image) return image.error();
  return to_grey(image->image);
}

// Relative to the expected value, absolute below 1.
inline double deviation_of(double value, double expected) {
  return std::abs(value - expected) / std::max(1.0, std::abs(expected));
}

}  // namespace enrolkit::testing
