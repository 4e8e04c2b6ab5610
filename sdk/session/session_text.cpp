// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <nlohmann/json.hpp>

#include "sdk/session/session_state.hpp"

namespace enrolkit {
namespace {

bool is_utf8(std::string_view text) {
  try {
    return !nlohmann::json(text).dump().empty();
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace

Status check_text(std::string_view what, std::string_view text, std::size_t max_bytes) {
  const std::string name(what);
  if (text.empty()) return Error{ErrorCode::invalid_argument, name + " is empty"};
  if (text.size() > max_bytes) {
    return Error{ErrorCode::invalid_argument, name + " is longer than " + std::to_string(max_bytes) + " bytes"};
  }
  const bool control = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F;
  });
  if (control || !is_utf8(text)) {
    return Error{ErrorCode::invalid_argument, name + " must be one line of UTF-8"};
  }
  return {};
}

}  // namespace enrolkit
