// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#pragma GCC visibility push(default)
namespace enrolkit {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

}  // namespace enrolkit
#pragma GCC visibility pop
