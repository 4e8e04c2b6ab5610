// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace enrolkit::photo {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

}  // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& path, std::size_t max_bytes, const char* what) {
  const auto failed = [&](ErrorCode code, const std::string& why) {
    return Error{code, std::string(what) + " " + path.string() + ": " + why};
  };
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) {
    const int error = errno;
    if (error == ENOENT || error == ENOTDIR) return failed(ErrorCode::not_found, "no such file");
    if (error == EACCES) return failed(ErrorCode::permission_denied, "not readable");
    return failed(ErrorCode::io, std::strerror(error));
  }
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return failed(ErrorCode::io, std::strerror(errno));
  if (!S_ISREG(status.st_mode)) return failed(ErrorCode::not_a_file, "not a regular file");
  if (status.st_size == 0) return failed(ErrorCode::empty_input, "the file is empty");
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > max_bytes) {
    return failed(ErrorCode::too_large, "more than " + std::to_string(max_bytes / 1'000'000) + " MB");
  }
  void* const data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (data == MAP_FAILED) return failed(ErrorCode::io, std::strerror(errno));
  return MappedFile(static_cast<const std::uint8_t*>(data), size);
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<std::uint8_t*>(data_), size_);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

}  // namespace enrolkit::photo
