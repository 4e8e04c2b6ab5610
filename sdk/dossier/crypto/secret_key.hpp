// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/crypto.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "enrolkit/bytes.hpp"

namespace enrolkit::crypto {

inline constexpr std::size_t kKeyBytes = 32;  // AES-256, HMAC-SHA-256

// A key that is wiped from memory when it is no longer needed.
class SecretKey {
 public:
  SecretKey() = default;
  explicit SecretKey(std::span<const std::uint8_t, kKeyBytes> bytes) {
    for (std::size_t i = 0; i < kKeyBytes; ++i) bytes_[i] = bytes[i];
  }
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ~SecretKey() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

  [[nodiscard]] BytesView view() const { return bytes_; }
  [[nodiscard]] std::span<std::uint8_t, kKeyBytes> writable() { return bytes_; }

 private:
  std::array<std::uint8_t, kKeyBytes> bytes_{};
};

// Wipes bytes at the end of a scope.
class Wiped {
 public:
  explicit Wiped(Bytes& bytes) : bytes_(bytes) {}
  ~Wiped() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;

 private:
  Bytes& bytes_;
};

}  // namespace enrolkit::crypto
