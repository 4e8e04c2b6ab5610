// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "enrolkit/bytes.hpp"

namespace enrolkit {

// 64 lower-case hexadecimal digits.
std::string sha256_hex(BytesView data);

}  // namespace enrolkit
