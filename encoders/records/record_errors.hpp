// SPDX-License-Identifier: Apache-2.0
// The sentences in which records are refused.
#pragma once

#include <string>
#include <string_view>

#include "enrolkit/result.hpp"

namespace enrolkit::records {

inline Error wrong(ErrorCode code, std::string_view record, std::string_view field, std::uint64_t value,
                   std::string_view expected) {
  return Error{code, std::string(record) + ": " + std::string(field) + " is " + std::to_string(value) + ", expected " +
                         std::string(expected)};
}

inline Error cut_short(std::string_view record, std::string_view where) {
  return Error{ErrorCode::truncated, std::string(record) + ": the data ends inside " + std::string(where)};
}

}  // namespace enrolkit::records
