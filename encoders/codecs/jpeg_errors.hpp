// SPDX-License-Identifier: Apache-2.0
// libjpeg reports errors by a call that must not return. Here it jumps back to the one function that set `jump`; no
// object with a destructor may live between the two.
#pragma once

// clang-format off
#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <jpeglib.h>  // needs FILE and size_t before it
// clang-format on

#include <string>

#include "enrolkit/result.hpp"

namespace enrolkit::codecs {

struct JpegErrors : jpeg_error_mgr {
  std::jmp_buf jump = {};
  ErrorCode code = ErrorCode::internal;
  char text[JMSG_LENGTH_MAX] = {};

  JpegErrors();
  [[nodiscard]] std::string message() const { return text; }
};

// Notes `code` and `text` (or, without one, the message that libjpeg prepared), and jumps.
[[noreturn]] void fail_with(j_common_ptr info, ErrorCode code, const char* text = nullptr);

}  // namespace enrolkit::codecs
