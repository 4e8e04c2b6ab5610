// SPDX-License-Identifier: Apache-2.0
// The portrait: is it one face, well placed, open-eyed, evenly lit, in front of a plain wall?
//
// Requirements follow ISO/IEC 39794-5 annex D.1 and ICAO Doc 9303-3 section 3.9.1; the numbers stand in a profile.
// Placement is two of them: `position` is the centre of the face from the left edge in percent of the width,
// `position_vertical` the eye line from the top in percent of the height. Light on the face is three: `exposure` (too
// dark or too bright), `clipping` (detail lost at either end) and `contrast` (washed out).
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/finding.hpp"
#include "enrolkit/image.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// The document that the portrait is cut for (photo_crop.hpp); key `crop` of a profile file, which may be absent.
struct PhotoCropRules {
  bool rotate = false;    // whether a leaning head may be set upright by turning the picture
  double width_mm = 35;   // of the document; its proportions are those of the cut picture
  double height_mm = 45;  // Doc 9303-3 3.9.1.1, and what most states print
};

// The limits of a portrait: a named, versioned set. Copyable, immutable once made.
struct PhotoProfile {
  std::string name;     // "icao-2018"
  std::string version;  // "1"
  std::vector<Limit> limits;
  PhotoCropRules crop;

  // Below an age the limits of another builtin profile replace some of these: "icao-child-under-6".
  struct ForChildren {
    int under = 0;  // years
    std::string profile;
  };
  std::vector<ForChildren> children;  // youngest first

  [[nodiscard]] const Limit* find(std::string_view requirement) const noexcept;
};

// A profile that is compiled in. Errors: not_found (the message lists the names).
[[nodiscard]] Result<PhotoProfile> builtin_photo_profile(std::string_view name);
[[nodiscard]] std::vector<std::string> builtin_photo_profile_names();

// The profile as it holds for a person of that age in full years: itself, or with the limits for children, which its
// name then tells ("icao-child-under-6" for icao-2018, "be-passport-2026+icao-child-under-6"). Errors: none for a
// profile that builtin_photo_profile or parse_photo_profile gave.
[[nodiscard]] Result<PhotoProfile> photo_profile_at_age(const PhotoProfile& profile, int years);

// A profile from JSON, whole or (with "base") as what differs from a builtin one. Unknown keys, unknown or missing
// requirements, missing sources and limits that no image can meet together are errors (malformed) which name the key.
// `name` is used in messages.
[[nodiscard]] Result<PhotoProfile> parse_photo_profile(std::string_view json, std::string_view name);

// The landmark model that came with this enrolkit (share/enrolkit/face-landmarks-68.bin, beside the library or the
// program), or else dlib's own in /usr/share/dlib.
[[nodiscard]] std::filesystem::path default_landmark_model();

struct PhotoModelPaths {
  // A 68-point model in enrolkit's format or dlib's, told by its first bytes. enrolkit's (made by
  // enrolkit-convert-landmarks) is mapped and there in milliseconds; dlib's takes a tenth of a second to read.
  // Replaceable: any model of the same 68 points. The training set of the one that Debian ships excludes commercial
  // use by its terms; see the README.
  std::filesystem::path landmarks = default_landmark_model();
};

// The landmark model: loaded once per process, shared read-only by all checkers.
class PhotoModels {
 public:
  // Starts reading the model on a thread of its own and returns at once, so that photos can be decoded meanwhile.
  // Errors: not_found, permission_denied, not_a_file, empty_input, too_large for the landmark file (seen at once).
  [[nodiscard]] static Result<std::shared_ptr<const PhotoModels>> load(const PhotoModelPaths& paths = {});

  // Waits until it is there. Errors: malformed (the file is no 68-point model, or damaged).
  [[nodiscard]] Status wait() const;

  ~PhotoModels();
  PhotoModels(const PhotoModels&) = delete;
  PhotoModels& operator=(const PhotoModels&) = delete;

 private:
  friend class FaceQualityMeter;
  friend class PhotoChecker;
  friend class PhotoStream;
  PhotoModels();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The 68 points of the iBUG 300-W scheme: 0..16 jaw, 17..26 brows, 27..35 nose, 36..41 the eye on the image's left,
// 42..47 the eye on its right, 48..59 outer lip, 60..67 inner lip. Pixels of the checked image.
using FaceLandmarks = std::array<Point, 68>;

struct FaceGeometry {
  Region box;  // the detector's
  FaceLandmarks landmarks{};
  Point eye_left;  // eye centres on the image's left and right: midpoint of the two corners (Doc 9303-1)
  Point eye_right;
  Point chin;
  Point crown;                    // estimated top of the head, hair ignored
  double inter_eye_distance = 0;  // px
  double roll = 0;                // degrees; positive = the head leans to the image's right (clockwise as seen)
  double yaw = 0;                 // degrees; positive = the nose points to the image's left
  double pitch = 0;               // degrees; positive = the face looks up
};

// What the capture knows of a photo and no picture tells. What is left empty is not_assessed.
struct PhotoFacts {
  std::optional<int> age_in_days;   // from the capture to the application
  std::optional<bool> retouched;    // altered after the capture, other than by cropping
  std::optional<int> jpeg_quality;  // of the file that the pixels came from: DecodedImage::jpeg_quality
};

struct PhotoReport {
  std::string profile;  // name and version of the profile
  std::string profile_version;
  Overall verdict = Overall::not_compliant;
  std::vector<Finding> findings;     // one for each requirement of the profile, in its order
  int faces = 0;                     // detected
  std::optional<FaceGeometry> face;  // of the largest face; none where the picture lies on its side or upside down
  std::map<std::string, std::string> algorithms;  // name: version, of all that took part
};

// Checks photos against one profile. Holds its own workspace: use one per thread.
class PhotoChecker {
 public:
  PhotoChecker(std::shared_ptr<const PhotoModels> models, PhotoProfile profile);
  ~PhotoChecker();
  PhotoChecker(PhotoChecker&&) noexcept;
  PhotoChecker& operator=(PhotoChecker&&) noexcept;

  // The full check of a still, grey8 or rgb8, 16 px to 20,000 px a side. A picture without a face is a report whose
  // `single_face` fails and whose other findings are not_assessed.
  // What builds on a requirement that failed is not_assessed and says so; a still of which a requirement could not be
  // told is at best for review.
  // Errors: invalid_argument (empty or out of range), and those of PhotoModels::wait.
  [[nodiscard]] Result<PhotoReport> check(ImageView photo, const PhotoFacts& facts = {});

  // The findings that can be told on one preview frame, for guidance while the person still sits there: detection at
  // 320 px, one pass of landmarks, no background segmentation. What only the still can tell is not_assessed.
  // A live pass is not a still pass. Errors: as check.
  [[nodiscard]] Result<PhotoReport> check_frame(ImageView frame);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace enrolkit
#pragma GCC visibility pop
