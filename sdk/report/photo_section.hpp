// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "enrolkit/enrolment.hpp"

namespace enrolkit {

// The photo with its lines beside its findings; `anchor` is the id of the section.
std::string photo_section(const PhotoResult& photo, std::string_view heading, std::string_view anchor);

// "<section>" with a heading and the verdict; the caller closes it.
std::string section_start(std::string_view heading, Overall verdict, std::string_view anchor = "");

std::string profile_line(const std::string& name, const std::string& version,
                         const std::map<std::string, std::string>& algorithms);

}  // namespace enrolkit
