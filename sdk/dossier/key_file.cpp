// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "enrolkit/file.hpp"
#include "enrolkit/station_key.hpp"
#include "sdk/dossier/crypto/aes_gcm.hpp"
#include "sdk/dossier/crypto/hexadecimal.hpp"
#include "sdk/dossier/crypto/random.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTitle = "enrolkit station key 1\n";
constexpr std::size_t kFileBytes = kTitle.size() + 2 * crypto::kKeyBytes + 1;

class FileKey final : public StationKey {
 public:
  FileKey(const crypto::SecretKey& key, std::string path) : key_(key), path_(std::move(path)) {}
  [[nodiscard]] std::string_view kind() const noexcept override { return "file"; }
  [[nodiscard]] Result<Bytes> wrap(BytesView key, std::string_view context) const override {
    return crypto::seal(key_, key, context);
  }
  [[nodiscard]] Result<Bytes> unwrap(BytesView wrapped, std::string_view context) const override {
    auto plain = crypto::open_sealed(key_, wrapped, context);
    if (!plain) return Error{ErrorCode::crypto, "the key in " + path_ + " is not the one of this store"};
    return plain;
  }

 private:
  crypto::SecretKey key_;
  std::string path_;
};

// Who else could read the key has it.
Status owner_only(const fs::path& path, const struct stat& info) {
  if (info.st_uid != ::geteuid()) {
    return Error{ErrorCode::permission_denied, path.string() + ": the key file belongs to another user"};
  }
  if ((info.st_mode & 077U) != 0) {
    return Error{ErrorCode::permission_denied,
                 path.string() + ": others than its owner may use the key file; chmod 600 is expected"};
  }
  return {};
}

}  // namespace

Status make_key_file(const fs::path& path) {
  auto key = crypto::random_key();
  if (!key) return key.error();
  std::string text = std::string(kTitle) + crypto::to_hex(key->view()) + "\n";
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) {
    const int error = errno;
    const ErrorCode code = error == EEXIST                     ? ErrorCode::already_exists
                           : error == ENOENT                   ? ErrorCode::not_found
                           : error == EACCES || error == EROFS ? ErrorCode::permission_denied
                           : error == ENOSPC                   ? ErrorCode::no_space
                                                               : ErrorCode::io;
    return Error{code, path.string() + ": cannot make the key file: " + std::strerror(error)};
  }
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
  const int error = errno;
  ::close(fd);
  OPENSSL_cleanse(text.data(), text.size());
  if (written) return {};
  ::unlink(path.c_str());
  return Error{error == ENOSPC ? ErrorCode::no_space : ErrorCode::io,
               path.string() + ": cannot write the key file: " + std::strerror(error)};
}

Result<std::shared_ptr<const StationKey>> read_key_file(const fs::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0) {
    if (const Status owned = owner_only(path, info); !owned && S_ISREG(info.st_mode)) return owned.error();
  }
  auto bytes = read_file(path, 4096);
  if (!bytes) return bytes.error();
  const crypto::Wiped wiped(*bytes);
  const std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  if (text.size() != kFileBytes || !text.starts_with(kTitle) || text.back() != '\n') {
    return Error{ErrorCode::malformed, path.string() + ": is no key file of a station, or only a part of one"};
  }
  auto key = crypto::from_hex(text.substr(kTitle.size(), 2 * crypto::kKeyBytes));
  if (!key) return Error{ErrorCode::malformed, path.string() + ": the key is not written in hexadecimal digits"};
  const crypto::Wiped wiped_too(*key);
  return std::shared_ptr<const StationKey>(std::make_shared<FileKey>(
      crypto::SecretKey(std::span<const std::uint8_t, crypto::kKeyBytes>(*key)), path.string()));
}

}  // namespace enrolkit
