// SPDX-License-Identifier: Apache-2.0
#include "samples/virtual_reader/virtual_reader.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <thread>
#include <utility>

namespace enrolkit::samples {
namespace {

using Clock = std::chrono::steady_clock;

// Commands of libfprint's virtual_image driver; a first number that is not negative is the width of an image.
constexpr std::int32_t kRetry = -1;
constexpr std::int32_t kError = -2;
constexpr std::int32_t kAutomaticFinger = -3;
constexpr std::int32_t kFinger = -4;
constexpr std::int32_t kRemove = -5;

constexpr auto kTryAgainAfter = std::chrono::milliseconds(5);

Error failed(const char* what) {
  return {ErrorCode::io, std::string("the virtual reader ") + what + ": " + std::strerror(errno)};
}

// Waits for `events`; 1 when they came, 0 at the deadline, -1 on failure.
int wait_for(int socket, short events, Clock::time_point until) {
  for (;;) {
    pollfd wait{socket, events, 0};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    const int ready = poll(&wait, 1, static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000)));
    if (ready >= 0 || errno != EINTR) return ready;
  }
}

}  // namespace

Result<VirtualReader> VirtualReader::connect(const std::filesystem::path& socket, std::chrono::milliseconds deadline) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = socket.string();
  if (path.size() >= sizeof address.sun_path) {
    return Error{ErrorCode::invalid_argument, "'" + path + "' is too long for the name of a Unix socket"};
  }
  std::copy(path.begin(), path.end(), std::begin(address.sun_path));
  const auto until = Clock::now() + deadline;
  do {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return failed("cannot be reached");
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
      return VirtualReader(fd, deadline);
    }
    close(fd);
    std::this_thread::sleep_for(kTryAgainAfter);
  } while (Clock::now() < until);
  return Error{ErrorCode::not_found, "no virtual reader listens at '" + path + "'"};
}

VirtualReader::VirtualReader(VirtualReader&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), deadline_(other.deadline_) {}

VirtualReader& VirtualReader::operator=(VirtualReader&& other) noexcept {
  std::swap(socket_, other.socket_);
  deadline_ = other.deadline_;
  return *this;
}

VirtualReader::~VirtualReader() {
  if (socket_ >= 0) close(socket_);
}

Status VirtualReader::send_image(ImageView print) {
  constexpr int kMaxSide = 65535;
  if (print.empty() || print.format != PixelFormat::grey8 || print.width > kMaxSide || print.height > kMaxSide) {
    return Error{ErrorCode::invalid_argument, "the virtual reader takes grey images of 1 to 65535 pixels a side"};
  }
  if (auto sent = command(print.width, print.height); !sent) return sent;
  for (int y = 0; y < print.height; ++y) {
    if (auto sent = send(print.row(y), static_cast<std::size_t>(print.width)); !sent) return sent;
  }
  return {};
}

Status VirtualReader::send_retry(Retry reason) { return command(kRetry, static_cast<std::int32_t>(reason)); }

Status VirtualReader::send_error(std::int32_t code) { return command(kError, code); }

Status VirtualReader::remove_device() { return command(kRemove, 0); }

Status VirtualReader::set_automatic_finger(bool automatic) { return command(kAutomaticFinger, automatic ? 1 : 0); }

Status VirtualReader::set_finger(bool present) { return command(kFinger, present ? 1 : 0); }

Status VirtualReader::finish(std::chrono::milliseconds deadline) {
  if (shutdown(socket_, SHUT_WR) != 0 && errno != ENOTCONN) return failed("did not take the end of the messages");
  const auto until = Clock::now() + deadline;
  for (;;) {
    const int ready = wait_for(socket_, POLLIN, until);
    if (ready < 0) return failed("cannot be waited for");
    if (ready == 0) return Error{ErrorCode::timeout, "the virtual reader did not take what was sent in time"};
    char unexpected = 0;
    const ssize_t got = recv(socket_, &unexpected, 1, 0);
    if (got == 0 || (got < 0 && errno == ECONNRESET)) return {};
    if (got < 0 && errno != EINTR) return failed("hung up");
  }
}

Status VirtualReader::command(std::int32_t code, std::int32_t argument) {
  const std::array<std::int32_t, 2> message = {code, argument};
  return send(message.data(), sizeof message);
}

Status VirtualReader::send(const void* data, std::size_t size) {
  const auto* at = static_cast<const std::uint8_t*>(data);
  const auto until = Clock::now() + deadline_;
  while (size > 0) {
    const ssize_t sent = ::send(socket_, at, size, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno != EINTR && errno != EAGAIN) return failed("hung up");
    if (sent > 0) {
      at += sent;
      size -= static_cast<std::size_t>(sent);
    } else if (wait_for(socket_, POLLOUT, until) == 0) {
      return Error{ErrorCode::timeout, "the virtual reader did not take what was sent in time"};
    }
  }
  return {};
}

}  // namespace enrolkit::samples
