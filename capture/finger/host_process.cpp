// SPDX-License-Identifier: Apache-2.0
#include "capture/finger/host_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>
#include <utility>

#include "capture/finger/host_program.hpp"

namespace enrolkit::host {
namespace {

Error cannot_start(int reason) {
  return {ErrorCode::device_failed,
          "the program " + std::string(kProgram) + " could not be started: " + std::strerror(reason)};
}

// The host gets the socket, no other file of this process, no terminal, and its own process group, so that an interrupt
// at the terminal leaves it to the application to end the capture.
int spawn(const char* program, int socket, pid_t& pid) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&files);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_adddup2(&files, socket, kSocket);
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    posix_spawn_file_actions_addopen(&files, standard, "/dev/null", O_RDWR, 0);
  }
  posix_spawn_file_actions_addclosefrom_np(&files, kSocket + 1);
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  std::string name = kProgram;
  std::string version = kProtocolVersion;
  std::array<char*, 3> arguments = {name.data(), version.data(), nullptr};
  const int failed = posix_spawn(&pid, program, &files, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return failed;
}

void signal(int event) {
  const std::uint64_t one = 1;
  static_cast<void>(!write(event, &one, sizeof one));  // full means signalled already
}

int milliseconds_until(HostProcess::Clock::time_point until) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - HostProcess::Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000));
}

}  // namespace

Result<std::unique_ptr<HostProcess>> HostProcess::start() {
  const auto program = find_program();
  if (!program) return program.error();
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return cannot_start(errno);
  const int wakeup = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  pid_t pid = 0;
  const int failed = wakeup < 0 ? errno : spawn(program->c_str(), ends[1], pid);
  close(ends[1]);
  if (failed != 0) {
    close(ends[0]);
    if (wakeup >= 0) close(wakeup);
    return cannot_start(failed);
  }
  return std::unique_ptr<HostProcess>(new HostProcess(ends[0], wakeup, pid));
}

HostProcess::~HostProcess() {
  shutdown(socket_, SHUT_WR);
  const auto until = Clock::now() + std::chrono::milliseconds(kExitGraceMs + 1000);
  pollfd wait{socket_, POLLIN, 0};
  bool gone = false;
  while (!gone && milliseconds_until(until) > 0) {
    std::array<std::byte, 65536> rest{};
    if (poll(&wait, 1, milliseconds_until(until)) <= 0) continue;
    const ssize_t got = recv(socket_, rest.data(), rest.size(), MSG_DONTWAIT);
    gone = got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
  }
  close(socket_);
  close(wakeup_);
  if (!gone) kill(pid_, SIGKILL);
  // Dead at once, unless it hangs inside the kernel: then it stays behind.
  for (int tries = 0; tries < 1000 && waitpid(pid_, nullptr, WNOHANG) == 0; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

Result<Answer> HostProcess::ask(Command command, std::uint32_t argument, Clock::time_point until,
                                const std::stop_token& cancel) {
  const Error died{ErrorCode::device_failed, "the fingerprint reader's driver has crashed: open the reader again"};
  std::uint64_t drained = 0;
  while (read(wakeup_, &drained, sizeof drained) > 0) {
  }
  const std::stop_callback wake(cancel, [fd = wakeup_] { signal(fd); });
  const auto stopped = [&] { return interrupted_ || cancel.stop_requested(); };
  const std::uint32_t serial = ++serial_;
  if (!send({command, serial, argument})) return died;
  for (;;) {
    switch (read_some()) {
      case Progress::gone:
        return died;
      case Progress::complete: {
        Answer answer = std::exchange(incoming_, {});
        received_ = 0;
        if (answer.reply.serial != serial) continue;
        if (answer.reply.code == kOk) return answer;
        return Error{static_cast<ErrorCode>(answer.reply.code), answer.text};
      }
      case Progress::partial:
        break;
    }
    if (stopped() || Clock::now() >= until) {
      if (!send({Command::cancel, serial, 0})) return died;
      if (stopped()) return Error{ErrorCode::cancelled, "the capture was cancelled"};
      return Error{ErrorCode::timeout, "the fingerprint reader gave nothing in time"};
    }
    std::array<pollfd, 2> waits = {pollfd{socket_, POLLIN, 0}, pollfd{wakeup_, POLLIN, 0}};
    poll(waits.data(), waits.size(), milliseconds_until(until));
  }
}

void HostProcess::interrupt() {
  interrupted_ = true;
  signal(wakeup_);
}

// A request is a few bytes: it fits into the socket's buffer unless the host has not read for thousands of them.
bool HostProcess::send(const Request& request) const {
  ssize_t sent = 0;
  do {
    sent = ::send(socket_, &request, sizeof request, MSG_NOSIGNAL | MSG_DONTWAIT);
  } while (sent < 0 && errno == EINTR);
  return sent == sizeof request;
}

HostProcess::Progress HostProcess::read_some() {
  for (;;) {
    const auto gap = next_gap();
    if (gap.empty()) return Progress::complete;
    const ssize_t got = recv(socket_, gap.data(), gap.size(), MSG_DONTWAIT);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return Progress::partial;
    if (got <= 0) return Progress::gone;
    received_ += static_cast<std::size_t>(got);
    if (received_ != sizeof(Reply)) continue;
    const Reply& reply = incoming_.reply;
    const bool sound = reply.text <= kMaxText && reply.bytes <= kMaxPixels &&
                       std::uint64_t{reply.width} * reply.height == reply.bytes &&
                       (reply.code == kOk || reply.code <= static_cast<std::uint32_t>(ErrorCode::internal));
    if (!sound) return Progress::gone;
    incoming_.text.resize(reply.text);
    incoming_.pixels.resize(reply.bytes);
  }
}

// Where the next bytes of the answer belong; empty when it is complete.
std::span<std::byte> HostProcess::next_gap() {
  std::size_t skip = received_;
  for (const auto part :
       {std::as_writable_bytes(std::span(&incoming_.reply, 1)), std::as_writable_bytes(std::span(incoming_.text)),
        std::as_writable_bytes(std::span(incoming_.pixels))}) {
    if (skip < part.size()) return part.subspan(skip);
    skip -= part.size();
  }
  return {};
}

}  // namespace enrolkit::host
