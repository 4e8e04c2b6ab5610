// SPDX-License-Identifier: Apache-2.0
// Synthetic applicants: drawn people with exact truth, the same for the same seed on every machine. They feed the
// tests, the benchmarks, the replay devices and the demo, since real faces and fingers cannot lie in a repository.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "enrolkit/date.hpp"
#include "enrolkit/finger.hpp"
#include "enrolkit/image.hpp"
#include "enrolkit/result.hpp"
#include "people/portrait.hpp"

namespace enrolkit::people {

struct Settings {
  std::uint64_t seed = 1;
  // What differs from a compliant applicant: "eyes" = "closed", "yaw" = "12", ...; see setting_help().
  std::map<std::string, std::string> set;
  Date on = std::chrono::year{2026} / 11 / 22;  // of the application
  std::optional<int> age;                       // completed years on `on`; empty: drawn by the seed, 6 to 85
  std::vector<FingerPosition> fingers;          // empty: all ten; finger-less people: set "fingers" = "none"
  int impressions = 1;                          // of each finger, 1..kMaxImpressions
};

inline constexpr int kMaxImpressions = 100;  // ten times what any verification study takes of one finger

struct FingerImpression {
  Image image;                    // grey8, dark ridges on light ground
  std::vector<Minutia> minutiae;  // of the finger, where they lie on this impression and its ridges are visible
  double rotation = 0;            // degrees, counter-clockwise as seen
  double shift_x = 0;             // px
  double shift_y = 0;
  double moisture = 0;  // -1 dry .. 1 wet
  double contact = 1;   // share of the usual contact area
};

struct Finger {
  FingerPosition position = FingerPosition::unknown;
  std::string pattern;                  // "arch", "left-loop", "right-loop", "whorl"
  std::vector<FingerImpression> takes;  // as many as Settings::impressions
};

struct Person {
  std::string applicant_json;  // the applicant's file
  Date birth_date{};
  int age = 0;
  std::map<std::string, std::string> set;
  std::uint64_t seed = 0;
  Image portrait;
  PortraitParameters portrait_parameters;
  PortraitTruth portrait_truth;
  std::vector<Finger> fingers;
  Image signature;
};

inline constexpr double kFingerPpi = 500;

// Errors: invalid_argument: an unknown key or value of `set` (the message lists the known ones), an age outside
// 0..kMaxAge, a number of impressions out of range.
[[nodiscard]] Result<Person> make_person(const Settings& settings);

// One line for each key of Settings::set: the key, its values, what it does.
[[nodiscard]] std::string setting_help();

// Everything that is known about the person's samples, as one JSON document.
[[nodiscard]] std::string truth_json(const Person& person);

// applicant.json, photo.jpg, finger-right-index.png ... (finger-right-index-2.png for a second take), signature.png
// and truth.json in an existing folder. Errors: those of write_file and of the encoders.
[[nodiscard]] Status write_person(const Person& person, const std::filesystem::path& folder);

}  // namespace enrolkit::people
