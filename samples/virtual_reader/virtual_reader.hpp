// SPDX-License-Identifier: Apache-2.0
// Plays the finger on libfprint's virtual reader: what a test or a demonstration sends over the reader's Unix socket.
//
// The reader exists where FP_VIRTUAL_IMAGE=<socket> is in the environment when readers are listed or opened; it listens
// while it is open. Messages wait in the socket until a capture takes them, if the connection is new: a reader drops
// what it receives between two captures of the same connection. So for each capture: connect, send, finish.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>

#include "enrolkit/image.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::samples {

class VirtualReader {
 public:
  enum class Retry : std::int32_t { general = 0, too_short = 1, centre_finger = 2, remove_finger = 3 };

  // Waits for the reader to be opened and connects. Errors: not_found (nobody listens there in time), io.
  [[nodiscard]] static Result<VirtualReader> connect(const std::filesystem::path& socket,
                                                     std::chrono::milliseconds deadline = std::chrono::seconds(10));

  VirtualReader(VirtualReader&& other) noexcept;
  VirtualReader& operator=(VirtualReader&& other) noexcept;
  ~VirtualReader();

  // Each waits until the socket has taken the message, at most the deadline of connect. Errors: timeout, io (the reader
  // hung up), and as said.

  // The finger comes, its image is taken, it goes. grey8, at most 65,535 px a side; the reader hangs up on more than
  // 5,000. Errors: invalid_argument.
  [[nodiscard]] Status send_image(ImageView print);
  [[nodiscard]] Status send_retry(Retry reason);
  [[nodiscard]] Status send_error(std::int32_t code);  // one of libfprint's FpDeviceError
  [[nodiscard]] Status remove_device();                // unplugs the reader

  // Whether send_image brings and takes away the finger by itself (it does unless told otherwise); if not, set_finger.
  [[nodiscard]] Status set_automatic_finger(bool automatic);
  [[nodiscard]] Status set_finger(bool present);

  // Nothing more to say: waits until the reader has taken everything and hung up. Errors: timeout, io.
  [[nodiscard]] Status finish(std::chrono::milliseconds deadline = std::chrono::seconds(30));

 private:
  VirtualReader(int socket, std::chrono::milliseconds deadline) : socket_(socket), deadline_(deadline) {}
  [[nodiscard]] Status command(std::int32_t code, std::int32_t argument);
  [[nodiscard]] Status send(const void* data, std::size_t size);

  int socket_ = -1;
  std::chrono::milliseconds deadline_{};
};

}  // namespace enrolkit::samples
