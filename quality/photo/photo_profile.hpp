// SPDX-License-Identifier: Apache-2.0
// The profiles that are compiled in; see profiles/*.json.
#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace enrolkit {

std::span<const std::pair<std::string_view, std::string_view>> photo_profile_files();

}  // namespace enrolkit
