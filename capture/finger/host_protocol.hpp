// SPDX-License-Identifier: Apache-2.0
// What the library and its finger host (host/) say to each other over a socket pair.
//
// libfprint runs in a process of its own, the host. Three of its properties ask for that: fp_context_enumerate()
// iterates the default GLib main context, which in a desktop application belongs to the user interface; its minutiae
// detection, which is part of every capture, crashes on images of a few pixels; and a driver stuck in a system call can
// be left only by leaving the process.
#pragma once

#include <cstdint>

namespace enrolkit::host {

inline constexpr int kSocket = 3;  // file descriptor of the host's end
inline constexpr const char* kProgram = "enrolkit-finger-host";
inline constexpr const char* kProtocolVersion = "1";  // its only argument; a host of another version exits at once

// A host whose device does not come back from a call exits this long after the library closed the socket.
inline constexpr int kExitGraceMs = 2000;

enum class Command : std::uint32_t {
  list = 1,     // `readers` text: driver TAB name LF for each reader that gives images
  open = 2,     // argument: index in the list; text: as list, of that reader
  capture = 3,  // waits for a finger; image
  cancel = 4,   // ends the capture of this serial; no reply of its own
};

struct Request {
  Command command = Command::list;
  std::uint32_t serial = 0;  // given back in the reply
  std::uint32_t argument = 0;
};

inline constexpr std::uint32_t kOk = 0xFFFF'FFFF;  // in Reply::code; any other value is an ErrorCode

struct Reply {
  std::uint32_t serial = 0;
  std::uint32_t code = kOk;
  std::uint32_t width = 0;  // of the image, or 0
  std::uint32_t height = 0;
  double ppi = 0;           // 0 = the device does not say
  std::uint32_t text = 0;   // bytes of text that follow: readers, or the message of an error
  std::uint32_t bytes = 0;  // bytes of pixels after it: width x height
};

// libfprint's own drivers stop at 5000 px a side; a text is a list of readers or one sentence.
inline constexpr std::uint32_t kMaxPixels = 5000U * 5000U;
inline constexpr std::uint32_t kMaxText = 1U << 16U;

}  // namespace enrolkit::host
