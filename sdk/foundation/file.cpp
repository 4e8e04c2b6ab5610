// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/file.hpp"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>

namespace enrolkit {
namespace {

ErrorCode code_of(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return ErrorCode::not_found;
    case EACCES:
    case EPERM:
    case EROFS:
      return ErrorCode::permission_denied;
    case ENOSPC:
    case EDQUOT:
      return ErrorCode::no_space;
    case EISDIR:
      return ErrorCode::not_a_file;
    default:
      return ErrorCode::io;
  }
}

Error system_error(const std::filesystem::path& path, const char* doing, int error) {
  return Error{code_of(error), path.string() + ": cannot " + doing + ": " + std::strerror(error)};
}

// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool open() const { return fd_ >= 0; }

 private:
  int fd_;
};

bool write_all(int fd, BytesView data) {
  while (!data.empty()) {
    const ssize_t written = ::write(fd, data.data(), data.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    data = data.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

// ".0f1e2d3c4b5a6978": no two files of one folder get the same.
std::string random_suffix() {
  std::array<unsigned char, 8> random = {};
  if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size())) random[0] = 1;
  std::string suffix = ".";
  for (const unsigned char byte : random) {
    suffix += "0123456789abcdef"[byte >> 4U];
    suffix += "0123456789abcdef"[byte & 15U];
  }
  return suffix;
}

}  // namespace

Result<Bytes> read_file(const std::filesystem::path& path, std::size_t max_bytes) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.open()) return system_error(path, "open", errno);
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return system_error(path, "examine", errno);
  if (!S_ISREG(info.st_mode)) {
    return Error{ErrorCode::not_a_file,
                 path.string() + (S_ISDIR(info.st_mode) ? ": is a folder, not a file" : ": is not a regular file")};
  }
  if (info.st_size == 0) return Error{ErrorCode::empty_input, path.string() + ": the file is empty"};
  if (static_cast<std::uintmax_t>(info.st_size) > max_bytes) {
    return Error{ErrorCode::too_large, path.string() + ": " + std::to_string(info.st_size) +
                                           " bytes are more than the limit of " + std::to_string(max_bytes)};
  }
  Bytes data(static_cast<std::size_t>(info.st_size));
  std::size_t filled = 0;
  while (filled < data.size()) {
    const ssize_t got = ::read(file.get(), data.data() + filled, data.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error(path, "read", errno);
    if (got == 0) break;  // it shrank meanwhile
    filled += static_cast<std::size_t>(got);
  }
  data.resize(filled);
  if (data.empty()) return Error{ErrorCode::empty_input, path.string() + ": the file is empty"};
  return data;
}

Status write_file(const std::filesystem::path& path, BytesView data) {
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode)) {
    return Error{ErrorCode::not_a_file, path.string() + ": is there and is not a regular file"};
  }
  const std::string temporary = path.string() + random_suffix();
  // The kernel applies the umask: to ask for it is to change it for a moment, for all threads.
  const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!file.open()) return system_error(path, "create", errno);
  if (!write_all(file.get(), data) || ::fsync(file.get()) != 0 || ::rename(temporary.c_str(), path.c_str()) != 0) {
    const Error error = system_error(path, "write", errno);
    ::unlink(temporary.c_str());
    return error;
  }
  return {};
}

Status write_file(const std::filesystem::path& path, std::string_view text) {
  return write_file(path, BytesView(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

}  // namespace enrolkit
