// SPDX-License-Identifier: Apache-2.0
// Fingerprints: positions, minutiae, templates and a first judgement of quality.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/finding.hpp"
#include "enrolkit/finger_measures.hpp"
#include "enrolkit/image.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// Codes of ISO/IEC 19794-2 and 19794-4.
enum class FingerPosition : std::uint8_t {
  unknown = 0,
  right_thumb = 1,
  right_index = 2,
  right_middle = 3,
  right_ring = 4,
  right_little = 5,
  left_thumb = 6,
  left_index = 7,
  left_middle = 8,
  left_ring = 9,
  left_little = 10,
};

// "right-index", as on the command line and in file names; "unknown" for 0.
[[nodiscard]] std::string_view finger_name(FingerPosition position) noexcept;
// The ten names of finger_name. Errors: invalid_argument (the message lists the names).
[[nodiscard]] Result<FingerPosition> parse_finger_name(std::string_view name);

enum class MinutiaType : std::uint8_t { other = 0, ending = 1, bifurcation = 2 };  // codes of ISO/IEC 19794-2

struct Minutia {
  double x = 0;  // pixels, origin at the top left
  double y = 0;
  double direction = 0;  // radians, [0, 2 pi), counter-clockwise from the x axis as seen on the picture; along the
                         // ridge of an ending, into the valley between the branches of a bifurcation (ISO/IEC 19794-2)
  MinutiaType type = MinutiaType::other;
  int quality = 0;  // 1..100; 0 = not reported
};

struct FingerTemplate {
  int width = 0;  // of the image, pixels
  int height = 0;
  double ppi = 500;
  std::vector<Minutia> minutiae;  // best quality first
};

struct FingerQuality {
  std::string name;  // of the algorithm: "enrolkit-ridge"; never "NFIQ 2" unless it is
  std::string version;
  int score = 0;  // 0..100
};

// The limits of a fingerprint image, as PhotoProfile is for the photo.
struct FingerProfile {
  std::string name;
  std::string version;
  std::vector<Limit> limits;

  [[nodiscard]] const Limit* find(std::string_view requirement) const noexcept;
};

// Errors: not_found; malformed. See photo.hpp.
[[nodiscard]] Result<FingerProfile> builtin_finger_profile(std::string_view name);
[[nodiscard]] Result<FingerProfile> parse_finger_profile(std::string_view json, std::string_view name);

struct FingerReport {
  std::string profile;
  std::string profile_version;
  Overall verdict = Overall::not_compliant;
  std::vector<Finding> findings;
  FingerQuality quality;
  std::optional<FingerQuality> nfiq2;  // by the caller, who has the model: see nfiq2_model.hpp
  FingerTemplate minutiae;
  // What to tell the person, most important first: "no finger", "contact too small", "too light", "too dark", "too few
  // minutiae", "uniform image" and "empty image" (a sensor that is covered, dirty or broken).
  std::vector<std::string> feedback;
  FingerFeedback feedback_values;          // what it rests on
  std::optional<FingerMeasures> measures;  // empty where the print is too small or blank to be measured
  std::map<std::string, std::string> algorithms;
};

// Limits of an image that the extractor takes; below 33 px a side no ridge pattern exists at 500 ppi, and libfprint's
// detector crashes at 10 px.
inline constexpr int kMinFingerSide = 33;
inline constexpr int kMaxFingerSide = 4000;

// The resolution that a file states, or `fallback` where it states none or one that only screens have (below 200 ppi).
[[nodiscard]] double finger_resolution(double stated_ppi, double fallback = 500) noexcept;

// Minutiae of one flat print, dark ridges on light ground, grey8, 300 to 1200 ppi (resampled to 500 inside; positions
// come back in pixels of the given image). Pure: any thread. Errors: invalid_argument (rgb8, empty, side or ppi outside
// the range). An image without ridges is a template with no minutiae.
[[nodiscard]] Result<FingerTemplate> extract_minutiae(ImageView print, double ppi);

// Extracts and judges. Errors: as extract_minutiae.
[[nodiscard]] Result<FingerReport> check_finger(ImageView print, double ppi, const FingerProfile& profile);

}  // namespace enrolkit
#pragma GCC visibility pop
