// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/jpeg_errors.hpp"

#include <jerror.h>

namespace enrolkit::codecs {
namespace {

// Some webcams pad their frames before the end marker; more than a few bytes there is a picture that lost its place.
constexpr int kMaxPaddingBeforeEnd = 64;
constexpr int kEndOfImage = 0xD9;

ErrorCode code_of(int message) {
  switch (message) {
    case JERR_IMAGE_TOO_BIG:
    case JERR_WIDTH_OVERFLOW:
    case JERR_OUT_OF_MEMORY:
    case JERR_NO_BACKING_STORE:
      return ErrorCode::too_large;
    case JERR_ARITH_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_CCIR601_NOTIMPL:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_NOT_COMPILED:
    case JERR_SOF_UNSUPPORTED:
      return ErrorCode::unsupported;
    case JERR_INPUT_EOF:
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER:
      return ErrorCode::truncated;
    default:
      return ErrorCode::malformed;
  }
}

void error_exit(j_common_ptr info) { fail_with(info, code_of(info->err->msg_code)); }

// libjpeg goes on after a warning and paints grey over what is missing. An enrolment must not.
void emit_message(j_common_ptr info, int level) {
  if (level >= 0) return;
  switch (info->err->msg_code) {
    case JWRN_ADOBE_XFORM:
    case JWRN_BOGUS_ICC:
    case JWRN_JFIF_MAJOR:
    case JWRN_TOO_MUCH_DATA:
      return;
    case JWRN_EXTRANEOUS_DATA:
      if (info->err->msg_parm.i[0] <= kMaxPaddingBeforeEnd && info->err->msg_parm.i[1] == kEndOfImage) return;
      break;
    default:
      break;
  }
  fail_with(info, code_of(info->err->msg_code));
}

void output_message(j_common_ptr /*info*/) {}

}  // namespace

JpegErrors::JpegErrors() : jpeg_error_mgr() {
  jpeg_std_error(this);
  jpeg_error_mgr::error_exit = codecs::error_exit;
  jpeg_error_mgr::emit_message = codecs::emit_message;
  jpeg_error_mgr::output_message = codecs::output_message;
}

void fail_with(j_common_ptr info, ErrorCode code, const char* text) {
  auto* errors = static_cast<JpegErrors*>(info->err);
  errors->code = code;
  if (text == nullptr) {
    (*errors->format_message)(info, errors->text);
  } else {
    std::snprintf(errors->text, sizeof errors->text, "%s", text);
  }
  std::longjmp(errors->jump, 1);
}

}  // namespace enrolkit::codecs
