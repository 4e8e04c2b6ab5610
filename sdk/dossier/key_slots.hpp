// SPDX-License-Identifier: Apache-2.0
// The file "keys": the wrapped data key of each dossier, in a slot of its own that is overwritten in place. No journal
// and no database page ever holds a copy, so that an empty slot is a key that is gone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "enrolkit/result.hpp"
#include "sdk/dossier/crypto/secret_key.hpp"

namespace enrolkit::store {

class KeySlots {
 public:
  static constexpr std::size_t kSlotBytes = 64;  // divides a sector: no slot is torn by another's write

  static Status create(const std::filesystem::path& path, const std::string& store);
  // Errors: not_found, malformed (no such file, or of another store), permission_denied.
  static Result<KeySlots> open(const std::filesystem::path& path, const std::string& store,
                               const crypto::SecretKey& wrapping_key);
  KeySlots(KeySlots&& other) noexcept;
  KeySlots& operator=(KeySlots&&) = delete;
  KeySlots(const KeySlots&) = delete;
  KeySlots& operator=(const KeySlots&) = delete;
  ~KeySlots();

  // The dossier's key is on the disk when this returns.
  Status write(std::int64_t number, const std::string& dossier, const crypto::SecretKey& key);
  // Errors: not_found (the slot is empty), truncated (the file ends before it), crypto (damaged or of another dossier).
  Result<crypto::SecretKey> read(std::int64_t number, const std::string& dossier) const;
  // Overwrites the slots, and returns when that is on the disk.
  Status wipe(const std::vector<std::int64_t>& numbers);
  // True: nothing but zeros, or behind the end.
  [[nodiscard]] Result<bool> empty(std::int64_t number) const;
  // The highest number that the file has room for.
  [[nodiscard]] Result<std::int64_t> last() const;
  // Writes a file of the same slots, those of `dossiers` (by their numbers) wrapped by another key; returns when it is
  // on the disk. A slot that cannot be opened, and one that none of them has, is taken over as it is, and told to
  // `left`. Slots above `end` are not looked at.
  Status rewrap(const std::filesystem::path& path, const crypto::SecretKey& key,
                const std::map<std::int64_t, std::string>& dossiers, std::int64_t end,
                const std::function<void(std::int64_t, const std::string&)>& left) const;
  // Wipes the slot above `number` and shortens the file to it: the key of a dossier that was never stored.
  Status cut_after(std::int64_t number);

 private:
  KeySlots(std::string path, std::string store, const crypto::SecretKey& wrapping_key, int fd)
      : path_(std::move(path)), store_(std::move(store)), wrapping_key_(wrapping_key), fd_(fd) {}
  [[nodiscard]] std::string place(std::int64_t number, const std::string& dossier) const;

  std::string path_;
  std::string store_;
  crypto::SecretKey wrapping_key_;
  int fd_;
};

}  // namespace enrolkit::store
