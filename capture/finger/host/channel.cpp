// SPDX-License-Identifier: Apache-2.0
#include "capture/finger/host/channel.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <thread>

namespace enrolkit::host {
namespace {

bool send_all(const void* data, std::size_t size) {
  const auto* at = static_cast<const std::uint8_t*>(data);
  while (size > 0) {
    const ssize_t sent = ::send(kSocket, at, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    at += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

void leave_with_the_library() {
  pollfd wait{kSocket, POLLRDHUP, 0};
  while (::poll(&wait, 1, -1) < 0 && errno == EINTR) {
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(kExitGraceMs));
  _exit(1);
}

}  // namespace

Channel::Channel() { std::thread(leave_with_the_library).detach(); }

std::optional<Request> Channel::receive() {
  Request request;
  ssize_t got = 0;
  do {
    got = ::recv(kSocket, &request, sizeof request, MSG_WAITALL);
  } while (got < 0 && errno == EINTR);
  if (got != sizeof request) return std::nullopt;
  return request;
}

void Channel::send_text(std::uint32_t serial, std::string_view text) {
  Reply reply;
  reply.serial = serial;
  send(reply, text, {});
}

void Channel::send_error(std::uint32_t serial, const Error& error) {
  Reply reply;
  reply.serial = serial;
  reply.code = static_cast<std::uint32_t>(error.code);
  send(reply, error.message, {});
}

void Channel::send_image(std::uint32_t serial, std::uint32_t width, std::uint32_t height, double ppi,
                         std::span<const std::uint8_t> pixels) {
  Reply reply;
  reply.serial = serial;
  reply.width = width;
  reply.height = height;
  reply.ppi = ppi;
  send(reply, {}, pixels);
}

// A library that has gone away is seen by receive() and the watch; nothing else is to be done about it here.
void Channel::send(Reply reply, std::string_view text, std::span<const std::uint8_t> pixels) {
  reply.text = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), kMaxText));
  reply.bytes = static_cast<std::uint32_t>(pixels.size());
  static_cast<void>(send_all(&reply, sizeof reply) && send_all(text.data(), reply.text) &&
                    send_all(pixels.data(), pixels.size()));
}

}  // namespace enrolkit::host
