// SPDX-License-Identifier: Apache-2.0
// Face image quality as ISO/IEC 29794-5 defines it: 28 numbers without a verdict, in the order and on the scales of its
// reference implementation OFIQ, for those who compare with it. The verdicts on a passport photo are photo.hpp's.
//
// Each number says how it was come by. `exact` and `near` ones follow the definition; `approximate` ones stand in for
// what the reference takes from neural networks and compare with it in tendency only. Where a definition has known
// faults (a head at 75 % of the height scores 36 for HeadSize, a grey image 100 for NaturalColour) it is kept: the
// requirements of photo.hpp do it right.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "enrolkit/image.hpp"
#include "enrolkit/photo.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// In the order of the reference's columns.
enum class QualityComponent : std::uint8_t {
  unified_quality_score,
  background_uniformity,
  illumination_uniformity,
  luminance_mean,
  luminance_variance,
  under_exposure_prevention,
  over_exposure_prevention,
  dynamic_range,
  sharpness,
  compression_artifacts,
  natural_colour,
  single_face_present,
  eyes_open,
  mouth_closed,
  eyes_visible,
  mouth_occlusion_prevention,
  face_occlusion_prevention,
  inter_eye_distance,
  head_size,
  leftward_crop,
  rightward_crop,
  margin_above,
  margin_below,
  head_pose_yaw,
  head_pose_pitch,
  head_pose_roll,
  expression_neutrality,
  no_head_coverings,
};

inline constexpr std::size_t kQualityComponents = 28;

enum class ComponentKind : std::uint8_t {
  exact,           // the definition itself, on our landmarks
  near,            // the definition with one part replaced: another detector, two of three lid pairs, a simpler mask
  approximate,     // an estimate of our own, put on the scale of the definition
  not_computable,  // needs the reference's model; never imitated
};

// "exact", "near", "approximate", "not_computable".
[[nodiscard]] std::string_view component_kind_name(ComponentKind kind) noexcept;

struct ComponentInfo {
  std::string_view name;    // the reference's: "BackgroundUniformity"
  std::string_view clause;  // of ISO/IEC 29794-5: "7.3.2"; empty for the unified score
  ComponentKind kind = ComponentKind::exact;
};

[[nodiscard]] const ComponentInfo& component_info(QualityComponent component) noexcept;

// The score 0..100 of a native value, by the mapping of the reference. -1 for a value that is no number and for the
// unified quality score.
[[nodiscard]] int component_score(QualityComponent component, double native) noexcept;

struct ComponentValue {
  double native = 0;  // on the scale of the definition; 0 when the component could not be assessed
  int score = -1;     // 0..100; -1 = not assessed
};

struct FaceQuality {
  int faces = 0;  // found; without one no component is assessed
  std::array<ComponentValue, kQualityComponents> components{};

  [[nodiscard]] const ComponentValue& operator[](QualityComponent component) const {
    return components[static_cast<std::size_t>(component)];
  }
};

// Measures the components of the largest face. Holds its own workspace: use one per thread.
class FaceQualityMeter {
 public:
  explicit FaceQualityMeter(std::shared_ptr<const PhotoModels> models);
  ~FaceQualityMeter();
  FaceQualityMeter(FaceQualityMeter&&) noexcept;
  FaceQualityMeter& operator=(FaceQualityMeter&&) noexcept;

  // grey8 or rgb8, 16 px to 20,000 px a side. Yaw, pitch and roll are given with the signs of FaceGeometry: their
  // scores do not depend on it. Errors: those of PhotoChecker::check.
  [[nodiscard]] Result<FaceQuality> measure(ImageView photo);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The reference's table, byte for byte in its layout: semicolons, the native values in the order above, then the
// scores, then the milliseconds; the header ends with a semicolon and the rows do not; whole numbers without decimals,
// others with six. Readers of that table pair the columns, so nothing is added to it: which columns are approximate is
// told by component_info. Lines end with a line feed. A file name that holds a semicolon, a quote or a line break is
// quoted.
[[nodiscard]] std::string ofiq_csv_header();
// `quality` null: the file could not be read; all components stand as not assessed.
[[nodiscard]] std::string ofiq_csv_row(std::string_view file, const FaceQuality* quality, double milliseconds);

}  // namespace enrolkit
#pragma GCC visibility pop
