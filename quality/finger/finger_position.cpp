// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>

#include "enrolkit/finger.hpp"

namespace enrolkit {
namespace {

constexpr std::array<std::string_view, 11> kNames = {"unknown",     "right-thumb",  "right-index", "right-middle",
                                                     "right-ring",  "right-little", "left-thumb",  "left-index",
                                                     "left-middle", "left-ring",    "left-little"};

}  // namespace

std::string_view finger_name(FingerPosition position) noexcept {
  const auto code = static_cast<std::size_t>(position);
  return code < kNames.size() ? kNames[code] : kNames[0];
}

Result<FingerPosition> parse_finger_name(std::string_view name) {
  std::string known;
  for (std::size_t code = 1; code < kNames.size(); ++code) {
    if (kNames[code] == name) return static_cast<FingerPosition>(code);
    known += (code > 1 ? ", " : "") + std::string(kNames[code]);
  }
  return Error{ErrorCode::invalid_argument, "'" + std::string(name) + "' is no finger: use one of " + known};
}

}  // namespace enrolkit
