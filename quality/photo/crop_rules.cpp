// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/crop_rules.hpp"

#include <nlohmann/json.hpp>
#include <string>

namespace enrolkit::photo {
namespace {

// Beyond these it is no document that anybody carries: from a stamp to a sheet of A4.
constexpr double kLeastSide = 10, kMostSide = 300;

}  // namespace

Result<PhotoCropRules> parse_crop_rules(std::string_view json, std::string_view name, const PhotoCropRules& base) {
  const auto refusal = [&](const std::string& what) {
    return Error{ErrorCode::malformed, "profile '" + std::string(name) + "': " + what};
  };
  PhotoCropRules rules = base;
  const auto document = nlohmann::json::parse(json, nullptr, false);
  const auto crop = document.find("crop");
  if (crop == document.end()) return rules;
  if (!crop->is_object()) return refusal("'crop' must be an object");
  for (const auto& [key, value] : crop->items()) {
    if (key == "rotate") {
      if (!value.is_boolean()) return refusal("'crop.rotate' must be true or false");
      rules.rotate = value.get<bool>();
    } else if (key == "width_mm" || key == "height_mm") {
      const double side = value.is_number() ? value.get<double>() : 0;
      if (!(side >= kLeastSide && side <= kMostSide)) return refusal("'crop." + key + "' must be 10 to 300");
      (key == "width_mm" ? rules.width_mm : rules.height_mm) = side;
    } else {
      return refusal("'crop." + key + "' is unknown");
    }
  }
  return rules;
}

}  // namespace enrolkit::photo
