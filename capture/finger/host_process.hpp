// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "capture/finger/host_protocol.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::host {

struct Answer {
  Reply reply;
  std::string text;
  std::vector<std::uint8_t> pixels;
};

// A running finger host. Not thread-safe but for interrupt().
class HostProcess {
 public:
  using Clock = std::chrono::steady_clock;

  // Errors: device_failed.
  [[nodiscard]] static Result<std::unique_ptr<HostProcess>> start();

  // Has the host close its device and waits until it has gone, at most a second longer than kExitGraceMs.
  ~HostProcess();
  HostProcess(const HostProcess&) = delete;
  HostProcess& operator=(const HostProcess&) = delete;

  // Sends a request and waits for its answer; answers to older requests are dropped. An error that the host answers is
  // the error of the result. On timeout or cancellation the host is told to stop.
  // Errors: timeout, cancelled, device_failed (the host has died), and what the host answers.
  [[nodiscard]] Result<Answer> ask(Command command, std::uint32_t argument, Clock::time_point until,
                                   const std::stop_token& cancel);

  // Ends an ask() in another thread, and every later one, with `cancelled`.
  void interrupt();

 private:
  enum class Progress { complete, partial, gone };

  HostProcess(int socket, int wakeup, pid_t pid) : socket_(socket), wakeup_(wakeup), pid_(pid) {}
  [[nodiscard]] bool send(const Request& request) const;
  [[nodiscard]] Progress read_some();
  [[nodiscard]] std::span<std::byte> next_gap();

  int socket_;
  int wakeup_;  // eventfd that ends a wait when the caller cancels
  pid_t pid_;
  std::atomic<bool> interrupted_ = false;
  std::uint32_t serial_ = 0;
  Answer incoming_;  // as far as it has come; survives a wait that timed out
  std::size_t received_ = 0;
};

}  // namespace enrolkit::host
