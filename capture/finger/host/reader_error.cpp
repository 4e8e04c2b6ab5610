// SPDX-License-Identifier: Apache-2.0
#include "capture/finger/host/reader_error.hpp"

#include <algorithm>

namespace enrolkit::host {
namespace {

const char* retry_sentence(int code) {
  switch (code) {
    case FP_DEVICE_RETRY_TOO_SHORT:
      return "the finger was there too short: leave it on the reader a little longer";
    case FP_DEVICE_RETRY_CENTER_FINGER:
      return "the finger was not centred: place its middle on the middle of the reader";
    case FP_DEVICE_RETRY_REMOVE_FINGER:
      return "remove the finger from the reader, then place it again";
    default:
      return "the finger could not be read: place it flat on the reader again";
  }
}

}  // namespace

Error reader_error(const GErrorSlot& error, const std::string& reader) {
  if (error.get() == nullptr) return {ErrorCode::device_failed, "the reader '" + reader + "' failed without a reason"};
  if (error.is(FP_DEVICE_RETRY)) return {ErrorCode::retry, retry_sentence(error.get()->code)};
  if (error.is(FP_DEVICE_ERROR) && error.get()->code == FP_DEVICE_ERROR_REMOVED) return unplugged(reader);
  if (g_error_matches(error.get(), G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    return {ErrorCode::cancelled, "the capture was cancelled"};
  }
  std::string reason = error.get()->message;
  std::replace(reason.begin(), reason.end(), '\n', ' ');
  return {ErrorCode::device_failed, "the reader '" + reader + "' answered: " + reason};
}

Error unplugged(const std::string& reader) {
  return {ErrorCode::device_failed, "the reader '" + reader + "' was unplugged: connect it and open it again"};
}

}  // namespace enrolkit::host
