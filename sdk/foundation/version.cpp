// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/version.hpp"

#define ENROLKIT_TEXT_OF(x) #x
#define ENROLKIT_TEXT(x) ENROLKIT_TEXT_OF(x)

namespace enrolkit {

const char* version() noexcept {
  return ENROLKIT_TEXT(ENROLKIT_VERSION_MAJOR) "." ENROLKIT_TEXT(ENROLKIT_VERSION_MINOR) "." ENROLKIT_TEXT(
      ENROLKIT_VERSION_PATCH);
}

}  // namespace enrolkit
