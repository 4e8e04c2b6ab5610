// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/result.hpp"

namespace enrolkit {

std::string_view error_code_name(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::invalid_argument:
      return "invalid_argument";
    case ErrorCode::not_found:
      return "not_found";
    case ErrorCode::permission_denied:
      return "permission_denied";
    case ErrorCode::not_a_file:
      return "not_a_file";
    case ErrorCode::empty_input:
      return "empty_input";
    case ErrorCode::truncated:
      return "truncated";
    case ErrorCode::malformed:
      return "malformed";
    case ErrorCode::unsupported:
      return "unsupported";
    case ErrorCode::too_large:
      return "too_large";
    case ErrorCode::no_space:
      return "no_space";
    case ErrorCode::io:
      return "io";
    case ErrorCode::refused_by_rules:
      return "refused_by_rules";
    case ErrorCode::already_exists:
      return "already_exists";
    case ErrorCode::device_missing:
      return "device_missing";
    case ErrorCode::device_failed:
      return "device_failed";
    case ErrorCode::retry:
      return "retry";
    case ErrorCode::timeout:
      return "timeout";
    case ErrorCode::cancelled:
      return "cancelled";
    case ErrorCode::crypto:
      return "crypto";
    case ErrorCode::internal:
      return "internal";
  }
  return "internal";
}

}  // namespace enrolkit
