// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/key_slots.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "enrolkit/file.hpp"
#include "sdk/dossier/crypto/aes_gcm.hpp"
#include "sdk/dossier/field_bytes.hpp"

namespace enrolkit::store {
namespace {

using Slot = std::array<std::uint8_t, KeySlots::kSlotBytes>;
constexpr std::size_t kSealedBytes = crypto::kKeyBytes + crypto::kSealOverhead;
static_assert(kSealedBytes <= KeySlots::kSlotBytes);

// In place of slot 0: what the file is, and of which store (an id has 32 characters).
Slot header_of(const std::string& store) {
  Slot slot{};
  const std::string text = "enrolkit dossier keys 1\n" + store;
  std::copy_n(text.begin(), std::min(text.size(), slot.size()), slot.begin());
  return slot;
}

Error system_error(const std::string& path, const char* doing) {
  const int error = errno;
  return Error{error == ENOSPC || error == EDQUOT || error == EFBIG ? ErrorCode::no_space
               : error == ENOENT                                    ? ErrorCode::not_found
               : error == EACCES || error == EPERM                  ? ErrorCode::permission_denied
                                                                    : ErrorCode::io,
               path + ": cannot " + doing + ": " + std::strerror(error)};
}

off_t offset_of(std::int64_t number) { return static_cast<off_t>(number) * static_cast<off_t>(KeySlots::kSlotBytes); }

bool put(int fd, std::int64_t number, const Slot& slot) {
  const ssize_t done = ::pwrite(fd, slot.data(), slot.size(), offset_of(number));
  if (done >= 0 && done < static_cast<ssize_t>(slot.size())) errno = ENOSPC;
  return done == static_cast<ssize_t>(slot.size());
}

// The bytes that are there; zeros stand for the rest.
Result<std::size_t> get(int fd, const std::string& path, std::int64_t number, Slot& slot) {
  slot = {};
  const ssize_t got = ::pread(fd, slot.data(), slot.size(), offset_of(number));
  if (got < 0) return system_error(path, "read");
  return static_cast<std::size_t>(got);
}

bool all_zero(const Slot& slot) {
  return std::all_of(slot.begin(), slot.end(), [](std::uint8_t byte) { return byte == 0; });
}

}  // namespace

Status KeySlots::create(const std::filesystem::path& path, const std::string& store) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return system_error(path.string(), "create");
  const bool done = put(fd, 0, header_of(store)) && ::fsync(fd) == 0;
  const Error error = system_error(path.string(), "write");
  ::close(fd);
  if (!done) return error;
  return {};
}

Result<KeySlots> KeySlots::open(const std::filesystem::path& path, const std::string& store,
                                const crypto::SecretKey& wrapping_key) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) return system_error(path.string(), "open");
  KeySlots slots(path.string(), store, wrapping_key, fd);
  Slot header;
  const auto got = get(fd, slots.path_, 0, header);
  if (!got) return got.error();
  if (*got < header.size()) {
    return Error{ErrorCode::truncated, path.string() + ": the key file ends within its header"};
  }
  if (header != header_of(store)) {
    return Error{ErrorCode::malformed, path.string() + ": is not the key file of store " + store};
  }
  return slots;
}

KeySlots::KeySlots(KeySlots&& other) noexcept
    : path_(std::move(other.path_)),
      store_(std::move(other.store_)),
      wrapping_key_(other.wrapping_key_),
      fd_(other.fd_) {
  other.fd_ = -1;
}

KeySlots::~KeySlots() {
  if (fd_ >= 0) ::close(fd_);
}

std::string KeySlots::place(std::int64_t number, const std::string& dossier) const {
  return std::string(FieldBytes("enrolkit slot").add(store_).add(number).add(dossier).text());
}

Status KeySlots::write(std::int64_t number, const std::string& dossier, const crypto::SecretKey& key) {
  const auto sealed = crypto::seal(wrapping_key_, key.view(), place(number, dossier));
  if (!sealed) return sealed.error();
  Slot slot{};
  std::copy(sealed->begin(), sealed->end(), slot.begin());
  if (!put(fd_, number, slot) || ::fdatasync(fd_) != 0) return system_error(path_, "write");
  return {};
}

Result<crypto::SecretKey> KeySlots::read(std::int64_t number, const std::string& dossier) const {
  Slot slot;
  const auto got = get(fd_, path_, number, slot);
  if (!got) return got.error();
  if (*got < kSealedBytes) {
    return Error{ErrorCode::truncated, path_ + ": the key file ends before the key of dossier " + dossier};
  }
  if (all_zero(slot))
    return Error{ErrorCode::not_found, path_ + ": the slot of the key of dossier " + dossier + " is empty"};
  auto plain = crypto::open_sealed(wrapping_key_, BytesView(slot).first(kSealedBytes), place(number, dossier));
  if (!plain) {
    return Error{ErrorCode::crypto, path_ + ": the key of dossier " + dossier + " is damaged or was exchanged"};
  }
  const crypto::Wiped wiped(*plain);
  return crypto::SecretKey(std::span<const std::uint8_t, crypto::kKeyBytes>(*plain));
}

Status KeySlots::wipe(const std::vector<std::int64_t>& numbers) {
  const auto end = last();
  if (!end) return end.error();
  for (const std::int64_t number : numbers) {
    if (number <= *end && !put(fd_, number, Slot{})) return system_error(path_, "overwrite");
  }
  if (::fdatasync(fd_) != 0) return system_error(path_, "overwrite");
  return {};
}

Result<bool> KeySlots::empty(std::int64_t number) const {
  Slot slot;
  const auto got = get(fd_, path_, number, slot);
  if (!got) return got.error();
  return all_zero(slot);
}

Result<std::int64_t> KeySlots::last() const {
  struct stat info {};
  if (::fstat(fd_, &info) != 0) return system_error(path_, "examine");
  return (info.st_size + static_cast<off_t>(kSlotBytes) - 1) / static_cast<off_t>(kSlotBytes) - 1;
}

Status KeySlots::rewrap(const std::filesystem::path& path, const crypto::SecretKey& key,
                        const std::map<std::int64_t, std::string>& dossiers, std::int64_t end,
                        const std::function<void(std::int64_t, const std::string&)>& left) const {
  const auto highest = last();
  if (!highest) return highest.error();
  if (const Status made = create(path, store_); !made) return made;
  const auto slots = open(path, store_, key);
  if (!slots) return slots.error();
  if (::ftruncate(slots->fd_, offset_of(std::min(*highest, end) + 1)) != 0) return system_error(slots->path_, "extend");
  for (std::int64_t number = 1; number <= std::min(*highest, end); ++number) {
    Slot slot;
    if (const auto got = get(fd_, path_, number, slot); !got) return got.error();
    if (all_zero(slot)) continue;
    const auto dossier = dossiers.find(number);
    if (dossier == dossiers.end()) {
      left(number, "the key in slot " + std::to_string(number) + " belongs to no dossier that can be trusted");
    } else if (const auto plain = read(number, dossier->second); !plain) {
      left(number, plain.error().message);
    } else {
      const auto sealed = crypto::seal(key, plain->view(), slots->place(number, dossier->second));
      if (!sealed) return sealed.error();
      slot = {};
      std::copy(sealed->begin(), sealed->end(), slot.begin());
    }
    if (!put(slots->fd_, number, slot)) return system_error(slots->path_, "write");
  }
  if (::fsync(slots->fd_) != 0) return system_error(slots->path_, "write");
  return {};
}

Status KeySlots::cut_after(std::int64_t number) {
  if (const Status wiped = wipe({number + 1}); !wiped) return wiped;
  if (::ftruncate(fd_, offset_of(number + 1)) != 0 || ::fsync(fd_) != 0) return system_error(path_, "shorten");
  return {};
}

}  // namespace enrolkit::store
