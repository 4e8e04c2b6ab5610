// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/sha256.hpp"

#include <openssl/sha.h>

#include <array>

namespace enrolkit {

std::string sha256_hex(BytesView data) {
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA256(data.data(), data.size(), digest.data());
  std::string hex;
  for (const std::uint8_t byte : digest) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    hex += kDigits[byte >> 4U];
    hex += kDigits[byte & 15U];
  }
  return hex;
}

}  // namespace enrolkit
