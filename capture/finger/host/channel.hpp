// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "capture/finger/host_protocol.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::host {

// The host's end of the socket. When the library has closed its end, the whole process goes within kExitGraceMs,
// whatever a driver is doing.
class Channel {
 public:
  Channel();
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  // The next request; nothing when the library has gone.
  [[nodiscard]] std::optional<Request> receive();

  void send_text(std::uint32_t serial, std::string_view text);
  void send_error(std::uint32_t serial, const Error& error);
  void send_image(std::uint32_t serial, std::uint32_t width, std::uint32_t height, double ppi,
                  std::span<const std::uint8_t> pixels);

 private:
  void send(Reply reply, std::string_view text, std::span<const std::uint8_t> pixels);
};

}  // namespace enrolkit::host
