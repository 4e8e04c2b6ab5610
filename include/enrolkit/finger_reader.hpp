// SPDX-License-Identifier: Apache-2.0
// Fingerprint readers: libfprint's devices, and a replay of files where there is no device.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "enrolkit/image.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

struct FingerCapture {
  Image image;       // grey8, dark ridges on light ground, as the reader gave it
  double ppi = 500;  // what the reader states; 500 where it does not say
};

struct FingerReaderInfo {
  std::string driver;  // "virtual_image", "replay", ...
  std::string name;    // for people
};

// One reader. One capture at a time, from any thread; destroying it ends a capture that waits in another thread.
class FingerReader {
 public:
  virtual ~FingerReader() = default;
  FingerReader(const FingerReader&) = delete;
  FingerReader& operator=(const FingerReader&) = delete;

  [[nodiscard]] virtual FingerReaderInfo info() const = 0;

  // Waits for a finger and returns its image. Gives up at the deadline or when `cancel` is requested; both always work,
  // whatever the device does. Errors: timeout, cancelled, retry (the message is what to tell the person), device_failed
  // (also when unplugged; open the reader again), device_missing (a replay that has no more files), and for a replay
  // those of its loader.
  [[nodiscard]] virtual Result<FingerCapture> capture(std::chrono::milliseconds deadline,
                                                      std::stop_token cancel = {}) = 0;

 protected:
  FingerReader() = default;
};

// libfprint runs in a process of its own, the program enrolkit-finger-host, which listing and opening start and which
// ends with the reader: a driver that crashes or hangs takes nothing of the application with it, and the application's
// GLib main loop, if it has one, is left alone. The host is looked for beside the library or program that holds
// enrolkit and where `cmake --install` puts it. It needs neither udev nor D-Bus running, and of the environment what
// libfprint reads: with FP_VIRTUAL_IMAGE=<socket>, as it is when the call is made, there is libfprint's virtual reader,
// which listens on that Unix socket while it is open.

// Lists the readers that libfprint sees now and that give images. Errors: device_failed.
[[nodiscard]] Result<std::vector<FingerReaderInfo>> list_finger_readers();

// Opens the `index`-th of list_finger_readers. An image goes through libfprint's own detection on its way: one without
// ridges (blank, or a few millimetres) comes back as `retry`, and an image with a side below kMinFingerSide or above
// kMaxFingerSide (finger.hpp) is never handed on.
// Errors: device_missing, device_failed, timeout.
[[nodiscard]] Result<std::unique_ptr<FingerReader>> open_finger_reader(
    std::size_t index = 0, std::chrono::milliseconds deadline = std::chrono::seconds(10));

// Turns a file into a capture; given by whoever can decode images.
using FingerImageLoader = std::function<Result<FingerCapture>(const std::filesystem::path&)>;

// A reader that gives the files in order, one a capture.
[[nodiscard]] std::unique_ptr<FingerReader> make_replay_finger_reader(std::vector<std::filesystem::path> files,
                                                                      FingerImageLoader loader);

}  // namespace enrolkit
#pragma GCC visibility pop
