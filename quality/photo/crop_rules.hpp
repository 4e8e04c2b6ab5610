// SPDX-License-Identifier: Apache-2.0
// The key `crop` of a photo profile.
#pragma once

#include <string_view>

#include "enrolkit/photo.hpp"

namespace enrolkit::photo {

// `json` is a whole profile that parse_limits has accepted; what it does not say is as in `base`. Errors: malformed.
[[nodiscard]] Result<PhotoCropRules> parse_crop_rules(std::string_view json, std::string_view name,
                                                      const PhotoCropRules& base);

}  // namespace enrolkit::photo
