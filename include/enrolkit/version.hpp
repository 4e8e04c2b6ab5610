// SPDX-License-Identifier: Apache-2.0
#pragma once

#define ENROLKIT_VERSION_MAJOR 0
#define ENROLKIT_VERSION_MINOR 1
#define ENROLKIT_VERSION_PATCH 0

#pragma GCC visibility push(default)
namespace enrolkit {

// "0.1.0": the version of the library that runs, which may be newer than the headers.
[[nodiscard]] const char* version() noexcept;

}  // namespace enrolkit
#pragma GCC visibility pop
