// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "capture/finger/host/gobject.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::host {

// What libfprint answered, in enrolkit's words: a retry is a sentence to show to the person.
[[nodiscard]] Error reader_error(const GErrorSlot& error, const std::string& reader);

[[nodiscard]] Error unplugged(const std::string& reader);

}  // namespace enrolkit::host
